"""Pages of signing in and out.

Sign-in starts from a link: `form-action 'self'` blocks a POST that redirects to Entra.
"""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from portal.signin import backend, entra, flow
from portal.signin.access import public
from portal.signin.addresses import local, signin_address
from portal.signin.middleware import CLAIMS
from portal.signin.models import Person
from portal.signin.people import end_sessions


@require_safe
@public
def start(request: HttpRequest) -> HttpResponse:
    """A page with one link; the link leads here again with `go` and from here to Entra."""
    onward = local(request.GET.get("next", ""))
    if "go" in request.GET:
        return _to_entra(request, onward)
    again = "again" in request.GET
    if request.user.is_authenticated and not again:
        return redirect(onward)
    context = {"go_url": f"{signin_address(onward, again=again)}&go=1", "again": again, "hide_signin": True}
    return render(request, "signin/start.html", context)


def _to_entra(request: HttpRequest, onward: str) -> HttpResponse:
    try:
        return redirect(_entra_address(request, onward))
    except flow.SigninFailed as failure:
        return _failed(request, failure)


def _failed(request: HttpRequest, failure: flow.SigninFailed) -> HttpResponse:
    context = {"failure": failure, "start_url": reverse("signin:start"), "hide_signin": True}
    return render(request, "signin/failed.html", context, status=400)


def _entra_address(request: HttpRequest, onward: str) -> str:
    """A new flow; somebody signed in is asked for as the same person, with what the tenant demanded."""
    again = "again" in request.GET and request.user.is_authenticated
    return flow.begin(
        request.session,
        redirect_uri=request.build_absolute_uri(reverse("signin:callback")),
        onward=onward,
        claims=request.session.get(CLAIMS) if again else None,
        hint=str(getattr(request.user, "user_principal_name", "")) if again else None,
    )


@require_GET
@public
def callback(request: HttpRequest) -> HttpResponse:
    """Where Entra sends the person back to."""
    try:
        person, onward = flow.finish(request.session, request.GET.dict())
    except flow.SigninFailed as failure:
        return _failed(request, failure)
    request.session.flush()
    login(request, person, backend=backend.PATH)
    return redirect(onward)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def out(request: HttpRequest) -> HttpResponse:
    """POST ends the session here, with `everywhere` all of the person's; the page then links to the end of
    the session with Microsoft.
    """
    if request.method == "POST":
        everywhere = "everywhere" in request.POST
        if everywhere and isinstance(request.user, Person):
            end_sessions(request.user)
        logout(request)
        return redirect(reverse("signin:out") + ("?everywhere=yes" if everywhere else ""))
    return render(request, "signin/out.html", {"logout_url": entra.logout_address(), "hide_signin": True})
