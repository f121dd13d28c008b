"""One address, two bodies."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware
from pytest_django import Settings

from portal.htmx import page_or_part


@pytest.fixture(autouse=True)
def templates(settings: Settings) -> None:
    """A page and its part, in memory."""
    texts = {"page.html": "<html>{% include '_part.html' %}</html>", "_part.html": "<p>{{ word }}</p>"}
    loaders = [("django.template.loaders.locmem.Loader", texts)]
    backend = "django.template.backends.django.DjangoTemplates"
    settings.TEMPLATES = [{"BACKEND": backend, "OPTIONS": {"loaders": loaders}}]


def ask(rf: RequestFactory, **headers: str) -> HttpResponse:
    """The answer to one GET with these headers, through django-htmx's middleware."""

    def view(request: HttpRequest) -> HttpResponse:
        return page_or_part(request, "page.html", "_part.html", {"word": "hello"}, status=202)

    answer = HtmxMiddleware(view)(rf.get("/", headers=headers))
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_browser_gets_the_page(rf: RequestFactory) -> None:
    assert ask(rf).content == b"<html><p>hello</p></html>"


def test_htmx_gets_the_part(rf: RequestFactory) -> None:
    assert ask(rf, hx_request="true").content == b"<p>hello</p>"


def test_htmx_gets_the_page_when_it_restores_its_history(rf: RequestFactory) -> None:
    answer = ask(rf, hx_request="true", hx_history_restore_request="true")
    assert answer.content.startswith(b"<html>")


def test_caches_keep_the_two_apart(rf: RequestFactory) -> None:
    answer = ask(rf)
    assert answer["Vary"] == "HX-Request, HX-History-Restore-Request"
    assert answer.status_code == 202
