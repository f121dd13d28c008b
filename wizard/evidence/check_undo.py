"""Holds the way back of a submission against the links that speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.evidence.kinds import UNDO_CALLED_OFF, UNDO_PRESSED, UNDO_REFUSED
from wizard.evidence.links import Link


def check_undo(row: dict[str, Any], mine: Sequence[Link]) -> Iterator[tuple[int | None, str]]:
    """`mine` are the links of the submission."""
    pressed, plan = _standing(mine), row.get("undo_plan")
    if pressed is None:
        if plan is not None:
            yield None, "there is a plan of the way back, and no link tells that Undo was pressed"
    elif plan is None:
        yield pressed["number"], "the plan of the way back is missing"
    else:
        yield from _pressed(row, pressed)


def _standing(mine: Sequence[Link]) -> Link | None:
    """The last press on Undo that was neither refused nor called off."""
    pressed = None
    for link in mine:
        if link["kind"] == UNDO_PRESSED:
            pressed = link
        elif link["kind"] in (UNDO_REFUSED, UNDO_CALLED_OFF):
            pressed = None
    return pressed


def _pressed(row: dict[str, Any], pressed: Link) -> Iterator[tuple[int | None, str]]:
    if pressed["data"]["undo_plan"] != digest_of(row["undo_plan"]):
        yield pressed["number"], "the plan of the way back was altered"
    if pressed["by"] != (row.get("undo_by") or {}).get("object_id"):
        yield pressed["number"], "the submission names somebody else as the one who pressed Undo"
