"""Addresses of the sign-in pages, and the check of where they may lead."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"


def local(path: str) -> str:
    """The path if it leads to a page of this site, else the home page."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if own else HOME


def signin_address(onward: str, *, again: bool = False) -> str:
    """The sign-in page that leads on to `onward`."""
    query = {"next": local(onward)} | ({"again": "1"} if again else {})
    return f"{reverse('signin:start')}?{urlencode(query)}"


def seen_page(request: HttpRequest) -> str:
    """The page to come back to: the one in the browser, which htmx and a POST do not ask for."""
    if request.headers.get("HX-Request"):
        return path_of(request.headers.get("HX-Current-URL", ""))
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return path_of(request.headers.get("Referer", ""))


def path_of(address: str) -> str:
    """Path and query of an absolute address, read as one of this site's own; the home page for none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return HOME
    return local(f"{parts.path}?{parts.query}" if parts.query else parts.path)
