"""The permission matrix, cell by cell: rows are people, columns are actions."""

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
)

HERE, ELSEWHERE = "a-catalog", "another-catalog"
A = Action


def in_catalog(*roles: CatalogRole, portal: PortalRole | None = None) -> Rights:
    return Rights(
        catalog_roles={HERE: frozenset(roles)},
        portal_roles=frozenset({portal} if portal else ()),
    )


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
    "Helpdesk": in_catalog(CatalogRole.ACCESS_PACKAGE_ASSIGNMENT_MANAGER, portal=PortalRole.HELPDESK),
    "Reviewer": in_catalog(CatalogRole.CATALOG_READER, portal=PortalRole.REVIEWER),
    "Auditor": in_catalog(CatalogRole.CATALOG_READER, portal=PortalRole.AUDITOR),
    "Helpdesk without any role": Rights(portal_roles=frozenset({PortalRole.HELPDESK})),
    "Reviewer without any role": Rights(portal_roles=frozenset({PortalRole.REVIEWER})),
    "Admin of the portal": Rights(portal_roles=frozenset({PortalRole.ADMIN})),
    "Employee": Rights(),
}

#: What each may in the catalog in which they hold their role.
MATRIX = {
    "Global Administrator": set(A),
    "Identity Governance Administrator": set(A),
    "User Administrator": set(),
    "Global Reader": {A.READ},
    "Catalog creator": set(),
    "Catalog owner": {A.READ, A.DRAFT, A.REVIEW, A.CREATE_PACKAGE, A.ADD_OUTSIDE_RESOURCE},
    "Access package manager": {A.READ, A.DRAFT, A.CREATE_PACKAGE},
    "Assignment manager": {A.READ},
    "Catalog reader": {A.READ},
    "Helpdesk": {A.READ, A.DRAFT},
    "Reviewer": {A.READ, A.REVIEW},
    "Auditor": {A.READ},
    "Helpdesk without any role": set(),
    "Reviewer without any role": set(),
    "Admin of the portal": {A.SEE_EVERYTHING},
    "Employee": set(),
}

#: What each may where no catalog exists yet.
NEW_CATALOG = {
    "Global Administrator": set(A),
    "Identity Governance Administrator": set(A),
    "Global Reader": {A.READ},
    "Catalog creator": {A.DRAFT, A.CREATE_PACKAGE, A.CREATE_CATALOG, A.ADD_OUTSIDE_RESOURCE},
    "Admin of the portal": {A.SEE_EVERYTHING},
}

TENANT_WIDE = {
    "Global Administrator",
    "Identity Governance Administrator",
    "Global Reader",
    "Admin of the portal",
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_the_catalog_of_their_role(person: str, action: Action) -> None:
    assert may(PEOPLE[person], action, HERE).allowed == (action in MATRIX[person])


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_a_catalog_where_they_hold_nothing(person: str, action: Action) -> None:
    expected = action in MATRIX[person] if person in TENANT_WIDE else False
    assert may(PEOPLE[person], action, ELSEWHERE).allowed == expected


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_in_a_catalog_that_is_yet_to_be_created(person: str, action: Action) -> None:
    assert may(PEOPLE[person], action).allowed == (action in NEW_CATALOG.get(person, set()))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", PEOPLE)
def test_the_list_of_catalogs_agrees_with_the_single_answers(person: str, action: Action) -> None:
    where = catalogs_where(PEOPLE[person], action)
    assert (where is EVERY) == may(PEOPLE[person], action, "any at all").allowed
    assert (HERE in where) == may(PEOPLE[person], action, HERE).allowed


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
        "An owner of the catalog or an Identity Governance Administrator can give you that role."
    )


def test_portal_roles_are_named_as_such() -> None:
    answer = may(Rights(), Action.REVIEW, HERE)
    assert "Reviewer of this portal (with any role in the catalog)" in answer.reason


def test_a_new_catalog_is_named_as_such() -> None:
    answer = may(PEOPLE["Catalog owner"], Action.CREATE_PACKAGE)
    assert answer.reason.startswith(
        "Creating access packages in a new catalog takes one of these roles: Catalog creator"
    )
