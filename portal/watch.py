"""The log of who came, who left and who was refused. Ids only: names stand in the database."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

#: What an honest page never meets, or seldom: somebody may be trying doors.
REFUSALS = frozenset({400, 403, 404, 405, 413, 429})

GetResponse = Callable[[HttpRequest], HttpResponse]


def watch_middleware(get_response: GetResponse) -> GetResponse:
    """One line for each refusal, without the query, which may hold the code of a sign-in."""

    def watch(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REFUSALS:
            who = _who(getattr(request, "user", None))
            log.warning("%d for %s: %s %s", response.status_code, who, request.method, request.path)
        return response

    return watch


def _who(person: Any) -> str:
    return f"person {person.pk}" if person and person.pk else "somebody not signed in"


def note_sign_in(sender: Any, user: Any, **_: Any) -> None:
    log.info("signed in: %s", _who(user))


def note_sign_out(sender: Any, user: Any, **_: Any) -> None:
    log.info("signed out: %s", _who(user))


def begin() -> None:
    """Connects to Django's signals; called once, when the site starts."""
    user_logged_in.connect(note_sign_in, dispatch_uid="portal.watch.in")
    user_logged_out.connect(note_sign_out, dispatch_uid="portal.watch.out")
