"""Holds a story against its own chain. Pure: a row of the database and a downloaded file are judged alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.evidence.check_calls import check_calls
from wizard.evidence.links import Finding, Link, check_links

Story = dict[str, Any]

VERDICTS = ("approved", "changes_requested", "rejected")
CREATE = "create_pressed"
CREATED = "created"

#: The number of a link, None where no single one is meant, and what is wrong.
Told = Iterator[tuple[int | None, str]]


def check(story: Story) -> list[Finding]:
    """Everything in it that is not as it was written; empty when all is."""
    chain, links = story["draft"]["id"], story["chain"]["links"]
    head = story["chain"]["head"]
    found = [*check_links(chain, links, head["length"], head["hash"])]
    if story["draft"]["state"] is None:
        return [*found, *_gone(chain, links)]
    for part in (_revisions, _reviews, _submission):
        try:
            found += [Finding(chain, link, words) for link, words in part(story, links)]
        except (KeyError, TypeError, AttributeError) as lacking:
            found.append(Finding(chain, None, f"a link lacks what belongs to its kind: {lacking}"))
    return found


def _gone(chain: str, links: list[Link]) -> Iterator[Finding]:
    if not links or links[-1]["kind"] != "discarded":
        last = links[-1]["number"] if links else None
        yield Finding(chain, last, "the draft is missing, and no link tells that it was discarded")


def _life(links: Iterable[Link]) -> list[Link]:
    """The links since the draft was last begun: an id may be used again after its draft was discarded."""
    life: list[Link] = []
    for link in links:
        life = [] if link["kind"] == "discarded" else [*life, link]
    return life


def _revisions(story: Story, links: list[Link]) -> Told:
    rows = {row["number"]: row for row in story["revisions"]}
    last = None
    for link in _life(links):
        if link["kind"] not in ("begun", "saved") and not {"revision", "document"} <= link["data"].keys():
            continue
        last, number = link, link["data"]["revision"]
        row = rows.pop(number, None)
        if row is None:
            yield link["number"], f"revision {number} is missing"
        elif link["data"].get("document", row["document"]) != row["document"]:
            yield link["number"], f"the document of revision {number} was altered"
        elif link["by"] != row["by"]["object_id"]:
            yield link["number"], f"the person of revision {number} was altered"
    for number in rows:
        yield None, f"no link tells of revision {number}"
    yield from _document(story, last)


def _document(story: Story, last: Link | None) -> Told:
    if last is None:
        yield None, "no link tells how the draft came to be"
    elif last["data"].get("document", digest_of(story["document"])) != digest_of(story["document"]):
        yield last["number"], "the document of the draft is not the one that was saved last"


def _reviews(story: Story, links: list[Link]) -> Told:
    """Each verdict's link and row belong together, in their order."""
    verdicts = [link for link in _life(links) if link["kind"] in VERDICTS]
    rows = [approval["facts"] for approval in story["approvals"]]
    by_digest = {digest_of(row): row for row in rows}
    for link in verdicts:
        seal = link["data"].get("review")
        if seal is None:
            seal = next((key for key, row in by_digest.items() if _is_same(link, row)), "")
        if by_digest.pop(seal, None) is None:
            yield link["number"], f"the verdict “{link['kind']}” was altered or is missing"
    for row in by_digest.values():
        yield None, f"no link tells of the verdict “{row['verdict']}” of {row['at']}"


def _is_same(link: Link, row: dict[str, Any]) -> bool:
    """For links that are older than the digest of the verdict."""
    return (link["kind"], link["data"]["digest"], link["by"]) == (row["verdict"], row["digest"], row["by"])


def _submission(story: Story, links: list[Link]) -> Told:
    submission = story["submission"]
    about = [link for link in links if "submission" in link["data"]]
    if submission is None:
        for link in about[:1]:
            yield link["number"], "the submission is missing"
        return
    pressed = next((link for link in about if link["kind"] == CREATE), None)
    if pressed is None:
        yield None, "no link tells that Create was pressed"
    else:
        yield from _pressed(story, pressed)
        yield from _approved(submission, [link for link in links if link["number"] < pressed["number"]])
    mine = [link for link in about if link["data"]["submission"] == submission["id"]]
    yield from check_calls(mine, story["calls"], submission["state"])
    yield from _created(story, mine)


def _pressed(story: Story, pressed: Link) -> Told:
    submission, data, number = story["submission"], pressed["data"], pressed["number"]
    if data["submission"] != submission["id"]:
        yield number, "it tells of another submission"
    if data["digest"] != submission["digest"]:
        yield number, "the digest of the submission is not the one that was submitted"
    if data.get("plan", digest_of(story["plan"])) != digest_of(story["plan"]):
        yield number, "the plan was altered"
    if data.get("document", digest_of(story["document"])) != digest_of(story["document"]):
        yield number, "the document is not the one that was submitted"
    if pressed["by"] != submission["created_by"]["object_id"]:
        yield number, "the submission runs with the rights of somebody else"


def _approved(submission: dict[str, Any], before: list[Link]) -> Told:
    """The last word before Create; without one, no approval was due."""
    words = [link for link in _life(before) if link["kind"] in (*VERDICTS, "review_voided")]
    if words and words[-1]["kind"] == "approved" and words[-1]["data"]["digest"] != submission["digest"]:
        yield words[-1]["number"], "what was approved is not what was submitted"


def _created(story: Story, mine: list[Link]) -> Told:
    ended = [link for link in mine if link["kind"] == CREATED]
    is_created = story["submission"]["state"] == CREATED
    if is_created and not ended:
        yield None, "the submission says it is created, and no link tells so"
    for link in ended[-1:]:
        if link["data"].get("objects", story["objects"]) != story["objects"]:
            yield link["number"], "the ids of the created objects were altered"
