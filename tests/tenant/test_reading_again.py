"""What is asked when a draft's names are read again: lists of one, managers, invitations, PIM."""

import pytest

from portal.tenant.seed import object_id
from tests.tenant.conftest import SignIn
from tests.tenant.support import user_id

DENIED = (403, "Authorization_RequestDenied")


def test_a_list_of_one_is_a_list(as_user: SignIn) -> None:
    graph = as_user("priya")
    assert graph.names(f"/users?$filter=id in ('{user_id('emil')}')") == ["Emil Larsen"]
    assert graph.names(f"/users?$filter=id in ('{user_id('emil')}','{user_id('nobody')}')") == ["Emil Larsen"]


def test_a_text_that_looks_like_a_list_stays_a_text(as_user: SignIn) -> None:
    assert as_user("priya").names("/groups?$filter=displayName eq 'people in (a) hurry'") == []


@pytest.mark.parametrize("path", ["/users?", f"/users/{user_id('emil')}?"])
def test_expanding_a_manager_takes_what_asking_for_one_takes(as_user: SignIn, path: str) -> None:
    graph = as_user("priya", "User.Read User.ReadBasic.All")
    assert graph.refusal("GET", f"{path}$expand=manager($select=id)") == DENIED


def test_who_may_invite_guests(as_user: SignIn) -> None:
    path = "/policies/authorizationPolicy?$select=id,allowInvitesFrom"
    assert as_user("priya", "Policy.Read.All").get(path)["allowInvitesFrom"] == "everyone"
    assert as_user("priya", "User.Read").refusal("GET", path) == DENIED


def test_when_pim_ends_eligible_access(as_user: SignIn) -> None:
    group, other = object_id("group", "Finance Approvers"), object_id("group", "IT Leads")
    path = "/policies/roleManagementPolicyAssignments"
    about = f"{path}?$expand=policy($expand=rules)&$filter=scopeType eq 'Group' and scopeId eq "
    graph = as_user("priya", "RoleManagementPolicy.Read.AzureADGroup")
    found = {
        one["roleDefinitionId"]: one["policy"]["rules"] for one in graph.get(f"{about}'{group}'")["value"]
    }
    (rule,) = (one for one in found["member"] if one["id"] == "Expiration_Admin_Eligibility")
    assert rule["@odata.type"] == "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule"
    assert (rule["isExpirationRequired"], rule["maximumDuration"]) == (True, "P365D")
    assert set(found) == {"member", "owner"}
    assert graph.get(f"{about}'{other}'")["value"] == []
    assert graph.refusal("GET", path) == (400, "InvalidFilter")
    assert as_user("priya", "User.Read").refusal("GET", f"{about}'{group}'") == DENIED
