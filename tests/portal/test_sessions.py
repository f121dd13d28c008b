"""Sessions end: idle ones soon, busy ones at the end of the day."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from portal.sessions import NOTED_EVERY, SEEN, flush_or_note

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

MORNING = 1_700_000_000


@pytest.fixture
def session() -> SessionStore:
    """Somebody signed in in the morning."""
    store = SessionStore()
    store["who"] = "Ada"
    flush_or_note(store, now=MORNING)
    store.save()
    return store


def test_a_busy_session_goes_on(session: SessionStore, settings: Settings) -> None:
    for minutes in range(0, 11 * 60, 30):
        flush_or_note(session, now=MORNING + minutes * 60)
    assert session["who"] == "Ada"


def test_an_idle_session_ends(session: SessionStore, settings: Settings) -> None:
    flush_or_note(session, now=MORNING + settings.SESSION_IDLE_AGE + 1)
    assert session.is_empty()


def test_a_busy_session_ends_too(session: SessionStore, settings: Settings) -> None:
    session[SEEN] = MORNING + settings.SESSION_COOKIE_AGE
    flush_or_note(session, now=MORNING + settings.SESSION_COOKIE_AGE + 1)
    assert session.is_empty()


def test_reading_many_pages_in_a_minute_writes_nothing(session: SessionStore) -> None:
    session.modified = False
    flush_or_note(session, now=MORNING + NOTED_EVERY - 1)
    assert not session.modified


def test_a_visitor_without_a_session_gets_none(client: Client) -> None:
    client.cookies["session"] = "of-yesterday"
    client.get("/healthz")
    assert Session.objects.count() == 0


def test_it_ends_on_the_way_in(client: Client, session: SessionStore) -> None:
    client.cookies["session"] = session.session_key or ""
    client.get("/healthz")
    assert not Session.objects.exists()
