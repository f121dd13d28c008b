"""Nobody in without signing in; what only a sign-in or a later try can mend becomes a page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.graph.errors import (
    GraphError,
    GraphUnreachable,
    NotAllowed,
    SignInNeeded,
    refusal,
)
from portal.signin.access import is_public, public
from portal.signin.middleware import SigninMiddleware
from tests.signin.walk import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def middleware() -> SigninMiddleware:
    return SigninMiddleware(lambda request: HttpResponse())


@pytest.fixture
def ask(rf: RequestFactory) -> Callable[..., HttpRequest]:
    """A request that has a session and nobody in it."""

    def make(method: str = "GET", path: str = "/drafts/?q=a", **headers: str) -> HttpRequest:
        from django.contrib.auth.models import AnonymousUser

        request = rf.generic(method, path, headers=headers)
        request.session = SessionStore()
        request.user = AnonymousUser()
        return request

    return make


@pytest.mark.parametrize("path", ["/", "/drafts/", "/reviews/", "/packages/", "/submissions/"])
def test_a_stranger_meets_the_sign_in_page(client: Client, path: str) -> None:
    answer = client.get(path, follow=False)
    if answer.status_code != 404:
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/signin/?next={path.replace('/', '%2F')}"


def test_the_sign_in_page_has_one_link_and_needs_no_tenant(client: Client) -> None:
    page = client.get("/signin/?next=/drafts/").content.decode()
    assert 'href="/signin/?next=%2Fdrafts%2F&amp;go=1"' in page


@pytest.mark.parametrize("path", ["/healthz", "/signin/", "/signin/out"])
def test_what_needs_no_sign_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_htmx_is_told_to_leave_the_page(client: Client) -> None:
    answer = client.get(
        "/drafts/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/drafts/1/basics/?a=b"}
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/signin/?next=%2Fdrafts%2F1%2Fbasics%2F%3Fa%3Db"


def test_views_are_private_unless_they_say_otherwise() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert not is_public(view)
    assert is_public(public(view))


def test_a_call_that_needs_a_sign_in_leads_there_and_remembers_the_demand(
    middleware: SigninMiddleware, ask: Callable[..., HttpRequest]
) -> None:
    request = ask()
    answer = middleware.process_exception(request, SignInNeeded("expired", claims='{"a": 1}'))
    assert answer is not None
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/signin/?next=%2Fdrafts%2F%3Fq%3Da&again=1",
    )
    assert request.session["signin_claims"] == '{"a": 1}'


def test_after_a_post_the_person_comes_back_to_the_page_they_were_on(
    middleware: SigninMiddleware, ask: Callable[..., HttpRequest]
) -> None:
    request = ask("POST", "/drafts/1/create/", Referer="http://testserver/drafts/1/review/")
    answer = middleware.process_exception(request, SignInNeeded("expired"))
    assert answer is not None
    assert answer.headers["Location"] == "/signin/?next=%2Fdrafts%2F1%2Freview%2F&again=1"


@pytest.mark.parametrize(
    "error",
    [
        GraphUnreachable("No answer", may_have_landed=False),
        refusal(status=503, code="ServiceUnavailable", message="", request_id="the-tenants-id"),
        refusal(status=429, code="TooManyRequests", message="", request_id="the-tenants-id", wait=41.0),
    ],
)
def test_a_tenant_without_an_answer_is_a_page(
    middleware: SigninMiddleware, ask: Callable[..., HttpRequest], error: GraphError
) -> None:
    answer = middleware.process_exception(ask(), error)
    assert answer is not None
    assert answer.status_code == 503
    assert ("the-tenants-id" in answer.content.decode()) == hasattr(error, "request_id")
    assert answer.headers.get("Retry-After") == ("42" if getattr(error, "wait", None) else None)


@pytest.mark.parametrize(
    "error", [ValueError("ours"), NotAllowed(status=403, code="accessDenied", message="no")]
)
def test_other_errors_are_the_views_own(
    middleware: SigninMiddleware, ask: Callable[..., HttpRequest], error: Exception
) -> None:
    assert middleware.process_exception(ask(), error) is None


def test_the_start_page_leads_to_the_drafts(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "olivia")
    assert client.get("/").headers["Location"] == "/drafts/"


@pytest.mark.django_db
def test_a_reviewer_lands_where_something_waits(client: Client, tenant: Any) -> None:
    sign_in(client, tenant, "rafael")
    assert client.get("/").headers["Location"] == "/reviews/"
