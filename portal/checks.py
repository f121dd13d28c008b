"""System checks: settings that are each fine and together dangerous."""

from typing import Any

from django.conf import settings
from django.core import checks

from portal.env import on_loopback


@checks.register(checks.Tags.security, deploy=True)
def refuse_loopback_in_production(**_: Any) -> list[checks.CheckMessage]:
    """`check --deploy` is about production, where nothing may talk http or meet a simulated tenant."""
    if not settings.PORTAL_INSECURE_LOOPBACK:
        return []
    return [
        checks.Error("PORTAL_INSECURE_LOOPBACK is for one machine only.", hint="Unset it.", id="portal.E001")
    ]


@checks.register(checks.Tags.security, deploy=True)
def refuse_a_simulated_tenant(**_: Any) -> list[checks.CheckMessage]:
    """An authority on loopback is the simulated tenant, whose people have no passwords."""
    names = ("PORTAL_AUTHORITY", "PORTAL_GRAPH_URL")
    return [
        checks.Error(f"{name} points to this machine.", hint="Unset it.", id="portal.E002")
        for name in names
        if on_loopback(getattr(settings, name))
    ]
