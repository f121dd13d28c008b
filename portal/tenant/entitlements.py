"""New objects of entitlement management as the tenant keeps them; handlers and the seed build with it."""

from typing import Any
from uuid import uuid4

from portal.tenant import roles
from portal.tenant.clock import stamp
from portal.tenant.state import Row, State
from portal.tenant.subjects import describe, subject_sets

_POLICY: dict[str, Any] = {
    "displayName": None,
    "description": None,
    "allowedTargetScope": "notSpecified",
    "specificAllowedTargets": [],
    "expiration": {"type": "notSpecified", "endDateTime": None, "duration": None},
    "requestorSettings": None,
    "requestApprovalSettings": None,
    "reviewSettings": None,
    "notificationSettings": {"isAssignmentNotificationDisabled": False},
    "automaticRequestSettings": None,
}


def settable(body: dict[str, Any]) -> dict[str, Any]:
    """A body without its annotations."""
    return {name: value for name, value in body.items() if not name.startswith("@")}


def new_catalog(body: dict[str, Any]) -> Row:
    defaults = {"description": None, "state": "published", "isExternallyVisible": False}
    return {"id": str(uuid4())} | defaults | settable(body) | {"catalogType": "userManaged"} | _dates()


def ownership(catalog_id: str, principal_id: str) -> Row:
    """The role assignment that makes somebody owner of a catalog."""
    return new_role_assignment(principal_id, roles.CATALOG_OWNER, roles.EM_SCOPE + catalog_id)


def new_role_assignment(principal_id: str, role_id: str, scope: str) -> Row:
    row = {"id": str(uuid4()), "principalId": principal_id, "roleDefinitionId": role_id}
    return row | {"appScopeId": scope, "directoryScopeId": "/"}


def new_resource(catalog_id: str, system: str, origin: Row, wanted: dict[str, Any]) -> Row:
    """A resource of a catalog; its names come from the directory unless the request gave some."""
    return {
        "id": str(uuid4()),
        "displayName": wanted.get("displayName") or origin.get("displayName"),
        "description": wanted.get("description") or origin.get("description"),
        "originId": origin["webUrl"] if system == "SharePointOnline" else origin["id"],
        "originSystem": system,
        "attributes": wanted.get("attributes") or [],
        "_catalog": catalog_id,
    } | _dates()


def new_package(catalog_id: str, body: dict[str, Any]) -> Row:
    wanted = {name: value for name, value in settable(body).items() if name != "catalog"}
    return (
        {"id": str(uuid4()), "description": None, "isHidden": False}
        | wanted
        | _dates()
        | {"_catalog": catalog_id}
    )


def new_role_scope(package_id: str, role: Row, scope: Row, created: str = "") -> Row:
    """Its id joins role and scope, the same in every package; the key adds the package."""
    public_id = f"{role['id']}_{scope['id']}"
    return {
        "id": public_id,
        "_key": f"{package_id}/{public_id}",
        "createdDateTime": created or stamp(),
        "_package": package_id,
        "_role": role,
        "_scope": scope,
    }


def new_policy(state: State, package: Row, body: dict[str, Any]) -> Row:
    wanted = {name: value for name, value in settable(body).items() if name in _POLICY and value is not None}
    policy = {"id": str(uuid4())} | _POLICY | wanted | _dates()
    policy |= {"_package": package["id"], "_catalog": package["_catalog"]}
    policy |= {"_questions": [{"id": str(uuid4()), **entry} for entry in body.get("questions") or []]}
    policy |= {
        "_stageSettings": [_stage_setting(entry) for entry in body.get("customExtensionStageSettings") or []]
    }
    describe(state, subject_sets(policy))
    for stage in (policy["requestApprovalSettings"] or {}).get("stages") or []:
        stage.setdefault("approverInformationVisibility", "default")
    return policy


def new_assignment(package: Row, policy: Row, user: Row, schedule: Any = None) -> Row:
    return {
        "id": str(uuid4()),
        "state": "delivered",
        "status": "Delivered",
        "expiredDateTime": None,
        "schedule": schedule
        or {"startDateTime": stamp(), "recurrence": None, "expiration": policy["expiration"]},
        "_package": package["id"],
        "_policy": policy["id"],
        "_catalog": package["_catalog"],
        "_target": assignee(user),
    }


def assignee(user: Row) -> Row:
    """A person as entitlement management shows them."""
    return {
        "id": user["id"],
        "objectId": user["id"],
        "displayName": user["displayName"],
        "email": user.get("mail"),
        "principalName": user["userPrincipalName"],
        "subjectType": "user",
        "subjectLifecycle": "notGoverned" if user.get("userType") == "Guest" else "notDefined",
    }


def _stage_setting(entry: dict[str, Any]) -> Row:
    extension = entry.get("customExtension") or {}
    return {"id": str(uuid4()), "stage": entry["stage"], "_extension": extension.get("id")}


def _dates() -> dict[str, str]:
    moment = stamp()
    return {"createdDateTime": moment, "modifiedDateTime": moment}
