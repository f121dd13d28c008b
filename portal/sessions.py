"""Sessions end after an idle time and, however busy, after an absolute time."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

OPENED = "opened_at"
SEEN = "seen_at"
#: Seconds between two writes of the time last seen, so that reading pages does not write to the database.
NOTED_EVERY = 60

GetResponse = Callable[[HttpRequest], HttpResponse]


def expiry_middleware(get_response: GetResponse) -> GetResponse:
    """Empty a session that is too old; note when the others were last seen."""

    def watch(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.keys():
            flush_or_note(request.session, now=int(time.time()))
        return get_response(request)

    return watch


def flush_or_note(session: SessionBase, *, now: int) -> None:
    """Judge one session at `now`, in seconds since 1970."""
    opened, seen = session.get(OPENED), session.get(SEEN, 0)
    if opened is None:
        session[OPENED] = session[SEEN] = now
    elif now - opened > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        session.flush()
    elif now - seen >= NOTED_EVERY:
        session[SEEN] = now
