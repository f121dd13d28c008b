"""What a demo on this machine needs: settings of its own, kept between starts, and its three processes."""

import base64
import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from portal.children import Child

TENANT_ID = "7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01"
CLIENT_ID = "5b1f2c1e-8a34-4a6e-b0a7-0c9d3f1e7a02"
CLIENT_SECRET = "demo-secret-not-for-production"

#: Everything that Review can find; the demo's administrator has consented to it.
EXTRA_SCOPES = "User.Read.All,Policy.Read.All,RoleManagementPolicy.Read.AzureADGroup"

#: What a worker logs once it serves.
WORKER_IS_UP = "waits for submissions"

#: Asks this machine itself, whatever proxy the environment names.
DIRECT = build_opener(ProxyHandler({}))

#: What somebody trying the demo may change.
PASSED_ON = ("PORTAL_REVIEW", "PORTAL_CREATE_AS")


@dataclass(frozen=True, kw_only=True)
class Demo:
    """Where the demo keeps its data and on which ports it listens."""

    base: Path
    home: Path
    port: int
    tenant_port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def tenant_url(self) -> str:
        return f"http://127.0.0.1:{self.tenant_port}"

    def environment(self, around: Mapping[str, str]) -> dict[str, str]:
        """The variables of all three processes: those around us, with the portal's own replaced."""
        kept = {name: value for name, value in around.items() if not name.startswith("PORTAL_")}
        passed_on = {name: around[name] for name in PASSED_ON if name in around}
        return (
            kept
            | passed_on
            | secrets_of(self.home)
            | {
                "DJANGO_SETTINGS_MODULE": "portal.settings",
                "PORTAL_INSECURE_LOOPBACK": "true",
                "PORTAL_EXTRA_SCOPES": EXTRA_SCOPES,
                "PORTAL_ALLOWED_HOSTS": "localhost,127.0.0.1",
                "PORTAL_DATABASE_URL": f"sqlite:///{self.home / 'portal.sqlite3'}",
                "PORTAL_TENANT_ID": TENANT_ID,
                "PORTAL_CLIENT_ID": CLIENT_ID,
                "PORTAL_CLIENT_SECRET": CLIENT_SECRET,
                "PORTAL_AUTHORITY": self.tenant_url,
                "PORTAL_GRAPH_URL": self.tenant_url,
            }
        )

    def children(self, environment: Mapping[str, str]) -> list[Child]:
        """In the order of their start."""

        def child(name: str, *command: str) -> Child:
            log = self.home / "log" / f"{name}.log"
            return Child(name=name, command=command, environment=environment, log=log)

        state = str(self.home / "tenant.json")
        discovery = f"{self.tenant_url}/{TENANT_ID}/v2.0/.well-known/openid-configuration"
        tenant = child("tenant", *self.manage("tenant", "--port", str(self.tenant_port), "--state", state))
        worker = child("worker", *self.manage("worker"))
        portal = child("portal", *gunicorn(self.port))
        tenant.answers = lambda: responds(discovery)
        worker.answers = lambda: WORKER_IS_UP in worker.said()
        portal.answers = lambda: responds(f"{self.url}healthz")
        return [tenant, worker, portal]

    def manage(self, *arguments: str) -> list[str]:
        """A management command as a program."""
        return [sys.executable, str(self.base / "manage.py"), *arguments]


def gunicorn(port: int) -> list[str]:
    """One process with eight threads: pages spend their time rendering, so more would not help one person."""
    return [
        sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", "1", "--threads", "8", "--no-control-socket",
    ]  # fmt: skip


def secrets_of(home: Path) -> dict[str, str]:
    """The demo's keys: made at the first start and kept, because stored data is sealed with them."""
    path = home / "secrets.json"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = {
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
            "PORTAL_TOKEN_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        }
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(fresh, file)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def responds(url: str) -> bool:
    """Whether the address answers with success."""
    try:
        with DIRECT.open(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
