"""The permission matrix, cell by cell: rows are people, columns are actions."""

from typing import Any

import pytest

from portal.rights import (
    EVERY,
    Action,
    CatalogRole,
    DirectoryRole,
    PortalRole,
    Rights,
    TenantRole,
    catalogs_where,
    may,
    shown_by_grant_alone,
)

HERE, GIVEN, ELSEWHERE = "a-catalog", "a-catalog-that-an-admin-gave", "another-catalog"
A = Action


def in_catalog(*roles: CatalogRole) -> Rights:
    return Rights(catalog_roles={HERE: frozenset(roles)})


def of_portal(*held: PortalRole, given: PortalRole | None = None, **more: Any) -> Rights:
    """Holds these in Entra; was given one catalog for one of them."""
    granted = {GIVEN: frozenset({given})} if given else {}
    return Rights(portal_roles=frozenset(held), granted=granted, **more)


def directory(role: DirectoryRole) -> Rights:
    return Rights(directory_roles=frozenset({role}))


PEOPLE = {
    "Global Administrator": directory(DirectoryRole.GLOBAL_ADMINISTRATOR),
    "Identity Governance Administrator": directory(DirectoryRole.IDENTITY_GOVERNANCE_ADMINISTRATOR),
    "User Administrator": directory(DirectoryRole.USER_ADMINISTRATOR),
    "Global Reader": directory(DirectoryRole.GLOBAL_READER),
    "Catalog creator": Rights(tenant_roles=frozenset({TenantRole.CATALOG_CREATOR})),
    "Catalog owner": in_catalog(CatalogRole.CATALOG_OWNER),
    "Access package manager": in_catalog(CatalogRole.ACCESS_PACKAGE_MANAGER),
    "Assignment manager": in_catalog(CatalogRole.ACCESS_PACKAGE_ASSIGNMENT_MANAGER),
    "Catalog reader": in_catalog(CatalogRole.CATALOG_READER),
    "Helpdesk": of_portal(PortalRole.HELPDESK, given=PortalRole.HELPDESK),
    "Reviewer": of_portal(PortalRole.REVIEWER, given=PortalRole.REVIEWER),
    "Auditor": of_portal(PortalRole.AUDITOR, given=PortalRole.AUDITOR),
    "Helpdesk who manages assignments": of_portal(
        PortalRole.HELPDESK,
        given=PortalRole.HELPDESK,
        catalog_roles={HERE: frozenset({CatalogRole.ACCESS_PACKAGE_ASSIGNMENT_MANAGER})},
    ),
    "Helpdesk with nothing given": of_portal(PortalRole.HELPDESK),
    "Reviewer with nothing given": of_portal(PortalRole.REVIEWER),
    "Auditor with nothing given": of_portal(PortalRole.AUDITOR),
    "Given to Helpdesk, role not held": of_portal(given=PortalRole.HELPDESK),
    "Given to Reviewer, holds Helpdesk": of_portal(PortalRole.HELPDESK, given=PortalRole.REVIEWER),
    "Auditor who owns a catalog": of_portal(
        PortalRole.AUDITOR,
        given=PortalRole.AUDITOR,
        catalog_roles={HERE: frozenset({CatalogRole.CATALOG_OWNER})},
    ),
    "Auditor who is Global Administrator": of_portal(
        PortalRole.AUDITOR, directory_roles=frozenset({DirectoryRole.GLOBAL_ADMINISTRATOR})
    ),
    "Admin of the portal": of_portal(PortalRole.ADMIN),
    "Admin and Reviewer": of_portal(PortalRole.ADMIN, PortalRole.REVIEWER, given=PortalRole.REVIEWER),
    "Admin and Auditor": of_portal(PortalRole.ADMIN, PortalRole.AUDITOR),
    "Employee": Rights(),
}
EVERYTHING = set(A) - {A.CHANGE_SETTINGS}
READING = {A.READ, A.AUDIT, A.SEE_EVERYTHING}

#: What each may in the catalog in which they hold their role.
MATRIX = {
    "Global Administrator": EVERYTHING,
    "Identity Governance Administrator": EVERYTHING,
    "User Administrator": set(),
    "Global Reader": {A.READ},
    "Catalog creator": set(),
    "Catalog owner": {A.READ, A.DRAFT, A.REVIEW, A.CREATE_PACKAGE, A.ADD_OUTSIDE_RESOURCE},
    "Access package manager": {A.READ, A.DRAFT, A.CREATE_PACKAGE},
    "Assignment manager": {A.READ},
    "Catalog reader": {A.READ},
    "Helpdesk who manages assignments": {A.READ},
    "Auditor who owns a catalog": {A.READ},
    "Auditor who is Global Administrator": READING,
    "Admin of the portal": {A.CHANGE_SETTINGS},
    "Admin and Reviewer": {A.CHANGE_SETTINGS},
}

#: What each may in the catalog that an Admin of the portal gave them, where they hold no other role.
IN_GIVEN_CATALOG = {
    "Helpdesk": {A.READ, A.DRAFT},
    "Helpdesk who manages assignments": {A.READ, A.DRAFT},
    "Reviewer": {A.READ, A.REVIEW},
    "Admin and Reviewer": {A.READ, A.REVIEW, A.CHANGE_SETTINGS},
    "Auditor": {A.READ, A.AUDIT},
    "Auditor who owns a catalog": {A.READ, A.AUDIT},
}

#: What each may wherever they hold nothing.
ANYWHERE = {
    "Global Administrator": EVERYTHING,
    "Identity Governance Administrator": EVERYTHING,
    "Global Reader": {A.READ},
    "Auditor who is Global Administrator": READING,
    "Admin of the portal": {A.CHANGE_SETTINGS},
    "Admin and Reviewer": {A.CHANGE_SETTINGS},
}

#: What each may where no catalog exists yet.
NEW_CATALOG = {
    **ANYWHERE,
    "Catalog creator": {A.DRAFT, A.CREATE_PACKAGE, A.CREATE_CATALOG, A.ADD_OUTSIDE_RESOURCE},
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_the_catalog_of_their_role(person: str, action: Action) -> None:
    assert may(PEOPLE[person], action, HERE).allowed == (action in MATRIX.get(person, set()))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_the_catalog_that_they_were_given(person: str, action: Action) -> None:
    expected = IN_GIVEN_CATALOG.get(person, ANYWHERE.get(person, set()))
    assert may(PEOPLE[person], action, GIVEN).allowed == (action in expected)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_a_catalog_where_they_hold_nothing(person: str, action: Action) -> None:
    assert may(PEOPLE[person], action, ELSEWHERE).allowed == (action in ANYWHERE.get(person, set()))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_a_catalog_that_is_yet_to_be_created(person: str, action: Action) -> None:
    assert may(PEOPLE[person], action).allowed == (action in NEW_CATALOG.get(person, set()))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_the_list_of_catalogs_agrees_with_the_single_answers(person: str, action: Action) -> None:
    where = catalogs_where(PEOPLE[person], action)
    assert (where is EVERY) == may(PEOPLE[person], action, "any at all").allowed
    for catalog in (HERE, GIVEN, ELSEWHERE):
        assert (catalog in where) == may(PEOPLE[person], action, catalog).allowed


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("catalog", [HERE, None])
def test_every_refusal_says_what_is_missing_and_who_can_help(action: Action, catalog: str | None) -> None:
    answer = may(Rights(), action, catalog)
    assert not answer
    assert answer.reason.endswith(".")
    assert answer.who_can_help.endswith(".")


def test_a_refusal_in_words() -> None:
    answer = may(PEOPLE["Assignment manager"], Action.CREATE_PACKAGE, HERE)
    assert answer.reason == (
        "Creating access packages in this catalog takes one of these roles: Access package manager, "
        "Catalog owner, Global Administrator, Identity Governance Administrator."
    )
    assert answer.who_can_help == (
        "An owner of the catalog or an Identity Governance Administrator can give that role."
    )


def test_portal_roles_are_named_as_such() -> None:
    answer = may(Rights(), Action.REVIEW, HERE)
    assert "Reviewer of this portal (for the catalogs it was given)" in answer.reason


def test_who_lacks_the_grant_is_sent_to_an_admin_of_the_portal() -> None:
    answer = may(PEOPLE["Helpdesk"], Action.DRAFT, ELSEWHERE)
    assert answer.who_can_help.startswith(
        "You hold the role Helpdesk of this portal, but this catalog is not given to you. "
        "An Admin of this portal can give this catalog."
    )


def test_who_lacks_the_role_is_sent_to_entra() -> None:
    answer = may(PEOPLE["Given to Helpdesk, role not held"], Action.DRAFT, GIVEN)
    assert answer.who_can_help.startswith(
        "This catalog is given to you for the role Helpdesk of this portal, which you do not hold. "
        "Whoever administers the portal in Entra can give that role."
    )


def test_an_auditor_is_told_why_even_as_an_administrator() -> None:
    answer = may(PEOPLE["Auditor who is Global Administrator"], Action.CREATE_PACKAGE, HERE)
    assert "is not for holders of the role Auditor" in answer.reason
    assert "take the role Auditor from you" in answer.who_can_help


def test_every_action_that_changes_something_is_kept_from_auditors() -> None:
    """A new action is a change until the table says otherwise."""
    everything = Rights(
        directory_roles=frozenset(DirectoryRole),
        tenant_roles=frozenset(TenantRole),
        catalog_roles={HERE: frozenset(CatalogRole)},
        portal_roles=frozenset(PortalRole),
        granted={HERE: frozenset(PortalRole)},
    )
    assert {action for action in Action if may(everything, action, HERE)} == READING


def test_what_a_grant_alone_shows() -> None:
    assert shown_by_grant_alone(PEOPLE["Helpdesk"], GIVEN)
    assert not shown_by_grant_alone(PEOPLE["Helpdesk"], ELSEWHERE)
    assert not shown_by_grant_alone(PEOPLE["Helpdesk who manages assignments"], HERE)
    assert not shown_by_grant_alone(PEOPLE["Given to Helpdesk, role not held"], GIVEN)


def test_a_new_catalog_is_named_as_such() -> None:
    answer = may(PEOPLE["Catalog owner"], Action.CREATE_PACKAGE)
    assert answer.reason.startswith(
        "Creating access packages in a new catalog takes one of these roles: Catalog creator"
    )
