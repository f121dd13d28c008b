"""Sessions end after an idle time and, however busy, after an absolute time.

A session belongs to one sign-in: who signed in, a number of that sign-in's own, and the row that keeps it are
sealed together, so that a row filled with another session's content is nobody's.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as PERSON
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

OPENED = "opened_at"
SEEN = "seen_at"
SIGN_IN = "sign_in"
BOUND = "bound"
#: Seconds between two writes of the time last seen, so that reading pages does not write to the database.
NOTED_EVERY = 60

GetResponse = Callable[[HttpRequest], HttpResponse]


def expiry_middleware(get_response: GetResponse) -> GetResponse:
    """Empty a session that is too old or another's; note when the others were last seen."""

    def watch(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.keys():
            flush_or_note(request.session, now=int(time.time()))
        return get_response(request)

    return watch


def flush_or_note(session: SessionBase, *, now: int) -> None:
    """Judge one session at `now`, in seconds since 1970."""
    opened, seen = session.get(OPENED), session.get(SEEN, 0)
    if PERSON in session and not is_bound(session):
        session.flush()
    elif opened is None:
        session[OPENED] = session[SEEN] = now
    elif now - opened > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        session.flush()
    elif now - seen >= NOTED_EVERY:
        session[SEEN] = now


def bind(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """Receives Django's signal that somebody was signed in: their session has its new key by then.

    Without a request there is no session to bind.
    """
    if request is None:
        return
    request.session[OPENED] = request.session[SEEN] = int(time.time())
    request.session[SIGN_IN] = secrets.token_urlsafe(16)
    request.session[BOUND] = _seal(request.session)


def is_bound(session: SessionBase) -> bool:
    """Whether what it says of the sign-in was said of this very session."""
    return constant_time_compare(session.get(BOUND, ""), _seal(session))


def _seal(session: SessionBase) -> str:
    value = "|".join(str(one) for one in (session.session_key, session.get(PERSON), session.get(SIGN_IN)))
    return salted_hmac("portal.sessions", value, algorithm="sha256").hexdigest()
