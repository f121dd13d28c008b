"""From nothing to a signed-in portal, following docs/connect-your-tenant.md and nothing else.

The tenant knows no application, takes redirect addresses to the letter and has no secret that anybody could
know. What differs from a real place: the admin center is played by tests/connect/admin_center.py; the
environment of step 7 is the one that runs this; there is no TLS on loopback, so three settings more say where
the tenant is and that http will do, and the proxy of step 14 is left out.
"""

import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from portal.tenant.server import RunningTenant, start_tenant
from tests.connect.admin_center import AdminCenter
from tests.connect.document import DOCUMENT, block, blocks, filled
from tests.connect.shell import Shell
from tests.signin.walk import sign_in_over_http

ROOT = DOCUMENT.parents[1]
HELD = {"hanna": "Helpdesk", "rafael": "Reviewer", "audrey": "Auditor", "ada": "Admin"}


@pytest.fixture
def new_tenant() -> Iterator[RunningTenant]:
    """Contoso before anybody registered anything."""
    with start_tenant(unregistered=True) as running:
        yield running


@pytest.fixture
def shell(tmp_path: Path, new_tenant: RunningTenant) -> Shell:
    """In the portal's own folder, as far as it comes from version control, with an environment (step 7)."""
    for name in ("manage.py", "portal", "wizard", "templates", "static", "requirements.txt"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    around = {"PORTAL_AUTHORITY": new_tenant.url, "PORTAL_GRAPH_URL": new_tenant.url}
    return Shell(tmp_path, around | {"PORTAL_INSECURE_LOOPBACK": "true"})


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_following_the_document_leads_to_a_portal_that_is_signed_in_and_all_ok(
    new_tenant: RunningTenant, shell: Shell, port: int
) -> None:
    origin = f"http://localhost:{port}"
    ask = block("sh", "check_tenant").strip() + f" --address {origin}"
    center = register(AdminCenter(new_tenant), origin)
    values = set_up(shell, center)

    before = shell.run(ask)
    assert "Nothing is missing, 4 not known." in before, before

    serve = block("sh", "gunicorn").strip().replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    with shell.serving(serve, f"{origin}/healthz"), requests.Session() as browser:
        browser.trust_env = False
        answer = sign_in_over_http(browser, origin, new_tenant, "ada")
        assert answer.status_code == 302, answer.text
        page = browser.get(f"{origin}/drafts/", timeout=30)
        assert (page.status_code, "Ada Okafor" in page.text) == (200, True)

    here = {"https://<your host>": origin, "https://login.microsoftonline.com": new_tenant.url}
    here["https://graph.microsoft.com"] = new_tenant.url
    assert shell.run(ask) == filled(blocks("text")[1], values | here)


def register(center: AdminCenter, origin: str) -> AdminCenter:
    """Steps 1 to 6."""
    center.add_redirect(f"{origin}/signin/callback")
    scopes = blocks("text")[0].split()
    center.request_permissions(scopes)
    center.grant_consent(scopes)
    center.paste_app_roles(blocks("json")[0])
    for name, role in HELD.items():
        center.assign(f"{name}@contoso.onmicrosoft.com", role)
    return center


def set_up(shell: Shell, center: AdminCenter) -> dict[str, str]:
    """Steps 8 to 11; gives what the angle brackets stand for."""
    values = {
        "<Directory (tenant) ID>": center.tenant.tenant.tenant_id,  # type: ignore[attr-defined]
        "<Application (client) ID>": center.client_id,
        "<your host>": "localhost",
    }
    shell.run(block("sh", "openssl req"), with_settings=False)
    center.upload_certificate((shell.folder / "portal.crt").read_bytes())
    shell.run(filled(block("sh", "PORTAL_SECRET_KEY"), values), with_settings=False)
    for secret in ("portal.pem", "portal.env"):
        assert (shell.folder / secret).stat().st_mode & 0o077 == 0
    check, *others = block("sh", "check --deploy").splitlines()
    shell.run(check, as_here=False)
    shell.run("\n".join(others))
    return values


def test_the_documents_scopes_are_those_that_are_asked_for() -> None:
    from portal.signin.entra import SCOPES

    assert tuple(blocks("text")[0].split()) == SCOPES


def test_the_documents_app_roles_are_the_portals() -> None:
    from portal.signin.checks.judging_people import APP_ROLES

    roles: list[dict[str, Any]] = json.loads(blocks("json")[0])
    assert tuple(role["value"] for role in roles) == APP_ROLES
    assert len({role["id"] for role in roles}) == len(roles)
    assert all(role["isEnabled"] and role["allowedMemberTypes"] == ["User"] for role in roles)


def test_every_step_is_numbered_in_order() -> None:
    numbers = [int(found) for found in re.findall(r"^(\d+)\. ", DOCUMENT.read_text(), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
