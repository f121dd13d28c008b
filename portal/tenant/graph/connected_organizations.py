"""Other organizations whose people may request access."""

from uuid import uuid4

from portal.tenant.clock import stamp
from portal.tenant.directory import any_object
from portal.tenant.entitlements import settable
from portal.tenant.errors import invalid_model, not_found
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check

_NEEDS = "changing connected organizations needs Identity Governance Administrator or the role for it"


def list_organizations(call: Call) -> Answer:
    return call.page("connectedOrganization")


def get_organization(call: Call) -> Answer:
    return call.item("connectedOrganization", _organization(call))


def create_organization(call: Call) -> Answer:
    require(call.rights.may_manage_organizations(), _NEEDS)
    body = check(call.body, "connectedOrganization", bodies.CONNECTED_ORGANIZATION)
    if not body.get("displayName"):
        raise invalid_model("a connected organization needs a displayName")
    row = {"id": str(uuid4()), "description": None, "state": "configured", "identitySources": []} | settable(
        body
    )
    row |= {"createdDateTime": stamp(), "modifiedDateTime": stamp()}
    return call.created("connectedOrganization", call.state.put("connectedOrganization", row))


def update_organization(call: Call) -> Answer:
    organization = _organization(call)
    require(call.rights.may_manage_organizations(), _NEEDS)
    body = check(call.body, "connectedOrganization", bodies.CONNECTED_ORGANIZATION)
    call.state.put("connectedOrganization", organization | settable(body) | {"modifiedDateTime": stamp()})
    return Answer(204)


def delete_organization(call: Call) -> Answer:
    organization = _organization(call)
    require(call.rights.may_manage_organizations(), _NEEDS)
    call.state.remove("connectedOrganization", organization["id"])
    return Answer(204)


def list_internal_sponsors(call: Call) -> Answer:
    return _sponsors(call, "internalSponsors")


def list_external_sponsors(call: Call) -> Answer:
    return _sponsors(call, "externalSponsors")


def _sponsors(call: Call, relation: str) -> Answer:
    found = (
        any_object(call.state, other) for other in call.state.linked(relation, _organization(call)["id"])
    )
    return call.page("directoryObject", [row for row in found if row is not None])


def _organization(call: Call) -> Row:
    row = call.state.get("connectedOrganization", call.path["id"])
    if row is None:
        raise not_found("ConnectedOrganizationNotFound", "connected organization")
    return row
