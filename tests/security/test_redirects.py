"""Signing in leads to a page of this site, whatever an address from elsewhere asks for."""

from typing import Any

import pytest
from django.test import Client

from tests.signin.walk import PORTAL_HOST, sign_in

pytestmark = pytest.mark.django_db

#: Addresses by which browsers could be led away, or made to run something.
ELSEWHERE = [
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\\\evil.example", "/\\/evil.example", "\\/\\/evil.example", "/%09/evil.example",
    "/\t/evil.example", "\t//evil.example", " //evil.example", "/\n/evil.example", "\r\n//evil.example",
    "/\r\nSet-Cookie: a=b", "\x00//evil.example", "\x01https://evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://evil.example", "https:evil.example", "https:///evil.example",
    "http:\\\\evil.example", "evil.example", "@evil.example", "//localhost@evil.example",
    "//evil.example\\@localhost",
    "%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "/\u2028/evil.example", "\uff0f\uff0fevil.example",
    "//[::1]/", "//[", "http://[::1", "?next=//evil.example", "",
]  # fmt: skip


def leads_away(location: str) -> bool:
    """As a browser reads it: it drops tabs and line ends, and takes a backslash for a slash."""
    read = location.translate({9: None, 10: None, 13: None}).strip().replace("\\", "/")
    return not read.startswith("/") or read.startswith("//") or "\n" in location or "\r" in location


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_the_sign_in_page_offers_no_way_out(client: Client, onward: str) -> None:
    page = client.get("/signin/", {"next": onward}, headers={"host": PORTAL_HOST})
    assert page.status_code == 200
    assert 'href="/signin/?next=' in page.content.decode()


def test_coming_back_signed_in_stays_here(client: Client, tenant: Any) -> None:
    """The whole way over Entra for a few, the short one for all: both end in the same redirect."""
    for onward in ELSEWHERE[::8]:
        assert not leads_away(sign_in(client, tenant, "emil", onward=onward).headers["Location"]), onward
    for onward in ELSEWHERE:
        answer = client.get("/signin/", {"next": onward}, headers={"host": PORTAL_HOST})
        assert answer.status_code == 302, onward
        assert not leads_away(answer.headers["Location"]), onward


def test_a_page_of_ours_is_found_again(client: Client, tenant: Any) -> None:
    there = "/drafts/?q=a%20b&page=2"
    assert sign_in(client, tenant, "emil", onward=there).headers["Location"] == there


@pytest.mark.parametrize(
    "referer",
    ["https://evil.example//evil.example/x", "//evil.example", "javascript:alert(1)", "http://[::1", "//["],
)
def test_the_page_before_leads_nowhere_else(client: Client, referer: str) -> None:
    """A form without a sign-in comes back to the page it stood on, as this site knows it."""
    answer = client.post("/drafts/new/", headers={"host": PORTAL_HOST, "referer": referer})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/signin/?next=%2F")
    assert "%2F%2F" not in answer.headers["Location"]
    answer = client.get(
        "/drafts/", headers={"host": PORTAL_HOST, "HX-Request": "true", "HX-Current-URL": referer}
    )
    assert not leads_away(answer.headers["HX-Redirect"])


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "[::1", ""]
)
def test_another_host_is_not_believed(client: Client, host: str) -> None:
    """The address that Entra is told to come back to is made of it."""
    answer = client.get("/signin/?go=1", headers={"host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
