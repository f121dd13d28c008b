"""The signed-in person."""

from portal.tenant.directory import any_object, find_user, holders_of, owned_objects
from portal.tenant.errors import GraphError, object_not_found
from portal.tenant.graph.call import Answer, Call
from portal.tenant.permissions import GROUPS
from portal.tenant.state import Row


def get_me(call: Call) -> Answer:
    return call.item("user", _me(call))


def list_memberships(call: Call) -> Answer:
    """Groups and directory roles, nested ones included; without a group permission only their ids."""
    return call.page("directoryObject", memberships(call, _me(call)))


def list_groups(call: Call) -> Answer:
    return call.page("group", _of_kind(call, "group"))


def list_directory_roles(call: Call) -> Answer:
    return call.page("directoryRole", _of_kind(call, "directoryRole"))


def list_owned(call: Call) -> Answer:
    return call.page("directoryObject", owned_objects(call.state, _me(call)["id"]))


def list_owned_groups(call: Call) -> Answer:
    return call.page("group", _owned(call, "group"))


def list_owned_applications(call: Call) -> Answer:
    return call.page("servicePrincipal", _owned(call, "servicePrincipal"))


def get_manager(call: Call) -> Answer:
    return manager_of(call, _me(call))


def manager_of(call: Call, user: Row) -> Answer:
    managers = call.state.linked("manager", user["id"])
    manager = any_object(call.state, managers[0]) if managers else None
    return call.item("directoryObject", manager, object_not_found("manager"))


def memberships(call: Call, user: Row) -> list[Row]:
    found = (any_object(call.state, holder) for holder in holders_of(call.state, user["id"]))
    rows = [row for row in found if row is not None]
    return rows if call.caller.has_any(GROUPS) else [_nameless(row) for row in rows]


def _of_kind(call: Call, kind: str) -> list[Row]:
    return [row for row in memberships(call, _me(call)) if row["@odata.type"] == f"#microsoft.graph.{kind}"]


def _owned(call: Call, kind: str) -> list[Row]:
    rows = owned_objects(call.state, _me(call)["id"])
    return [row for row in rows if row["@odata.type"] == f"#microsoft.graph.{kind}"]


def _nameless(row: Row) -> Row:
    """Own directory roles stay readable; of groups only the id does."""
    return (
        row
        if row["@odata.type"].endswith("directoryRole")
        else {key: row[key] for key in ("@odata.type", "id")}
    )


def _me(call: Call) -> Row:
    if call.caller.is_app:
        message = "/me request is only valid with delegated authentication flow."
        raise GraphError(400, "BadRequest", message)
    user = find_user(call.state, call.caller.object_id)
    if user is None:
        raise object_not_found(call.caller.object_id)
    return user
