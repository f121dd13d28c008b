"""Nobody sees a page without signing in; what only a new sign-in or a later try can mend becomes a page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.graph.errors import GraphBroken, GraphError, GraphRefused, GraphUnreachable, SignInNeeded, TooFast
from portal.kept import kept_page, not_taken, typed_in
from portal.signin.access import is_public
from portal.signin.addresses import seen_page, signin_address

#: Where the session keeps what the tenant demanded until the person signs in again.
CLAIMS = "signin_claims"

GetResponse = Callable[[HttpRequest], HttpResponse]


class SigninMiddleware:
    """After sessions, authentication and django-htmx."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send people who are not signed in to the sign-in page, unless the view is public."""
        if request.user.is_authenticated or is_public(view):
            return None
        return _ended(request, signin_address(seen_page(request)))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a view that the tenant left without an answer."""
        if isinstance(error, SignInNeeded):
            request.session[CLAIMS] = error.claims
            return _ended(request, signin_address(seen_page(request), again=True))
        if isinstance(error, GraphUnreachable | GraphBroken | TooFast):
            return _unreachable(request, error)
        return None


def _ended(request: HttpRequest, address: str) -> HttpResponse:
    """To the sign-in page; without script a form with something typed in it would be lost on the way."""
    if request.headers.get("HX-Request") or not typed_in(request):
        return _to(request, address)
    text = "Nothing was saved yet. Sign in, come back to this page and send it again."
    return kept_page(
        request, title="Your sign-in has ended", text=text, status=403, signin_url=address, hide_signin=True
    )


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; htmx would follow it inside the page, so it is told to leave the page instead."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    response = redirect(address)
    response.status_code = 303
    return response


def _unreachable(request: HttpRequest, error: GraphError) -> HttpResponse:
    context = {"request_id": getattr(error, "request_id", ""), "retry_url": seen_page(request)}
    if isinstance(error, TooFast):
        context["message"] = "Microsoft asks the portal to slow down."
    response = _kept(request) if typed_in(request) else render(request, "503.html", context, status=503)
    if isinstance(error, GraphRefused) and error.wait is not None:
        response["Retry-After"] = str(int(error.wait) + 1)
    return response


def _kept(request: HttpRequest) -> HttpResponse:
    title = "Microsoft Entra does not answer"
    if request.headers.get("HX-Request"):
        text = "Microsoft Entra does not answer. Nothing was saved; keep this page open and try again."
        return not_taken(request, text=text, status=503)
    text = "Nothing was saved yet. Send it again in a moment."
    return kept_page(request, title=title, text=text, status=503)
