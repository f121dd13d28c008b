"""What tests ask of the tenant's control endpoint."""

from typing import Any

import requests

from tests.signin.walk import HasUrl


def fault(tenant: HasUrl, path: str, **wanted: Any) -> None:
    """The next request to a path that fits goes wrong; see the tenant's control endpoint for the members."""
    answer = requests.post(f"{tenant.url}/_control/faults", json=[{"path": path, **wanted}], timeout=30)
    assert answer.ok, answer.text


def mended(tenant: HasUrl) -> None:
    """No fault is left."""
    assert requests.delete(f"{tenant.url}/_control/faults", timeout=30).ok


def revoke(tenant: HasUrl, object_id: str) -> None:
    """The person's refresh tokens die, and their access tokens are challenged."""
    answer = requests.post(f"{tenant.url}/_control/revoke", json={"user": object_id}, timeout=30)
    assert answer.ok, answer.text


def requests_to(tenant: HasUrl, part: str) -> list[dict[str, Any]]:
    """Requests whose path contains the text, oldest first."""
    seen: list[dict[str, Any]] = requests.get(f"{tenant.url}/_control/requests", timeout=30).json()
    return [one for one in seen if part in one["path"]]


def forget_requests(tenant: HasUrl) -> None:
    assert requests.delete(f"{tenant.url}/_control/requests", timeout=30).ok
