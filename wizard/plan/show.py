"""The plan as people and programs read it."""

import re
from typing import Any
from urllib.parse import unquote

from portal.graph.calls import is_place, place_in_words, place_of
from wizard.plan import keys
from wizard.plan.step import Plan, Step


def plan_as_json(plan: Plan) -> list[dict[str, Any]]:
    """[{"key", "title", "method", "path", "body", "needs"}]; what a step will answer reads `<known after
    creation: step.id>`.
    """
    return [step_as_json(step) for step in plan.steps]


def step_as_json(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "method": step.call.method,
        "path": readable_path(step.call.path),
        "body": readable(step.call.body),
        "needs": list(step.needs),
    }


def readable(value: Any) -> Any:
    """A body with words in the places that an earlier step will fill."""
    if is_place(value):
        return place_in_words(value, _readable_place(place_of(value)))
    if isinstance(value, dict):
        return {key: readable(item) for key, item in value.items()}
    return [readable(item) for item in value] if isinstance(value, list) else value


def _readable_place(place: tuple[str, ...]) -> str:
    if place == keys.REFERENCE:
        return "<reference of this submission>"
    return f"<known after creation: {'.'.join(place)}>"


def readable_path(path: str) -> str:
    """A path with the same words, and its query as people write it."""

    def words(match: re.Match[str]) -> str:
        return f"<known after creation: {unquote(match[1])}.{match[2].replace('/', '.')}>"

    filled = re.sub(r"\{([^{}#]+)#([^{}]+)\}", words, path)
    return unquote(filled)
