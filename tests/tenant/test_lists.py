"""Lists: choosing, expanding, filtering, searching, paging, counting, and the refusal of everything else."""

from urllib.parse import urlsplit

import pytest

from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, EVENTUAL, catalog_id, set_switches

MARKETING = f"{EM}/catalogs/{catalog_id('Marketing')}"


# search


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ('"displayName:emil"', ["Emil Larsen"]),
        ('"displayName:lar em"', ["Emil Larsen"]),
        ('"displayName:mil"', []),
        ('"displayName:EMIL" OR "mail:olivia"', ["Emil Larsen", "Olivia Brandt"]),
        ('"displayName:emil" AND "mail:olivia"', []),
        ('"displayName:o\'neill"', ["Peter O'Neill"]),
        ('"userPrincipalName:wendy@"', ["Wendy Park"]),
        ('"mail:leo.tanaka@litware"', ["Leo Tanaka"]),
    ],
)
def test_search_finds_words_that_begin_so(as_user: SignIn, search: str, names: list[str]) -> None:
    options = {"$search": search, "$select": "id,displayName"}
    assert as_user("ada").names("/users", params=options, headers=EVENTUAL) == names


def test_search_needs_the_header_and_a_property(as_user: SignIn) -> None:
    graph = as_user("ada")
    unsupported = (400, "Request_UnsupportedQuery")
    assert graph.refusal("GET", "/groups", params={"$search": '"displayName:m"'}) == unsupported
    for search in ("emil", '"emil"', '"jobTitle:lead"', '"displayName:a" "mail:b"'):
        answer = graph.call("GET", "/users", params={"$search": search}, headers=EVENTUAL)
        assert answer.status_code == 400


def test_search_of_groups_counts_and_filters(as_user: SignIn) -> None:
    options = {"$search": '"displayName:brand"', "$count": "true", "$select": "displayName"}
    found = as_user("ada").get("/groups", params=options, headers=EVENTUAL)
    assert found["@odata.count"] == 2
    options["$filter"] = "startswith(displayName,'Brand D')"
    assert as_user("ada").names("/groups", params=options, headers=EVENTUAL) == ["Brand Designers"]


def test_sites_are_searched_without_a_dollar(as_user: SignIn) -> None:
    graph = as_user("emil")
    assert graph.names("/sites?search=marketing&$select=id,displayName,name,webUrl") == ["Marketing Assets"]
    assert len(graph.names("/sites?search=*")) == 4
    assert graph.call("GET", "/sites").status_code == 400


# filter


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        (f"{EM}/catalogs", "displayName eq 'Marketing'", ["Marketing"]),
        (f"{EM}/catalogs", "contains(tolower(displayName),'mark')", ["Marketing"]),
        (f"{EM}/catalogs", "isExternallyVisible eq false", ["Finance"]),
        (
            f"{EM}/catalogs",
            "state eq 'unpublished' or catalogType eq 'serviceDefault'",
            ["General", "Research"],
        ),
        (f"{EM}/catalogs", "not (state eq 'published')", ["Research"]),
        (f"{EM}/catalogs", f"id eq '{catalog_id('Finance')}'", ["Finance"]),
        (f"{EM}/accessPackages", f"catalog/id eq '{catalog_id('Finance')}'", ["Month-end closing"]),
        (f"{EM}/accessPackages", "catalog/displayName eq 'Research'", ["Lab visitor"]),
        (f"{EM}/accessPackages", "createdDateTime gt 2099-01-01T00:00:00Z", []),
        (
            f"{EM}/accessPackages",
            "displayName in ('Lab visitor','Agency partner')",
            ["Agency partner", "Lab visitor"],
        ),
        (f"{EM}/connectedOrganizations", "state eq 'configured'", ["Fabrikam", "Litware"]),
        (
            f"{EM}/connectedOrganizations",
            "identitySources/any(s:s/domainName eq 'litware.example')",
            ["Litware"],
        ),
        ("/users", "displayName eq 'peter o''neill'", ["Peter O'Neill"]),
        ("/users", "startswith(userPrincipalName,'hanna')", ["Hanna Virtanen"]),
        ("/users", "userType eq 'Guest'", ["Leo Tanaka", "Wendy Park"]),
        ("/groups", "groupTypes/any(g:g eq 'DynamicMembership')", ["All Employees", "Berlin Office"]),
        ("/groups", "onPremisesSyncEnabled eq true", ["Payroll Legacy"]),
    ],
)
def test_filters(as_user: SignIn, path: str, text: str, names: list[str]) -> None:
    assert sorted(as_user("ada").names(path, params={"$filter": text})) == names


def test_a_name_where_an_id_belongs(as_user: SignIn) -> None:
    path = f"{EM}/accessPackages?$filter=catalog/id eq 'Marketing'"
    assert as_user("ada").refusal("GET", path) == (400, "InvalidFilter")


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (f"{EM}/catalogs", {"$filter": "displayName eq"}),
        (f"{EM}/catalogs", {"$filter": "name eq 'x'"}),
        (f"{EM}/catalogs", {"$filter": "contains(displayName,null)"}),
        (f"{EM}/catalogs", {"$filter": "startswith(displayName,5)"}),
        (f"{EM}/catalogs", {"$filter": "length(displayName) gt 3"}),
        (f"{EM}/catalogs", {"$select": "id,uniqueName"}),
        (f"{EM}/catalogs", {"$expand": "owners"}),
        (f"{EM}/catalogs", {"$orderby": "owner"}),
        (f"{EM}/catalogs", {"$skip": "5"}),
        (f"{EM}/catalogs", {"$search": '"displayName:x"'}),
        (f"{EM}/catalogs", {"$top": "0"}),
        (f"{EM}/catalogs", {"$top": "1000"}),
        (f"{EM}/catalogs", {"$count": "yes"}),
        (f"{EM}/catalogs", {"$skiptoken": "invented"}),
        (f"{EM}/catalogs", {"filter": "x"}),
        (f"{EM}/accessPackages", {"$expand": "resourceRoleScopes($expand=roles)"}),
        (f"{EM}/accessPackages", {"$select": "catalogId"}),
        ("/users", {"$filter": "contains(displayName,'x')"}),
        ("/users", {"$filter": "displayName ne 'x'"}),
        ("/users", {"$filter": "userType eq 'Guest'", "$orderby": "displayName"}),
        ("/users", {"$count": "true"}),
    ],
)
def test_everything_else_is_refused(as_user: SignIn, path: str, options: dict[str, str]) -> None:
    assert as_user("ada").call("GET", path, params=options).status_code == 400


def test_advanced_queries_work_with_header_and_count(as_user: SignIn) -> None:
    options = {"$filter": "userType ne 'Member'", "$count": "true", "$orderby": "displayName desc"}
    assert as_user("ada").names("/users", params=options, headers=EVENTUAL) == ["Wendy Park", "Leo Tanaka"]


# expand


def test_nested_expansion_with_options(as_user: SignIn) -> None:
    query = (
        "?$select=id,displayName&$filter=displayName eq 'Campaign contributor'"
        "&$expand=resourceRoleScopes($expand=role($select=displayName,originId;$expand=resource),scope),"
        "assignmentPolicies($expand=questions;$select=displayName),catalog($select=displayName)"
    )
    [package] = as_user("olivia").get(f"{EM}/accessPackages{query}")["value"]
    roles = {entry["role"]["displayName"]: entry["role"] for entry in package["resourceRoleScopes"]}
    assert roles["Member"]["resource"]["displayName"] == "Marketing Team"
    assert package["resourceRoleScopes"][0]["scope"]["isRootScope"] is True
    assert package["assignmentPolicies"][0]["questions"][0]["text"] == "Which campaign is it for?"
    assert package["catalog"] == {"displayName": "Marketing"}


def test_resources_with_roles_scopes_and_attributes(as_user: SignIn) -> None:
    found = as_user("olivia").get(f"{MARKETING}/resources?$expand=roles,scopes,environment")["value"]
    by_name = {row["displayName"]: row for row in found}
    assert [role["displayName"] for role in by_name["Marketing Team"]["roles"]] == ["Member", "Owner"]
    assert by_name["Campaign Planner"]["roles"] == []  # as seen in the field: ask resourceRoles
    assert by_name["Campaign Planner"]["attributes"][0]["name"] == "officeLocation"
    assert by_name["Marketing Assets"]["scopes"][0]["originId"].endswith("/sites/MarketingAssets")


def role_names(tenant: RunningTenant, as_user: SignIn, catalog: str, resource: str) -> list[str]:
    found = next(row for row in tenant.state.rows("resource") if row["displayName"] == resource)
    condition = f"(originSystem eq '{found['originSystem']}' and resource/id eq '{found['id']}')"
    path = f"{EM}/catalogs/{catalog_id(catalog)}/resourceRoles?$filter={condition}&$expand=resource"
    return as_user("ada").names(path)


@pytest.mark.parametrize(
    ("catalog", "resource", "names"),
    [
        ("Marketing", "Brand Designers", ["Member", "Owner"]),
        ("Marketing", "Campaign Planner", ["Editor", "Reader"]),
        (
            "Marketing",
            "Marketing Assets",
            [f"Marketing Assets {who}" for who in ("Owners", "Visitors", "Members")],
        ),
        ("Finance", "Finance Approvers", ["Member", "Owner", "Eligible Member", "Eligible Owner"]),
        ("General", "Expense Tool", ["Default Access"]),
        ("Research", "Research Notebook", ["Author", "Viewer"]),
    ],
)
def test_roles_by_kind_of_resource(
    tenant: RunningTenant, as_user: SignIn, catalog: str, resource: str, names: list[str]
) -> None:
    assert role_names(tenant, as_user, catalog, resource) == names


def test_scopes_of_a_catalog(as_user: SignIn) -> None:
    found = as_user("olivia").get(f"{MARKETING}/resourceScopes?$expand=resource")["value"]
    assert {row["resource"]["displayName"] for row in found} >= {"Marketing Team", "Campaign Planner"}
    assert {row["displayName"] for row in found} == {"Root"}


def test_app_only_callers_see_no_sharepoint(tenant: RunningTenant, as_user: SignIn) -> None:
    from tests.tenant.support import Graph

    assert "Marketing Assets" in as_user("olivia").names(f"{MARKETING}/resources")
    assert "Marketing Assets" not in Graph.of_app(tenant).names(f"{MARKETING}/resources")


# pages


def test_pages_lead_on_until_the_end(as_user: SignIn) -> None:
    graph = as_user("ada")
    whole = graph.names("/users?$select=displayName")
    page = graph.get("/users?$select=displayName&$top=20&$count=true", headers=EVENTUAL)
    assert page["@odata.count"] == len(whole)
    seen = [row["displayName"] for row in page["value"]]
    while "@odata.nextLink" in page:
        page = graph.get(page["@odata.nextLink"], headers=EVENTUAL)
        assert "@odata.count" not in page
        seen += [row["displayName"] for row in page["value"]]
    assert seen == whole


def test_the_next_link_is_at_the_host_that_was_asked(tenant: RunningTenant, as_user: SignIn) -> None:
    session = as_user("ada").session
    session.headers["Host"] = "graph.example:8443"
    link = session.get(f"{tenant.url}/v1.0/users?$top=1").json()["@odata.nextLink"]
    assert urlsplit(link).netloc == "graph.example:8443"


def test_pages_may_be_empty(tenant: RunningTenant, as_user: SignIn) -> None:
    set_switches(tenant, empty_pages=True, page_size=3)
    graph = as_user("ada")
    second = graph.get(graph.get(f"{EM}/catalogs")["@odata.nextLink"])
    assert second["value"] == []
    assert len(graph.get(second["@odata.nextLink"])["value"]) == 1


def test_filter_and_order_survive_paging(as_user: SignIn) -> None:
    graph = as_user("ada")
    path = f"{EM}/catalogs?$filter=state eq 'published'&$orderby=displayName desc&$top=2"
    first = graph.get(path)
    second = graph.get(first["@odata.nextLink"])
    names = [row["displayName"] for row in first["value"] + second["value"]]
    assert names == ["Marketing", "General", "Finance"]
