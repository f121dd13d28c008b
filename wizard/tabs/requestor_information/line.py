"""One row of the question grid: a question with whatever its other answer formats would need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_hex

from pydantic import TypeAdapter, ValidationError

from wizard.document import (
    Choice,
    Localization,
    LongText,
    MultipleChoice,
    Question,
    QuestionWithoutFormat,
    ShortText,
)

UNSET = "unset"
#: More answers than anybody offers; what is posted beyond is ignored.
MOST_CHOICES = 100
#: Value of the control and words, in the wizard's order.
FORMATS = (("short_text", "Short text"), ("multiple_choice", "Multiple choice"), ("long_text", "Long text"))
TEXTS = ("short_text", "long_text")

_KINDS: Mapping[str, type[Question]] = {
    UNSET: QuestionWithoutFormat,
    "short_text": ShortText,
    "long_text": LongText,
    "multiple_choice": MultipleChoice,
}
_CHOICES = TypeAdapter(tuple[Choice, ...])
_KEPT_KEY = TypeAdapter(tuple[str, str])
KEY = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a format does not use stays here for the way back; `question` leaves it out."""

    text: str = ""
    format: str = UNSET
    required: bool = False
    localizations: tuple[Localization, ...] = ()
    regex_pattern: str | None = None
    choices: tuple[Choice, ...] = ()
    #: By this a row is known again after others moved, removed or reworded rows. Beside the document, which
    #: promises no ids of questions.
    key: str = ""

    @classmethod
    def of(cls, question: Question) -> Line:
        return cls(**dict(question))

    @property
    def question(self) -> Question:
        """The question with exactly what its format uses."""
        kind = _KINDS[self.format]
        used = {name: getattr(self, name) for name in kind.model_fields}
        return kind(**used)

    @property
    def is_blank(self) -> bool:
        return replace(self, key="") == Line()

    @property
    def is_multiple_choice(self) -> bool:
        return self.format == "multiple_choice"

    @property
    def may_have_pattern(self) -> bool:
        return self.format in TEXTS

    def controls(self, n: int) -> dict[str, str]:
        """What the row's controls say."""
        found = {
            f"question-{n}-text": self.text,
            f"question-{n}-format": "" if self.format == UNSET else self.format,
            f"question-{n}-required": "yes" if self.required else "no",
        }
        if self.is_multiple_choice:
            found |= {f"question-{n}-choice-{j}": one.text for j, one in enumerate(self.choices)}
        if self.may_have_pattern and self.regex_pattern is not None:
            found[f"question-{n}-regex_pattern"] = self.regex_pattern
        return found

    def spare(self, n: int) -> dict[str, str]:
        """What the format does not use, to be remembered beside the document."""
        found = {f"question-{n}-kept-key": _KEPT_KEY.dump_json((self.key, self.text)).decode()}
        if self.choices and not self.is_multiple_choice:
            found[f"question-{n}-choices"] = _CHOICES.dump_json(self.choices).decode()
        if self.regex_pattern is not None and not self.may_have_pattern:
            found[f"question-{n}-regex_pattern"] = self.regex_pattern
        return found

    def with_spare(self, n: int, remembered: Mapping[str, str]) -> Line:
        """Takes up again what `spare` put aside."""
        line = self
        if not self.is_multiple_choice:
            line = replace(line, choices=_choices(remembered.get(f"question-{n}-choices", "[]")))
        if not self.may_have_pattern:
            line = replace(line, regex_pattern=remembered.get(f"question-{n}-regex_pattern"))
        return replace(line, key=_kept_key(remembered.get(f"question-{n}-kept-key", ""), self.text))

    def with_typed(self, n: int, data: Mapping[str, str]) -> Line:
        """As the posted controls have it. Surrounding blanks go, but only from what was changed."""
        return replace(
            self,
            text=_typed(data.get(f"question-{n}-text"), self.text),
            format=_format(data.get(f"question-{n}-format"), self.format),
            required=_yes(data.get(f"question-{n}-required"), self.required),
            regex_pattern=_pattern(data.get(f"question-{n}-regex_pattern"), self.regex_pattern),
            choices=self._typed_choices(n, data),
            key=self.key or _key(data.get(f"question-{n}-key", "")),
        )

    def _typed_choices(self, n: int, data: Mapping[str, str]) -> tuple[Choice, ...]:
        """The answers as posted: blank ones at the end are nobody's answer."""
        typed = list(self.choices)
        while len(typed) < MOST_CHOICES and f"question-{n}-choice-{len(typed)}" in data:
            typed.append(Choice())
        for j, choice in enumerate(typed):
            text = _typed(data.get(f"question-{n}-choice-{j}"), choice.text)
            typed[j] = choice.model_copy(update={"text": text})
        while len(typed) > self._stored_blanks and typed[-1] == Choice():
            typed.pop()
        return tuple(typed)

    @property
    def _stored_blanks(self) -> int:
        """Up to here a file brought blank answers, which stay until somebody removes them."""
        return len(self.choices) if self.choices and self.choices[-1] == Choice() else 0

    def without_choice(self, j: int) -> Line:
        return replace(self, choices=(*self.choices[:j], *self.choices[j + 1 :]))


def trimmed(lines: Sequence[Line], stored: Sequence[Line]) -> list[Line]:
    """Blank rows at the end are no questions. One in the middle stays, so that rows keep their numbers."""
    kept = list(lines)
    while kept and kept[-1].is_blank and not (len(kept) <= len(stored) and stored[len(kept) - 1].is_blank):
        kept.pop()
    return kept


def keyed(lines: Sequence[Line]) -> list[Line]:
    """Each with a key. One that has none yet gets the same from every page that is drawn of the same text."""
    found: dict[str, Line] = {}
    for line in lines:
        turn = sum(one.text == line.text for one in found.values())
        drawn = sha256(f"{turn} {line.text}".encode()).hexdigest()[:12]
        key = next(one for one in (line.key, drawn, new_key()) if one and one not in found)
        found[key] = replace(line, key=key)
    return list(found.values())


def new_key() -> str:
    """For a row that is not there yet: no two pages have the same."""
    return token_hex(6)


def _key(text: str) -> str:
    return text if KEY.fullmatch(text) else ""


def _kept_key(text: str, beside: str) -> str:
    """None where a file or an older version has put another question in the row's place since."""
    try:
        key, question = _KEPT_KEY.validate_json(text)
    except ValidationError:
        return ""
    return _key(key) if question == beside else ""


def _typed(text: str | None, before: str) -> str:
    return before if text is None or text == before else text.strip()


def _pattern(text: str | None, before: str | None) -> str | None:
    """Blanks in a pattern mean something; an empty box is no pattern."""
    return before if text is None or text == (before or "") else text or None


def _format(value: str | None, before: str) -> str:
    if value == "":
        return UNSET
    return value if value in dict(FORMATS) else before


def _yes(value: str | None, before: bool) -> bool:
    return value == "yes" if value in ("yes", "no") else before


def _choices(text: str) -> tuple[Choice, ...]:
    try:
        return _CHOICES.validate_json(text)
    except ValidationError:
        return ()
