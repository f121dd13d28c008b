"""Separation of duties: packages and groups that do not go together with a package."""

from portal.tenant.errors import bad_request, not_found, object_not_found
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.packages import managed_package, readable_package


def list_packages(call: Call) -> Answer:
    return _list(call, "accessPackage", call.state.linked("incompatiblePackages", _package_id(call)))


def list_opposite(call: Call) -> Answer:
    return _list(call, "accessPackage", call.state.holders("incompatiblePackages", _package_id(call)))


def list_groups(call: Call) -> Answer:
    return _list(call, "group", call.state.linked("incompatibleGroups", _package_id(call)))


def add_package(call: Call) -> Answer:
    package = managed_package(call, call.path["id"])
    other = call.state.get("accessPackage", _referenced(call, "/accessPackages/"))
    if other is None:
        raise not_found("AccessPackageNotFound", "access package")
    call.state.link("incompatiblePackages", package["id"], other["id"])
    return Answer(204)


def add_group(call: Call) -> Answer:
    package = managed_package(call, call.path["id"])
    group_id = _referenced(call, "/groups/")
    if call.state.get("group", group_id) is None:
        raise object_not_found(group_id)
    call.state.link("incompatibleGroups", package["id"], group_id)
    return Answer(204)


def remove_package(call: Call) -> Answer:
    return _remove(call, "incompatiblePackages")


def remove_group(call: Call) -> Answer:
    return _remove(call, "incompatibleGroups")


def _list(call: Call, table: str, ids: list[str]) -> Answer:
    found = (call.state.get(table, object_id) for object_id in ids)
    return call.page(table, [row for row in found if row is not None])


def _remove(call: Call, relation: str) -> Answer:
    package = managed_package(call, call.path["id"])
    if call.path["other"] not in call.state.linked(relation, package["id"]):
        raise not_found("ResourceNotFound", "resource")
    call.state.unlink(relation, package["id"], call.path["other"])
    return Answer(204)


def _package_id(call: Call) -> str:
    return str(readable_package(call, call.path["id"])["id"])


def _referenced(call: Call, path: str) -> str:
    """The id at the end of ``{"@odata.id": ".../<path>/<id>"}``."""
    body = call.body
    address = body.get("@odata.id") if isinstance(body, dict) else None
    if not isinstance(address, str) or path not in address:
        raise bad_request("The request body must contain a valid '@odata.id'.")
    return address.rpartition("/")[2]
