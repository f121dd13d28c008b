"""Tenant-wide settings of entitlement management."""

from portal.tenant.entitlements import settable
from portal.tenant.graph import bodies
from portal.tenant.graph.call import Answer, Call
from portal.tenant.rights import require
from portal.tenant.state import Row
from portal.tenant.types.check import check


def get_settings(call: Call) -> Answer:
    return call.item("settings", _settings(call))


def update_settings(call: Call) -> Answer:
    require(call.rights.administers, "changing the settings needs Identity Governance Administrator")
    body = check(call.body, "entitlementManagementSettings", bodies.SETTINGS)
    row = call.state.put("settings", _settings(call) | settable(body))
    return Answer(200, call.created("settings", row).body)


def _settings(call: Call) -> Row:
    return next(iter(call.state.rows("settings")))
