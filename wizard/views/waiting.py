"""How many drafts wait for the person, beside Reviews in the navigation of every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest

from wizard.permissions import person_of
from wizard.views.review_list import Reach, reach_of, waiting_within

#: The number stops here, so that a page never counts thousands of rows.
MOST = 99
#: Key of the session.
REACH = "reviews_in"


def review_count(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """A context processor. Counts only where a template asks, which parts of pages never do."""
    return {"review_count": cache(lambda: _counted(request))}


def _counted(request: HttpRequest) -> str:
    """One query; empty where nothing waits, or nobody has told yet what the person may review."""
    reach = _reach(request) if request.user.is_authenticated else None
    if not reach:
        return ""
    found = waiting_within(person_of(request), reach)[: MOST + 1].count()
    return f"{MOST}+" if found > MOST else str(found or "")


def _reach(request: HttpRequest) -> Reach | None:
    """As a view of this session asked last: the tenant is never asked for the sake of a number. What counts
    is asked again by the list and the page behind it.
    """
    rights: Any = getattr(request, "_rights", None)
    if rights and (now := reach_of(rights)) != request.session.get(REACH):
        request.session[REACH] = now
    reach: Reach | None = request.session.get(REACH)
    return reach
