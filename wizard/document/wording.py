"""Words for what does not fit: what was found, what was expected, what may have been meant."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from wizard.document.shape import allows_none, is_list, keys

#: By the first letters of pydantic's error types.
_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "finite_number": "a whole number",
    "string": "text, in quotes",
    "datetime": "a time with its zone, such as 2027-06-30T09:00:00Z",
    "timezone": "a time with its zone, such as 2027-06-30T09:00:00Z",
    "date": "a date such as 2027-06-30",
}
_LONGEST = 60


def listed(names: Iterable[Any]) -> str:
    """a, b, c."""
    return ", ".join(str(name) for name in names)


def closest(given: Any, allowed: Sequence[str]) -> str:
    """What was most likely meant; empty where nothing is near."""
    word = str(given).strip().casefold().replace("-", "_").replace(" ", "_")
    return next(iter(difflib.get_close_matches(word[:_LONGEST], allowed, n=1, cutoff=0.6)), "")


def shown(value: Any) -> str:
    """A value as it was written, on one short line."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = {None: "blank", True: "true", False: "false"}.get(value, "") if _is_word(value) else str(value)
    line = "".join(letter if letter.isprintable() else "?" for letter in text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _is_word(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def unknown_key(key: str, allowed: Sequence[str], near: str, kinds: Sequence[str]) -> str:
    """`kinds` are those that have this key, where the chosen one has not."""
    elsewhere = f" It belongs to kind {' or '.join(kinds)}." if kinds else ""
    meant = f" Did you mean '{near}'?" if near else ""
    return f"'{shown(key)}' is not known here.{elsewhere}{meant} Allowed keys: {listed(allowed)}."


def not_allowed(given: Any, allowed: Sequence[Any], near: str) -> str:
    """A word that is none of the few."""
    meant = f" Did you mean '{near}'?" if near else ""
    choose = f"Choose {listed(allowed)}." if len(allowed) == 1 else f"Choose one of {listed(allowed)}."
    return f"'{shown(given)}' is not allowed.{meant} {choose}"


def needed(allowed: Sequence[Any] = ()) -> str:
    """Something that cannot be left out."""
    return f"This is needed: one of {listed(allowed)}." if allowed else "This is needed."


def wrong_container(value: Any, expected: Any) -> str:
    """A scalar where a list or mapping belongs, or the one for the other."""
    if is_list(expected):
        return f"This must be a list, not {shown(value)}."
    absent = " Leave it out where there is none." if allows_none(expected) else ""
    return f"This must be a mapping with the keys {listed(keys(expected))}, not {shown(value)}.{absent}"


def wrong_leaf(value: Any, error: str, otherwise: str) -> str:
    """`error` is pydantic's type of error, `otherwise` its own words for one that is not expected."""
    found = [text for start, text in _EXPECTED.items() if error.startswith(start)]
    return f"This must be {found[0]}, not {shown(value)}." if found else f"{otherwise}."
