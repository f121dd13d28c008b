"""The tenant itself: its name, its domains, its licences."""

from portal.tenant.errors import bad_request
from portal.tenant.graph.call import Answer, Call


def list_organization(call: Call) -> Answer:
    return call.page("organization")


def list_skus(call: Call) -> Answer:
    return call.page("subscribedSku")


def list_eligibility_schedules(call: Call) -> Answer:
    """Who may become member of a group through Privileged Identity Management; Graph wants a filter."""
    text = call.incoming.query.get("$filter", "")
    if "groupId" not in text and "principalId" not in text:
        raise bad_request("The required filter on groupId or principalId is missing.", "InvalidFilter")
    return call.page("eligibilitySchedule")
