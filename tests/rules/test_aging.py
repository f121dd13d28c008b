"""A1 to A5: what was stored against what the tenant says now."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.anything import ANY_DOCUMENT
from tests.rules.seen import seen_application, seen_group, seen_user, tells
from tests.rules.support import (
    ALICE,
    BOB,
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
    problems,
    row,
    stage,
)
from wizard.document import Policy, ResourceRole, Role, SpecificConnectedOrganizations, SpecificUsers
from wizard.labels import TABS, label_of
from wizard.rules import Level, check
from wizard.rules.references import references
from wizard.rules.seen import Managers

SITE = "https://contoso.sharepoint.example/sites/M"
TARGETS: dict[str, Any] = {"audience": SpecificUsers(targets=(ALICE, IT_LEADS))}


def gone(*ids: str) -> dict[str, None]:
    return dict.fromkeys(ids)


def test_a1_names_what_vanished_by_its_kind_and_control():
    content = package(
        row(name="Sales"),
        row(origin_system="AadApplication", origin_id=guid("Ledger"), name="Ledger"),
        row(origin_system="SharePointOnline", origin_id=f"{SITE}/", name="Assets"),
        **TARGETS,
        approval=approval(stage(BOB)),
    )
    everything = gone(
        guid("Sales"), guid("Ledger"), SITE.casefold(), ALICE.id, IT_LEADS.id, BOB.id, MARKETING.id
    )
    assert messages("A1", content, seen=everything) == [
        "Catalog 'Marketing' no longer exists in the tenant.",
        "Group 'Sales' no longer exists in the tenant.",
        "Application 'Ledger' no longer exists in the tenant.",
        "Site 'Assets' no longer exists in the tenant.",
        "User 'Alice' no longer exists in the tenant.",
        "Group 'IT leads' no longer exists in the tenant.",
        "User 'Bob' no longer exists in the tenant.",
    ]
    assert controls("A1", content, seen=everything)[1:] == [
        "role-0",
        "role-1",
        "role-2",
        "targets",
        "targets",
        "stage-0-approvers",
    ]


def test_a1_is_an_error_and_silent_about_what_nobody_asked_for():
    content = package(**TARGETS)
    (problem,) = problems("A1", content, seen=gone(ALICE.id))
    assert problem.level is Level.ERROR
    assert problem.hint
    assert messages("A1", content) == messages("A1", content, seen={}) == []
    assert messages("A1", content, **tells(seen_user("Alice"))) == []


def test_a1_leaves_catalogs_to_r2_where_that_speaks():
    assert messages("A1", package(), seen=gone(MARKETING.id), catalogs=catalog_facts()) == []


def test_a1_names_organizations_and_later_policies():
    partners = SpecificConnectedOrganizations(organizations=(FABRIKAM,))
    content = package(policies=(Policy(), Policy(name="Partners", audience=partners)))
    assert controls("A1", content, seen=gone(FABRIKAM.id)) == ["policy-1-organizations"]
    assert messages("A1", content, seen=gone(FABRIKAM.id))[0].startswith("Connected organization 'Fabrikam'")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"is_dynamic": True}, "has dynamic membership now"),
        ({"is_synced": True}, "is synced from on-premises"),
        ({"sub_type": "Distribution"}, "is a mail group of Exchange now"),
    ],
)
def test_a2_names_a_group_that_turned_unusable(now, said):
    content = package(row(name="Sales", sub_type="Security"))
    (problem,) = problems("A2", content, **tells(seen_group("Sales", **{"sub_type": "Security", **now})))
    assert (problem.level, problem.place.control) == (Level.ERROR, "role-0")
    assert said in problem.message
    assert "Update names" in problem.hint


def test_a2_does_not_repeat_what_was_known():
    known: dict[str, Any] = {"is_dynamic": True, "is_synced": True, "sub_type": "Distribution"}
    assert messages("A2", package(row(name="Sales", **known)), **tells(seen_group("Sales", **known))) == []
    unknown = package(row(name="Sales"))
    assert messages("A2", unknown, **tells(seen_group("Sales", sub_type="Distribution"))) == []


def test_a3_names_old_and_new_name():
    renamed = tells(seen_group("IT leads"), seen_user("Alice"))
    renamed["seen"][ALICE.id] = seen_user("Alice").__class__(id=ALICE.id, display_name="Alice Jones")
    (problem,) = problems("A3", package(**TARGETS), **renamed)
    assert problem.message == "User 'Alice' is called 'Alice Jones' now."
    assert (problem.level, problem.place.control) == (Level.WARNING, "targets")


def test_a3_is_silent_where_no_name_was_stored():
    nameless = SpecificUsers(targets=(ALICE.model_copy(update={"display_name": ""}),))
    assert messages("A3", package(audience=nameless), **tells(seen_user("Alice"))) == []


def giving(role_id: str | None) -> ResourceRole:
    known = row(name="Sales")
    return known.model_copy(update={"role": Role(display_name="Reader", origin_id=role_id)})


def test_a4_names_a_role_that_is_not_offered_any_more():
    offered = {"offered_roles": {guid("Sales"): frozenset({"R1"})}}
    (problem,) = problems("A4", package(giving("r1"), giving("R2")), **offered)
    assert problem.message == "'Sales' no longer offers the role 'Reader'."
    assert (problem.level, problem.place.control) == (Level.ERROR, "role-1")


def test_a4_is_silent_where_nobody_knows():
    assert messages("A4", package(giving("R2"))) == []
    offered = {guid("Sales"): frozenset({"R1"})}
    assert messages("A4", package(giving(None), row(None, name="Sales")), offered_roles=offered) == []
    assert messages("A4", package(giving("R2")), offered_roles={guid("Other"): frozenset()}) == []


@pytest.mark.parametrize(("what", "tab"), [("users", "requests"), ("applications", "resource-roles")])
def test_a5_says_what_could_not_be_read_again(what, tab):
    (problem,) = problems("A5", package(), unread=(what,))
    assert problem.message == f"Not checked again: {what}. Your sign-in may not read them."
    assert (problem.level, problem.place.tab) == (Level.WARNING, tab)
    assert messages("A5", package(), **tells(seen_application("Ledger"))) == []


SEEN = [None, seen_user("X", enabled=False, is_guest=True), seen_group("X"), seen_group("X", "Alice", "Bob")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_DOCUMENT, st.data())
def test_whatever_the_tenant_says_of_any_document_is_told_at_a_control(document, data):
    seen = {one.id: data.draw(st.sampled_from(SEEN)) for one in references(document)}
    everybody = frozenset(seen)
    known = facts(
        seen=seen,
        unread=("users", "groups", "applications"),
        offered_roles=dict.fromkeys(everybody, frozenset()),
        managers=Managers(asked=everybody, missing=everybody),
        invitations_from="none",
        configured_organizations=0,
        author_id=next(iter(everybody), None),
    )
    for problem in check(document, known):
        assert problem.place.tab in TABS
        assert label_of(problem.place.tab, problem.place.control)
        assert problem.message
