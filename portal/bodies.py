"""What nobody's draft can be is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.kept import not_taken

GetResponse = Callable[[HttpRequest], HttpResponse]
TEXT = "That is more than the portal takes in one request. Nothing was saved."


def bounded_bodies_middleware(get_response: GetResponse) -> GetResponse:
    """413 for a body beyond DATA_UPLOAD_MAX_MEMORY_SIZE. Django bounds the fields of a form, but no files.

    A body that does not say how long it is counts as empty (WSGI). 400 for NUL in an address: it searches for
    nothing, and PostgreSQL refuses to look.
    """

    def weigh(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length[:20]) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        if request.headers.get("HX-Request"):
            return not_taken(request, text=TEXT, status=413)
        return render(request, "413.html", {"message": TEXT}, status=413)

    return weigh
