"""All addresses of the site, and two that fail as no address of it should."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from portal.graph.errors import GraphUnreachable
from portal.signin.access import public


@public
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a mistake of ours, canary-secret-in-a-traceback")


@public
def tenant_down(request: HttpRequest) -> HttpResponse:
    raise GraphUnreachable("nobody answers", may_have_landed=False)


urlpatterns = [
    path("breaks/", breaks),
    path("tenant-down/", tenant_down),
    path("", include("portal.urls")),
]
