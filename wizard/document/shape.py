"""The document's types, walked along a place in it: what belongs where, and what it is called by people."""

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from wizard.document.package import Document

#: Keys and positions from the top of the document, such as ("policies", 0, "expiration", "days").
Path = tuple[str | int, ...]
#: Members that tell the kinds of a part apart.
DISCRIMINATORS = ("kind", "format")


def path_text(path: Path) -> str:
    """As people write it: policies[0].expiration.days."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def locate(location: Sequence[str | int]) -> tuple[Path, Any]:
    """The path of an error's location, which also names kinds, and the type expected there if it is known."""
    path: list[str | int] = []
    here: Any = Document
    for step in location:
        kind = kinds(here).get(step) if isinstance(step, str) else None
        if kind is not None:
            here = kind
        else:
            path.append(step)
            here = _inside(here, step)
    return tuple(path), here


def kinds(expected: Any) -> dict[str, type[BaseModel]]:
    """By name, the kinds that can stand here; none where there is no choice."""
    found = list(models(expected))
    return {kind_name(one): one for one in found} if len(found) > 1 else {}


def kind_name(model: type[BaseModel]) -> str:
    """The value of its kind or format."""
    return next(
        str(model.model_fields[name].default) for name in DISCRIMINATORS if name in model.model_fields
    )


def models(expected: Any) -> Iterator[type[BaseModel]]:
    """The parts of the document that an annotation allows."""
    if isinstance(expected, type) and issubclass(expected, BaseModel):
        yield expected
    elif get_origin(expected) in (Union, UnionType):
        for one in get_args(expected):
            yield from models(one)
    elif get_origin(expected) is Annotated:
        yield from models(get_args(expected)[0])


def _inside(expected: Any, step: str | int) -> Any:
    if isinstance(step, int):
        items = get_args(expected)
        return items[0] if items else None
    fields = [one.model_fields[step] for one in models(expected) if step in one.model_fields]
    return fields[0].annotation if fields else None


def keys(expected: Any) -> list[str]:
    """The keys that can stand here."""
    return list(dict.fromkeys(key for one in models(expected) for key in one.model_fields))


def is_list(expected: Any) -> bool:
    return get_origin(expected) is tuple


def allows_none(expected: Any) -> bool:
    return get_origin(expected) in (Union, UnionType) and type(None) in get_args(expected)


def words(expected: Any) -> list[Any]:
    """The values that can stand here, where they are few."""
    return list(get_args(expected)) if get_origin(expected) is Literal else []
