"""R66, D2, D4, D7, and what holds for all rules together."""

import re

import pytest

from tests.rules.support import (
    ALICE,
    FABRIKAM,
    IT_LEADS,
    MARKETING,
    approval,
    catalog_facts,
    controls,
    facts,
    guid,
    messages,
    package,
    resource,
    row,
    stage,
)
from wizard.document import (
    AccessReview,
    AllExternalUsers,
    AllMembers,
    Alternates,
    Basics,
    Manager,
    ManagerReview,
    Policy,
    ResourceRole,
    SecondLevelManager,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)
from wizard.labels import TABS
from wizard.rules import RULES, Level, check

IDS = [id for ids, _ in RULES for id in ids]


def test_the_package_that_other_tests_spoil_has_no_problem():
    assert check(package(), facts()) == []


def test_r66_wants_a_policy():
    assert controls("R66", package(policies=())) == ["family"]
    assert messages("R66", package()) == []


def test_d4_wants_policies_with_names_of_their_own():
    nameless, same, other = Policy(name=" "), Policy(name="initial policy"), Policy(name="Partners")
    assert controls("D4", package(policies=(nameless,))) == ["family"]
    assert controls("D4", package(policies=(Policy(), other, same))) == ["policy-2-family"]
    assert controls("D4", package(policies=(Policy(), other))) == []


NAME = "Marketing Team"


def with_people(people, organizations=()):
    """A package that names the same people wherever people can be named."""
    named = SpecificApprovers(approvers=people)
    stages = (
        Stage(
            approver=Manager(fallback=people),
            alternates=Alternates(approver=SecondLevelManager(fallback=people)),
        ),
        Stage(approver=named, alternates=Alternates(approver=named)),
    )
    return package(
        policies=(
            Policy(
                audience=SpecificUsers(targets=people),
                approval=approval(*stages),
                access_review=AccessReview(reviewer=SpecificReviewers(reviewers=people)),
            ),
            Policy(
                audience=SpecificConnectedOrganizations(organizations=organizations),
                access_review=AccessReview(reviewer=ManagerReview(fallback=people)),
            ),
        )
    )


EVERYWHERE = [
    "targets",
    "stage-0-fallback",
    "stage-0-alternate_fallback",
    "stage-1-approvers",
    "stage-1-alternates",
    "policy-1-organizations",
    "reviewers",
    "policy-1-review_fallback",
]


def test_d2_passes_for_guids_and_addresses():
    site = resource(origin_system="SharePointOnline", origin_id="https://contoso.sharepoint.example/sites/m")
    assert messages("D2", package(ResourceRole(resource=site))) == []
    assert messages("D2", with_people((ALICE,), (FABRIKAM,))) == []


def test_d2_refuses_a_name_where_an_id_belongs():
    alice = ALICE.model_copy(update={"id": "alice"})
    fabrikam = FABRIKAM.model_copy(update={"id": "Fabrikam"})
    assert controls("D2", with_people((alice,), (fabrikam,))) == EVERYWHERE


@pytest.mark.parametrize("id", [NAME, "", "../../users", guid("x") + "/x", guid("x") + "\n"])
def test_d2_refuses_what_is_no_id_of_a_catalog(id):
    basics = Basics(name="C", description="C", catalog=MARKETING.model_copy(update={"id": id}))
    assert controls("D2", package(basics=basics)) == ["catalog"]


@pytest.mark.parametrize(
    "facts",
    [
        {"origin_id": NAME},
        {"origin_id": NAME, "origin_system": "AadApplication"},
        {"origin_id": NAME, "origin_system": "SharePointOnline"},
        {"origin_id": "http://contoso.sharepoint.example", "origin_system": "SharePointOnline"},
        {"catalog_resource_id": ""},
    ],
)
def test_d2_refuses_what_is_no_id_of_a_resource(facts):
    assert controls("D2", package(row(), row(**facts))) == ["role-1"]


def test_d7_refuses_to_list_anybody_twice():
    assert controls("D7", with_people((ALICE, IT_LEADS, ALICE), (FABRIKAM, FABRIKAM))) == EVERYWHERE
    assert controls("D7", with_people((ALICE, IT_LEADS), (FABRIKAM,))) == []


def test_the_second_policy_is_judged_too_and_named_apart():
    closed = catalog_facts(is_externally_visible=False)
    partners = Policy(name="Partners", audience=AllExternalUsers())
    document = package(policies=(Policy(audience=AllMembers(), enabled=True), partners))
    assert controls("R26", document) == ["policy-1-approval"]
    assert controls("R25", document, catalogs=closed) == ["policy-1-family"]


def test_problems_come_in_the_order_of_the_tabs():
    spoilt = package(
        row(None), basics=Basics(), approval=approval(Stage()), access_review=AccessReview(), questions=()
    )
    tabs = [problem.place.tab for problem in check(spoilt, facts())]
    assert tabs == sorted(tabs, key=list(TABS).index)
    assert set(tabs) == {"basics", "resource-roles", "requests", "lifecycle"}


def test_every_id_is_known_and_belongs_to_one_rule():
    assert len(IDS) == len(set(IDS))
    assert [id for id in IDS if not re.fullmatch(r"R([1-9]|[1-6]\d|70)|[A-QS-Z][1-9]\d*", id)] == []


def test_advice_warns_and_the_rest_blocks_or_warns():
    found = check(with_people((ALICE, ALICE)), facts())
    assert {one.level for one in found if one.id.startswith("W")} == {Level.WARNING}
    assert {one.level for one in found if one.id.startswith("D")} == {Level.ERROR}


def test_every_message_says_what_to_do():
    spoilt = package(row(None), basics=Basics(), approval=approval(Stage(), stage(decision_days=0)))
    for problem in check(spoilt, facts()):
        assert problem.message.endswith(".")
        assert problem.message[0].isupper() or problem.message[0] == "'"


def test_d2_calls_what_has_no_name_by_its_id():
    nameless = ALICE.model_copy(update={"id": "alice", "display_name": ""})
    assert messages("D2", package(audience=SpecificUsers(targets=(nameless,)))) == [
        "'alice' is not an object id."
    ]
