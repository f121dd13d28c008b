"""The start of the portal in a process of its own: strict, and clear about what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PRODUCTION = {
    "PORTAL_SECRET_KEY": "kR7vQ2mX9pLs4TzB8nYw3JcHf6GdAe5UxViNoMqEbKgZrStWy1",
    "PORTAL_ALLOWED_HOSTS": "portal.example.org",
    "PORTAL_TENANT_ID": "7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01",
    "PORTAL_CLIENT_ID": "5b1f2c1e-8a34-4a6e-b0a7-0c9d3f1e7a02",
    "PORTAL_CLIENT_SECRET": "a-secret-nobody-should-see",
    "PORTAL_TOKEN_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
}

ON_LOOPBACK = PRODUCTION | {"PORTAL_INSECURE_LOOPBACK": "true", "PORTAL_ALLOWED_HOSTS": "localhost,127.0.0.1"}


def manage(*arguments: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    """One command with the variables of a production place and those given; None takes one away."""
    wanted = {name: value for name, value in (PRODUCTION | variables).items() if value is not None}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=wanted, capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_production_place_passes_djangos_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_without_a_needed_variable_it_does_not_start(name: str) -> None:
    done = manage("check", **{name: None})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORTAL_REVEIW", "never", "Did you mean PORTAL_REVIEW?"),
        ("PORTAL_REVIEW", "sometimes", "always, when-author-lacks-rights, never"),
        ("PORTAL_CLOUD", "moon", "global, usgov, usgov-dod, china"),
        ("PORTAL_EXTRA_SCOPES", "Mail.Read", "some of User.Read.All, Policy.Read.All, RoleM"),
        ("PORTAL_TENANT_ID", "contoso", "a GUID"),
        ("PORTAL_TOKEN_KEYS", "short", "Fernet keys"),
        ("PORTAL_DATABASE_URL", "mysql://root:hush@db/portal", "sqlite:///path or postgres://"),
        ("PORTAL_DATABASE_URL", "nonsense", "sqlite:///path or postgres://"),
        ("PORTAL_CLIENT_CERTIFICATE", "/etc/hostname", "one is needed, not both"),
        ("PORTAL_GRAPH_URL", "http://127.0.0.1:8001", "PORTAL_INSECURE_LOOPBACK"),
        ("PORTAL_INSECURE_LOOPBACK", "true", "PORTAL_ALLOWED_HOSTS to be localhost"),
    ],
)
def test_a_wrong_variable_names_itself_and_what_would_be_right(name: str, value: str, told: str) -> None:
    done = manage("check", **{name: value})
    assert done.returncode == 1
    assert name in done.stderr
    assert told in done.stderr
    assert "hush" not in done.stderr


def test_a_certificate_does_instead_of_a_secret(tmp_path: Path) -> None:
    pem = tmp_path / "portal.pem"
    pem.write_text("a key and a certificate")
    assert manage("check", PORTAL_CLIENT_SECRET=None, PORTAL_CLIENT_CERTIFICATE=str(pem)).returncode == 0
    missing = manage("check", PORTAL_CLIENT_SECRET=None, PORTAL_CLIENT_CERTIFICATE=str(pem) + ".old")
    assert "PORTAL_CLIENT_CERTIFICATE must be the path of a PEM file" in missing.stderr


def test_loopback_settings_start_and_fail_the_deployment_checks() -> None:
    simulated = ON_LOOPBACK | {"PORTAL_GRAPH_URL": "http://127.0.0.1:8001"}
    assert manage("check", **simulated).returncode == 0
    done = manage("check", "--deploy", "--fail-level", "WARNING", **simulated)
    assert done.returncode == 1
    assert "portal.E001" in done.stderr
    assert "portal.E002" in done.stderr


def test_commands_that_meet_no_tenant_need_no_settings() -> None:
    nothing = dict.fromkeys(PRODUCTION)
    assert manage("makemigrations", "--check", "--dry-run", **nothing).returncode == 0
    assert manage("demo", "--help", **nothing).returncode == 0


def test_they_too_refuse_a_variable_nobody_knows() -> None:
    done = manage("demo", "--help", **dict.fromkeys(PRODUCTION), PORTAL_PROT="8000")
    assert done.returncode == 1
    assert "PORTAL_PROT" in done.stderr


SHOW = """
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SECURE_HSTS_SECONDS)
"""


def test_cookies_are_bound_to_the_host_unless_on_loopback() -> None:
    shell = ("shell", "--no-imports", "-c", SHOW)
    assert manage(*shell).stdout.split() == ["__Host-session", "__Host-csrf", "63072000"]
    assert manage(*shell, **ON_LOOPBACK).stdout.split() == ["session", "csrf", "0"]
