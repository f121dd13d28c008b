"""Which roles and scopes a catalog resource offers, worked out from the directory each time."""

from uuid import UUID, uuid5

from portal.tenant.directory import is_dynamic, is_pim_managed
from portal.tenant.onboarding import SYSTEMS, find_origin
from portal.tenant.state import Row, State

DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000"


def roles_of(state: State, resource: Row) -> list[Row]:
    """The roles of one catalog resource, each with its ``_resource``; empty when the origin is gone."""
    origin = find_origin(state, resource["originSystem"], resource["originId"])
    if origin is None:
        return []
    offers = {"AadGroup": _group_roles, "AadApplication": _application_roles, "SharePointOnline": _site_roles}
    named = offers[resource["originSystem"]](state, origin)
    return [_role(resource, name, origin_id, description) for name, origin_id, description in named]


def scopes_of(resource: Row) -> list[Row]:
    """Groups, applications and sites have one scope, the root."""
    return [
        {
            "id": str(uuid5(UUID(resource["id"]), "scope")),
            "displayName": "Root",
            "description": "Root Scope",
            "originId": resource["originId"],
            "originSystem": resource["originSystem"],
            "isRootScope": True,
            "_resource": resource["id"],
        }
    ]


def hides_roles_in_expand(state: State, resource: Row) -> bool:
    """$expand=roles stays empty for applications and for groups with special rights, as seen in the field."""
    if resource["originSystem"] == "AadApplication":
        return True
    group = state.get(SYSTEMS[resource["originSystem"]], resource["originId"]) or {}
    return bool(group.get("isAssignableToRole")) or is_pim_managed(state, resource["originId"])


def _role(resource: Row, name: str, origin_id: str, description: str) -> Row:
    return {
        "id": str(uuid5(UUID(resource["id"]), origin_id)),
        "displayName": name,
        "description": description,
        "originId": origin_id,
        "originSystem": resource["originSystem"],
        "_resource": resource["id"],
    }


Offer = tuple[str, str, str]


def _group_roles(state: State, group: Row) -> list[Offer]:
    names = ["Owner"] if is_dynamic(group) else ["Member", "Owner"]
    if is_pim_managed(state, group["id"]):
        names += ["Eligible Member", "Eligible Owner"]
    return [(name, f"{name.replace(' ', '')}_{group['id']}", f"{name} of the group") for name in names]


def _application_roles(state: State, application: Row) -> list[Offer]:
    roles = [role for role in application.get("appRoles") or [] if role["isEnabled"] and _for_users(role)]
    offers = [(role["displayName"], role["id"], role.get("description") or "") for role in roles]
    return offers or [("Default Access", DEFAULT_ACCESS, "Default access to the application")]


def _for_users(role: Row) -> bool:
    return "User" in role["allowedMemberTypes"]


def _site_roles(state: State, site: Row) -> list[Offer]:
    """A site's permission groups are numbered; a new site has owners, visitors and members, in order."""
    name = site["displayName"]
    return [
        (f"{name} Owners", "3", "Full control"),
        (f"{name} Visitors", "4", "Read"),
        (f"{name} Members", "5", "Edit"),
    ]
