"""Enterprise applications."""

from portal.tenant.directory import any_object
from portal.tenant.errors import object_not_found
from portal.tenant.graph.call import Answer, Call


def list_service_principals(call: Call) -> Answer:
    return call.page("servicePrincipal")


def get_service_principal(call: Call) -> Answer:
    return call.item("servicePrincipal", call.state.get("servicePrincipal", call.path["id"]))


def list_owners(call: Call) -> Answer:
    if call.state.get("servicePrincipal", call.path["id"]) is None:
        raise object_not_found(call.path["id"])
    found = (any_object(call.state, owner) for owner in call.state.linked("owners", call.path["id"]))
    return call.page("directoryObject", [row for row in found if row is not None])
