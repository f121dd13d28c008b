"""No other site can make a signed-in person's browser change anything."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.signin.walk import PORTAL_HOST, sign_in
from tests.test_permissions import every_view, example
from wizard.models import Draft

pytestmark = pytest.mark.django_db
OWN = f"http://{PORTAL_HOST}"


@pytest.fixture
def browser(tenant: Any) -> Client:
    """As strict about tokens as the real thing."""
    client = Client(enforce_csrf_checks=True, headers={"host": PORTAL_HOST})
    sign_in(client, tenant, "priya")
    return client


@pytest.fixture
def token(browser: Client) -> str:
    found = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/drafts/new/").content.decode()
    )
    assert found
    return found[1]


def refused(answer: Any) -> bool:
    return answer.status_code == 403 and "403.html" in {one.name for one in answer.templates}


UNSAFE = ("post", "put", "patch", "delete")


@pytest.mark.parametrize("method", UNSAFE)
def test_every_address_wants_the_token(browser: Client, method: str) -> None:
    answers = {address: getattr(browser, method)(example(address), {}) for address in every_view()}
    assert {address: one.status_code for address, one in answers.items() if not refused(one)} == {}
    assert len(answers) > 20


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"http://{PORTAL_HOST}.evil.example"])
def test_a_token_from_another_origin_is_refused(browser: Client, token: str, origin: str) -> None:
    for address in every_view():
        data = {"csrfmiddlewaretoken": token}
        assert refused(browser.post(example(address), data, headers={"origin": origin})), address


@pytest.mark.parametrize("referer", ["https://evil.example/", f"http://{PORTAL_HOST}/", "", None])
def test_over_https_the_page_before_must_be_our_own(browser: Client, token: str, referer: str | None) -> None:
    headers = {} if referer is None else {"referer": referer}
    answer = browser.post("/signin/out", {"csrfmiddlewaretoken": token}, headers=headers, secure=True)
    assert refused(answer)


def test_nothing_was_written_by_any_of_them(browser: Client) -> None:
    url = reverse("wizard:tab", args=[uuid.uuid4(), "basics"])
    form = {"revision": "0", "name": "Forged", "go": "stay"}
    assert refused(browser.post(url, form, headers={"origin": "https://evil.example"}))
    assert Draft.objects.count() == 0


def test_our_own_page_gets_through(browser: Client, token: str) -> None:
    url = reverse("wizard:tab", args=[uuid.uuid4(), "basics"])
    form = {"csrfmiddlewaretoken": token, "revision": "0", "name": "Mine", "go": "stay"}
    assert browser.post(url, form, headers={"origin": OWN}).status_code == 303
    assert Draft.objects.get().name == "Mine"


def test_a_token_of_another_session_is_refused(browser: Client, tenant: Any) -> None:
    """Planted by a neighbour, for instance from another host of the same domain."""
    other = Client(headers={"host": PORTAL_HOST})
    sign_in(other, tenant, "emil")
    theirs = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', other.get("/drafts/new/").content.decode()
    )
    assert theirs
    assert refused(browser.post("/signin/out", {"csrfmiddlewaretoken": theirs[1]}, headers={"origin": OWN}))
