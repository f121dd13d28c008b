"""`manage.py check_tenant`: whether the portal is connected to its tenant, step by step."""

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from portal.logs import on_one_line, without_secrets
from portal.signin import entra
from portal.signin.checks.asking import look
from portal.signin.checks.finding import Finding, Outcome
from portal.signin.checks.judging import judge
from portal.signin.checks.judging_people import all_is_well
from portal.signin.checks.seen import Wanted


class Command(BaseCommand):
    help = (
        "Ask the tenant what is right and what is missing, and say how to mend it. Changes nothing. "
        "Exit code 0 when nothing is missing, else 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="the findings as a JSON list")
        parser.add_argument(
            "--address", help="origin of the portal, such as https://portal.example.org (from the settings)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = judge(_wanted(), look(_redirect_addresses(options["address"])))
        text = _as_json(findings) if options["json"] else "\n".join(_lines(findings))
        self.stdout.write(text)
        if not all_is_well(findings):
            sys.exit(1)


def _wanted() -> Wanted:
    scopes = (*entra.SCOPES, *settings.PORTAL_EXTRA_SCOPES)
    return Wanted(
        tenant_id=settings.PORTAL_TENANT_ID,
        client_id=settings.PORTAL_CLIENT_ID,
        cloud=settings.PORTAL_CLOUD,
        login=settings.PORTAL_AUTHORITY,
        graph=settings.PORTAL_GRAPH_URL,
        admin_center=settings.CLOUD.admin_center,
        scopes=scopes,
        licences=settings.PORTAL_LICENCES,
        certificate_ends=_end_of_certificate(),
        now=dt.datetime.now(dt.UTC),
    )


def _end_of_certificate() -> dt.datetime | None:
    """Raises CommandError for a file without a certificate."""
    if not settings.PORTAL_CLIENT_CERTIFICATE:
        return None
    try:
        pem = Path(settings.PORTAL_CLIENT_CERTIFICATE).read_bytes()
        return x509.load_pem_x509_certificate(pem).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise CommandError(f"PORTAL_CLIENT_CERTIFICATE holds no certificate: {error}") from None


def _redirect_addresses(address: str | None) -> list[str]:
    """Where Entra sends people back to, under each name that the portal may be asked by."""
    scheme = "https" if settings.SECURE else "http"
    named = [host for host in settings.ALLOWED_HOSTS if host != "*" and not host.startswith(".")]
    origins = [address.rstrip("/")] if address else [f"{scheme}://{host}" for host in named]
    return [origin + reverse("signin:callback") for origin in origins]


def _as_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(one) for one in findings], indent=2)


def _lines(findings: list[Finding]) -> Iterator[str]:
    width = max(len(outcome) for outcome in Outcome)
    for one, following in zip_longest(findings, findings[1:]):
        yield _plain(f"{one.outcome:<{width}}  {one.text}")
        if one.remedy and (following is None or following.remedy != one.remedy):  # once for all that share it
            yield _plain(f"{'':<{width}}  → {one.remedy}")
    yield ""
    yield _summary(findings)


def _summary(findings: list[Finding]) -> str:
    missing = sum(one.outcome is Outcome.MISSING for one in findings)
    unknown = sum(one.outcome is Outcome.CANNOT_TELL for one in findings)
    if missing:
        return f"{missing} missing, {unknown} not known. Mend the first and run this again."
    return f"Nothing is missing, {unknown} not known." if unknown else "All ok."


def _plain(line: str) -> str:
    """What a tenant says may hold anything."""
    return on_one_line(without_secrets(line))
