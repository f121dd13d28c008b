"""A creation that was undone, or nearly: its way back is bound as the way there was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.stage import Told, change, command, findings, undone, words_at
from tests.submit.support import Company, work
from tests.submit.undoing import EVERYTHING, pressed_undo, refuse
from wizard.actions.undo import keep
from wizard.evidence.story import story_of
from wizard.evidence.support import bundle_of
from wizard.models import Submission

State = Submission.State


@pytest.fixture
def back(told: Told) -> Told:
    """Undone by the person who had created it."""
    pressed_undo(told.submission, told.draft.author)
    assert work().state == State.UNDONE
    return Told(told.draft, Submission.objects.get(pk=told.submission.pk), told.stranger)


def test_whatever_is_altered_in_it_is_named(back: Told) -> None:
    assert findings() == []
    number = back.number_of("undo_pressed")
    for position in range(len(back.submission.undo_plan)):
        plan = [dict(step) for step in back.submission.undo_plan]
        plan[position]["title"] += "!"
        with undone():
            change(back.submission, undo_plan=plan)
            assert "the plan of the way back was altered" in words_at(number)
    with undone():
        change(back.submission, undo_by=back.stranger)
        assert "somebody else as the one who pressed Undo" in words_at(number)


def test_what_was_undone_cannot_pass_for_created(back: Told) -> None:
    with undone():
        change(back.submission, state="created", undo_plan=None, undo_by=None)
        assert "the plan of the way back is missing" in words_at(back.number_of("undo_pressed"))


def test_what_was_created_cannot_pass_for_undone(told: Told) -> None:
    with undone():
        change(told.submission, state="undone", undo_plan=[], undo_by=told.stranger)
        said = words_at(None)
        assert "no link tells that Undo was pressed" in said
        assert "says it is undone, and no link tells so" in said


def test_an_undo_that_was_called_off_leaves_nothing_to_tell(told: Told, company: Company) -> None:
    pressed_undo(told.submission, told.draft.author)
    refuse(company, "DELETE", "assignmentPolicies/")
    assert work().state == State.FAILED
    stopped = Submission.objects.select_related("draft").get()
    keep(submission=stopped, by=told.draft.author, rights=EVERYTHING)
    assert findings() == []


def test_a_downloaded_file_is_judged_alike(back: Told, tmp_path: Path) -> None:
    story: dict[str, Any] = story_of(back.draft.pk)
    file = tmp_path / "evidence.json"
    file.write_text(json.dumps(story))
    assert command("--file", str(file))[0] == 0
    del story["submissions"][0]["undo_plan"]
    file.write_text(json.dumps(story))
    code, said = command("--file", str(file))
    assert code == 1
    assert "the plan of the way back is missing" in said


def test_support_reads_the_way_back_and_no_name(back: Told) -> None:
    bundle = bundle_of(back.submission)
    assert [step["key"] for step in bundle["steps_back"]] == [
        step["key"] for step in back.submission.undo_plan
    ]
    assert bundle["submission"]["identity"] == "person"
    assert bundle["submission"]["undo_by"] == bundle["submission"]["created_by"]
    assert bundle["portal"]["settings"]["PORTAL_CREATE_AS"] == "person"
    assert "Campaign" not in json.dumps(bundle)
