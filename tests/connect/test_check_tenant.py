"""`manage.py check_tenant` against a tenant with one fault at a time: it names that one and its remedy."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.clouds import CLOUDS
from portal.signin import entra
from tests.connect.admin_center import AdminCenter
from tests.connect.certificates import pair
from tests.connect.faults import (
    another_issuer,
    authority_down,
    clock_behind,
    expired_secret,
    graph_down,
    no_address,
    no_licence,
    nobody,
    not_me,
    role_disabled,
    role_gone,
    set_tenant,
    unknown_application,
    wrong_secret,
    wrong_tenant,
)
from tests.portal.test_settings import manage
from tests.signin.walk import sign_in

ADDRESS = "http://localhost:8000"
Findings = dict[str, dict[str, str]]


def check(address: str = ADDRESS, **options: Any) -> tuple[int, str]:
    """Exit code and what was printed."""
    said = StringIO()
    try:
        call_command("check_tenant", address=address, stdout=said, **options)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def findings() -> tuple[int, Findings]:
    code, said = check(json=True)
    return code, {one["key"]: one for one in json.loads(said)}


def missing(found: Findings) -> list[str]:
    return [key for key, one in found.items() if one["outcome"] == "missing"]


@pytest.fixture
def signed_in(client: Client, tenant: Any) -> AdminCenter:
    """Rafael has used the portal before; what the admin center holds of it."""
    sign_in(client, tenant, "rafael")
    return AdminCenter.of(tenant)


def test_a_tenant_in_order_is_all_ok(signed_in: AdminCenter) -> None:
    code, said = check()
    assert code == 0
    assert said.endswith("All ok.\n")
    assert all(line.startswith("ok") for line in said.splitlines()[:-2])


def test_before_anybody_signed_in_it_says_what_cannot_be_told(tenant: Any) -> None:
    mine = AdminCenter.of(tenant)
    mine.registration["requiredResourceAccess"][0]["resourceAccess"] = [
        one
        for one in mine.registration["requiredResourceAccess"][0]["resourceAccess"]
        if one["type"] == "Scope"
    ]
    mine.save()
    code, found = findings()
    assert code == 0
    unknown = [key for key, one in found.items() if one["outcome"] == "cannot tell"]
    assert unknown == ["consent", "app_roles", "assigned", "licence"]
    assert "Sign in to the portal once" in found["consent"]["remedy"]
    assert check()[1].count("Sign in to the portal once") == 1
    assert found["credential"]["outcome"] == found["graph"]["outcome"] == "ok"


def test_an_application_that_may_read_its_consents_needs_nobody(tenant: Any) -> None:
    mine = AdminCenter.of(tenant)
    access = mine.registration["requiredResourceAccess"][0]["resourceAccess"]
    access.append({"id": "Directory.Read.All", "type": "Role"})
    mine.registration["consented"] = [one["id"] for one in access if one["id"] != "Sites.Read.All"]
    mine.save()
    code, found = findings()
    assert (code, missing(found)) == (1, ["consent:Sites.Read.All"])


# --- One fault at a time ---


@pytest.mark.parametrize(
    ("spoil", "key", "remedy"),
    [
        (authority_down, "authority", "Let this machine reach"),
        (wrong_tenant, "authority", "Correct PORTAL_TENANT_ID"),
        (another_issuer, "authority", "Correct PORTAL_TENANT_ID"),
        (clock_behind, "clock", "Set the clock"),
        (unknown_application, "credential", "Correct PORTAL_CLIENT_ID"),
        (wrong_secret, "credential", "put its value, not its id, into PORTAL_CLIENT_SECRET"),
        (expired_secret, "credential", "Create a new secret"),
        (no_address, "redirect", "Add it under https://entra.microsoft.com"),
        (role_gone, "app_role:Auditor", "Create it under"),
        (role_disabled, "app_role:Auditor", "Enable it under"),
        (nobody, "assigned", "Assign people or groups"),
        (not_me, "assigned", "Assign them under"),
        (no_licence, "licence", "Buy one"),
        (graph_down, "graph", "Let this machine reach"),
    ],
)
def test_a_fault_is_named_alone_with_its_remedy(
    signed_in: AdminCenter, settings: Settings, spoil: Callable[..., None], key: str, remedy: str
) -> None:
    spoil(signed_in, settings)
    code, found = findings()
    assert (code, missing(found)) == (1, [key])
    assert remedy in found[key]["remedy"]
    assert found[key]["remedy"].endswith(".")


@pytest.mark.parametrize("scope", entra.SCOPES)
def test_a_scope_without_consent_is_named_alone(signed_in: AdminCenter, scope: str) -> None:
    signed_in.grant_consent([one for one in entra.SCOPES if one != scope])
    code, found = findings()
    assert (code, missing(found)) == (1, [f"consent:{scope}"])
    assert "grant admin consent" in found[f"consent:{scope}"]["remedy"]


@pytest.fixture
def certified(signed_in: AdminCenter, settings: Settings, tmp_path: Path) -> AdminCenter:
    """The portal proves itself with a certificate that the registration knows."""
    private, certificate = pair()
    pem = tmp_path / "portal.pem"
    pem.write_bytes(private + certificate)
    settings.PORTAL_CLIENT_SECRET, settings.PORTAL_CLIENT_CERTIFICATE = "", str(pem)
    signed_in.upload_certificate(certificate)
    return signed_in


def test_a_certificate_in_order_is_ok(certified: AdminCenter) -> None:
    code, said = check()
    assert code == 0, said
    assert "The certificate is accepted." in said


def test_an_unknown_certificate_is_named(certified: AdminCenter) -> None:
    certified.upload_certificate(pair()[1])
    code, found = findings()
    assert (code, missing(found)) == (1, ["credential"])
    assert "Upload the certificate" in found["credential"]["remedy"]


def test_a_certificate_that_ended_is_named(
    certified: AdminCenter, settings: Settings, tmp_path: Path
) -> None:
    private, certificate = pair(days=-1)
    (tmp_path / "portal.pem").write_bytes(private + certificate)
    certified.upload_certificate(certificate)
    code, found = findings()
    assert (code, missing(found)) == (1, ["credential"])


def test_a_certificate_that_ends_soon_is_told_in_time(certified: AdminCenter, tmp_path: Path) -> None:
    private, certificate = pair(days=7)
    (tmp_path / "portal.pem").write_bytes(private + certificate)
    certified.upload_certificate(certificate)
    code, said = check()
    assert code == 0
    assert "replace it before" in said


def test_with_a_wrong_clock_the_clock_is_to_blame_not_the_certificate(certified: AdminCenter) -> None:
    set_tenant(certified.tenant, clock_offset_seconds=1200.0)
    code, found = findings()
    assert (code, missing(found)) == (1, ["clock"])
    assert "20 minutes behind" in found["clock"]["text"]


# --- What it says and what it keeps to itself ---


def test_each_host_has_its_redirect_address(signed_in: AdminCenter, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "portal.example.org"]
    code, said = check(address="")
    assert code == 1
    assert "http://localhost/signin/callback is registered." in said
    assert "http://portal.example.org/signin/callback is not registered." in said


def test_without_a_single_host_it_asks_for_the_address(signed_in: AdminCenter, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [".example.org"]
    code, said = check(address="")
    assert code == 0
    assert "--address https://<your host>" in said


def test_it_changes_nothing_and_tells_no_secret(signed_in: AdminCenter, settings: Settings) -> None:
    from portal.signin.models import TokenCache

    before = bytes(TokenCache.objects.get().sealed)
    settings.PORTAL_CLIENT_SECRET = "a-canary-of-a-secret"
    _, said = check()
    assert bytes(TokenCache.objects.get().sealed) == before
    assert "canary" not in said
    assert "eyJ" not in said


def test_in_another_cloud_the_way_there_is_that_clouds(
    client: Client, tenant: Any, settings: Settings
) -> None:
    settings.PORTAL_CLOUD, settings.CLOUD = "china", CLOUDS["china"]
    sign_in(client, tenant, "rafael")
    code, found = findings()
    assert (code, missing(found)) == (0, [])
    AdminCenter.of(tenant).grant_consent([])
    code, found = findings()
    assert code == 1
    assert "https://portal.azure.cn" in found["consent:User.Read"]["remedy"]


def test_without_a_database_it_still_tells_what_it_can(tenant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError
    from django.db.models.query import QuerySet

    def broken(*_: Any) -> None:
        raise OperationalError("no such table: signin_person")

    monkeypatch.setattr(QuerySet, "__iter__", broken)
    code, said = check()
    assert code == 0
    assert "The client secret is accepted." in said


def test_while_nobody_could_sign_in_it_does_not_ask_for_a_sign_in(
    signed_in: AdminCenter, settings: Settings
) -> None:
    wrong_secret(signed_in, settings)
    _, said = check()
    assert "Sign in to the portal once" not in said
    assert "Mend what is missing above" in said


@pytest.mark.parametrize("name", ["PORTAL_TENANT_ID", "PORTAL_TOKEN_KEYS"])
def test_settings_that_cannot_be_read_are_named_before_anything_is_asked(name: str) -> None:
    done = manage("check_tenant", **{name: None})
    assert done.returncode == 1
    assert f"{name} is needed and not set." in done.stderr
    assert "Traceback" not in done.stderr
