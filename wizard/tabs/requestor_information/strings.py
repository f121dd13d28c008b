"""Strings and their localizations as a pane edits them: what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wizard.document import Choice, Localization
from wizard.languages import LANGUAGES
from wizard.rules.requestor_information import localization_fault

#: More than anybody types; what is posted beyond is ignored.
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One localization as typed: language code and text."""

    language: str = ""
    text: str = ""
    error: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.language.strip() and not self.text.strip()

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        """The options of its drop-down; a code of a file that is not on the list is one more."""
        known = [(code, f"{name} ({code})") for code, name in LANGUAGES.items()]
        if self.language and self.language not in LANGUAGES:
            known.append((self.language, self.language))
        return sorted(known, key=lambda one: one[1])


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One string with its localizations. `value` is the string itself."""

    value: str = ""
    wordings: tuple[Wording, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, value: str, localizations: Iterable[Localization]) -> Entry:
        wordings = tuple(Wording(language=one.language_code, text=one.text) for one in localizations)
        return cls(value=value, wordings=wordings)

    @property
    def is_blank(self) -> bool:
        return not self.value.strip() and not self.wordings

    @property
    def is_wrong(self) -> bool:
        return bool(self.error) or any(one.error for one in self.wordings)

    @property
    def localizations(self) -> tuple[Localization, ...]:
        return tuple(
            Localization(language_code=one.language.strip(), text=one.text.strip()) for one in self.wordings
        )

    @property
    def choice(self) -> Choice:
        return Choice(text=self.value.strip(), localizations=self.localizations)

    def mentions(self, text: str) -> bool:
        """Whether a search for the text finds it, by its own words or by those of a localization."""
        words = "\n".join([self.value, *(one.text for one in self.wordings)])
        return text.strip().casefold() in words.casefold()

    @property
    def without_blanks(self) -> Entry:
        return replace(self, wordings=tuple(one for one in self.wordings if not one.is_blank))

    def without(self, number: int) -> Entry:
        return replace(self, wordings=(*self.wordings[:number], *self.wordings[number + 1 :]))

    def with_blank(self) -> Entry:
        return replace(self, wordings=(*self.wordings, Wording()))


def entries_in(data: Mapping[str, str]) -> list[Entry]:
    """What a pane sent: value-<j>, language-<j>-<i>, text-<j>-<i>, counted from 0 without a gap."""
    found: list[Entry] = []
    while (value := data.get(f"value-{len(found)}")) is not None and len(found) < MOST:
        found.append(Entry(value=value, wordings=_wordings(data, len(found))))
    return found


def _wordings(data: Mapping[str, str], j: int) -> tuple[Wording, ...]:
    found: list[Wording] = []
    while (text := data.get(f"text-{j}-{len(found)}")) is not None and len(found) < MOST:
        found.append(Wording(language=data.get(f"language-{j}-{len(found)}", ""), text=text))
    return tuple(found)


def filled(entries: Iterable[Entry]) -> list[Entry]:
    """Without the rows that nobody filled in."""
    return [one for one in (entry.without_blanks for entry in entries) if not one.is_blank]


def judged(entries: Iterable[Entry]) -> list[Entry]:
    """Each with what is wrong: as strings of one list, and as localizations of one string."""
    seen: set[str] = set()
    found = []
    for one in entries:
        same = one.value.strip().casefold()
        error = f"'{one.value.strip()}' is already listed." if same in seen else ""
        found.append(with_faults(replace(one, error=error if same else "Enter the answer.")))
        seen.add(same)
    return found


def with_faults(entry: Entry) -> Entry:
    """With what is wrong with its localizations."""
    seen: set[str] = set()
    told = []
    for one in entry.wordings:
        code = one.language.strip()
        told.append(replace(one, error=localization_fault(code, one.text, seen)))
        seen.add(code.casefold())
    return replace(entry, wordings=tuple(told))
