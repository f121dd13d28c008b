"""What Contoso's people hold, read over the wire as each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.graph.errors import SignInNeeded
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
    owned_ids,
    rights_of,
)
from portal.signin.models import Person
from tests.signin.control import fault, forget_requests, requests_to, revoke
from tests.signin.walk import sign_in

pytestmark = pytest.mark.django_db
GetPerson = Callable[[str], Person]
CO, APM = CatalogRole.CATALOG_OWNER, CatalogRole.ACCESS_PACKAGE_MANAGER
AAM, CR = CatalogRole.ACCESS_PACKAGE_ASSIGNMENT_MANAGER, CatalogRole.CATALOG_READER


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def person(tenant: Any) -> GetPerson:
    """Somebody of Contoso, signed in."""

    def get(name: str) -> Person:
        sign_in(Client(), tenant, name)
        return Person.objects.get(user_principal_name__startswith=f"{name}@")

    return get


@pytest.fixture
def catalogs(tenant: Any) -> dict[str, str]:
    """Names of the catalogs by id."""
    return {row["id"]: row["displayName"] for row in tenant.state.rows("catalog")}


def by_name(rights: Rights, catalogs: dict[str, str]) -> dict[str, set[CatalogRole]]:
    return {catalogs[one]: set(roles) for one, roles in rights.catalog_roles.items()}


@pytest.mark.parametrize(
    ("name", "roles", "in_catalogs", "portal"),
    [
        ("ada", {DirectoryRole.GLOBAL_ADMINISTRATOR}, {}, set()),
        ("ivan", {DirectoryRole.IDENTITY_GOVERNANCE_ADMINISTRATOR}, {}, set()),
        ("uma", {DirectoryRole.USER_ADMINISTRATOR}, {}, set()),
        ("olivia", set(), {"Marketing": {CO}, "Research": {CO}}, set()),
        ("priya", set(), {"Marketing": {APM}}, set()),
        ("amir", set(), {"Marketing": {AAM}}, set()),
        ("ruth", set(), {"Marketing": {CR}}, set()),
        ("hanna", set(), {"Marketing": {AAM}, "Finance": {AAM}}, {PortalRole.HELPDESK}),
        ("rafael", set(), {"Marketing": {CR}, "Finance": {CR}}, {PortalRole.REVIEWER}),
        ("gustav", {DirectoryRole.GROUPS_ADMINISTRATOR}, {"Finance": {CO}}, set()),
        ("sofia", {DirectoryRole.SHAREPOINT_ADMINISTRATOR}, {"Marketing": {CO}}, set()),
        ("aaron", {DirectoryRole.APPLICATION_ADMINISTRATOR}, {"Finance": {CO}}, set()),
        ("petra", set(), {}, {PortalRole.ADMIN}),
        ("emil", set(), {}, set()),
    ],
)
def test_the_cast(
    person: GetPerson,
    catalogs: dict[str, str],
    name: str,
    roles: set[DirectoryRole],
    in_catalogs: dict[str, set[CatalogRole]],
    portal: set[PortalRole],
) -> None:
    rights = rights_of(person(name))
    assert rights.directory_roles == roles
    assert by_name(rights, catalogs) == in_catalogs
    assert rights.portal_roles == portal


def test_a_catalog_creator_holds_a_role_in_the_whole_tenant(person: GetPerson) -> None:
    rights = rights_of(person("carlos"))
    assert rights.tenant_roles == {TenantRole.CATALOG_CREATOR}
    assert may(rights, Action.CREATE_CATALOG)


def test_an_auditor_reads_everywhere_and_changes_nothing(person: GetPerson, catalogs: dict[str, str]) -> None:
    rights = rights_of(person("audrey"))
    assert rights.portal_roles == {PortalRole.AUDITOR}
    assert catalogs_where(rights, Action.READ) == frozenset(catalogs)
    assert catalogs_where(rights, Action.DRAFT) == frozenset()


def test_an_administrator_may_everywhere(person: GetPerson) -> None:
    assert catalogs_where(rights_of(person("ivan")), Action.CREATE_PACKAGE) is EVERY


def test_a_role_held_through_a_nested_group_counts(
    person: GetPerson, tenant: Any, catalogs: dict[str, str]
) -> None:
    emil = person("emil")
    inner, outer = [
        row["id"]
        for row in tenant.state.rows("group")
        if row["displayName"] in ("IT Leads", "Brand Designers")
    ]
    tenant.state.link("members", inner, str(emil.object_id))
    tenant.state.link("members", outer, inner)
    finance = next(one for one, name in catalogs.items() if name == "Finance")
    assignment = {"id": "one", "principalId": outer, "roleDefinitionId": CO.value, "directoryScopeId": "/"}
    tenant.state.put("roleAssignment", assignment | {"appScopeId": f"/AccessPackageCatalog/{finance}"})

    assert by_name(rights_of(emil), catalogs)["Finance"] == {CO}


def test_rights_are_remembered_for_a_while_and_read_again_on_demand(person: GetPerson, tenant: Any) -> None:
    amir = person("amir")
    assert catalogs_where(rights_of(amir), Action.READ)
    for row in list(tenant.state.rows("roleAssignment")):
        if row["principalId"] == str(amir.object_id):
            tenant.state.remove("roleAssignment", row["id"])
    forget_requests(tenant)

    assert catalogs_where(rights_of(amir), Action.READ)
    assert requests_to(tenant, "/v1.0/") == []
    assert not catalogs_where(rights_of(amir, fresh=True), Action.READ)
    assert not catalogs_where(rights_of(amir), Action.READ)


def test_a_new_portal_role_counts_from_the_next_sign_in_on(person: GetPerson) -> None:
    amir = person("amir")
    rights_of(amir)
    amir.portal_roles = ["Helpdesk"]
    assert rights_of(amir).portal_roles == {PortalRole.HELPDESK}


def test_one_persons_rights_are_not_anothers(person: GetPerson) -> None:
    assert rights_of(person("ivan")).directory_roles
    assert not rights_of(person("emil")).directory_roles


def test_however_many_groups_it_takes_two_rounds(person: GetPerson, tenant: Any) -> None:
    hanna = person("hanna")
    for number in range(30):
        tenant.state.put("group", {"id": f"group-{number}", "displayName": f"Group {number}"})
        tenant.state.link("members", f"group-{number}", str(hanna.object_id))
    forget_requests(tenant)

    rights = rights_of(hanna)

    paths = [one["path"] for one in requests_to(tenant, "/v1.0/")]
    assert sum("transitiveMemberOf" in path for path in paths) == 2
    assert sum("$batch" in path for path in paths) == 2
    assert rights.catalog_roles


def test_who_may_not_even_ask_holds_nothing(person: GetPerson, tenant: Any) -> None:
    emil = person("emil")
    fault(tenant, "roleAssignments", status=403, code="accessDenied", times=-1)
    assert rights_of(emil) == Rights()


def test_a_person_whose_sign_in_ended_has_to_sign_in(person: GetPerson, tenant: Any) -> None:
    olivia = person("olivia")
    revoke(tenant, str(olivia.object_id))
    with pytest.raises(SignInNeeded):
        rights_of(olivia)


def test_what_a_person_owns(person: GetPerson, tenant: Any) -> None:
    names = {
        row["id"]: row["displayName"]
        for kind in ("group", "servicePrincipal")
        for row in tenant.state.rows(kind)
    }
    owned = {names[one] for one in owned_ids(person("olivia"))}
    assert "Campaign Planner" in owned
    assert owned_ids(person("emil")) == frozenset()
