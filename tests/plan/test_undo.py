"""What takes a plan back, by what was made of it. Pure."""

from itertools import pairwise

import pytest

from tests.plan.test_build import MARKETING, MEMBER, TEAM, document
from wizard.document import NewCatalog, Policy, Resource, ResourceRole, Role
from wizard.plan import build_plan
from wizard.plan.undo import UndoPlan, build_undo

OUTSIDE = Resource(origin_system="AadGroup", origin_id="g-2", display_name="Brand Designers")
ROWS = (
    ResourceRole(resource=TEAM, role=MEMBER),
    ResourceRole(resource=OUTSIDE, role=Role(display_name="Member", origin_id="Member_g-2")),
)
POLICIES = (Policy(), Policy(name="Second"))
THERE = build_plan(document(*ROWS, catalog=MARKETING, policies=POLICIES))
ANEW = build_plan(document(*ROWS, catalog=NewCatalog(name="Ours", description="Own"), policies=POLICIES))

CHECKS = ["undo:assignments", "undo:requests"]
POLICIES_AND_PACKAGE = ["undo:policy:2", "undo:policy:1", "undo:package"]
RESOURCE = ["undo:found:g-2", "undo:resource:g-2"]
CATALOG = ["undo:contents", "undo:catalog"]


def everything(plan):
    return {step.key for step in plan.steps}


def keys(plan, made, doubtful=(), *, with_resources=False):
    back = build_undo(plan, made=made, doubtful=doubtful, with_resources=with_resources)
    return [step.key for step in back.steps]


def test_the_last_made_goes_first_and_resources_stay():
    assert keys(THERE, everything(THERE)) == [*CHECKS, *POLICIES_AND_PACKAGE]


def test_resources_go_when_asked_for_and_a_new_catalog_last():
    whole = [*CHECKS, *POLICIES_AND_PACKAGE, *RESOURCE, *CATALOG]
    assert keys(ANEW, everything(ANEW), with_resources=True) == whole


def test_a_new_catalog_stays_while_its_resources_do():
    assert keys(ANEW, everything(ANEW)) == [*CHECKS, *POLICIES_AND_PACKAGE]


def test_a_catalog_that_was_there_before_is_no_part_of_it():
    back = keys(THERE, everything(THERE), with_resources=True)
    assert back == [*CHECKS, *POLICIES_AND_PACKAGE, *RESOURCE]


@pytest.mark.parametrize(
    ("made", "back"),
    [
        ((), []),
        (("catalog",), CATALOG),
        (("catalog", "package"), [*CHECKS, "undo:package", *CATALOG]),
        (("package", "policy:1"), [*CHECKS, "undo:policy:1", "undo:package"]),
        (("resource:g-2",), []),
    ],
)
def test_only_what_was_made(made, back):
    assert keys(ANEW, made) == back


def test_what_is_in_doubt_is_looked_for_first_and_never_sent():
    back = build_undo(ANEW, made=("catalog",), doubtful=("package",), with_resources=False)
    assert [step.key for step in back.steps] == ["package", *CHECKS, "undo:package", *CATALOG]
    assert [step.key for step in back.steps if step.look_only] == ["package"]


def test_one_after_another_and_never_before_the_checks():
    back = build_undo(THERE, made=everything(THERE), doubtful=(), with_resources=True).steps
    for before, step in pairwise(back):
        assert before.key in step.needs
    assert all(set(CHECKS) <= set(step.needs) for step in back[2:])


def test_what_it_calls():
    back = build_undo(ANEW, made=everything(ANEW), doubtful=(), with_resources=True).steps
    by_key = {step.key: step for step in back}
    root = "/identityGovernance/entitlementManagement"
    assert by_key["undo:policy:2"].call.path == root + "/assignmentPolicies/{policy:2#id}"
    assert by_key["undo:package"].call.path == root + "/accessPackages/{package#id}"
    assert by_key["undo:catalog"].call.path == root + "/catalogs/{catalog#id}"
    assert by_key["undo:resource:g-2"].call.body == {
        "requestType": "adminRemove",
        "catalog": {"id": {"$answer": ["catalog", "id"]}},
        "resource": {"id": {"$answer": ["undo:found:g-2", "resource", "id"]}},
    }
    assert by_key["undo:policy:2"].title == "Delete the policy Second"
    assert by_key["undo:resource:g-2"].title == "Take Brand Designers out of the catalog again"


def test_it_is_stored_and_read_back():
    back = build_undo(ANEW, made=everything(ANEW), doubtful=("package",), with_resources=True)
    assert UndoPlan.from_json(back.to_json()) == back
