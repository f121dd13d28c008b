"""What Graph holds in the end against what was approved, field by field. Pure.

Graph rewrites some of what it is sent without changing what it means: it leaves out what is empty or a
default, writes ids, times and durations in its own way, and does not keep the order of people. None of that
is a difference. What it adds of its own is not compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from portal.graph.calls import Answers, fill
from wizard.plan import Plan, Step, keys
from wizard.submit.differences import ABSENT, in_words
from wizard.submit.matching import IDENTIFIERS, Element, plain

JSON = dict[str, Any]

#: Sent, but never part of what is read back; a role's id belongs to the catalog and names it only there.
NOT_READ_BACK = frozenset({"accessPackage", "role.resource", "role.id"})

#: What a policy may have without being asked for it, and what would give people access or take it away.
NOT_ASKED_FOR: JSON = {"reviewSettings": None, "automaticRequestSettings": None}

#: What tells the elements of a list apart whose order means nothing: people, languages, questions.
_NAMES = (*sorted(IDENTIFIERS - {"id"}), "managerLevel", "languageCode", "sequence")

_DURATION = re.compile(r"P(?=.)[0-9DWTHMS.]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One member. `of` says of what, in words; `field` is its path; the values are as people read them."""

    of: str
    field: str
    approved: str
    found: str
    same: bool


def compare(plan: Plan, answers: Answers) -> list[JSON]:
    """Every field that was approved of what the plan's last steps read back, as JSON; see Field."""
    package_first = sorted(plan.steps, key=lambda step: step.key != keys.VERIFY)
    return [
        asdict(field)
        for step in package_first
        for field in compare_step(plan, step, answers.get(step.key) or {}, answers)
    ]


def compare_step(plan: Plan, step: Step, found: Mapping[str, Element], answers: Answers) -> Iterator[Field]:
    """The same for what one step found, by the names of its matches."""
    for match in step.until:
        if match.mirrors and match.name in found:
            sent = [one for one in plan.steps if one.key in match.mirrors]
            yield from _fields(sent[0].title, _approved(sent, answers), found[match.name])


def _approved(sent: Iterable[Step], answers: Answers) -> JSON:
    """The bodies, one laid over the other."""
    whole: JSON = {}
    for step in sent:
        whole |= fill(step.call.body, answers) or {}
    return NOT_ASKED_FOR | whole if "requestorSettings" in whole else whole


def _fields(of: str, approved: Any, found: Any, path: str = "") -> Iterator[Field]:
    if path in NOT_READ_BACK:
        return
    if isinstance(approved, dict) and isinstance(found, dict):
        for name, value in approved.items():
            yield from _fields(of, value, found.get(name, ABSENT), f"{path}.{name}" if path else name)
    elif isinstance(approved, list) and isinstance(found, list) and (approved or found):
        one, other = _by_name(approved), _by_name(found)
        for place, name in enumerate({**one, **other}):
            yield from _fields(of, one.get(name, ABSENT), other.get(name, ABSENT), f"{path}[{place}]")
    else:
        same = _same(path, approved, found)
        yield Field(of=of, field=path, approved=_shown(approved), found=_shown(found), same=same)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value in (None, "", [], {}) else in_words(value)


def _by_name(values: list[Any]) -> dict[Any, Any]:
    """The elements by what tells them apart, by their place where nothing does."""
    return {_name(value) or place: value for place, value in enumerate(values)}


def _name(value: Any) -> tuple[str, ...]:
    if not isinstance(value, dict):
        return ()
    told = [f"{name} {str(value[name]).casefold()}" for name in _NAMES if value.get(name) not in (None, "")]
    return (_type(value.get("@odata.type")), *told) if told else ()


def _same(path: str, approved: Any, found: Any) -> bool:
    name = re.split(r"[.\[]", path)[-1] if not path.endswith("@odata.type") else "@odata.type"
    one, other = _meaning(name, approved), _meaning(name, found)
    return one == other or not (one or other)


def _meaning(name: str, value: Any) -> Any:
    """The value without what is mere writing. Whatever is empty, zero or off means the same as nothing."""
    if isinstance(value, dict) and value.get("isEnabled") is False:
        return None
    if not isinstance(value, str):
        return None if value is ABSENT else value
    if name == "@odata.type":
        return _type(value)
    if name in IDENTIFIERS:
        return plain(value)
    return _time(value)


def _type(value: Any) -> str:
    return str(value or "").lstrip("#")


def _time(value: str) -> Any:
    """A duration or a moment as such; any other text as it is."""
    for pattern, kind in ((_DURATION, dt.timedelta), (_MOMENT, dt.datetime)):
        if pattern.fullmatch(value):
            try:
                return TypeAdapter(kind).validate_python(value)
            except ValueError:
                return value
    return value
