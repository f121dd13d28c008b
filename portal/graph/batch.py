"""Many small reads in one request. https://learn.microsoft.com/graph/json-batching

For reads only: a lost answer to a batch of writes would be twenty lost answers.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from portal.graph.calls import GraphCall

#: Reads that one batch may hold.
LARGEST = 20


def batches(calls: Sequence[GraphCall]) -> Iterator[Sequence[GraphCall]]:
    """The calls in portions that fit."""
    for start in range(0, len(calls), LARGEST):
        yield calls[start : start + LARGEST]


def together(calls: Sequence[GraphCall]) -> GraphCall:
    """One call for up to twenty GETs; each keeps its place as its id."""
    entries = [
        {"id": str(place), "method": call.method, "url": call.path, "headers": dict(call.headers)}
        for place, call in enumerate(calls)
    ]
    return GraphCall(method="POST", path="/$batch", body={"requests": entries})


def bodies(answer: Any, count: int) -> list[Any]:
    """What each call was answered, in its place; None for one that was not answered with 200."""
    found: list[Any] = [None] * count
    for entry in answer.get("responses", []):
        if entry.get("status") == 200:
            found[int(entry["id"])] = entry.get("body")
    return found


def missing(answer: Any) -> set[int]:
    """Places of the calls that were answered with 404: what they ask for is not there."""
    return {int(entry["id"]) for entry in answer.get("responses", []) if entry.get("status") == 404}
