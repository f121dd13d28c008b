"""Questions about people, groups and roles: who belongs where, who owns what. Knows no HTTP."""

from portal.tenant.state import Row, State

HOLDER_KINDS = ("group", "directoryRole")


def find_user(state: State, name: str) -> Row | None:
    """A user by id or userPrincipalName."""
    by_id = state.get("user", name)
    if by_id is not None:
        return by_id
    wanted = name.lower()
    return next((user for user in state.rows("user") if user["userPrincipalName"].lower() == wanted), None)


def any_object(state: State, object_id: str) -> Row | None:
    """A directory object of whatever kind, with its ``@odata.type``."""
    for kind in ("user", "group", "servicePrincipal", "directoryRole"):
        row = state.get(kind, object_id)
        if row is not None:
            return typed(kind, row)
    return None


def typed(kind: str, row: Row) -> Row:
    return {"@odata.type": f"#microsoft.graph.{kind}", **row}


def holders_of(state: State, object_id: str) -> list[str]:
    """Groups and directory roles that contain the object, directly or through groups; nearest first."""
    found: list[str] = []
    waiting = [object_id]
    while waiting:
        for holder in state.holders("members", waiting.pop(0)):
            if holder not in found:
                found.append(holder)
                waiting.append(holder)
    return found


def members_of(state: State, group_id: str) -> list[str]:
    """Everything inside a group, nested groups opened."""
    found: list[str] = []
    waiting = [group_id]
    while waiting:
        for member in state.linked("members", waiting.pop(0)):
            if member not in found:
                found.append(member)
                waiting.append(member)
    return found


def directory_roles(state: State, object_id: str) -> set[str]:
    """Names of the directory roles held, directly or through a group."""
    rows = (state.get("directoryRole", holder) for holder in holders_of(state, object_id))
    return {row["displayName"] for row in rows if row is not None}


def owns(state: State, object_id: str, owned_id: str) -> bool:
    return object_id in state.linked("owners", owned_id)


def owned_objects(state: State, object_id: str) -> list[Row]:
    rows = (any_object(state, owned) for owned in state.holders("owners", object_id))
    return [row for row in rows if row is not None]


def is_pim_managed(state: State, group_id: str) -> bool:
    return any(row["groupId"] == group_id for row in state.rows("eligibilitySchedule"))


def is_dynamic(group: Row) -> bool:
    return "DynamicMembership" in (group.get("groupTypes") or [])
