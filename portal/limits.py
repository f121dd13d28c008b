"""How often one person may ask for what costs calls to Graph. Beyond it: 429, until the minute has passed.

Counted in the memory of each web process (docs/decisions/0047-limits-per-process.md). Nobody is locked out.
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from portal.kept import kept_page, not_taken, typed_in
from portal.signin.addresses import seen_page

View = TypeVar("View", bound=Callable[..., Any])

#: A person types, a script floods: ten searches a second are beyond anybody's fingers.
SEARCHES = "600/minute"
#: What makes the portal ask Graph for everything anew, or lets a worker write to it.
PRESSES = "30/minute"


@functools.cache
def limiter() -> FixedWindowRateLimiter:
    """Made at first use, and so after any fork."""
    return FixedWindowRateLimiter(MemoryStorage())


def limited(rate: str) -> Callable[[View], View]:
    """At most so often for each person, such as 30/minute."""
    item = parse(rate)

    def guard(view: View) -> View:
        @functools.wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = (f"{view.__module__}.{view.__name__}", str(request.user.pk))
            if limiter().hit(item, *who):
                return cast(HttpResponse, view(request, *args, **kwargs))
            return _too_often(request, _seconds_left(item, who))

        return cast(View, counted)

    return guard


def _seconds_left(item: RateLimitItem, who: tuple[str, str]) -> int:
    """Until the window has passed; at least one."""
    return max(1, math.ceil(limiter().get_window_stats(item, *who).reset_time - time.time()))


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """With Retry-After, and with everything that was typed."""
    wait = f"Wait {seconds} second{'' if seconds == 1 else 's'}"
    if request.headers.get("HX-Request"):
        response = not_taken(request, text=f"Too many requests. {wait} and try again.", status=429)
    elif typed_in(request):
        text = f"Nothing was saved yet. {wait} and send it again."
        response = kept_page(request, title="Too many requests", text=text, status=429)
    else:
        context = {"seconds": seconds, "back_url": seen_page(request)}
        response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
