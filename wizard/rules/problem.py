"""A finding: which rule, how bad, where, what is allowed and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error blocks review and creation; a warning informs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where on the page: the tab's key in the address and the name of the HTML control in it."""

    tab: str
    control: str

    @property
    def anchor(self) -> str:
        """The id of the control's element."""
        return f"id_{self.control}"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`id` is the rule's (R36) and never changes its meaning."""

    id: str
    level: Level
    place: Place
    message: str
    hint: str = ""


def error(id: str, place: Place, message: str, hint: str = "") -> Problem:
    """A problem that blocks review and creation."""
    return Problem(id=id, level=Level.ERROR, place=place, message=message, hint=hint)


def warning(id: str, place: Place, message: str, hint: str = "") -> Problem:
    """A problem that informs."""
    return Problem(id=id, level=Level.WARNING, place=place, message=message, hint=hint)
