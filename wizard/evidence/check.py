"""Holds a story against its own chain. Pure: a row of the database and a downloaded file are judged alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.evidence.check_submission import VERDICTS, Told, check_submission, life_of
from wizard.evidence.kinds import CREATE_PRESSED
from wizard.evidence.links import Finding, Link, check_links

Story = dict[str, Any]


def check(story: Story) -> list[Finding]:
    """Everything in it that is not as it was written; empty when all is."""
    chain, links = story["draft"]["id"], story["chain"]["links"]
    head = story["chain"]["head"]
    found = [*check_links(chain, links, head["length"], head["hash"])]
    if story["draft"]["state"] is None:
        return [*found, *_gone(chain, links)]
    for part in (_revisions, _reviews, _submissions):
        try:
            found += [Finding(chain, link, words) for link, words in part(story, links)]
        except (KeyError, TypeError, AttributeError) as lacking:
            found.append(Finding(chain, None, f"a link lacks what belongs to its kind: {lacking}"))
    return found


def _gone(chain: str, links: list[Link]) -> Iterator[Finding]:
    if not links or links[-1]["kind"] != "discarded":
        last = links[-1]["number"] if links else None
        yield Finding(chain, last, "the draft is missing, and no link tells that it was discarded")


def _revisions(story: Story, links: list[Link]) -> Told:
    rows = {row["number"]: row for row in story["revisions"]}
    last = None
    for link in life_of(links):
        if link["kind"] == CREATE_PRESSED or not _is_save(link):
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


def _is_save(link: Link) -> bool:
    return link["kind"] in ("begun", "saved") or {"revision", "document"} <= link["data"].keys()


def _document(story: Story, last: Link | None) -> Told:
    document = story["draft"]["document"]
    if last is None:
        yield None, "no link tells how the draft came to be"
    elif last["data"].get("document", document) != document:
        yield last["number"], "the document of the draft is not the one that was saved last"


def _reviews(story: Story, links: list[Link]) -> Told:
    """To each verdict's link belongs one row, and to each row one link."""
    rows = [approval["facts"] for approval in story["approvals"]]
    for approval in story["approvals"]:
        if approval["by"]["object_id"] != approval["facts"]["by"]:
            yield None, f"the verdict of {approval['facts']['at']} names somebody else as the one who gave it"
    for link in [link for link in life_of(links) if link["kind"] in VERDICTS]:
        row = next((row for row in rows if _is_told(row, link)), None)
        if row is None:
            yield link["number"], f"the verdict “{link['kind']}” was altered or is missing"
        else:
            rows.remove(row)
    for row in rows:
        yield None, f"no link tells of the verdict “{row['verdict']}” of {row['at']}"


def _is_told(row: dict[str, Any], link: Link) -> bool:
    """Links that are older than the digest of the verdict tell what they know."""
    if "review" in link["data"]:
        return bool(link["data"]["review"] == digest_of(row))
    return (link["kind"], link["data"]["digest"], link["by"]) == (row["verdict"], row["digest"], row["by"])


def _submissions(story: Story, links: list[Link]) -> Told:
    rows, only = {row["id"]: row for row in story["submissions"]}, story["only_submission"]
    for link in links:
        id = link["data"].get("submission")
        if link["kind"] == CREATE_PRESSED and id not in rows and only in (None, id):
            yield link["number"], "the submission is missing"
    for row in rows.values():
        yield from check_submission(row, links)
