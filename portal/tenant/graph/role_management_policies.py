"""Policies of Privileged Identity Management for groups."""

from portal.tenant.errors import bad_request
from portal.tenant.graph.call import Answer, Call
from portal.tenant.graph.pim_kinds import ASSIGNMENT, assignment


def list_assignments(call: Call) -> Answer:
    """One for members and one for owners; a group that is not managed has none. Graph wants a filter."""
    text = call.incoming.query.get("$filter", "")
    if "scopeId" not in text or "scopeType" not in text:
        raise bad_request("The required filter on scopeId and scopeType is missing.", "InvalidFilter")
    groups = dict.fromkeys(row["groupId"] for row in call.state.rows("eligibilitySchedule"))
    return call.page(ASSIGNMENT, [assignment(id, access) for id in groups for access in ("member", "owner")])
