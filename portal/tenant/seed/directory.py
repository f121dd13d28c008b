"""The directory part of a seed: people, groups, applications, sites, roles, organization, licences."""

import re
from typing import Any

from portal.tenant import roles
from portal.tenant.directory import is_dynamic
from portal.tenant.seed.names import DIRECTORY, SEEDED, Names, object_id
from portal.tenant.state import Row, State

# What is written as a link in the seed: member of the entry -> (relation, kinds it may name).
_LINKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "owners": ("owners", ("user", "servicePrincipal")),
    "members": ("members", DIRECTORY),
    "manager": ("manager", ("user",)),
    "sponsors": ("sponsors", ("user", "group")),
}
#: What somebody is given who may use an application without a role in it.
DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000"
_RULE = re.compile(r'^\(?user\.(?P<prop>\w+) -eq "(?P<value>[^"]*)"\)?$')


def seed_directory(state: State, names: Names, company: dict[str, Any]) -> None:
    """Objects first, then what links them, so that the order in the file does not matter."""
    entries = _objects(company)
    for kind, entry in entries:
        row = names.identified(kind, entry)
        state.put(kind, _COMPLETED[kind](row) if kind in _COMPLETED else row)
    for kind, entry in entries:
        _link(state, names, kind, entry)
    for application in company.get("applications", []):
        register(state, names, application)
    for schedule in company.get("eligibilitySchedules", []):
        _make_eligible(state, names, schedule)
    fill_dynamic_groups(state)


def _objects(company: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    tables = {
        "organization": [company["organization"]],
        "subscribedSku": [
            {"displayName": sku["skuPartNumber"], **sku} for sku in company.get("subscribedSkus", [])
        ],
        "user": company.get("users", []),
        "group": company.get("groups", []),
        "servicePrincipal": company.get("servicePrincipals", []),
        "site": company.get("sites", []),
        "directoryRole": company.get("directoryRoles", []),
    }
    return [(kind, entry) for kind, entries in tables.items() for entry in entries]


def _link(state: State, names: Names, kind: str, entry: dict[str, Any]) -> None:
    row_id = names.find(entry.get("id") or _name(kind, entry), kind)
    for member, (relation, kinds) in _LINKS.items():
        others = entry.get(member) or []
        for other in [others] if isinstance(others, str) else others:
            state.link(relation, row_id, names.find(other, *kinds))
    row = state.get(kind, row_id) or {}
    state.put(kind, {name: value for name, value in row.items() if name not in _LINKS})


def _name(kind: str, entry: dict[str, Any]) -> str:
    return str(entry["userPrincipalName"] if kind == "user" else entry["displayName"])


def _completed_user(row: Row) -> Row:
    given, _, surname = row["displayName"].partition(" ")
    defaults = {
        "givenName": given,
        "surname": surname,
        "mail": row["userPrincipalName"],
        "mailNickname": row["userPrincipalName"].partition("@")[0],
        "accountEnabled": True,
        "userType": "Member",
        "businessPhones": [],
        "preferredLanguage": "en-GB",
        "createdDateTime": SEEDED,
    }
    return defaults | row


def _completed_group(row: Row) -> Row:
    nickname = re.sub(r"\W", "", row["displayName"])
    unified = "Unified" in (row.get("groupTypes") or [])
    defaults: Row = {
        "description": None,
        "groupTypes": [],
        "securityEnabled": not unified,
        "mailEnabled": unified,
        "mailNickname": nickname,
        "mail": None,
        "visibility": "Private" if unified else None,
        "isAssignableToRole": None,
        "onPremisesSyncEnabled": None,
        "membershipRule": None,
        "resourceProvisioningOptions": [],
        "createdDateTime": SEEDED,
    }
    return defaults | row


def _completed_application(row: Row) -> Row:
    defaults = {
        "appId": object_id("appId", row["displayName"]),
        "appDisplayName": row["displayName"],
        "accountEnabled": True,
        "appRoles": [],
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMyOrg",
        "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
        "appRoleAssignmentRequired": False,
    }
    return (
        defaults
        | row
        | {"appRoles": [app_role(row["displayName"], role) for role in row.get("appRoles") or []]}
    )


def app_role(application: str, role: dict[str, Any]) -> dict[str, Any]:
    defaults = {
        "id": object_id("appRole", f"{application}/{role['displayName']}"),
        "value": role["displayName"],
        "description": role["displayName"],
        "isEnabled": True,
        "allowedMemberTypes": ["User"],
        "origin": "Application",
    }
    return defaults | role


def _completed_site(row: Row) -> Row:
    return {"name": row["webUrl"].rpartition("/")[2], "description": "", "createdDateTime": SEEDED} | row


def _completed_role(row: Row) -> Row:
    template = roles.DIRECTORY_ROLE_TEMPLATES.get(row["displayName"]) or object_id(
        "roleTemplate", row["displayName"]
    )
    return {"roleTemplateId": template, "description": None} | row


_COMPLETED = {
    "user": _completed_user,
    "group": _completed_group,
    "servicePrincipal": _completed_application,
    "site": _completed_site,
    "directoryRole": _completed_role,
}


def register(state: State, names: Names, entry: dict[str, Any]) -> Row:
    """An app registration and its own object in the directory; either takes the place of an older one."""
    application: Row = {"id": object_id("application", entry["displayName"]), **entry}
    application["appRoles"] = [
        app_role(application["displayName"], role) for role in entry.get("appRoles") or []
    ]
    given = application.pop("appRoleAssignedTo", [])
    application["_appRoleAssignedTo"] = [_given_role(names, application, one) for one in given]
    state.put("application", application)
    principal: Row = {"id": object_id("servicePrincipal", application["displayName"])}
    principal |= {name: application[name] for name in ("displayName", "appId", "appRoles")}
    principal["appRoleAssignmentRequired"] = entry.get("appRoleAssignmentRequired", False)
    state.put("servicePrincipal", _completed_application(principal))
    return application


def _given_role(names: Names, application: Row, given: dict[str, str]) -> dict[str, str]:
    wanted = given["appRoleId"]
    if wanted == DEFAULT_ACCESS:
        return {"principalId": names.find(given["principalId"], "user", "group"), "appRoleId": wanted}
    found = [role["id"] for role in application["appRoles"] if wanted in (role["id"], role["value"])]
    if not found:
        raise ValueError(f"application '{application['displayName']}' has no app role '{wanted}'")
    return {"principalId": names.find(given["principalId"], "user", "group"), "appRoleId": found[0]}


def _make_eligible(state: State, names: Names, schedule: dict[str, Any]) -> None:
    group_id = names.find(schedule["groupId"], "group")
    principal_id = names.find(schedule["principalId"], "user", "group")
    name = f"{schedule['groupId']}/{schedule['principalId']}"
    row = {
        "displayName": name,
        "accessId": "member",
        "memberType": "direct",
        "status": "Provisioned",
        **schedule,
    }
    row |= {"groupId": group_id, "principalId": principal_id, "createdDateTime": SEEDED}
    state.put("eligibilitySchedule", names.identified("eligibilitySchedule", row))


def fill_dynamic_groups(state: State) -> None:
    """Members of dynamic groups whose rule is ``user.<property> -eq "<value>"``; other rules find nobody."""
    for group in list(state.rows("group")):
        rule = _RULE.match(group.get("membershipRule") or "")
        if is_dynamic(group) and rule is not None:
            fitting = [user["id"] for user in state.rows("user") if user.get(rule["prop"]) == rule["value"]]
            state.link_all("members", group["id"], fitting)
