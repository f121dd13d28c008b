"""Everything that is asked of the tenant. Reads only; nothing that is stored changes."""

from collections.abc import Iterable, Iterator
from typing import Any

import requests
from django.conf import settings

from portal.env import on_loopback
from portal.graph.calls import GraphCall, applications, directory
from portal.graph.client import GraphClient
from portal.graph.errors import GraphError, GraphUnreachable, SignInNeeded
from portal.graph.session import pooled_session
from portal.signin import entra
from portal.signin.checks.entra import discovered, redirect_came_to
from portal.signin.checks.lent import borrowed
from portal.signin.checks.seen import Registration, Seen

#: Licences in these states give their services.
IN_FORCE = ("Enabled", "Warning")


def look(addresses: Iterable[str]) -> Seen:
    """All that can be learnt; `addresses` are the portal's own redirect addresses."""
    discovery = discovered()
    if discovery is None or discovery.refusal:
        return Seen(discovery=discovery, redirects={})
    token = _own_token()
    lent, lent_token = borrowed()
    clients = [_client(one) for one in ((token or {}).get("access_token"), lent_token) if one]
    answers, takes = _graph(clients)
    registration, consents = _registration(clients)
    return Seen(
        discovery=discovery,
        own_token=token,
        graph_answers=answers,
        graph_takes_tokens=takes,
        redirects={address: redirect_came_to(address) for address in addresses},
        own_consents=consents,
        lent=lent,
        registration=registration,
        plans=_plans(clients),
    )


def _own_token() -> dict[str, Any] | None:
    """Any application may ask for a token of its own, whatever it may then do with it."""
    try:
        app = entra.application()
        result: dict[str, Any] = app.acquire_token_for_client([f"{settings.CLOUD.graph}/.default"])
    except entra.SILENCE as error:
        return None if isinstance(error, requests.RequestException) else {"error": str(error)}
    return result


def _client(token: str) -> GraphClient:
    url = settings.PORTAL_GRAPH_URL
    return GraphClient(url, token, pooled_session(trust_env=not on_loopback(url)))


def _graph(clients: list[GraphClient]) -> tuple[bool | None, bool | None]:
    """Whether Graph answers and takes the token: a refusal for want of rights is an answer, too."""
    for client in clients:
        try:
            client.rows(GraphCall(path="/organization?$select=id"))
        except GraphUnreachable:
            return False, None
        except SignInNeeded:
            return True, False
        except GraphError:
            return True, True
        return True, True
    return None, None


def _registration(clients: list[GraphClient]) -> tuple[Registration | None, frozenset[str] | None]:
    """The application's own object, and the consents where they may be read."""
    found = _rows(clients, applications.service_principal(settings.PORTAL_CLIENT_ID))
    if not found:
        return None, None
    principal = found[0]
    assigned = _rows(clients, applications.assigned(principal["id"]))
    grants = _rows(clients, applications.consents(principal["id"]))
    registration = Registration(
        app_roles=tuple(principal.get("appRoles") or ()),
        assignment_required=bool(principal.get("appRoleAssignmentRequired")),
        assigned=None if assigned is None else tuple(assigned),
    )
    return registration, None if grants is None else _for_everybody(grants)


def _for_everybody(grants: list[dict[str, Any]]) -> frozenset[str]:
    scopes = [one["scope"].split() for one in grants if one.get("consentType") == "AllPrincipals"]
    return frozenset(scope for part in scopes for scope in part)


def _plans(clients: list[GraphClient]) -> frozenset[str] | None:
    skus = _rows(clients, directory.subscribed_skus())
    return None if skus is None else frozenset(_in_force(skus))


def _in_force(skus: list[dict[str, Any]]) -> Iterator[str]:
    for sku in skus:
        if sku.get("capabilityStatus") in IN_FORCE:
            yield from (str(plan.get("servicePlanId", "")).lower() for plan in sku.get("servicePlans") or [])


def _rows(clients: list[GraphClient], call: GraphCall) -> list[dict[str, Any]] | None:
    """The rows as the first of them may read them, else None."""
    for client in clients:
        try:
            return client.rows(call)
        except GraphError:
            continue
    return None
