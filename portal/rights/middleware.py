"""The last word on auditors: whatever a view lets through, they change nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.rights.reading import changes_nothing
from portal.rights.table import ASK_TO_TAKE
from portal.signin.access import is_public

SAFE = ("GET", "HEAD", "OPTIONS")
MESSAGE = "Holders of the portal's role Auditor read what is given to them and change nothing."


class AuditorsChangeNothing:
    """After the sign-in: only people who are signed in get here, or to a public view such as Sign out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method in SAFE or is_public(view):
            return None
        if not changes_nothing(request.user):  # type: ignore[arg-type]
            return None
        return render(request, "403.html", {"message": MESSAGE, "who": ASK_TO_TAKE}, status=403)
