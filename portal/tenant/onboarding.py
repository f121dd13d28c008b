"""May this caller bring this group, application or site into a catalog, and can it be governed at all?

Follows Microsoft's table of directory roles and resource kinds. A catalog owner without such a role must own
the thing.
"""

from portal.tenant.caller import Caller
from portal.tenant.directory import owns
from portal.tenant.errors import GraphError
from portal.tenant.rights import Rights
from portal.tenant.roles import GLOBAL_ADMINISTRATOR, GOVERNANCE_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR
from portal.tenant.state import Row, State
from portal.tenant.tenant import Tenant

SYSTEMS = {"AadGroup": "group", "AadApplication": "servicePrincipal", "SharePointOnline": "site"}

_SECURITY_GROUP = {GLOBAL_ADMINISTRATOR, "Groups Administrator", "Intune Administrator", "User Administrator"}
_UNIFIED_GROUP = _SECURITY_GROUP | {"Exchange Administrator", "SharePoint Administrator"}
_ROLE_GROUP = {GLOBAL_ADMINISTRATOR, PRIVILEGED_ROLE_ADMINISTRATOR}
_APPLICATION = {
    GLOBAL_ADMINISTRATOR,
    GOVERNANCE_ADMINISTRATOR,
    "Application Administrator",
    "Cloud Application Administrator",
    "User Administrator",
}
_SITE = {GLOBAL_ADMINISTRATOR, "SharePoint Administrator"}
_APP_PERMISSION = {
    "AadGroup": "Group.ReadWrite.All",
    "AadApplication": "Application.ReadWrite.All",
    "SharePointOnline": "Sites.FullControl.All",
}
# Exchange Online and SharePoint Online: services, not applications with roles.
_SERVICES = {"00000002-0000-0ff1-ce00-000000000000", "00000003-0000-0ff1-ce00-000000000000"}


def find_origin(state: State, system: str, origin_id: str) -> Row | None:
    """The directory's object behind a resource; sites go by address, whatever its case or last slash."""
    if system != "SharePointOnline":
        return state.get(SYSTEMS[system], origin_id)
    wanted = same_address(origin_id)
    return next((site for site in state.rows("site") if same_address(site["webUrl"]) == wanted), None)


def same_address(url: str) -> str:
    return url.rstrip("/").lower()


def known_origin(tenant: Tenant, system: str, origin_id: str) -> Row:
    """The object, or 400 ResourceNotFoundInOriginSystem while entitlement management cannot see it."""
    refusals = tenant.settings.unknown_origins
    if refusals.get(origin_id, 0) > 0:
        refusals[origin_id] -= 1
        raise _not_in_origin_system(origin_id)
    found = find_origin(tenant.state, system, origin_id)
    if found is None or _cannot_be_governed(system, found):
        raise _not_in_origin_system(origin_id)
    return found


def require_onboarding_right(rights: Rights, system: str, origin: Row) -> None:
    """Raise 400 CallerNotResourceOwner unless the caller owns or administers the object."""
    if not _may_onboard(rights, system, origin):
        reason = f"{rights.caller.object_id} neither owns nor administers {origin.get('displayName')}"
        raise GraphError(
            400, "CallerNotResourceOwner", "The caller is not the resource owner.", reason=reason
        )


def _may_onboard(rights: Rights, system: str, origin: Row) -> bool:
    if rights.caller.is_app and _APP_PERMISSION[system] in rights.caller.scopes:
        return True
    return bool(rights.directory_roles & _administrators(system, origin)) or _owns(
        rights.state, rights.caller, origin
    )


def _administrators(system: str, origin: Row) -> set[str]:
    if system == "AadApplication":
        return _APPLICATION
    if system == "SharePointOnline":
        return _SITE
    if origin.get("isAssignableToRole"):
        return _ROLE_GROUP
    return _UNIFIED_GROUP if "Unified" in (origin.get("groupTypes") or []) else _SECURITY_GROUP


def _owns(state: State, caller: Caller, origin: Row) -> bool:
    return owns(state, caller.object_id, origin["id"])


def _cannot_be_governed(system: str, origin: Row) -> bool:
    """Kinds of objects whose membership entitlement management cannot write."""
    if system == "AadGroup":
        mail_only = origin.get("mailEnabled") and "Unified" not in (origin.get("groupTypes") or [])
        return bool(origin.get("onPremisesSyncEnabled") or mail_only)
    if system == "AadApplication":
        return origin.get("appId") in _SERVICES or origin.get("signInAudience") == "PersonalMicrosoftAccount"
    return False


def _not_in_origin_system(origin_id: str) -> GraphError:
    message = "The resource was not found in the origin system."
    return GraphError(400, "ResourceNotFoundInOriginSystem", message, reason=f"originId {origin_id}")
