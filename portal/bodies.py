"""What nobody's draft can be is refused before anybody makes sense of it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.kept import not_taken

#: Bytes up to which a body is read and thrown away: a browser that still sends would see a cut connection.
DRAINED = 16 * 1024 * 1024
#: Stands for a length that is none.
BEYOND = DRAINED + 1

GetResponse = Callable[[HttpRequest], HttpResponse]
TEXT = "That is more than the portal takes in one request. Nothing was saved."


def bounded_bodies_middleware(get_response: GetResponse) -> GetResponse:
    """413 for a body beyond DATA_UPLOAD_MAX_MEMORY_SIZE. Django bounds the fields of a form, but no files.

    A body that does not say how long it is counts as empty (WSGI). NUL in an address becomes U+FFFD:
    PostgreSQL does not even search for it.
    """

    def weigh(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", "%EF%BF%BD")
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said[:20]) if said.isdecimal() else BEYOND
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        if length <= DRAINED:
            request.read()
        return _too_large(request)

    return weigh


def _too_large(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return not_taken(request, text=TEXT, status=413)
    return render(request, "413.html", {"message": TEXT}, status=413)
