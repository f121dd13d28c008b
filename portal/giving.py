"""What an Admin and an administrator of the tenant have done before a demo: at its start, on the wire."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any
from urllib.request import Request

from portal.demo import DIRECT, Demo

#: Catalogs that everybody with the role is given. Hanna also works in Finance, but not for the portal.
GIVEN = {
    "Helpdesk": ("Marketing",),
    "Reviewer": ("Marketing", "Finance"),
    "Auditor": ("General", "Marketing", "Finance", "Research"),
}
#: What a company grants that lets the application create by itself (PORTAL_CREATE_AS=application).
APPLICATION_PERMISSIONS = (
    "EntitlementManagement.ReadWrite.All",
    "Group.ReadWrite.All",
    "Application.ReadWrite.All",
    "RoleManagement.Read.Directory",
)


def prepare_company(demo: Demo, environment: Mapping[str, str]) -> None:
    """Grants at the first start only: what an Admin ended since stays ended."""
    if environment.get("PORTAL_CREATE_AS") == "application":
        _control(demo, "settings", {"application_permissions": APPLICATION_PERMISSIONS})
    done = demo.home / "granted"
    if not done.exists():
        catalogs = _control(demo, "state")["tables"]["catalog"].values()
        ids = {row["displayName"]: row["id"] for row in catalogs}
        for role, names in GIVEN.items():
            _grant(demo, environment, role, {ids[name]: name for name in names})
        done.touch()


def _grant(demo: Demo, environment: Mapping[str, str], role: str, catalogs: Mapping[str, str]) -> None:
    told = [word for pair in catalogs.items() for word in ("--catalog", *pair)]
    command = demo.manage("grant", role, *told)
    subprocess.run(  # noqa: S603
        command, env=environment, start_new_session=True, check=True, stdout=subprocess.DEVNULL
    )


def _control(demo: Demo, what: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with DIRECT.open(Request(f"{demo.tenant_url}/_control/{what}", data), timeout=10) as answer:  # noqa: S310
        return json.load(answer)
