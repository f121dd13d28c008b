"""Every directory call, made against the tenant by people of Contoso."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.graph.calls import GraphCall, directory
from portal.graph.client import GraphClient
from portal.graph.errors import NotThere
from portal.signin.models import Person
from portal.wiring import graph_for
from tests.signin.control import requests_to
from tests.signin.walk import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def graph(tenant: Any) -> GraphClient:
    """Graph with the rights of Olivia, who owns catalogs, groups and an application."""
    cache.clear()
    sign_in(Client(), tenant, "olivia")
    return graph_for(Person.objects.get())


def names(rows: list[dict[str, Any]]) -> set[str]:
    return {row["displayName"] for row in rows}


def id_of(tenant: Any, kind: str, name: str) -> str:
    return next(str(row["id"]) for row in tenant.state.rows(kind) if row["displayName"] == name)


def test_me(graph: GraphClient) -> None:
    me = graph.read(directory.me())
    assert (me["displayName"], me["userPrincipalName"]) == ("Olivia Brandt", "olivia@contoso.onmicrosoft.com")


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (directory.users_matching("brandt"), "Olivia Brandt"),
        (directory.users_matching("o'neill"), "Peter O'Neill"),
        (directory.users_matching("olivia@"), "Olivia Brandt"),
        (directory.groups_matching("marketing"), "Sales and Marketing"),
        (directory.service_principals_matching("campaign"), "Campaign Planner"),
        (directory.sites_matching("assets"), "Marketing Assets"),
        (directory.connected_organizations(), "Fabrikam"),
        (directory.organization(), "Contoso"),
        (directory.catalogs(), "Marketing"),
    ],
)
def test_a_list_holds_what_is_looked_for(graph: GraphClient, call: GraphCall, found: str) -> None:
    assert found in names(graph.rows(call))


@pytest.mark.parametrize("text", ['"', "\\", 'a" OR "displayName:b', "&", "%", "#", "x y", "", "é"])
def test_whatever_is_typed_is_a_search_for_it(graph: GraphClient, text: str) -> None:
    for call in (
        directory.users_matching(text),
        directory.groups_matching(text),
        directory.sites_matching(text),
    ):
        assert isinstance(graph.rows(call), list)


def test_without_text_the_first_ones_come(graph: GraphClient) -> None:
    rows, following = graph.page(directory.users_matching("", top=5))
    assert len(rows) == 5
    assert following is not None
    assert names(rows).isdisjoint(names(graph.page(following)[0]))


def test_single_objects(graph: GraphClient, tenant: Any) -> None:
    for kind, name, call in (
        ("user", "Emil Larsen", directory.user),
        ("group", "All Employees", directory.group),
        ("servicePrincipal", "Ledger", directory.service_principal),
        ("catalog", "Marketing", directory.catalog),
    ):
        assert graph.read(call(id_of(tenant, kind, name)))["displayName"] == name


def test_what_is_asked_of_a_group_is_answered(graph: GraphClient, tenant: Any) -> None:
    group = graph.read(directory.group(id_of(tenant, "group", "All Employees")))
    assert "DynamicMembership" in group["groupTypes"]
    assert group["membershipRule"]


def test_an_id_cannot_add_to_the_query(graph: GraphClient, tenant: Any) -> None:
    with pytest.raises(NotThere):
        graph.read(directory.user("x?$select=id&"))
    [asked] = requests_to(tenant, "/v1.0/users")
    assert "x?$select=id&" in asked["path"]


def test_owners(graph: GraphClient, tenant: Any) -> None:
    campaign = id_of(tenant, "servicePrincipal", "Campaign Planner")
    assert "Olivia Brandt" in names(graph.rows(directory.service_principal_owners(campaign)))
    owned = names(graph.rows(directory.my_owned_objects()))
    assert "Campaign Planner" in owned


def test_owners_of_a_group(graph: GraphClient, tenant: Any) -> None:
    for row in graph.rows(directory.my_owned_objects()):
        if row["@odata.type"].endswith("group"):
            assert "Olivia Brandt" in names(graph.rows(directory.group_owners(row["id"])))
            return
    pytest.fail("Olivia owns no group")


def test_memberships_and_roles(graph: GraphClient) -> None:
    assert "All Employees" in names(graph.rows(directory.my_groups()))
    assert graph.rows(directory.my_directory_roles()) == []


def test_licences(graph: GraphClient) -> None:
    assert {"skuPartNumber", "servicePlans"} <= set(graph.rows(directory.subscribed_skus())[0])
