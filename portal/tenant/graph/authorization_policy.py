"""Who may invite guests, and what else the tenant lets its people do; there is one such policy."""

from portal.tenant.graph.call import Answer, Call

KIND = "authorizationPolicy"
#: As Microsoft delivers a tenant.
DELIVERED = {"id": KIND, "displayName": "Authorization Policy", "allowInvitesFrom": "everyone"}


def get_policy(call: Call) -> Answer:
    return call.item(KIND, call.state.get(KIND, KIND) or DELIVERED)
