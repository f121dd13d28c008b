"""Why a document has no plan."""

from typing import TypeVar

T = TypeVar("T")


class NotPlannable(ValueError):
    """The document still has errors. A plan is made only of a document that they pass."""


def needed(value: T | None, what: str) -> T:
    """The value, or NotPlannable naming what is missing."""
    if value is None:
        raise NotPlannable(f"{what} is missing")
    return value
