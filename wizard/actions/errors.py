"""Why a change of state did not happen.

ActionRefused
├── StaleRevision     somebody saved in between; carries the draft as it is now
├── WrongMoment       the draft is not in a state that allows it
├── NotAllowed        the person may not; says what is missing and who can help
├── NotReady          the document has errors; carries them
└── ContentChanged    what was read is not what is there now
"""

from __future__ import annotations

from wizard.models import Draft
from wizard.rules import Problem


class ActionRefused(Exception):
    """Nothing was changed. The text is for people."""


class StaleRevision(ActionRefused):
    """Somebody else saved this draft in the meantime."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(self.__doc__)
        self.draft = draft


class WrongMoment(ActionRefused):
    """The draft has moved on; reload the page to see where it is."""


class NotAllowed(ActionRefused):
    """What is missing and who can help is in the text."""


class NotReady(ActionRefused):
    """The draft still has errors."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} error(s) must be mended first.")
        self.problems = problems


class ContentChanged(ActionRefused):
    """The draft changed after you opened this page. Read it again, then decide."""
