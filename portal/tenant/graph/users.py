"""People of the directory."""

from portal.tenant.directory import any_object, find_user
from portal.tenant.errors import denied, object_not_found
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.me import manager_of, memberships
from portal.tenant.permissions import USERS_FULL
from portal.tenant.state import Row


def list_users(call: Call) -> Answer:
    _permit_manager(call)
    return call.page("user")


def get_user(call: Call) -> Answer:
    _permit_manager(call)
    return call.item("user", _user(call))


def _permit_manager(call: Call) -> None:
    """Expanding needs what asking for the manager needs."""
    if "manager" in call.incoming.query.get("$expand", "") and not call.caller.has_any(USERS_FULL):
        raise denied("$expand=manager needs User.Read.All")


def get_manager(call: Call) -> Answer:
    """404 when the person has no manager."""
    return manager_of(call, _user(call))


def list_sponsors(call: Call) -> Answer:
    found = (any_object(call.state, other) for other in call.state.linked("sponsors", _user(call)["id"]))
    return call.page("directoryObject", [row for row in found if row is not None])


def list_memberships(call: Call) -> Answer:
    return call.page("directoryObject", memberships(call, _user(call)))


def list_groups(call: Call) -> Answer:
    return call.page("group", _of_kind(call, "group"))


def list_directory_roles(call: Call) -> Answer:
    return call.page("directoryRole", _of_kind(call, "directoryRole"))


def _of_kind(call: Call, kind: str) -> list[Row]:
    return [row for row in memberships(call, _user(call)) if row["@odata.type"] == f"#microsoft.graph.{kind}"]


def _user(call: Call) -> Row:
    user = find_user(call.state, call.path["id"])
    if user is None:
        raise object_not_found(call.path["id"])
    return user
