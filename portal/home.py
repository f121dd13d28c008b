"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever comes here has a package to write; a reviewer has one to read, an Admin neither."""
    roles = getattr(request.user, "portal_roles", ())
    if roles == ["Admin"]:
        return redirect("/settings/")
    return redirect("/reviews/" if "Reviewer" in roles else "/drafts/")


home.permission = "anyone who is signed in"  # type: ignore[attr-defined]
