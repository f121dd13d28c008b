"""What a picker's template shows: rows, how many there are, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wizard.actions.errors import ActionRefused
from wizard.lookups.portions import Portion, Rest
from wizard.views.asking import Asking


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`around` is for components/picker.html as it stands there."""

    rows: Sequence[Mapping[str, Any]] = ()
    portion: Portion[Any] | None = None
    around: Mapping[str, Any] = field(default_factory=dict)
    #: Instead of a count.
    said: str = ""

    @property
    def rest(self) -> Rest | None:
        return self.portion.rest if self.portion else None

    def words(self, *, appended: bool) -> str:
        """How many were found and which of them are shown; `appended` to those before them."""
        return found_words(self.portion, appended=appended) if self.portion else self.said


def unanswered(asking: Asking) -> Offer:
    """When the tenant gave no answer: what was ticked stays ticked, by its id where nobody knows the name."""
    kept = [] if asking.part else asking.ticked
    return Offer(around={"selected": [{"id": one, "dom": one, "name": one} for one in kept]})


def found_words(portion: Portion[Any], *, appended: bool) -> str:
    first = 1 if appended else portion.before + 1
    if portion.rest is None and first == 1:
        return f"{portion.upto:,} {'result' if portion.upto == 1 else 'results'} found"
    shown = f"{first:,} to {portion.upto:,} are shown"
    return (
        f"{shown}, and there are more"
        if portion.total is None
        else f"{portion.total:,} results found, {shown}"
    )


def require_all(asked: int, read: int) -> None:
    """Nothing is added while something that was ticked cannot be read. Raises ActionRefused."""
    if gone := asked - read:
        are = "entry is" if gone == 1 else "entries are"
        raise ActionRefused(
            f"{gone} ticked {are} not in your directory, so nothing was added. "
            "The others are still ticked: press Select to add them."
        )
