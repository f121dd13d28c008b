"""Groups, their owners and members."""

from collections.abc import Iterable

from portal.tenant.directory import any_object, members_of
from portal.tenant.errors import object_not_found, unsupported_query
from portal.tenant.graph.call import Answer, Call
from portal.tenant.state import Row


def list_groups(call: Call) -> Answer:
    return call.page("group")


def get_group(call: Call) -> Answer:
    return call.item("group", call.state.get("group", call.path["id"]))


def list_owners(call: Call) -> Answer:
    return call.page("directoryObject", _objects(call, call.state.linked("owners", _group(call)["id"])))


def list_members(call: Call) -> Answer:
    return call.page("directoryObject", _objects(call, call.state.linked("members", _group(call)["id"])))


def list_transitive_members(call: Call) -> Answer:
    return call.page("directoryObject", _objects(call, members_of(call.state, _group(call)["id"])))


def count_members(call: Call) -> Answer:
    return _count(call, call.state.linked("members", _group(call)["id"]))


def count_transitive_members(call: Call) -> Answer:
    return _count(call, members_of(call.state, _group(call)["id"]))


def _count(call: Call, ids: list[str]) -> Answer:
    """A bare number; like every count of the directory only with ``ConsistencyLevel: eventual``."""
    if not call.is_eventual():
        raise unsupported_query("$count is not currently supported.")
    return Answer(200, len(ids), {"Content-Type": "text/plain"})


def _objects(call: Call, ids: Iterable[str]) -> list[Row]:
    found = (any_object(call.state, object_id) for object_id in ids)
    return [row for row in found if row is not None]


def _group(call: Call) -> Row:
    group = call.state.get("group", call.path["id"])
    if group is None:
        raise object_not_found(call.path["id"])
    return group
