"""Which licences the tenant has. https://learn.microsoft.com/graph/api/subscribedsku-list"""

from __future__ import annotations

from django.conf import settings

from portal.graph.calls import directory
from portal.graph.errors import GraphError
from portal.signin.models import Person
from portal.wiring import graph_for
from wizard.lookups.memory import remembered

SECONDS = 3600
#: Service plan id of Microsoft Entra ID Governance.
GOVERNANCE = "e866a266-3cff-43a3-acca-0c90a7e00c8b"


def governance(person: Person) -> bool | None:
    """Whether the tenant has the Governance licence; None where the person may not or cannot ask.

    The setting PORTAL_LICENCES outweighs what the tenant says.
    """
    if settings.PORTAL_LICENCES != "tenant":
        return bool(settings.PORTAL_LICENCES == "governance")
    try:
        return remembered(person, "governance", seconds=SECONDS, read=lambda: _read(person))
    except GraphError:
        return None


def _read(person: Person) -> bool:
    skus = graph_for(person).rows(directory.subscribed_skus())
    return any(
        str(plan.get("servicePlanId", "")).lower() == GOVERNANCE
        for sku in skus
        if sku.get("capabilityStatus") in ("Enabled", "Warning")
        for plan in sku.get("servicePlans", [])
    )
