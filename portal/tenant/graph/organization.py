"""The tenant itself: its name, its domains, its licences."""

from portal.tenant.graph.call import Answer, Call


def list_organization(call: Call) -> Answer:
    return call.page("organization")


def list_skus(call: Call) -> Answer:
    return call.page("subscribedSku")


def list_eligibility_schedules(call: Call) -> Answer:
    """Who may become member of a group through Privileged Identity Management; Graph wants a filter."""
    return call.page("eligibilitySchedule")
