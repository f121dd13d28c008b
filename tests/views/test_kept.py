"""The tenant is down, or the sign-in has ended, just when somebody sends a form: all they typed is kept."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.signin.walk import PORTAL_HOST, sign_in
from tests.views.stage import document, drafted, edited, in_review, text_of
from wizard.models import Draft

pytestmark = pytest.mark.django_db

FAULTS: dict[str, dict[str, Any]] = {
    "cut off": {"kind": "reset"},
    "broken": {"status": 503, "code": "serviceUnavailable", "message": "Try later"},
    "too fast": {
        "status": 429,
        "code": "TooManyRequests",
        "message": "Wait",
        "headers": {"Retry-After": "315"},
    },
}


@pytest.fixture(params=FAULTS)
def out_of_order(request, company):
    """Call it when the tenant is to fall silent, in one of its ways."""

    def fall():
        cache.clear()
        company.fault(path="^/v1.0/", times=-1, **FAULTS[request.param])

    return fall


def found(pattern: str, text: str) -> str:
    """The first group of the pattern; the text must have it."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in {text}"
    return match[1]


def typed(draft, **controls):
    return {"revision": str(draft.revision), "page": str(uuid.uuid4()), "go": "requests"} | controls


def again(seat, kept):
    """Presses the one button of the page that kept a form."""
    text = kept.content.decode()
    action = found(r'<form id="kept-form" method="post" action="([^"]+)"', text)
    pairs = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', text, re.DOTALL)
    token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    data = {name: unescape(value) for name, value in pairs} | {"csrfmiddlewaretoken": token}
    return seat.post(unescape(action), data, headers={"origin": f"http://{PORTAL_HOST}"})


class TestTheTenantIsDown:
    def test_an_author_saves_all_the_same(self, company, priya, out_of_order):
        draft = drafted(priya, document(company))
        out_of_order()
        url = reverse("wizard:tab", args=[draft.pk, "basics"])
        assert priya.get(url).status_code == 200
        answer = priya.post(url, **typed(draft, name="Typed", description="d"))
        assert answer.status_code == 303
        assert Draft.objects.get().name == "Typed"

    def test_another_writer_can_send_it_again(self, company, priya, olivia, out_of_order):
        draft = drafted(olivia, document(company))
        out_of_order()
        url = reverse("wizard:tab", args=[draft.pk, "basics"])
        kept = priya.post(url, **typed(draft, name="  <Typed>", description="two\nlines"))
        assert kept.status_code == 503
        company.comes_back()
        assert again(priya.client, kept).status_code == 303
        assert Draft.objects.get().name == "<Typed>"

    def test_with_script_the_page_stays_as_it_is(self, company, priya, olivia, out_of_order):
        draft = drafted(olivia, document(company))
        out_of_order()
        url = reverse("wizard:tab", args=[draft.pk, "basics"])
        answer = priya.client.post(url, typed(draft, name="Typed"), headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Retarget"]) == (503, "#toasts")
        assert "keep this page open" in text_of(answer)
        assert answer["X-Not-Saved"]

    def test_a_new_catalog_is_kept(self, company, priya, out_of_order):
        draft = drafted(priya, document(company))
        out_of_order()
        url = reverse("wizard:new_catalog", args=[draft.pk])
        answer = priya.post(url, catalog_name="Events", catalog_description="All")
        assert answer.status_code == 503
        assert "Events" in answer.content.decode()


class TestTheSignInHasEnded:
    @pytest.fixture
    def browser(self, company, db):
        """As strict about tokens as the real thing."""
        client = Client(enforce_csrf_checks=True, headers={"host": PORTAL_HOST})
        sign_in(client, company.tenant, "priya")
        return client

    @pytest.fixture
    def form(self, browser):
        """The empty wizard, filled in."""
        page = browser.get(reverse("wizard:new")).content.decode()
        token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        url = reverse("wizard:tab", args=[uuid.uuid4(), "basics"])
        return url, {"csrfmiddlewaretoken": token, "revision": "0", "name": "Typed", "go": "requests"}

    def test_the_form_is_sent_again_after_signing_in_elsewhere(self, company, browser, form):
        url, data = form
        del browser.cookies["session"]
        kept = browser.post(url, data)
        assert kept.status_code == 403
        assert 'target="_blank"' in kept.content.decode()
        sign_in(browser, company.tenant, "priya")
        old = again(browser, kept)
        assert "Send it again" in text_of(old), "the token is from before the sign-in"
        assert again(browser, old).status_code == 303
        assert Draft.objects.get().name == "Typed"

    def test_another_site_gets_no_such_page(self, browser, form):
        url, data = form
        answer = browser.post(
            url, data | {"csrfmiddlewaretoken": "x"}, headers={"origin": "http://evil.example"}
        )
        assert answer.status_code == 403
        assert "Typed" not in answer.content.decode()

    def test_where_nothing_was_typed_the_sign_in_page_comes_at_once(self, browser, form):
        _, data = form
        del browser.cookies["session"]
        token = {"csrfmiddlewaretoken": data["csrfmiddlewaretoken"], "digest": "d"}
        answer = browser.post(reverse("wizard:send", args=[uuid.uuid4()]), token)
        assert answer.headers["Location"].startswith("/signin/")

    def test_an_author_whose_token_was_revoked_has_saved_before_signing_in(self, company, priya):
        draft = drafted(priya, document(company))
        cache.clear()
        company.fault(path="^/v1.0/", times=-1, status=401, code="InvalidAuthenticationToken", message="no")
        url = reverse("wizard:tab", args=[draft.pk, "basics"])
        answer = priya.post(url, **typed(draft, name="Typed", description="d"))
        assert answer.status_code == 303
        assert Draft.objects.get().name == "Typed"


def test_a_reviewers_words_outlive_a_change_by_the_author(company, olivia, rafael):
    draft = in_review(olivia, document(company))
    edited(draft, olivia, description="Other words")
    url = reverse("wizard:verdict", args=[draft.pk])
    answer = rafael.post(url, verdict="rejected", reason="A long explanation", digest="old")
    assert answer.status_code == 409
    assert "A long explanation" in text_of(answer)
