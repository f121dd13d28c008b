"""Nobody makes the evidence doubtful by pages alone, and nobody makes it untrue without being found out."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.views.stage import Company, Seat, document, submitted, work
from tests.views.submissions import address, press_undo
from wizard.evidence.verify import verify
from wizard.models import PORTAL_CHAIN, Draft, Submission

pytestmark = pytest.mark.django_db(transaction=True)


def begins(seat: Seat, id: uuid.UUID) -> Any:
    """The page of a new draft names the id itself, so anybody may send another."""
    basics = reverse("wizard:tab", args=[id, "basics"])
    return seat.post(basics, revision="0", name="Campaign", go="stay")


@pytest.fixture
def made(company: Company, priya: Seat, rafael: Seat) -> Submission:
    submitted(priya, document(company), by=rafael)
    return work()


def test_no_draft_takes_the_name_of_the_portals_own_chain(priya: Seat) -> None:
    """Its links would be neither the draft's nor the portal's, and every check would cry from then on."""
    assert begins(priya, uuid.uuid4()).status_code == 303
    assert begins(priya, PORTAL_CHAIN).status_code == 404
    assert begins(priya, uuid.uuid4()).status_code == 303
    assert Draft.objects.count() == 2
    assert list(verify()) == []


def test_nobody_denies_afterwards_whose_identity_made_the_calls(made: Submission) -> None:
    assert list(verify()) == []
    Submission.objects.filter(pk=made.pk).update(identity=Submission.Identity.APPLICATION)
    (found,) = verify()
    assert "another identity than was chosen" in str(found)


def fits(file: Path, text: str) -> bool:
    file.write_text(text)
    try:
        call_command("verify_evidence", file=file)
    except CommandError:
        return False
    return True


@pytest.fixture
def told(made: Submission, priya: Seat) -> Any:
    return json.loads(priya.get(address(made, "evidence")).content)


LIES = {
    "another identity": lambda told: told["submissions"][0].update(identity="application"),
    "another approver": lambda told: told["approvals"][0]["by"].update(object_id=str(uuid.uuid4())),
    "undone": lambda told: told["submissions"][0].update(state="undone"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_downloaded_file_does_not_lie(told: Any, tmp_path: Path, lie: str) -> None:
    file = tmp_path / "evidence.json"
    assert fits(file, json.dumps(told))
    LIES[lie](told)
    assert not fits(file, json.dumps(told))


def test_nor_does_it_say_two_things_at_once(told: Any, tmp_path: Path) -> None:
    """A person reads the first of two members, a program the last."""
    twice = json.dumps(told).replace('"state": "created"', '"state": "failed", "state": "created"')
    assert not fits(tmp_path / "evidence.json", twice)


def test_nobody_hides_an_undo(made: Submission, priya: Seat) -> None:
    press_undo(priya, made)
    undone = work()
    assert list(verify()) == []
    Submission.objects.filter(pk=undone.pk).update(state=Submission.State.CREATED)
    (found,) = verify()
    assert "no link tells so" in str(found)
