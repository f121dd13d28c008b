"""Characters that turn the direction of the text around them are shown instead of obeyed.

A name with U+202E in it would otherwise read backwards, and with it the sentence in which it stands. Letters
of right-to-left scripts, and the marks that belong to them, are left alone.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Embeddings, overrides and isolates. https://www.unicode.org/reports/tr9/
TURNING = "\u202a-\u202e\u2066-\u2069"
#: Tags and what is typed into a control stay as they are: only text between tags is for reading alone.
_PARTS = re.compile(rf"(<textarea\b.*?</textarea>|<[^>]*>)|([{TURNING}])", re.DOTALL)
_TURNING = re.compile(f"[{TURNING}]")

GetResponse = Callable[[HttpRequest], HttpResponse]


def bidi_middleware(get_response: GetResponse) -> GetResponse:
    """For every page and every part of one; inside of CommonMiddleware, which counts the bytes."""

    def show(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            text = response.content.decode()
            if _TURNING.search(text):
                response.content = visible(text)
        return response

    return show


def visible(html: str) -> str:
    """The page with each of them written out, such as [U+202E]."""
    return _PARTS.sub(lambda found: found[1] or f"[U+{ord(found[2]):04X}]", html)


def escaped(json: str) -> str:
    """JSON with each of them escaped: it says the same and can be copied from a page."""
    return _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
