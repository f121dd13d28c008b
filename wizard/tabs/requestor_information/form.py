"""Requestor information: one row per question, and one blank row at the bottom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django import forms

from portal.widgets import starred
from wizard.document import Document
from wizard.labels import label_of
from wizard.rules import Level
from wizard.rules.requestor_information import LONGEST_PATTERN
from wizard.tabs.base import Remembered, Table, row_numbers
from wizard.tabs.controls import checkbox
from wizard.tabs.requestor_information.attributes import attributes_table
from wizard.tabs.requestor_information.line import FORMATS, Line, keyed, new_key, trimmed
from wizard.tabs.requestor_information.rows import Answer, QuestionRow
from wizard.tabs.typed import TypedForm

#: More rows than anybody asks; what is posted beyond is ignored.
MOST = 100


class RequestorInformationForm(TypedForm):
    """Rows stand where they stood when the page was drawn; only the buttons renumber them."""

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        found: dict[str, str] = {}
        for n, question in enumerate(document.policy.questions):
            found |= Line.of(question).controls(n)
        return found

    @classmethod
    def rows_of(cls, document: Document) -> Sequence[str]:
        return [question.text for question in document.policy.questions]

    @classmethod
    def keys_of(cls, document: Document, remembered: Remembered) -> Sequence[str]:
        return [line.key for line in _stored_lines(document, remembered)]

    @classmethod
    def keys_sent(cls, data: Mapping[str, str]) -> Sequence[str]:
        return [data.get(f"question-{n}-key", "") for n in range(rows_in(data))]

    # --- Building ---

    def build(self) -> None:
        stored = _stored_lines(self.document, self.remembered)
        count = max(len(stored), min(rows_in(self.data), MOST))
        known = [*stored, *[Line()] * (count - len(stored))]
        typed = [line.with_typed(n, self.data) for n, line in enumerate(known)]
        self.lines = keyed(trimmed(typed, stored))
        self._build_rows()

    def _build_rows(self) -> None:
        for n, line in enumerate([*self.lines, Line()]):
            self._build_row(n, line)

    def _build_row(self, n: int, line: Line) -> None:
        key = f"question-{n}"
        self.fields |= {
            f"{key}-text": starred(_text(f"{key}-text", "Enter question")),
            f"{key}-format": starred(_format(f"{key}-format")),
            f"{key}-required": checkbox(_label(f"{key}-required")),
        }
        for j in range(len(line.choices) + 1 if line.is_multiple_choice else 0):
            self.fields[f"{key}-choice-{j}"] = _text(f"{key}-choice-{j}", "Enter answer")
        if line.may_have_pattern:
            self.fields[f"{key}-regex_pattern"] = _text(f"{key}-regex_pattern", "Regex pattern")
            self.fields[f"{key}-regex_pattern"].widget.attrs["maxlength"] = LONGEST_PATTERN

    # --- Buttons ---

    def act(self, verb: str, argument: str) -> None:
        """remove-question:n, move-up:n, move-down:n, remove-choice:n:j. To add, the redraw is enough."""
        numbers = row_numbers(argument)
        if not numbers or numbers[0] >= len(self.lines):
            return
        match verb, numbers:
            case "remove-question", [n]:
                del self.lines[n]
            case "move-up", [n] if n > 0:
                self._swap(n, n - 1)
            case "move-down", [n] if n + 1 < len(self.lines):
                self._swap(n, n + 1)
            case "remove-choice", [n, j]:
                self.lines[n] = self.lines[n].without_choice(j)
        self._redraw()

    def _swap(self, one: int, other: int) -> None:
        self.lines[one], self.lines[other] = self.lines[other], self.lines[one]

    def _redraw(self) -> None:
        """Fields and data after rows changed places."""
        self.data = {}
        for n, line in enumerate(self.lines):
            self.data |= line.controls(n)
        self.fields.clear()
        self._bound_fields_cache.clear()  # type: ignore[attr-defined]
        self._errors = None
        self._build_rows()

    # --- Back into the document ---

    def apply_to(self, document: Document) -> Document:
        questions = tuple(line.question for line in self.lines)
        changed = document.policy.model_copy(update={"questions": questions})
        return document.model_copy(update={"policies": (changed, *document.policies[1:])})

    def remember(self) -> Remembered:
        """Rows are known by their numbers, so only what belongs to today's rows may stay."""
        spare: dict[str, str] = {}
        for n, line in enumerate(self.lines):
            spare |= line.spare(n)
        return Remembered(controls=spare)

    # --- For the page ---

    @property
    def is_failing(self) -> bool:
        """Whether the sub-tab Questions has errors. Attributes are read-only, so theirs never has."""
        told = (one for found in self.problems.values() for one in found)
        return bool(self.errors) or any(one.level is Level.ERROR for one in told)

    @property
    def attributes(self) -> Table:
        """The sub-tab Attributes."""
        return attributes_table(self.document)

    @property
    def rows(self) -> list[QuestionRow]:
        return [self._row(n, line) for n, line in enumerate([*self.lines, Line(key=new_key())])]

    def _row(self, n: int, line: Line) -> QuestionRow:
        key, last = f"question-{n}", len(self.lines) - 1
        return QuestionRow(
            number=n,
            key=key,
            identity=line.key,
            text=self[f"{key}-text"],
            format=self[f"{key}-format"],
            required=self[f"{key}-required"],
            answers=self._answers(key, line),
            answers_error=self.first_error(f"{key}-choices"),
            pattern=self[f"{key}-regex_pattern"] if line.may_have_pattern else None,
            localized=len(line.localizations),
            localizations_error=self.first_error(f"{key}-localizations"),
            is_new=n > last,
            is_first=n == 0,
            is_last=n == last,
        )

    def _answers(self, key: str, line: Line) -> list[Answer]:
        count = len(line.choices)
        return [
            Answer(number=j, field=self[f"{key}-choice-{j}"], is_new=j == count)
            for j in range(count + 1 if line.is_multiple_choice else 0)
        ]


def _stored_lines(document: Document, remembered: Remembered) -> list[Line]:
    """The document's questions with what lives beside it."""
    lines = [Line.of(question) for question in document.policy.questions]
    return keyed([line.with_spare(n, remembered.controls) for n, line in enumerate(lines)])


def rows_in(data: Mapping[str, str]) -> int:
    """How many rows a page sent."""
    found = (re.fullmatch(r"question-([0-9]{1,4})-text", name, re.ASCII) for name in data)
    return max((int(one[1]) + 1 for one in found if one), default=0)


def _text(control: str, placeholder: str) -> forms.CharField:
    box = forms.TextInput(attrs={"placeholder": placeholder})
    return forms.CharField(label=_label(control), required=False, strip=False, widget=box)


def _format(control: str) -> forms.ChoiceField:
    options = [("", "Answer format"), *FORMATS]
    return forms.ChoiceField(label=_label(control), required=False, choices=options)


def _label(control: str) -> str:
    return label_of("requestor-information", control)
