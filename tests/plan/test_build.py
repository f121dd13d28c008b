"""The order of the calls, and what each says."""

import pytest

from wizard.document import (
    Basics,
    Document,
    ExistingCatalog,
    NewCatalog,
    Policy,
    Resource,
    ResourceRole,
    Role,
)
from wizard.plan import Plan, build_plan, plan_as_json
from wizard.plan.errors import NotPlannable

MARKETING = ExistingCatalog(id="c-1", display_name="Marketing")
TEAM = Resource(
    origin_system="AadGroup", origin_id="g-1", display_name="Marketing Team", catalog_resource_id="r-1"
)
MEMBER = Role(display_name="Member", origin_id="Member_g-1", id="role-1")


def document(*rows, catalog=MARKETING, policies=None):
    basics = Basics(name="Campaign", description="For the campaign", catalog=catalog)
    return Document(basics=basics, resource_roles=rows, policies=policies or (Policy(),))


#: What the catalog and the package say of themselves while they are made.
MARK = "Being created by the access package portal (reference <reference of this submission>)."


def keys(plan):
    return [step.key for step in plan.steps]


def step(plan, key):
    return next(one for one in plan_as_json(plan) if one["key"] == key)


def test_a_package_of_what_the_catalog_has_takes_a_chain_of_four_calls():
    plan = build_plan(document(ResourceRole(resource=TEAM, role=MEMBER)))
    assert keys(plan) == [
        "package", "role:g-1:Member_g-1", "describe:package", "policy:1",
        "verify:policy:1", "verify",
    ]  # fmt: skip
    assert plan.longest_chain == 4


def test_the_role_is_sent_with_its_id_and_root_scope():
    plan = build_plan(document(ResourceRole(resource=TEAM, role=MEMBER)))
    assert step(plan, "role:g-1:Member_g-1")["body"] == {
        "role": {
            "id": "role-1",
            "displayName": "Member",
            "originSystem": "AadGroup",
            "originId": "Member_g-1",
            "resource": {"id": "r-1", "originId": "g-1", "originSystem": "AadGroup"},
        },
        "scope": {"originId": "g-1", "originSystem": "AadGroup", "isRootScope": True},
    }


def test_a_role_without_an_id_has_no_id_member():
    role = Role(display_name="Member", origin_id="Member_g-1")
    plan = build_plan(document(ResourceRole(resource=TEAM, role=role)))
    assert "id" not in step(plan, "role:g-1:Member_g-1")["body"]["role"]


def test_the_package_is_not_hidden():
    assert step(build_plan(document()), "package")["body"] == {
        "displayName": "Campaign",
        "description": MARK,
        "isHidden": False,
        "catalog": {"id": "c-1"},
    }


def test_a_resource_outside_is_requested_seen_and_its_roles_awaited():
    outside = TEAM.model_copy(update={"catalog_resource_id": None})
    row = ResourceRole(resource=outside, role=Role(display_name="Member", origin_id="Member_g-1"))
    plan = build_plan(document(row))
    assert keys(plan) == [
        "resource:g-1",
        "visible:g-1",
        "roles:g-1",
        "package",
        "role:g-1:Member_g-1",
        "describe:package",
        "policy:1",
        "verify:policy:1",
        "verify",
    ]
    sent = step(plan, "role:g-1:Member_g-1")
    assert sent["body"]["role"]["resource"]["id"] == "<known after creation: visible:g-1.resource.id>"
    assert set(sent["needs"]) == {"package", "roles:g-1"}


def test_two_outside_resources_do_not_wait_for_each_other():
    rows = [
        ResourceRole(
            resource=Resource(origin_system="AadGroup", origin_id=f"g-{n}"),
            role=Role(display_name="Member", origin_id=f"Member_g-{n}"),
        )
        for n in (1, 2)
    ]
    plan = build_plan(document(*rows))
    needs = {one.key: one.needs for one in plan.steps}
    assert needs["resource:g-1"] == needs["resource:g-2"] == ()
    assert "role:g-1:Member_g-1" in needs["role:g-2:Member_g-2"]


def test_a_site_of_the_catalog_whose_role_has_no_id_asks_for_it_first():
    site = Resource(
        origin_system="SharePointOnline",
        origin_id="https://contoso.sharepoint.example/sites/m",
        display_name="Marketing Assets",
        catalog_resource_id="r-9",
    )
    plan = build_plan(document(ResourceRole(resource=site, role=Role(display_name="Visitors"))))
    roles = f"roles:{site.origin_id}"
    assert keys(plan)[0] == roles
    sent = step(plan, f"role:{site.origin_id}:Visitors")
    assert sent["body"]["role"]["originId"] == f"<known after creation: {roles}.Visitors.originId>"


def test_everything_waits_for_a_new_catalog():
    outside = TEAM.model_copy(update={"catalog_resource_id": None})
    plan = build_plan(
        document(
            ResourceRole(resource=outside, role=MEMBER),
            catalog=NewCatalog(name="Launch", description="For the launch"),
        )
    )
    needs = {one.key: one.needs for one in plan.steps}
    assert needs["catalog"] == ()
    assert needs["resource:g-1"] == needs["package"] == ("catalog",)
    assert step(plan, "catalog")["body"] == {
        "displayName": "Launch",
        "description": MARK,
        "state": "published",
        "isExternallyVisible": False,
    }


def test_the_approved_descriptions_come_beside_the_roles_and_before_the_policy():
    plan = build_plan(
        document(
            ResourceRole(resource=TEAM, role=MEMBER),
            catalog=NewCatalog(name="Launch", description="For the launch"),
        )
    )
    needs = {one.key: one.needs for one in plan.steps}
    assert needs["describe:catalog"] == ("catalog",)
    assert needs["describe:package"] == ("package",)
    assert {"describe:catalog", "describe:package", "role:g-1:Member_g-1"} < set(needs["policy:1"])
    assert step(plan, "describe:catalog")["body"] == {"description": "For the launch"}
    assert step(plan, "describe:package")["body"] == {"description": "For the campaign"}
    assert plan.longest_chain == 5, "as long as without them"


def test_policies_are_written_one_after_another():
    plan = build_plan(document(policies=(Policy(), Policy(name="Partners"))))
    needs = {one.key: one.needs for one in plan.steps}
    assert needs["policy:2"] == ("package", "policy:1")


def test_every_step_comes_after_what_it_needs():
    rows = [ResourceRole(resource=TEAM.model_copy(update={"catalog_resource_id": None}), role=MEMBER)]
    seen: set[str] = set()
    for one in build_plan(document(*rows)).steps:
        assert set(one.needs) <= seen
        seen.add(one.key)


def test_a_plan_survives_being_stored():
    plan = build_plan(document(ResourceRole(resource=TEAM, role=MEMBER)))
    assert Plan.from_json(plan.to_json()) == plan


def test_a_name_that_looks_like_a_place_stays_a_name():
    basics = Basics(name="{package#id}'; $answer", description="{$answer}", catalog=MARKETING)
    plan = build_plan(Document(basics=basics))
    assert step(plan, "package")["body"]["displayName"] == "{package#id}'; $answer"
    look = plan.steps[0].look
    assert look is not None
    assert "{package" not in look.call.path


@pytest.mark.parametrize(
    "unfinished",
    [document(catalog=None), document(ResourceRole(resource=TEAM))],
    ids=["no catalog", "no role"],
)
def test_an_unfinished_document_has_no_plan(unfinished):
    with pytest.raises(NotPlannable):
        build_plan(unfinished)
