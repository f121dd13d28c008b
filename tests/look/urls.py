"""Addresses of the gallery; only tests use them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from portal.signin.access import public
from tests.look.forms import EveryControl
from tests.look.samples import context


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; `?wrong` shows the form with all its errors."""
    data = {"name": "Far too long a name", "days": "2.5", "approval": "yes"}
    form = EveryControl(data) if "wrong" in request.GET else EveryControl()
    if form.is_bound:
        form.add_error(None, "Something about the form as a whole is wrong.")
    return render(request, "look/gallery.html", context() | {"form": form})


@public
def wizard(request: HttpRequest) -> HttpResponse:
    """A tab as the wizard composes it."""
    return render(request, "look/wizard.html", context() | {"form": EveryControl()})


@public
def picker(request: HttpRequest) -> HttpResponse:
    """The picker in its pane, or as a page of its own."""
    return render(request, "look/picker.html", context())


@public
def pane(request: HttpRequest) -> HttpResponse:
    """A small form in its pane; posted, it closes the pane."""
    if request.method == "POST":
        return HttpResponse("chosen", headers={"HX-Trigger": "pane-close"})
    return render(request, "look/small_pane.html", context() | {"form": EveryControl(auto_id="pane_%s")})


@public
def save(request: HttpRequest) -> HttpResponse:
    """Takes an autosave, or refuses it."""
    return HttpResponse(status=503 if request.POST.get("name") == "refuse" else 204)


@public
def signed_out(request: HttpRequest) -> HttpResponse:
    """A page for somebody who has not signed in."""
    return render(request, "404.html", {"user": None}, status=404)


urlpatterns = [
    path("gallery/", gallery),
    path("wizard/", wizard),
    path("picker/", picker),
    path("pane/", pane),
    path("save/", save),
    path("out/", signed_out),
]
