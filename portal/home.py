"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever comes here has a package to write; a reviewer has one to read."""
    reviews = "Reviewer" in getattr(request.user, "portal_roles", ())
    return redirect("/reviews/" if reviews else "/drafts/")


home.permission = "anyone who is signed in"  # type: ignore[attr-defined]
