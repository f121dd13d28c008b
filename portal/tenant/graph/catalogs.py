"""Catalogs, what is in them, and the extensions they offer."""

from uuid import uuid4

from portal.tenant.clock import stamp
from portal.tenant.consistency import has_roles, is_late, is_visible, read_resources, read_roles
from portal.tenant.entitlements import new_catalog, ownership, settable
from portal.tenant.errors import GraphError, invalid_model, not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.kinds import KINDS
from portal.tenant.odata.filter import Filter
from portal.tenant.odata.query import LIST_OPTIONS
from portal.tenant.offers import roles_of, scopes_of
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check


def list_catalogs(call: Call) -> Answer:
    """Readers of everything see every catalog, others those in which they hold a role."""
    readable = (row for row in call.state.rows("catalog") if call.rights.may_read(row["id"]))
    rows = [row for row in readable if not is_late(call.tenant, row)]
    return call.page("catalog", rows)


def get_catalog(call: Call) -> Answer:
    return call.item("catalog", readable_catalog(call, call.path["id"]))


def create_catalog(call: Call) -> Answer:
    """201 with the catalog; a creator who is no administrator becomes its owner."""
    require(call.rights.may_create_catalogs(), "creating a catalog needs the catalog creator role")
    body = check(call.body, "accessPackageCatalog", bodies.CATALOG)
    if not body.get("displayName"):
        raise invalid_model("a catalog needs a displayName")
    call.refuse_second("catalog", body["displayName"], "DuplicateCatalog")
    catalog = call.state.put("catalog", new_catalog(body))
    if not call.rights.administers:
        call.state.put("roleAssignment", ownership(catalog["id"], call.caller.object_id))
    return call.created("catalog", catalog)


def update_catalog(call: Call) -> Answer:
    catalog = readable_catalog(call, call.path["id"])
    require(call.rights.may_own(catalog["id"]), "changing a catalog needs the catalog owner role")
    body = check(call.body, "accessPackageCatalog", bodies.CATALOG)
    call.state.put("catalog", catalog | settable(body) | {"modifiedDateTime": stamp()})
    return Answer(204)


def delete_catalog(call: Call) -> Answer:
    """204; refused while the catalog holds an access package."""
    catalog = readable_catalog(call, call.path["id"])
    require(call.rights.may_own(catalog["id"]), "deleting a catalog needs the catalog owner role")
    if any(row["_catalog"] == catalog["id"] for row in call.state.rows("accessPackage")):
        raise GraphError(400, "InvalidRequest", "The catalog contains access packages.")
    for resource in _resources(call, catalog):
        call.state.remove("resource", resource["id"])
    call.state.remove("catalog", catalog["id"])
    return Answer(204)


def list_packages(call: Call) -> Answer:
    catalog = readable_catalog(call, call.path["id"])
    rows = [row for row in call.state.rows("accessPackage") if row["_catalog"] == catalog["id"]]
    return call.page("accessPackage", rows)


def list_resources(call: Call) -> Answer:
    """Visible resources, for app-only callers without SharePoint; each reading brings new ones nearer."""
    catalog = readable_catalog(call, call.path["id"])
    rows = read_resources(_resources(call, catalog))
    if call.caller.is_app:
        rows = [row for row in rows if row["originSystem"] != "SharePointOnline"]
    answer = call.page("resource", rows)
    if "roles" in call.query("resource", LIST_OPTIONS).expand:
        read_roles(rows)
        if call.tenant.settings.no_expanded_roles:
            answer.body["value"] = [row | {"roles": []} for row in answer.body["value"]]
    return answer


def list_roles(call: Call) -> Answer:
    """Roles of the catalog's resources; only those the filter touches come nearer to having roles."""
    catalog = readable_catalog(call, call.path["id"])
    resources = [row for row in _resources(call, catalog) if is_visible(row)]
    asked = [resource for resource in resources if _touched(call, resource)]
    ready = read_roles(asked)
    return call.page("resourceRole", [role for resource in ready for role in roles_of(call.state, resource)])


def list_scopes(call: Call) -> Answer:
    catalog = readable_catalog(call, call.path["id"])
    ready = [row for row in _resources(call, catalog) if has_roles(row)]
    return call.page("resourceScope", [scope for resource in ready for scope in scopes_of(resource)])


def list_extensions(call: Call) -> Answer:
    catalog = readable_catalog(call, call.path["id"])
    return call.page(
        "extension", [row for row in call.state.rows("extension") if row["_catalog"] == catalog["id"]]
    )


def create_extension(call: Call) -> Answer:
    catalog = readable_catalog(call, call.path["id"])
    require(call.rights.may_own(catalog["id"]), "adding an extension needs the catalog owner role")
    body = check(call.body, "customCalloutExtension", bodies.EXTENSION)
    row = {"id": str(uuid4()), "_catalog": catalog["id"], "createdDateTime": stamp(), **body}
    return call.created("extension", call.state.put("extension", row))


def readable_catalog(call: Call, catalog_id: str | None) -> Row:
    """The catalog, else 404; 403 when the caller may not see it."""
    catalog = call.state.get("catalog", catalog_id)
    if catalog is None or is_late(call.tenant, catalog):
        raise not_found("CatalogNotFound", "catalog")
    require(call.rights.may_read(catalog["id"]), "the caller holds no role in this catalog")
    return catalog


def _resources(call: Call, catalog: Row) -> list[Row]:
    return [row for row in call.state.rows("resource") if row["_catalog"] == catalog["id"]]


def _touched(call: Call, resource: Row) -> bool:
    text = call.query("resourceRole", LIST_OPTIONS).filter
    if not text:
        return True
    fits = Filter(call.tenant, KINDS["resourceRole"], KINDS, text)
    return any(fits(role) for role in roles_of(call.state, resource))
