"""Nobody makes the evidence doubtful by pages alone, and nobody makes it untrue without being found out."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.views.stage import Company, Seat, document, submitted, work
from tests.views.submissions import address
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


def test_a_file_does_not_deny_it_either(made: Submission, priya: Seat, tmp_path: Path) -> None:
    told = json.loads(priya.get(address(made, "evidence")).content)
    file = tmp_path / "evidence.json"
    file.write_text(json.dumps(told))
    call_command("verify_evidence", file=file)
    told["submissions"][0]["identity"] = "application"
    file.write_text(json.dumps(told))
    with pytest.raises(CommandError):
        call_command("verify_evidence", file=file)
