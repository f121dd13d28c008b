"""What can be wrong between a portal and its tenant, one thing each."""

import requests
from pytest_django import Settings

from tests.connect.admin_center import AdminCenter
from tests.signin.control import fault
from tests.signin.walk import HasUrl
from tests.tenant.support import user_id

ELSEWHERE = "99999999-8888-4777-8666-555555555555"


def set_tenant(tenant: HasUrl, **switches: object) -> None:
    answer = requests.post(f"{tenant.url}/_control/settings", json=switches, timeout=30)
    assert answer.ok, answer.text


def wrong_tenant(mine: AdminCenter, settings: Settings) -> None:
    settings.PORTAL_TENANT_ID = ELSEWHERE


def authority_down(mine: AdminCenter, settings: Settings) -> None:
    fault(mine.tenant, "openid-configuration", kind="reset", times=-1)


def another_issuer(mine: AdminCenter, settings: Settings) -> None:
    set_tenant(mine.tenant, issuer=f"https://login.microsoftonline.com/{ELSEWHERE}/v2.0")


def clock_behind(mine: AdminCenter, settings: Settings) -> None:
    set_tenant(mine.tenant, clock_offset_seconds=600.0)


def unknown_application(mine: AdminCenter, settings: Settings) -> None:
    settings.PORTAL_CLIENT_ID = ELSEWHERE


def wrong_secret(mine: AdminCenter, settings: Settings) -> None:
    settings.PORTAL_CLIENT_SECRET = "of-another-application"


def expired_secret(mine: AdminCenter, settings: Settings) -> None:
    mine.add_secret(settings.PORTAL_CLIENT_SECRET, endDateTime="2020-01-01T00:00:00Z")


def no_address(mine: AdminCenter, settings: Settings) -> None:
    mine.registration["web"]["redirectUris"] = ["https://portal.example.org/signin/callback"]
    mine.save()


def role_gone(mine: AdminCenter, settings: Settings) -> None:
    roles = mine.registration["appRoles"]
    mine.registration["appRoles"] = [role for role in roles if role["value"] != "Auditor"]
    given = mine.registration["appRoleAssignedTo"]
    known = {role["id"] for role in mine.registration["appRoles"]}
    mine.registration["appRoleAssignedTo"] = [one for one in given if one["appRoleId"] in known]
    mine.save()


def role_disabled(mine: AdminCenter, settings: Settings) -> None:
    for role in mine.registration["appRoles"]:
        role["isEnabled"] = role["value"] != "Auditor"
    mine.save()


def nobody(mine: AdminCenter, settings: Settings) -> None:
    mine.assign_nobody()


def not_me(mine: AdminCenter, settings: Settings) -> None:
    """Assignment is required now, and Rafael's was taken away."""
    mine.require_assignment()
    given = mine.registration["appRoleAssignedTo"]
    mine.registration["appRoleAssignedTo"] = [one for one in given if one["principalId"] != user_id("rafael")]
    mine.save()


def no_licence(mine: AdminCenter, settings: Settings) -> None:
    state = requests.get(f"{mine.tenant.url}/_control/state", timeout=30).json()
    for sku in state["tables"]["subscribedSku"]:
        assert requests.delete(f"{mine.tenant.url}/_control/objects/subscribedSku/{sku}", timeout=30).ok


def graph_down(mine: AdminCenter, settings: Settings) -> None:
    settings.PORTAL_GRAPH_URL = "http://127.0.0.1:9"
