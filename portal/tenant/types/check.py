"""Is a body what its type says? Graph's refusal, ``InvalidModel``, does not tell what is wrong.

Stricter than the documents promise in one point: an undeclared member is refused too, which catches bodies
written in the words of the beta version.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.tenant.errors import invalid_model
from portal.tenant.types.bases import ABSTRACT, SENT_ALTHOUGH_ABSTRACT, TYPES, lineage, members
from portal.tenant.types.enums import ENUMS

# Taken although no type declares them: the documents' own examples send them.
UNDECLARED_BUT_TAKEN = {
    "accessPackageResource": {"resourceType"},
    "accessPackageAssignment": {"targetId", "assignmentPolicyId", "accessPackageId"},
}
_DURATION = re.compile(r"-?P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")


def check(body: Any, type_name: str, allowed: set[str]) -> dict[str, Any]:
    """The body, if it is an object of that type with no member outside ``allowed``; else 400 InvalidModel."""
    if not isinstance(body, dict):
        raise invalid_model("the body must be a JSON object")
    for name in body:
        if not name.startswith("@") and name not in allowed:
            raise invalid_model(f"{type_name}.{name} cannot be set here")
    _check_object(body, type_name, type_name)
    return body


def _check_value(value: Any, wanted: str, place: str) -> None:
    if value is None:
        _check_null(wanted, place)
    elif wanted.startswith("["):
        _check_collection(value, wanted[1:-1], place)
    elif wanted.rstrip("!") in PRIMITIVES:
        if not PRIMITIVES[wanted.rstrip("!")](value):
            raise invalid_model(f"{place}: {value!r} is no {wanted.rstrip('!')}")
    elif wanted.rstrip("!") in ENUMS:
        if value not in ENUMS[wanted.rstrip("!")]:
            raise invalid_model(f"{place}: {value!r} is no word of {wanted.rstrip('!')}")
    else:
        _check_object(value, wanted, place)


def _check_null(wanted: str, place: str) -> None:
    if wanted.endswith("!"):
        raise invalid_model(f"{place} must not be null")


def _check_collection(value: Any, wanted: str, place: str) -> None:
    if not isinstance(value, list):
        raise invalid_model(f"{place} must be a list")
    for number, element in enumerate(value):
        if element is None:
            raise invalid_model(f"{place}[{number}] must not be null")
        _check_value(element, wanted, f"{place}[{number}]")


def _check_object(value: Any, wanted: str, place: str) -> None:
    if not isinstance(value, dict):
        raise invalid_model(f"{place} must be an object")
    actual = _actual_type(value, wanted, place)
    declared = members(actual)
    for name, inner in value.items():
        if name.startswith("@") or name in UNDECLARED_BUT_TAKEN.get(actual, ()):
            continue
        _check_member(declared, name, inner, f"{place}.{name}")


def _check_member(declared: dict[str, str], name: str, value: Any, place: str) -> None:
    if name.endswith("@odata.bind") and name.removesuffix("@odata.bind") in declared:
        return
    if name not in declared:
        raise invalid_model(f"{place} is not declared")
    _check_value(value, declared[name], place)


def _actual_type(value: dict[str, Any], wanted: str, place: str) -> str:
    named = value.get("@odata.type")
    if named is None:
        if wanted in ABSTRACT or wanted not in TYPES:
            raise invalid_model(f"{place} needs an @odata.type derived from {wanted}")
        return wanted
    actual = str(named).removeprefix("#").removeprefix("microsoft.graph.")
    if actual not in TYPES or wanted not in lineage(actual) or actual in ABSTRACT - SENT_ALTHOUGH_ABSTRACT:
        raise invalid_model(f"{place}: {named!r} is no {wanted}")
    return actual


def _parses(parse: Callable[[str], Any]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            parse(value)
        except (TypeError, ValueError, AttributeError):
            return False
        return True

    return fits


def _is_moment(value: Any) -> bool:
    """A date with time and zone; Graph refuses one without the zone."""
    try:
        return isinstance(value, str) and "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


PRIMITIVES: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "Int32": lambda value: isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31,
    "Duration": lambda value: isinstance(value, str) and _DURATION.fullmatch(value) is not None,
    "DateTimeOffset": _is_moment,
    "Date": _parses(date.fromisoformat),
    "Guid": _parses(UUID),
}
