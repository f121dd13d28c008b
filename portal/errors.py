"""Answers to requests that Django refuses before a view sees them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page in the portal's own look; Django's carries inline styles, which our policy blocks."""
    return render(request, "403.html", {"csrf_failure": True}, status=403)
