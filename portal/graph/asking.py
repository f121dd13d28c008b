"""Reads of which some may be refused, as when a person lacks a scope: what can be told is told."""

from collections.abc import Sequence
from typing import Any

from portal.graph.batch import batches, together
from portal.graph.calls import GraphCall
from portal.graph.client import GraphClient

#: Refusals that asking again does not change: not understood, not allowed, not there.
FOR_GOOD = frozenset({400, 403, 404})


def read_what_may_be_read(client: GraphClient, calls: Sequence[GraphCall]) -> list[Any]:
    """The decoded answers, twenty calls in one request, the requests side by side; None where Graph refuses.

    What failed otherwise is asked for by itself, which raises its error. Raises `GraphError`.
    """
    parts = list(batches(calls))
    answers = client.read_all([together(part) for part in parts])
    return [
        found for part, answer in zip(parts, answers, strict=True) for found in _answers(client, part, answer)
    ]


def _answers(client: GraphClient, part: Sequence[GraphCall], answer: Any) -> list[Any]:
    entries = {str(entry.get("id")): entry for entry in answer.get("responses", [])}
    return [_one(client, call, entries.get(str(place), {})) for place, call in enumerate(part)]


def _one(client: GraphClient, call: GraphCall, entry: dict[str, Any]) -> Any:
    if entry.get("status") == 200:
        return entry.get("body")
    return None if entry.get("status") in FOR_GOOD else client.read(call)
