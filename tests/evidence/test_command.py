"""`manage.py verify_evidence`: of the database, of a file, and of a head that was kept elsewhere."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.stage import Told, change, command, remove, undone
from wizard.evidence.links import hash_of
from wizard.evidence.story import story_of
from wizard.models import ChainHead, Event

Story = dict[str, Any]


class TestOfTheDatabase:
    def test_it_says_that_all_is_well_and_the_head_to_keep(self, told: Told) -> None:
        last = Event.objects.latest("pk")
        well = "Every link is as it was written.\n"
        for which in ((), ("--draft", told.chain), ("--submission", str(told.submission.pk))):
            assert command(*which) == (0, f"{well}Head {last.pk}:{last.hash}\n")

    def test_it_names_what_was_altered_and_ends_with_1(self, told: Told) -> None:
        with undone():
            change(told.events[2], kind="approved")
            code, text = command("--draft", told.chain)
        assert code == 1
        assert f"{told.chain}, link 3: was altered: its content does not give its hash\n" in text
        assert text.endswith("1 finding.")

    def test_another_draft_is_not_asked(self, told: Told) -> None:
        other = Event.objects.exclude(draft=told.draft.pk).earliest("pk")
        with undone():
            change(other, kind="x")
            assert command("--draft", told.chain)[0] == 0
            assert command("--draft", str(other.draft_id))[0] == 1

    def test_what_there_never_was(self, told: Told) -> None:
        for which in ("--draft", "--submission"):
            code, text = command(which, str(uuid.uuid4()))
            assert (code, "There is no" in text) == (1, True)

    def test_a_kept_head_shows_that_all_was_written_anew(self, told: Told) -> None:
        """Somebody who may write everything makes a chain that fits itself."""
        kept = Event.objects.latest("pk")
        head = f"{kept.pk}:{kept.hash}"
        assert command("--head", head)[0] == 0
        with undone():
            forge()
            assert command()[0] == 0
            code, text = command("--head", head)
            assert (code, "the chain was written anew" in text) == (1, True)
        with undone():
            remove(kept)
            assert f"link {kept.pk}: is missing, though the kept head names it" in command("--head", head)[1]
        assert "--head must be" in command("--head", "13:abc")[1]


def forge() -> None:
    """A new time for the first event, and every hash after it made again."""
    from wizard.evidence.links import link_of

    heads: dict[uuid.UUID, str] = {}
    before = ""
    for event in Event.objects.order_by("pk"):
        link = link_of(event) | {"previous": heads.get(event.draft_id, ""), "portal_previous": before}
        if event.pk == 1:
            event.at = event.at.replace(year=2020)
            link["at"] = link_of(event)["at"]
        before = heads[event.draft_id] = hash_of(link)
        change(
            event,
            at=event.at,
            previous=link["previous"],
            portal_previous=link["portal_previous"],
            hash=before,
        )
    for chain, hash in {**heads, uuid.UUID(int=0): before}.items():
        change(ChainHead.objects.get(pk=chain), hash=hash)


#: How a downloaded file can be altered, and what is said of it.
ALTERED: dict[str, tuple[Callable[[Story], Any], str]] = {
    "a link": (lambda story: story["chain"]["links"][1].update(kind="approved"), "link 2: was altered"),
    "a link is gone": (lambda story: story["chain"]["links"].pop(3), "link 4: is missing"),
    "the last link is gone": (lambda story: story["chain"]["links"].pop(), "link 11: is missing"),
    "the document": (
        lambda story: story["submissions"][0]["document"]["basics"].update(name="Other"),
        "the document was altered",
    ),
    "the plan": (lambda story: story["submissions"][0]["plan"].pop(), "the plan was altered"),
    "an approval": (
        lambda story: story["approvals"][1]["facts"].update(digest="0" * 64),
        "the verdict “approved” was altered",
    ),
    "a call": (
        lambda story: story["submissions"][0]["calls"][0]["facts"].update(status=201),
        "the call package#1 was altered",
    ),
    "an answer": (
        lambda story: story["submissions"][0]["calls"][1].update(answer={"id": "other"}),
        "the answer of the call package#2 was altered",
    ),
    "an id": (
        lambda story: story["submissions"][0]["objects"].update(package="other"),
        "the id of what package made was altered",
    ),
    "a link stands twice": (
        lambda story: story["chain"]["links"].append(story["chain"]["links"][0]),
        "link 1: is there twice, or not in its place",
    ),
    "a head beyond all reason": (
        lambda story: story["chain"]["head"].update(length=10**15),
        f"link 112: is missing, and so are all up to link {10**15}",
    ),
    "what a link says is no object": (
        lambda story: story["chain"]["links"][4]["data"].update(journal=7, submission=7, revision=[]),
        "link 5: was altered",
    ),
    "the submission is gone": (lambda story: story["submissions"].pop(), "the submission is missing"),
}

#: What is no evidence at all, and why.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "it is not JSON"),
    "not text": (b"\xff\xfe\x00", "it is not JSON"),
    "deep": (b"[" * 200_000, "it is not JSON"),
    "another kind": (b'{"format": "x"}', "format"),
    "a list": (b"[]", "the whole"),
}


class TestOfAFile:
    def test_as_it_was_downloaded_and_altered_in_any_part(self, told: Told, tmp_path: Path) -> None:
        story = story_of(told.draft.pk, only=told.submission.pk)
        assert verified(story, tmp_path)[0] == 0
        for what, (alter, words) in ALTERED.items():
            altered = copy.deepcopy(story)
            alter(altered)
            code, text = verified(altered, tmp_path)
            assert (code, words in text) == (1, True), (what, text)

    @pytest.mark.parametrize("kind", HOSTILE)
    def test_what_is_no_evidence(self, kind: str, tmp_path: Path) -> None:
        content, why = HOSTILE[kind]
        file = tmp_path / "file.json"
        file.write_bytes(content)
        code, text = command("--file", str(file))
        assert (code, "cannot be verified" in text, why in text) == (1, True, True), text

    def test_there_is_no_such_file(self, tmp_path: Path) -> None:
        assert "No such file" in command("--file", str(tmp_path / "none"))[1]


def verified(story: Story, folder: Path) -> tuple[int, str]:
    file = folder / "evidence.json"
    file.write_text(json.dumps(story))
    return command("--file", str(file))
