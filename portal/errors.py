"""Answers to requests that Django refuses before a view sees them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.kept import is_own, kept_page, typed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page in the portal's own look; Django's carries inline styles, which our policy blocks.

    A form of ours is merely too old, for instance from before a sign-in: it can be sent again.
    """
    if is_own(request) and typed_in(request) and not request.headers.get("HX-Request"):
        text = "This page was open while you signed in again, so nothing was saved yet. Send it again."
        return kept_page(request, title="This page was too old", text=text, status=403)
    return render(request, "403.html", {"csrf_failure": True}, status=403)
