"""From the bytes of a YAML or JSON file to plain data, with hostile and careless files refused in words."""

import json
from collections.abc import Hashable
from typing import Any

import yaml

MOST_BYTES = 1024 * 1024
#: A draft nests about ten levels.
MOST_LEVELS = 50


class NotReadable(ValueError):
    """The text is no YAML or JSON that a draft can be written in; the message says where and why."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Every plain word but null is text: the document knows what is a number, and `no` may be Norwegian."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise NotReadable(f"It has the key {key.value!r} twice in one place{_place(key.start_mark)}.")
            seen.add(key.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


def parse(content: bytes, *, is_json: bool = False) -> Any:
    """Dicts, lists, texts and None, from JSON also numbers and booleans. Raises NotReadable."""
    if len(content) > MOST_BYTES:
        raise NotReadable(f"It is larger than {MOST_BYTES // 1024} KiB.")
    text = _decoded(content)
    data = _json(text) if is_json else _yaml(text)
    _refuse_half_characters(data)
    return data


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(f"It is not written in UTF-8 (byte {error.start + 1}).") from error


def _yaml(text: str) -> Any:
    try:
        _look_through(text)
        return yaml.load(text, _Loader)  # nosec B506 # noqa: S506  a safe loader
    except NotReadable:
        raise
    except yaml.YAMLError as error:
        raise NotReadable(f"It is not valid YAML{_where(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"It is not valid YAML: {error}.") from error


def _look_through(text: str) -> None:
    """Aliases can make a small file huge, and deep nesting exhausts the stack: both are refused first."""
    level = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise NotReadable(f"It has an alias (*name), which a draft may not{_place(event.start_mark)}.")
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if level > MOST_LEVELS:
            raise NotReadable(f"It is nested deeper than {MOST_LEVELS} levels{_place(event.start_mark)}.")


def _where(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", "")
    place = _place(getattr(error, "problem_mark", None) or getattr(error, "context_mark", None))
    return f"{place}: {problem}" if problem else place


def _place(mark: Any) -> str:
    return f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise NotReadable(
            f"It is not valid JSON (line {error.lineno}, column {error.colno}): {error.msg}."
        ) from error
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"It is not valid JSON: {error}.") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} is there twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _refuse_half_characters(data: Any) -> None:
    """Halves of a surrogate pair and NUL cannot be stored or sent."""
    try:
        text = json.dumps(data, ensure_ascii=False, default=str)
        text.encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise NotReadable("It holds characters that are none.") from error
    if "\\u0000" in text.replace("\\\\", ""):
        raise NotReadable("It holds NUL characters.")
