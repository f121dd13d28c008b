"""Where the company comes from: Contoso, another seed, a state file, a crowd."""

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from portal.tenant.roles import CONNECTED_ORGANIZATION_ADMINISTRATOR, EM_ROLES
from portal.tenant.seed import CONTOSO, object_id
from portal.tenant.server import make_tenant, start_tenant
from tests.tenant.support import (
    CALLBACK,
    EM,
    EVENTUAL,
    EVERYTHING,
    SECRET,
    Graph,
    catalog_id,
    redeem,
    tokens_of,
    user_id,
)


def contoso() -> dict[str, Any]:
    company: dict[str, Any] = json.loads(CONTOSO.read_text(encoding="utf-8"))
    return company


def seeded(folder: Path, company: dict[str, Any]) -> Path:
    path = folder / "company.json"
    path.write_text(json.dumps(company), encoding="utf-8")
    return path


def test_ids_follow_from_names() -> None:
    assert object_id("group", "IT Leads") == object_id("group", "it leads")
    assert object_id("group", "IT Leads") != object_id("user", "IT Leads")


def test_contoso_has_somebody_for_every_role() -> None:
    state = make_tenant().state
    roles = {row["roleDefinitionId"] for row in state.rows("roleAssignment")}
    assert roles == set(EM_ROLES) - {CONNECTED_ORGANIZATION_ADMINISTRATOR}
    assert {row["displayName"] for row in state.rows("directoryRole")} >= {
        "Global Administrator",
        "Identity Governance Administrator",
        "User Administrator",
        "Groups Administrator",
        "SharePoint Administrator",
        "Application Administrator",
    }


def test_another_company(tmp_path: Path) -> None:
    company = {
        "tenantId": "11111111-2222-3333-4444-555555555555",
        "organization": {
            "displayName": "Adatum",
            "verifiedDomains": [{"name": "adatum.example", "isDefault": True}],
        },
        "users": [{"displayName": "Zoe Quist", "userPrincipalName": "zoe@adatum.example"}],
        "directoryRoles": [{"displayName": "Global Administrator", "members": ["zoe@adatum.example"]}],
        "applications": [
            {
                "displayName": "Portal",
                "appId": "99999999-0000-0000-0000-000000000001",
                "web": {"redirectUris": [CALLBACK]},
                "passwordCredentials": [{"secretText": SECRET}],
                "requiredResourceAccess": [
                    {
                        "resourceAppId": "00000003-0000-0000-c000-000000000000",
                        "resourceAccess": [
                            {"id": "c74fd47d-ed3c-45c3-9a9e-b8676de685d2", "type": "Role"},
                            {"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"},
                        ],
                    }
                ],
            }
        ],
        "entitlementManagement": {"catalogs": [{"displayName": "General", "catalogType": "serviceDefault"}]},
        "simulator": {
            "settings": {"page_size": 5, "visible_after_reads": 0},
            "faults": [{"path": "/catalogs$", "status": 429, "code": "TooManyRequests"}],
        },
    }
    with start_tenant(seed=seeded(tmp_path, company)) as running:
        token = requests.post(
            f"{running.url}/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token",
            data={
                "grant_type": "client_credentials",
                "client_id": "99999999-0000-0000-0000-000000000001",
                "client_secret": SECRET,
                "scope": "https://graph.microsoft.com/.default",
            },
        ).json()["access_token"]
        graph = Graph(running, token)
        assert graph.refusal("GET", f"{EM}/catalogs") == (429, "TooManyRequests")
        assert graph.names(f"{EM}/catalogs") == ["General"]
        assert running.tenant.settings.page_size == 5
        graph.close()


def test_the_skeleton_in_the_documentation_starts(tmp_path: Path) -> None:
    text = (CONTOSO.parents[3] / "docs/simulated-tenant.md").read_text(encoding="utf-8")
    skeleton = text.rpartition("```json")[2].partition("```")[0]
    assert make_tenant(seed=seeded(tmp_path, json.loads(skeleton))).state.count("organization") == 1


def wrong(place: str, value: Any) -> dict[str, Any]:
    """Contoso with something wrong in the named place (dots between the names)."""
    company = contoso()
    *path, last = place.split(".")
    inside: Any = company
    for step in path:
        inside = inside[int(step)] if step.isdigit() else inside[step]
    inside[last] = value
    return company


@pytest.mark.parametrize(
    ("company", "words"),
    [
        (wrong("groups.0.owners", ["nobody"]), "nobody"),
        (wrong("users.1.displayName", None) | {"users": contoso()["users"] * 2}, "ada@contoso"),
        (wrong("entitlementManagement.roleAssignments.0.principalId", "Nobody"), "Nobody"),
        (
            wrong(
                "entitlementManagement.catalogs.0.resources", [{"originSystem": "AadGroup", "originId": "?"}]
            ),
            "?",
        ),
        (
            wrong(
                "entitlementManagement.catalogs.0.accessPackages.0.assignmentPolicies.0.allowedTargetScope",
                "all",
            ),
            "allowedTargetScope",
        ),
        (
            wrong(
                "entitlementManagement.catalogs.0.accessPackages.0.resourceRoleScopes",
                [{"role": {"displayName": "Boss", "resource": {"displayName": "IT Leads"}}}],
            ),
            "Boss",
        ),
        (wrong("applications.0.appRoleAssignedTo.0.appRoleId", "King"), "King"),
        (contoso() | {"simulator": {"settings": {"speed": 5}}}, "speed"),
        (contoso() | {"groups": [{"description": "no name"}]}, "displayName"),
        (wrong("organization", "Contoso"), "another shape"),
    ],
)
def test_a_faulty_seed_stops_the_start_and_names_what_is_wrong(
    tmp_path: Path, company: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        make_tenant(seed=seeded(tmp_path, company))


# the state file


def test_a_restart_keeps_data_and_sessions(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "tenant.json"
    with start_tenant(state=file) as first:
        tokens = tokens_of(first, "priya", EVERYTHING)
        graph = Graph(first, tokens["access_token"])
        body = {"displayName": "Kept", "catalog": {"id": catalog_id("Marketing")}}
        made = graph.post(f"{EM}/accessPackages", body)
        requests.post(f"{first.url}/_control/revoke", json={"user": user_id("emil")})
        graph.close()
    with start_tenant(state=file) as second:
        graph = Graph(second, tokens["access_token"])
        assert graph.get(f"{EM}/accessPackages/{made['id']}")["displayName"] == "Kept"
        answer = redeem(second, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert answer.status_code == 200
        assert second.state.facts["revocations"] == {user_id("emil"): 1}
        graph.close()
    assert file.stat().st_mode & 0o077 == 0  # it holds the signing key


def test_the_file_is_written_before_the_answer_leaves(tmp_path: Path) -> None:
    file = tmp_path / "tenant.json"
    with start_tenant(state=file) as running:
        graph = Graph.of(running, "ivan")
        graph.post(f"{EM}/catalogs", {"displayName": "Projects"})
        stored = json.loads(file.read_text(encoding="utf-8"))
        assert "Projects" in [row["displayName"] for row in stored["tables"]["catalog"].values()]
        graph.close()


def test_a_file_of_another_version_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "tenant.json"
    file.write_text('{"version": 0}')
    with pytest.raises(ValueError, match="another version"):
        make_tenant(state=file)
    assert file.read_text() == '{"version": 0}'


def test_without_a_file_each_start_is_fresh() -> None:
    with start_tenant() as first:
        first.state.remove("catalog", catalog_id("Marketing"))
    assert make_tenant().state.get("catalog", catalog_id("Marketing")) is not None


# the crowd


def test_a_crowd_can_be_searched_and_paged(tmp_path: Path) -> None:
    file = tmp_path / "tenant.json"
    with start_tenant(state=file, users=3000, groups=50) as running:
        graph = Graph.of(running, "ada")
        options = {
            "$search": '"displayName:alma abb"',
            "$count": "true",
            "$top": "5",
            "$select": "displayName",
        }
        found = graph.get("/users", params=options, headers=EVENTUAL)
        assert found["@odata.count"] == 4
        assert found["value"][0]["displayName"].startswith("Alma Abbott")
        employees = object_id("group", "All Employees")
        count = graph.call("GET", f"/groups/{employees}/transitiveMembers/$count", headers=EVENTUAL)
        assert int(count.text) > 3000
        graph.post(f"{EM}/catalogs", {"displayName": "Projects"})
        assert "Alma Abbott" not in file.read_text(encoding="utf-8")
        page = requests.get(f"{running.url}/_control/settings").json()
        assert page["page_size"] == 100
        graph.close()


def test_the_crowd_is_the_same_each_time_and_not_on_the_people_page() -> None:
    one, other = make_tenant(users=10, groups=2), make_tenant(users=10, groups=2)
    ids = [[row["id"] for row in company.state.rows("user") if row.get("_crowd")] for company in (one, other)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 10
