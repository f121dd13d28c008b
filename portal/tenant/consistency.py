"""How late things appear. Counted in reads, so that a test or a demo meets the delay without waiting for it.

A resource that was just added carries ``_hidden_reads`` and ``_roleless_reads``. Each reading of the
catalog's resources uses up one of the first; once the resource shows, each reading of its roles uses up one
of the second.
"""

from collections.abc import Iterable
from datetime import datetime

from portal.tenant.clock import now
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant


def start_hidden(tenant: Tenant, resource: Row) -> Row:
    resource["_hidden_reads"] = tenant.settings.visible_after_reads
    resource["_roleless_reads"] = tenant.settings.roles_after_reads
    return resource


def is_visible(resource: Row) -> bool:
    return int(resource.get("_hidden_reads", 0)) == 0


def has_roles(resource: Row) -> bool:
    return is_visible(resource) and int(resource.get("_roleless_reads", 0)) == 0


def read_resources(resources: Iterable[Row]) -> list[Row]:
    """The visible ones; the others come one reading nearer."""
    resources = list(resources)
    visible = [resource for resource in resources if is_visible(resource)]
    for resource in resources:
        _come_nearer(resource, "_hidden_reads")
    return visible


def read_roles(resources: Iterable[Row]) -> list[Row]:
    """The resources whose roles are known; the other visible ones come one reading nearer."""
    resources = [resource for resource in resources if is_visible(resource)]
    ready = [resource for resource in resources if has_roles(resource)]
    for resource in resources:
        _come_nearer(resource, "_roleless_reads")
    return ready


def _come_nearer(resource: Row, counter: str) -> None:
    resource[counter] = max(0, int(resource.get(counter, 0)) - 1)


def is_late(tenant: Tenant, row: Row) -> bool:
    """Is this new catalog, package or policy not readable yet?"""
    if tenant.settings.lag_seconds <= 0 or "createdDateTime" not in row:
        return False
    age = (now() - datetime.fromisoformat(row["createdDateTime"])).total_seconds()
    return age < tenant.settings.lag_seconds
