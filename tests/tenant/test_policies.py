"""Assignment policies, and what stands around packages: settings, environments, extensions."""

from typing import Any

import pytest

from portal.tenant.server import RunningTenant
from tests.tenant.conftest import SignIn
from tests.tenant.support import EM, Graph, catalog_id, new_package, policy, set_switches, single_user, stage

MARKETING = f"{EM}/catalogs/{catalog_id('Marketing')}"


def test_a_policy_comes_back_without_its_questions(as_user: SignIn) -> None:
    graph = as_user("priya")
    question = {
        "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
        "sequence": 1,
        "text": "Why?",
    }
    made = graph.post(f"{EM}/assignmentPolicies", policy(new_package(graph), questions=[question]))
    assert "questions" not in made
    assert "accessPackage" not in made
    found = graph.get(f"{EM}/assignmentPolicies/{made['id']}?$expand=questions,accessPackage")
    assert found["questions"][0]["text"] == "Why?"
    assert found["accessPackage"]["displayName"] == "New"


def test_people_in_a_policy_get_their_names(as_user: SignIn) -> None:
    graph = as_user("priya")
    body = policy(new_package(graph), allowedTargetScope="specificDirectoryUsers")
    body["specificAllowedTargets"] = [single_user("emil")]
    made = graph.post(f"{EM}/assignmentPolicies", body)
    assert made["specificAllowedTargets"][0]["description"] == "Emil Larsen"


def test_a_policy_is_replaced_whole(as_user: SignIn) -> None:
    graph = as_user("priya")
    package = new_package(graph)
    made = graph.post(f"{EM}/assignmentPolicies", policy(package, description="Old"))
    path = f"{EM}/assignmentPolicies/{made['id']}"
    answer = graph.call("PUT", path, json=policy(package, displayName="Renamed"))
    assert (answer.status_code, answer.json()["displayName"]) == (200, "Renamed")
    assert graph.get(path)["description"] is None
    assert graph.get(path)["createdDateTime"] == made["createdDateTime"]
    assert graph.call("DELETE", path).status_code == 204
    assert graph.refusal("GET", path) == (404, "AssignmentPolicyNotFound")


def test_policies_cannot_be_made_below_a_package(as_user: SignIn) -> None:
    graph = as_user("priya")
    package = new_package(graph)
    path = f"{EM}/accessPackages/{package}/assignmentPolicies"
    assert graph.call("POST", path, json=policy(package)).status_code == 404


def refused(graph: Graph, **changes: Any) -> tuple[int, str]:
    body = policy(new_package(graph), **changes)
    return graph.refusal("POST", f"{EM}/assignmentPolicies", json=body)


def test_external_people_need_approval(as_user: SignIn) -> None:
    graph = as_user("priya")
    assert refused(graph, allowedTargetScope="allExternalUsers") == (400, "InvalidModel")
    approval = {"isApprovalRequiredForAdd": True, "stages": [stage(single_user("olivia"))]}
    body = policy(new_package(graph), allowedTargetScope="allExternalUsers", requestApprovalSettings=approval)
    graph.post(f"{EM}/assignmentPolicies", body)


@pytest.mark.parametrize(
    "approval",
    [
        {"isApprovalRequiredForAdd": True, "stages": []},
        {"isApprovalRequiredForAdd": True, "stages": [stage(single_user("olivia"))] * 4},
        {"isApprovalRequiredForAdd": False, "stages": [stage(single_user("olivia"))]},
    ],
)
def test_stages_fit_the_need_for_approval(as_user: SignIn, approval: dict[str, Any]) -> None:
    assert refused(as_user("priya"), requestApprovalSettings=approval) == (400, "InvalidModel")


def test_people_nobody_knows_are_refused_unless_switched_off(tenant: RunningTenant, as_user: SignIn) -> None:
    stranger = {
        "@odata.type": "#microsoft.graph.singleUser",
        "userId": "11111111-1111-1111-1111-111111111111",
    }
    changes = {"allowedTargetScope": "specificDirectoryUsers", "specificAllowedTargets": [stranger]}
    graph = as_user("priya")
    assert refused(graph, **changes) == (400, "InvalidModel")
    set_switches(tenant, check_subjects=False)
    graph.post(f"{EM}/assignmentPolicies", policy(new_package(graph), **changes))


def test_tenant_settings(as_user: SignIn) -> None:
    graph = as_user("ivan")
    answer = graph.call("PATCH", f"{EM}/settings", json={"externalUserLifecycleAction": "blockSignIn"})
    assert answer.status_code == 200
    assert graph.get(f"{EM}/settings")["externalUserLifecycleAction"] == "blockSignIn"
    assert as_user("olivia").call("PATCH", f"{EM}/settings", json={}).status_code == 403


def test_environments_need_a_filter(as_user: SignIn) -> None:
    path = f"{EM}/resourceEnvironments"
    assert as_user("olivia").call("GET", path).status_code == 400
    assert as_user("olivia").names(f"{path}?$filter=originSystem eq 'SharePointOnline'") == ["Contoso"]


def test_extensions_of_a_catalog(as_user: SignIn) -> None:
    graph = as_user("olivia")
    body = {
        "@odata.type": "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension",
        "displayName": "Ticket",
        "endpointConfiguration": {
            "@odata.type": "#microsoft.graph.logicAppTriggerEndpointConfiguration",
            "subscriptionId": "s",
            "resourceGroupName": "rg",
            "logicAppWorkflowName": "la",
        },
        "callbackConfiguration": {
            "@odata.type": "microsoft.graph.customExtensionCallbackConfiguration",
            "timeoutDuration": "PT1H",
        },
    }
    made = graph.post(f"{MARKETING}/customWorkflowExtensions", body)
    assert graph.names(f"{MARKETING}/customWorkflowExtensions") == ["Ticket"]
    setting = {"stage": "assignmentRequestCreated", "customExtension": {**body, "id": made["id"]}}
    created = graph.post(
        f"{EM}/assignmentPolicies", policy(new_package(graph), customExtensionStageSettings=[setting])
    )
    path = f"{EM}/assignmentPolicies/{created['id']}"
    path += "?$expand=customExtensionStageSettings($expand=customExtension)"
    [found] = graph.get(path)["customExtensionStageSettings"]
    assert found["customExtension"]["displayName"] == "Ticket"
