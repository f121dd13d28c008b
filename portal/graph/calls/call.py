"""A Graph call as data, and the places in it that only an earlier call can fill."""

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote, unquote

from pydantic import BaseModel, ConfigDict, Field

#: What each earlier step answered, by step key.
Answers = Mapping[str, Any]

_MARK = "$answer"
_IN_PATH = re.compile(r"\{([^{}#]+)#([^{}]+)\}")


class GraphCall(BaseModel):
    """One request. `path` begins after the version (`/users`) and carries its query, percent-encoded."""

    model_config = ConfigDict(frozen=True)

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str
    body: dict[str, Any] | None = None
    #: Directory searches are answered only as advanced queries (header ConsistencyLevel: eventual).
    headers: dict[str, str] = Field(default_factory=dict)


def answer(step: str, *keys: str) -> dict[str, Any]:
    """The place of a value that step `step` will answer, for a body.

    User text is never a dict, so it cannot look like one.
    """
    return {_MARK: [step, *keys]}


def path_answer(step: str, *keys: str) -> str:
    """The same for a path. User text in a path is percent-encoded, so its braces cannot look like one."""
    return f"{{{quote(step, safe=':')}#{'/'.join(keys)}}}"


def fill(value: Any, answers: Answers) -> Any:
    """The value with every place filled. Raises KeyError while an answer is missing."""
    if isinstance(value, dict):
        if _MARK in value:
            return _look_up(answers, *value[_MARK])
        return {key: fill(item, answers) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, answers) for item in value]
    return value


def fill_path(path: str, answers: Answers) -> str:
    """The path with every place filled and percent-encoded. Raises KeyError while an answer is missing."""

    def value(match: re.Match[str]) -> str:
        return quote(str(_look_up(answers, unquote(match[1]), *match[2].split("/"))), safe="")

    return _IN_PATH.sub(value, path)


def _look_up(answers: Answers, step: str, *keys: str) -> Any:
    found = answers[step]
    for key in keys:
        found = found[key]
    return found


def quoted(text: str) -> str:
    """Text as an OData string literal inside a query: quotes doubled, then percent-encoded."""
    return quote("'" + text.replace("'", "''") + "'", safe="")
