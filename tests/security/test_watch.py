"""The log says who came, who left and who was refused what, and nothing that would let a reader in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.signin.walk import PORTAL_HOST
from tests.views.stage import Company, Seat, document, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Any:
    """Lines of this log alone, as they stand now."""
    caplog.set_level("INFO", logger="portal.watch")
    return lambda: [one.getMessage() for one in caplog.records if one.name == "portal.watch"]


def test_who_came_and_who_left(company: Company, told: Any) -> None:
    seat = company.seat("emil")
    seat.post(reverse("signin:out"))
    assert told() == [f"signed in: person {seat.person.pk}", f"signed out: person {seat.person.pk}"]


def test_who_tried_the_door_of_another(company: Company, olivia: Seat, emil: Seat, told: Any) -> None:
    url = reverse("wizard:review", args=[drafted(olivia, document(company)).pk])
    emil.get(url)
    assert told()[-1] == f"404 for person {emil.person.pk}: GET {url}"


def test_a_sign_in_that_failed_without_its_code(client: Client, told: Any) -> None:
    client.get("/signin/callback?code=canary-code&state=forged", headers={"host": PORTAL_HOST})
    assert told() == ["400 for somebody not signed in: GET /signin/callback"]


def test_a_form_from_another_site(company: Company, told: Any) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": PORTAL_HOST, "origin": "https://evil.example"})
    strict.post("/drafts/new/")
    assert told() == ["403 for somebody not signed in: POST /drafts/new/"]


def test_what_went_well_is_no_news(emil: Seat, told: Any) -> None:
    before = told()
    emil.get(reverse("wizard:drafts"))
    assert told() == before
