"""Every answer carries the headers that keep other sites out."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def policy(header: str) -> dict[str, str]:
    """The directives by name; their order varies between processes."""
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


def test_the_headers(client: Client) -> None:
    response = client.get("/healthz")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_nothing_is_allowed_but_our_own(client: Client) -> None:
    directives = policy(client.get("/healthz")["Content-Security-Policy"])
    nothing = {name for name, value in directives.items() if value == "'none'"}
    assert nothing == {"default-src", "base-uri", "frame-ancestors", "object-src"}
    assert {value for name, value in directives.items() if name not in nothing} == {"'self'"}


def test_an_address_that_is_not_there_carries_them_too(client: Client) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert policy(response["Content-Security-Policy"])["default-src"] == "'none'"


def test_in_production_http_leads_to_https_and_probes_are_spared(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    response = client.get("/drafts/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/drafts/")
    assert client.get("/healthz").status_code == 200
    assert "max-age=63072000" in client.get("/healthz", secure=True)["Strict-Transport-Security"]


def test_a_form_without_its_token_is_refused_on_our_own_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/signin/out")
    assert response.status_code == 403
    assert "403.html" in [template.name for template in response.templates]
    assert policy(response["Content-Security-Policy"])["default-src"] == "'none'"
