"""What was typed survives a form that was not taken: the page that says so holds it and can send it again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Sent by the page itself, never typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "digest", "page", "revision"})


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """All that a form sent apart from its token; empty unless something of it may have been typed."""
    if request.method != "POST" or not set(request.POST) - NOT_TYPED:
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]


def kept_page(request: HttpRequest, *, title: str, text: str, status: int, **links: Any) -> HttpResponse:
    """A page with one button, which sends the same form again. `links`: signin_url."""
    context = {"title": title, "text": text, "sent": typed_in(request), "action": request.get_full_path()}
    return render(request, "kept.html", context | links, status=status)


def not_taken(request: HttpRequest, *, text: str, status: int) -> HttpResponse:
    """For htmx: the page stays as it is, with all that is typed on it, and a message says what happened."""
    response = render(request, "components/toast.html", {"kind": "error", "text": text}, status=status)
    response["HX-Retarget"], response["HX-Reswap"], response["HX-Reselect"] = "#toasts", "innerHTML", ".toast"
    response["X-Not-Saved"] = text
    return response


def is_own(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from this site."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
