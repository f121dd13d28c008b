"""A company from a JSON file in Graph's own shapes, Contoso by default. See docs/simulated-tenant.md."""

import json
from pathlib import Path
from typing import Any

from portal.tenant.seed.directory import seed_directory
from portal.tenant.seed.entitlements import seed_entitlements
from portal.tenant.seed.names import Names, object_id
from portal.tenant.signin.registrations import service_principal_of
from portal.tenant.tenant import Tenant

CONTOSO = Path(__file__).parent / "contoso.json"

__all__ = ["CONTOSO", "forget_registrations", "load_seed", "object_id"]


def forget_registrations(tenant: Tenant) -> None:
    """No application is registered, and a redirect address has to fit to the port: as a new tenant is."""
    for application in list(tenant.state.rows("application")):
        principal = service_principal_of(tenant.state, application)
        tenant.state.remove("servicePrincipal", principal["id"])
        tenant.state.remove("application", application["id"])
    tenant.settings.change({"any_loopback_port": False})


def load_seed(tenant: Tenant, path: Path | None = None) -> None:
    """Fill an empty tenant. Raises ValueError when something in the file does not fit."""
    company: dict[str, Any] = json.loads((path or CONTOSO).read_text(encoding="utf-8"))
    try:
        _fill(tenant, company)
    except KeyError as problem:
        raise ValueError(f"something in the seed lacks its {problem}") from problem
    except (TypeError, AttributeError) as problem:
        raise ValueError(f"something in the seed has another shape than it should: {problem}") from problem


def _fill(tenant: Tenant, company: dict[str, Any]) -> None:
    tenant.state.remember("tenantId", company["tenantId"])
    names = Names(tenant.state)
    seed_directory(tenant.state, names, company)
    seed_entitlements(tenant.state, names, company.get("entitlementManagement", {}))
    simulator = company.get("simulator", {})
    tenant.settings.change(simulator.get("settings", {}))
    tenant.faults.add(simulator.get("faults", []))
