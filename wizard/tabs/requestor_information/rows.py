"""The grid of questions as its template shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer value of a multiple choice question."""

    number: int
    field: BoundField
    #: The blank one at the bottom, which is no answer yet.
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """One row of the grid for the template. `key` begins the names of its controls; `identity` stays with the
    question wherever it moves.
    """

    number: int
    key: str
    identity: str
    text: BoundField
    format: BoundField
    required: BoundField
    answers: list[Answer]
    answers_error: str
    #: None where the format has no pattern.
    pattern: BoundField | None
    #: How many localizations the question has.
    localized: int
    localizations_error: str
    is_new: bool
    is_first: bool
    is_last: bool

    @property
    def name(self) -> str:
        return f"question {self.number + 1}"
