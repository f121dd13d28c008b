"""Kill -9 at any instant: whatever the chain says afterwards is true and whole."""

from __future__ import annotations

import pytest

from portal.signin.models import Person
from tests.evidence.stage import findings
from tests.submit.crashing import INSTANTS, die_at
from tests.submit.support import Company, document, let_the_lease_run_out, signed_in, submitted, work
from wizard.models import Event, Submission


@pytest.fixture
def ada(company: Company, transactional_db: None) -> Person:
    return signed_in(company)


@pytest.mark.parametrize("instant", INSTANTS)
def test_the_chain_is_whole_after_each_death(
    instant: str, company: Company, ada: Person, process_environment: dict[str, str]
) -> None:
    environment = process_environment | {"PORTAL_LOOK_SECONDS": "0"}
    submission = submitted(ada, document(company, "Campaign", company.new_group("Campaigners")))
    assert die_at(instant, "package", environment) == -9
    assert findings() == []
    let_the_lease_run_out(submission)
    assert work("the next worker").state == Submission.State.CREATED
    assert findings() == []
    assert [event.kind for event in Event.objects.order_by("pk")] == ["begun", "create_pressed", "created"]
    told = Event.objects.latest("pk").data["journal"]
    assert len(told) == submission.entries.count()
