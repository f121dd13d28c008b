"""Reads a hand-written draft although parts of it do not fit, so that one look finds all that is wrong.

What does not fit is replaced by what was most likely meant, else by a blank, and reported. The document that
comes out serves to find further faults; nothing may be created from it while anything is reported.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from wizard.document import wording
from wizard.document.codec import load
from wizard.document.package import Document
from wizard.document.shape import (
    Path,
    allows_none,
    is_list,
    keys,
    kinds,
    locate,
    models,
    words,
)

#: Each look mends one level of nesting at least; documents have about ten.
MOST_LOOKS = 50


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something at `path` has the wrong shape. The message does not repeat the path."""

    path: Path
    message: str


@dataclass(frozen=True, kw_only=True)
class Misfit(Fault):
    """A value that its place cannot hold, such as 2.5 days: a blank stands there, which the rules judge."""

    value: Any


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The document as far as it could be understood, and what could not."""

    document: Document
    faults: Sequence[Fault] = ()
    misfits: Sequence[Misfit] = ()


def read(data: object) -> Reading:
    """From what a YAML or JSON file holds. Never raises."""
    if not isinstance(data, dict):
        message = f"A draft is a mapping with the keys {wording.listed(keys(Document))}."
        return Reading(document=Document(), faults=[Fault(path=(), message=message)])
    try:
        return _Reader(_plain(data)).read()
    except RecursionError:
        return Reading(document=Document(), faults=[Fault(path=(), message="This is nested too deeply.")])


def _plain(value: Any) -> Any:
    """A copy to mend, with keys of text."""
    if isinstance(value, dict):
        return {str(key).encode("utf-8", "replace").decode(): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


class _Reader:
    """Mends its data until the document takes it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.faults: list[Fault] = []
        self.misfits: list[Misfit] = []

    def read(self) -> Reading:
        document = self._mended()
        if document is None:
            document = Document()
            self._report((), "This could not be read to the end.")
        return Reading(document=document, faults=self.faults, misfits=self.misfits)

    def _mended(self) -> Document | None:
        version = self.data.get("version")
        if isinstance(version, str) and re.fullmatch(r"[0-9]{1,4}", version):
            self.data["version"] = int(version)
        for _ in range(MOST_LOOKS):
            try:
                return load(self.data)
            except ValidationError as error:
                for one in error.errors(include_url=False):
                    self._mend(one["loc"], one["type"], one["msg"])
        return None

    def _mend(self, location: tuple[str | int, ...], error: str, message: str) -> None:
        path, expected = locate(location)
        if error == "extra_forbidden":
            self._unknown_key(path, location)
        elif error == "missing":
            self._missing(path, expected)
        elif error in ("union_tag_invalid", "union_tag_not_found"):
            self._wrong_kind(path, expected)
        elif allowed := words(expected):
            self._wrong_word(path, allowed)
        elif is_list(expected) or any(models(expected)):
            self._wrong_container(path, expected)
        else:
            self._wrong_leaf(path, expected, error, message)

    # --- What can be wrong ---

    def _unknown_key(self, path: Path, location: tuple[str | int, ...]) -> None:
        parent, key = self._at(path[:-1]), str(path[-1])
        allowed = keys(locate(location[:-1])[1])
        near = wording.closest(key, [name for name in allowed if name not in parent])
        value = parent.pop(key)
        if near:
            parent[near] = value
        others = kinds(locate(location[:-2])[1])
        elsewhere = [name for name, model in others.items() if key in model.model_fields]
        self._report(path, wording.unknown_key(key, allowed, near, elsewhere))

    def _missing(self, path: Path, expected: Any) -> None:
        allowed = words(expected)
        if allowed or any(models(expected)):
            self._report(path, wording.needed(allowed))
            self._put(path, allowed[0] if allowed else {})
        else:
            self._report_misfit(path, None, wording.needed())
            self._put(path, "")

    def _wrong_kind(self, path: Path, expected: Any) -> None:
        value, names = self._at(path), list(kinds(expected))
        member = "format" if "format" in keys(expected) else "kind"
        given = value.get(member)
        near = wording.closest(given, names)
        message = wording.needed(names) if given is None else wording.not_allowed(given, names, near)
        self._report((*path, member), message)
        if near:
            value[member] = near
        elif isinstance(path[-1], int):
            self._put(path, {member: names[0]})
        else:
            self._drop(path)

    def _wrong_word(self, path: Path, allowed: Sequence[Any]) -> None:
        given = self._at(path)
        near = wording.closest(given, [word for word in allowed if isinstance(word, str)])
        self._report(path, wording.not_allowed(given, allowed, near))
        self._put(path, near or allowed[0])

    def _wrong_container(self, path: Path, expected: Any) -> None:
        value = self._at(path)
        if value is not None or isinstance(path[-1], int):
            self._report(path, wording.wrong_container(value, expected))
        if isinstance(path[-1], int):
            self._put(path, {})
        else:
            self._drop(path)

    def _wrong_leaf(self, path: Path, expected: Any, error: str, message: str) -> None:
        value = self._at(path)
        found = value is not None or isinstance(path[-1], int)
        if found:
            self._report_misfit(path, value, wording.wrong_leaf(value, error, message))
        if allows_none(expected):
            self._put(path, None)
        elif expected is str and found:
            self._put(path, "")
        else:
            self._drop(path)

    # --- What is done about it ---

    def _report(self, path: Path, message: str) -> None:
        if not self._is_reported(path):
            self.faults.append(Fault(path=path, message=message))

    def _report_misfit(self, path: Path, value: Any, message: str) -> None:
        if not self._is_reported(path):
            self.misfits.append(Misfit(path=path, message=message, value=value))

    def _is_reported(self, path: Path) -> bool:
        """Whether the place, or one around it, was found wrong before."""
        return any(path[: len(one.path)] == one.path for one in (*self.faults, *self.misfits))

    def _at(self, path: Path) -> Any:
        here: Any = self.data
        for step in path:
            here = here[step]
        return here

    def _put(self, path: Path, value: Any) -> None:
        self._at(path[:-1])[path[-1]] = value

    def _drop(self, path: Path) -> None:
        """The default takes its place."""
        self._at(path[:-1]).pop(path[-1])
