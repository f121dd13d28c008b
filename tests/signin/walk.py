"""Signing in as tests do it: the real flow over HTTP, with a person picked on the tenant's own page."""

import re
from html import unescape
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import requests
from django.test import Client

#: The host that the simulated registration allows as a place to return to.
PORTAL_HOST = "localhost"


class HasUrl(Protocol):
    """A running tenant."""

    @property
    def url(self) -> str: ...


def sign_in(client: Client, tenant: HasUrl, name: str, *, onward: str = "/") -> Any:
    """Sign a Django test client in as `name` (olivia); gives the callback's response."""
    headers = {"host": PORTAL_HOST}
    started = client.get(f"/signin/?{urlencode({'go': 1, 'next': onward})}", headers=headers)
    assert started.status_code == 302, started.content
    parts = urlsplit(pick(started.headers["Location"], name))
    return client.get(f"{parts.path}?{parts.query}", headers=headers)


def sign_in_over_http(
    session: requests.Session, base_url: str, tenant: HasUrl, name: str
) -> requests.Response:
    """Sign a browser-like session in to a running portal; gives the callback's response, not followed."""
    page = session.get(f"{base_url}/signin/", timeout=30)
    link = re.search(r'href="(/signin/\?[^"]*go=1)"', page.text)
    assert link, page.text
    started = session.get(base_url + unescape(link[1]), allow_redirects=False, timeout=30)
    assert started.headers["Location"].startswith(tenant.url), started.text
    back = pick(started.headers["Location"], name)
    return session.get(back, allow_redirects=False, timeout=30)


def pick(authorize_url: str, name: str) -> str:
    """Choose the person whose sign-in name begins with `name`; gives where the tenant sends them."""
    page = requests.get(authorize_url, timeout=30)
    assert page.status_code == 200, page.text
    card = re.search(rf'<li class="person">(?:(?!</li>).)*{name}@(?:(?!</li>).)*</li>', page.text, re.DOTALL)
    assert card, f"nobody called {name} on the tenant's page"
    person = re.search(r'name="user" value="([^"]+)"', card[0])
    assert person
    answer = requests.post(authorize_url, data={"user": person[1]}, allow_redirects=False, timeout=30)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]
