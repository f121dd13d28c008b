"""Kill -9 at any instant, or a verifier that looks while others write: the chain is true and whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.signin.models import Person
from tests.evidence.stage import findings
from tests.submit.crashing import INSTANTS, die_at
from tests.submit.support import TIMEOUT, Company, document, let_the_lease_run_out, signed_in, submitted, work
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


@pytest.mark.postgres
def test_nothing_is_found_while_a_worker_works(company: Company, ada: Person) -> None:
    """Looked at while a call is under way, and again and again until all is done."""
    gate = company.hold("/accessPackages")
    groups = [company.new_group(f"Campaigners {number}") for number in range(4)]
    submitted(ada, document(company, "Campaign", *groups))
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(work_and_close)
        assert gate.arrived.wait(TIMEOUT)
        looks = [findings()]
        gate.opened.set()
        while not run.done():
            looks.append(findings())
        assert run.result() == Submission.State.CREATED
    assert [found for look in looks for found in look] == []


def work_and_close() -> str:
    try:
        return work().state
    finally:
        connection.close()
