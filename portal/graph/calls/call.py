"""A Graph call as data, and the places in it that only an earlier call can fill."""

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote, unquote

from pydantic import BaseModel, ConfigDict, Field

#: What each earlier step answered, by step key.
Answers = Mapping[str, Any]

_MARK = "$answer"
_WORDS = "$words"
_IN_PATH = re.compile(r"\{([^{}#]+)#([^{}]+)\}")


class GraphCall(BaseModel):
    """One request. `path` begins after the version (`/users`) and carries its query, percent-encoded."""

    model_config = ConfigDict(frozen=True)

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str
    body: dict[str, Any] | None = None
    #: Directory searches are answered only as advanced queries (header ConsistencyLevel: eventual).
    headers: dict[str, str] = Field(default_factory=dict)


def answer(step: str, *keys: str, words: str | None = None) -> dict[str, Any]:
    """The place of a value that step `step` will answer, for a body; `words` has a {} where it is to stand.

    User text is never a dict, so it cannot look like one.
    """
    place: dict[str, Any] = {_MARK: [step, *keys]}
    return place if words is None else place | {_WORDS: words}


def is_place(value: Any) -> bool:
    """Whether this part of a body is filled only when it is sent."""
    return isinstance(value, dict) and _MARK in value


def place_in_words(place: dict[str, Any], text: str) -> str:
    """The text as it will stand in this place."""
    return str(place.get(_WORDS, "{}")).replace("{}", text)


def place_of(place: dict[str, Any]) -> tuple[str, ...]:
    """The step that fills the place, then the keys of its answer."""
    return tuple(place[_MARK])


def path_answer(step: str, *keys: str) -> str:
    """The same for a path. User text in a path is percent-encoded, so its braces cannot look like one."""
    return f"{{{quote(step, safe=':')}#{'/'.join(keys)}}}"


def fill(value: Any, answers: Answers) -> Any:
    """The value with every place filled. Raises KeyError while an answer is missing."""
    if is_place(value):
        found = _look_up(answers, *place_of(value))
        return place_in_words(value, str(found)) if _WORDS in value else found
    if isinstance(value, dict):
        return {key: fill(item, answers) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, answers) for item in value]
    return value


def fill_path(path: str, answers: Answers) -> str:
    """The path with every place filled and percent-encoded. Raises KeyError while an answer is missing."""

    def value(match: re.Match[str]) -> str:
        return quote(str(_look_up(answers, unquote(match[1]), *match[2].split("/"))), safe="")

    return _IN_PATH.sub(value, path)


def path_fits(template: str, path: str) -> bool:
    """Whether the path is the template with some value in each place."""
    literals = _IN_PATH.split(template)[:: 1 + _IN_PATH.groups]
    return re.fullmatch("[^/?&]+".join(map(re.escape, literals)), path) is not None


def _look_up(answers: Answers, step: str, *keys: str) -> Any:
    found = answers[step]
    for key in keys:
        found = found[key]
    return found


def quoted(text: str) -> str:
    """Text as an OData string literal inside a query: quotes doubled, then percent-encoded."""
    return quote("'" + text.replace("'", "''") + "'", safe="")
