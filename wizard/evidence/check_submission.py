"""Holds a submission against the links that speak of it: plan, document, approval, calls, objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.evidence.check_calls import check_calls
from wizard.evidence.check_undo import check_undo
from wizard.evidence.kinds import CREATE_PRESSED, CREATED, UNDONE
from wizard.evidence.links import Link

#: The number of a link, None where no single one is meant, and what is wrong.
Told = Iterator[tuple[int | None, str]]

VERDICTS = ("approved", "changes_requested", "rejected")


def check_submission(row: dict[str, Any], links: list[Link]) -> Told:
    """`row` as the story has it, `links` those of its draft."""
    mine = [link for link in links if link["data"].get("submission") == row["id"]]
    pressed = next((link for link in mine if link["kind"] == CREATE_PRESSED), None)
    if pressed is None:
        yield None, f"no link tells that Create was pressed for submission {row['id']}"
    else:
        yield from _pressed(row, pressed)
        yield from _approved(row, [link for link in links if link["number"] < pressed["number"]])
    yield from check_calls(mine, row["calls"], row["state"])
    yield from _created(row, mine)
    yield from check_undo(row, mine)


def life_of(links: Iterable[Link]) -> list[Link]:
    """The links since the draft was last begun: an id may be used again after its draft was discarded."""
    life: list[Link] = []
    for link in links:
        life = [] if link["kind"] == "discarded" else [*life, link]
    return life


def _pressed(row: dict[str, Any], pressed: Link) -> Told:
    data, number = pressed["data"], pressed["number"]
    if data["digest"] != row["digest"]:
        yield number, "the digest of the submission is not the one that was submitted"
    if data.get("plan", digest_of(row["plan"])) != digest_of(row["plan"]):
        yield number, "the plan was altered"
    if data.get("document", digest_of(row["document"])) != digest_of(row["document"]):
        yield number, "the document was altered"
    if "identity" in row and data.get("identity", row["identity"]) != row["identity"]:
        yield number, "the submission says that it was made with another identity than was chosen"
    if pressed["by"] != row["created_by"]["object_id"]:
        yield number, "the submission names somebody else as the one who pressed Create"


def _approved(row: dict[str, Any], before: list[Link]) -> Told:
    """The last word before Create; without one, no approval was due. An earlier Create used up its own."""
    word = None
    for link in life_of(before):
        if link["kind"] in (*VERDICTS, "review_voided", CREATE_PRESSED):
            word = link
    if word and word["kind"] == "approved" and word["data"]["digest"] != row["digest"]:
        yield word["number"], "what was approved is not what was submitted"


def _created(row: dict[str, Any], mine: list[Link]) -> Told:
    ended = [link for link in mine if link["kind"] == CREATED]
    last = next((link for link in reversed(mine) if link["kind"] in (CREATED, UNDONE)), None)
    if row["state"] in (CREATED, UNDONE) and (last is None or last["kind"] != row["state"]):
        yield None, f"the submission says it is {row['state']}, and no link tells so"
    elif last and last["kind"] == UNDONE and row["state"] != UNDONE:
        yield last["number"], "the submission does not say that it was undone"
    for link in ended[-1:]:
        if link["data"].get("comparison") not in (None, digest_of(row.get("comparison"))):
            yield link["number"], "what was read back and compared was altered"
        for step, id in link["data"].get("objects", {}).items():
            if row["objects"].get(step) != id:
                yield link["number"], f"the id of what {step} made was altered"
