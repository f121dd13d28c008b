"""Rights are asked again when it counts: before each run, and when Graph says no."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from portal.rights import CatalogRole, Rights, TenantRole
from tests.submit.support import (
    TIMEOUT,
    WORKER,
    Company,
    assert_exactly_one,
    document,
    later,
    signed_in,
    submitted,
    work,
)
from tests.submit.test_parking import sign_in_again
from wizard.document import NewCatalog
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, parked_for, resume, run_submission
from wizard.submit.entitled import may_go_on

State = Submission.State


@pytest.fixture
def priya(company, transactional_db):
    """Access package manager of Marketing and no more."""
    return signed_in(company, "Priya Nair")


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.in_catalog(company.new_group("Campaigners")))


def assert_waits_for_rights(stopped: Submission) -> None:
    needed = parked_for(stopped)
    assert stopped.state == State.PARKED, stopped.problem
    assert needed is not None
    assert needed.need == "rights"


def test_whoever_lost_the_role_since_create_sends_nothing(company, priya, content):
    submission = later(submitted(priya, content))
    roles = company.takes_roles_from(priya)
    parked = work()
    assert_waits_for_rights(parked)
    assert "Priya Nair no longer has the rights" in parked.problem
    assert "Access package manager" in parked.problem
    assert "An owner of the catalog or an Identity Governance Administrator can give" in parked.problem
    assert not JournalEntry.objects.exists()
    assert company.calls("POST") == []
    company.gives_back(roles)
    assert resume(submission, by=priya)
    assert_exactly_one(company, content, work())


def test_lost_within_the_minute_after_create_the_first_call_is_refused_and_asks(company, priya, content):
    """Create itself has asked the tenant, so nobody waits for the same answer twice."""
    submitted(priya, content)
    roles = company.takes_roles_from(priya)
    parked = work()
    assert_waits_for_rights(parked)
    assert [call["status"] for call in company.calls("POST")] == [403]
    company.gives_back(roles)
    sign_in_again(company, priya)
    assert_exactly_one(company, content, work())


def test_a_run_after_create_asks_no_rights_again(company, priya, content):
    submitted(priya, content)
    assert_exactly_one(company, content, work())
    assert not [call for call in company.tenant.tenant.requests if "transitiveMemberOf" in call["path"]]


WRITES = {
    "package": ("POST", "/accessPackages"),
    "role": ("POST", "/resourceRoleScopes"),
    "policy": ("POST", "/assignmentPolicies"),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_role_lost_half_way_refuses_the_next_step_and_goes_on_once_it_is_back(
    write, company, priya, content
):
    roles: list[dict[str, object]] = []
    company.meanwhile(*WRITES[write], lambda: roles.extend(company.takes_roles_from(priya)))
    submitted(priya, content)
    parked = work()
    assert_waits_for_rights(parked)
    assert {entry.state for entry in JournalEntry.objects.all()} <= {"done", "refused"}, "all heard out"
    company.gives_back(roles)
    sign_in_again(company, priya)
    assert_exactly_one(company, content, work())


def test_a_sign_in_without_the_rights_parks_it_again(company, priya, content):
    later(submitted(priya, content))
    company.takes_roles_from(priya)
    assert_waits_for_rights(work())
    sign_in_again(company, priya)
    assert_waits_for_rights(work())
    assert company.calls("POST") == []


def test_a_resource_from_outside_takes_more_than_the_package(company, priya):
    """The rules refuse this in a draft; the role may be lost later."""
    later(submitted(priya, document(company, "Campaign", company.new_group("Campaigners"))))
    parked = work()
    assert_waits_for_rights(parked)
    assert "Adding resources to this catalog takes one of these roles: Catalog owner" in parked.problem
    assert company.calls("POST") == []


def test_who_does_not_own_the_resource_is_told_who_can_help(company, ada):
    company.faults(
        {"method": "POST", "path": "resourceRequests$", "status": 400, "code": "CallerNotResourceOwner"}
    )
    content = document(company, "Campaign", company.new_group("Campaigners"))
    submission = submitted(ada, content)
    parked = work()
    assert_waits_for_rights(parked)
    assert "“Add Campaigners to the catalog” was refused because Ada Okafor neither owns" in parked.problem
    assert resume(submission, by=ada)
    assert_exactly_one(company, content, work())


def test_a_refusal_with_all_rights_in_hand_stays_a_refusal(company, priya, content):
    company.faults({"method": "POST", "path": "accessPackages$", "status": 403, "code": "accessDenied"})
    submitted(priya, content)
    stopped = work()
    assert stopped.state == State.FAILED
    assert "accessDenied" in stopped.problem


def test_who_made_the_catalog_owns_it_and_needs_the_creator_role_no_more(company: Company, transactional_db):
    creator = signed_in(company, "Carlos Mendes")
    catalog = NewCatalog(name="Launch", description="For the launch")
    content = document(company, "Campaign")
    basics = content.basics.model_copy(update={"catalog": catalog})
    company.meanwhile("POST", "/accessPackages", lambda: lose_creator_role(company, creator))
    company.faults({"method": "POST", "path": "assignmentPolicies$", "kind": "challenge", "times": 2})
    submitted(creator, content.model_copy(update={"basics": basics}))
    assert work().state == State.PARKED
    sign_in_again(company, creator)
    assert work().state == State.CREATED


def lose_creator_role(company: Company, person) -> None:
    mine = [row for row in company.takes_roles_from(person) if row.get("appScopeId") != "/"]
    company.gives_back(mine)


def test_while_rights_cannot_be_asked_graph_itself_judges(company, priya, content):
    company.faults({"path": "transitiveMemberOf", "status": 500, "times": -1})
    later(submitted(priya, content))
    assert_exactly_one(company, content, work())


def test_a_worker_that_is_to_stop_does_not_wait_for_the_answer(company, priya, content):
    gate = company.hold("transitiveMemberOf/microsoft.graph.group")
    submission = later(submitted(priya, content))
    claim(WORKER)
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(run_and_close, submission, stop)
        assert gate.arrived.wait(TIMEOUT)
        stop.set()
        assert run.result(TIMEOUT) == State.QUEUED
        gate.opened.set()
    assert company.calls("POST") == []


def run_and_close(submission: Submission, stop: threading.Event) -> Submission.State:
    try:
        return run_submission(submission.pk, worker=WORKER, stop=stop)
    finally:
        connection.close()


def test_a_pause_that_microsoft_asks_for_is_kept_here_too(company, priya, content):
    wait = {"Retry-After": "315"}
    company.faults({"path": "transitiveMemberOf", "status": 429, "code": "TooManyRequests", "headers": wait})
    later(submitted(priya, content))
    waiting = work()
    assert waiting.state == State.QUEUED
    assert "Microsoft asked for a pause" in waiting.problem
    assert company.calls("POST") == []


def test_a_new_catalog_counts_for_its_owner_once_it_is_made(company, ada, content):
    """To carry on or to take back takes the catalog that is there, not the right to create another one."""
    basics = content.basics.model_copy(update={"catalog": NewCatalog(name="Campaigns", description="All")})
    submission = submitted(ada, content.model_copy(update={"basics": basics, "resource_roles": ()}))
    creator = Rights(tenant_roles=frozenset({TenantRole.CATALOG_CREATOR}))
    assert may_go_on(submission, creator).allowed
    work()
    made = company.named("catalog", "Campaigns")["id"]
    owner = Rights(catalog_roles={made: frozenset({CatalogRole.CATALOG_OWNER})})
    assert may_go_on(submission, owner).allowed
    assert not may_go_on(submission, creator).allowed
