"""What users of other clients report of Microsoft's service: each can be switched on, none does harm."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.submit.support import TIMEOUT, assert_exactly_one, document, submitted, work
from wizard.document import Policy
from wizard.models import JournalEntry, Submission


@pytest.fixture
def content(company):
    groups = [company.new_group(f"Team {number}") for number in range(3)]
    return document(company, "Campaign", *groups)


def test_many_readings_of_a_catalog_side_by_side_are_throttled_for_minutes(company, ada):
    """Clients with six and more at once never get out of it; here are never more than four."""
    company.setting(catalog_reads_at_once=4, visible_after_reads=1, roles_after_reads=1, latency_ms=5)
    groups = [company.new_group(f"Team {number}") for number in range(8)]
    many = document(company, "Campaign", *groups)
    submitted(ada, many)
    assert_exactly_one(company, many, work())
    assert 429 not in {call["status"] for call in company.calls("GET")}


def test_policies_of_different_packages_collide(company, ada, content):
    company.setting(one_policy_at_a_time=True, latency_ms=20)
    plain = {number: document(company, f"Package {number}") for number in range(3)}
    for number in plain:
        submitted(ada, plain[number])
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(work_and_close, f"worker {number}") for number in plain]
        for run in runs:
            run.result(TIMEOUT)
    assert {submission.state for submission in Submission.objects.all()} == {Submission.State.CREATED}
    for one in plain.values():
        assert company.contents(company.packages(one.basics.name)[0])["policies"] == 1


def test_a_collision_is_waited_out(company, ada, content):
    company.faults(
        {"method": "POST", "path": "assignmentPolicies$", "status": 409, "code": "DuplicateKey", "times": 2}
    )
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_several_policies_of_a_package_never_collide(company, ada, content):
    company.setting(one_policy_at_a_time=True, latency_ms=5)
    policies = (content.policies[0], Policy(name="Second", audience=content.policies[0].audience))
    both = content.model_copy(update={"policies": policies})
    submitted(ada, both)
    assert_exactly_one(company, both, work())
    assert [call["status"] for call in company.calls("POST", "/assignmentPolicies")] == [201, 201]


def test_the_package_was_made_and_its_name_is_taken_by_itself(company, ada, content):
    """The caller saw an error, and looked too early: the repeated call is refused as a duplicate."""
    company.setting(unique_names=True)
    company.faults({"method": "POST", "path": "accessPackages$", "status": 500, "when": "after"})
    company.faults({"method": "GET", "path": "accessPackages$", "status": 404, "times": 5})
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_what_was_just_made_is_not_found_for_a_while(company, ada, content):
    company.setting(lag_seconds=0.4)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    assert JournalEntry.objects.filter(state="not_yet", status=404).exists()


def test_the_resource_is_in_the_catalog_since_yesterday(company, ada, content):
    company.in_catalog(content.resource_roles[0].resource)
    submitted(ada, content)
    assert_exactly_one(company, content, work())
    onboarded = JournalEntry.objects.get(error_code="ResourceAlreadyOnboarded")
    assert (onboarded.state, onboarded.adopted) == ("done", True)


def test_resources_expand_to_no_roles_although_the_catalog_lists_them(company, ada, content):
    company.setting(no_expanded_roles=True)
    submitted(ada, content)
    assert_exactly_one(company, content, work())


def test_role_scopes_have_another_id_at_each_reading(company, ada, content):
    company.setting(changing_role_scope_ids=True)
    submitted(ada, content)
    done = work()
    assert_exactly_one(company, content, done)
    assert [field for field in done.comparison or [] if not field["same"]] == []


def work_and_close(worker: str) -> None:
    try:
        work(worker)
    finally:
        connection.close()
