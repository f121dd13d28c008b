"""Bringing resources into a catalog, changing their attributes, taking them out."""

from typing import Any
from uuid import uuid4

from portal.tenant.clock import stamp
from portal.tenant.consistency import start_hidden
from portal.tenant.entitlements import new_resource
from portal.tenant.errors import GraphError, invalid_model, not_found, not_simulated
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.catalogs import readable_catalog
from portal.tenant.onboarding import SYSTEMS, find_origin, known_origin, require_onboarding_right
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check


def list_requests(call: Call) -> Answer:
    rows = call.rights.readable(call.state.rows("resourceRequest"), "_catalog")
    return call.page("resourceRequest", rows)


def get_request(call: Call) -> Answer:
    row = call.state.get("resourceRequest", call.path["id"])
    if row is not None:
        require(call.rights.may_read(row["_catalog"]), "the caller holds no role in this catalog")
    return call.item("resourceRequest", row, not_found("ResourceRequestNotFound", "resource request"))


def create_request(call: Call) -> Answer:
    """201 ``{id, requestType, state}``: the change happens at once, but shows late."""
    body = check(call.body, "accessPackageResourceRequest", bodies.RESOURCE_REQUEST)
    catalog = readable_catalog(call, (body.get("catalog") or {}).get("id"))
    require(call.rights.may_own(catalog["id"]), "changing a catalog's resources needs the catalog owner role")
    act = {"adminAdd": _add, "adminUpdate": _update, "adminRemove": _remove}.get(
        body.get("requestType") or ""
    )
    if act is None or not isinstance(body.get("resource"), dict):
        raise invalid_model("requestType must be adminAdd, adminUpdate or adminRemove, with a resource")
    resource = act(call, catalog, body["resource"])
    return _answer(call, _record(call, body["requestType"], catalog, resource))


def list_environments(call: Call) -> Answer:
    if "originsystem" not in call.incoming.query.get("$filter", "").lower():
        raise invalid_model("resourceEnvironments need $filter=originSystem eq '...'")
    return call.page("environment")


def _add(call: Call, catalog: Row, wanted: dict[str, Any]) -> Row:
    system, origin_id = _origin_of(call, wanted)
    origin = known_origin(call.tenant, system, origin_id)
    require_onboarding_right(call.rights, system, origin)
    if _in_catalog(call, catalog, system, origin) is not None:
        message = "The specified resource is already onboarded to ELM."
        raise GraphError(400, "ResourceAlreadyOnboarded", message)
    resource = new_resource(catalog["id"], system, origin, wanted)
    if origin_id not in call.tenant.settings.failed_origins:
        call.state.put("resource", start_hidden(call.tenant, resource))
    return resource


def _update(call: Call, catalog: Row, wanted: dict[str, Any]) -> Row:
    """Only the attributes that a requestor must fill in can be changed."""
    system, origin_id = _origin_of(call, wanted)
    origin = known_origin(call.tenant, system, origin_id)
    resource = _in_catalog(call, catalog, system, origin)
    if resource is None:
        raise not_found("ResourceNotFound", "resource")
    changed = {"attributes": wanted.get("attributes") or [], "modifiedDateTime": stamp()}
    return call.state.put("resource", resource | changed)


def _remove(call: Call, catalog: Row, wanted: dict[str, Any]) -> Row:
    """Refused while a package of the catalog uses a role of the resource."""
    resource = call.state.get("resource", wanted.get("id"))
    if resource is None or resource["_catalog"] != catalog["id"]:
        raise not_found("ResourceNotFound", "resource")
    origin = find_origin(call.state, resource["originSystem"], resource["originId"])
    if origin is not None:
        require_onboarding_right(call.rights, resource["originSystem"], origin)
    if any(row["_role"]["_resource"] == resource["id"] for row in call.state.rows("roleScope")):
        raise GraphError(400, "InvalidRequest", "The resource is used by an access package.")
    call.state.remove("resource", resource["id"])
    return resource


def _origin_of(call: Call, wanted: dict[str, Any]) -> tuple[str, str]:
    system, origin_id = wanted.get("originSystem"), wanted.get("originId")
    if not system or not origin_id:
        raise invalid_model("a resource needs originSystem and originId")
    if system not in SYSTEMS:
        raise not_simulated("originSystem", str(system))
    return str(system), str(origin_id)


def _in_catalog(call: Call, catalog: Row, system: str, origin: Row) -> Row | None:
    wanted = origin["webUrl"] if system == "SharePointOnline" else origin["id"]
    rows = (row for row in call.state.rows("resource") if row["_catalog"] == catalog["id"])
    return next((row for row in rows if (row["originSystem"], row["originId"]) == (system, wanted)), None)


def _record(call: Call, request_type: str, catalog: Row, resource: Row) -> Row:
    failed = resource["originId"] in call.tenant.settings.failed_origins
    row = {
        "id": str(uuid4()),
        "requestType": request_type,
        "state": "deliveryFailed" if failed else "delivered",
        "createdDateTime": stamp(),
        "_catalog": catalog["id"],
        "_resource": resource,
    }
    return call.state.put("resourceRequest", row)


def _answer(call: Call, record: Row) -> Answer:
    body = {name: record[name] for name in ("id", "requestType", "state")}
    if call.tenant.settings.inline_resource:
        body["resource"] = call.whole("resource", record["_resource"])
    return Answer(201, body)
