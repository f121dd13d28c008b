"""A running portal with production settings: the same strict headers and cookies on every status."""

from __future__ import annotations

import os
import re
import socket
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client

from portal.children import Child, stop
from portal.signin.backend import PATH
from portal.signin.models import Person
from tests.security.score import directives, score
from wizard.actions import drafts
from wizard.document import Basics, Document
from wizard.models import Draft

pytestmark = pytest.mark.django_db(transaction=True)
PROXY = {"Host": "localhost", "X-Forwarded-Proto": "https"}


def environment(given: dict[str, str]) -> dict[str, str]:
    """Without what is for loopback only; the real cloud, which no request of these tests reaches."""
    dropped = {"PORTAL_INSECURE_LOOPBACK", "PORTAL_AUTHORITY", "PORTAL_GRAPH_URL"}
    kept = {name: value for name, value in given.items() if name not in dropped}
    return kept | {"DJANGO_SETTINGS_MODULE": "tests.security.production"}


@pytest.fixture
def portal(process_environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--worker-class", "gthread", "--threads", "4"]
    command += ["--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    address = f"http://127.0.0.1:{port}"
    child = Child(
        name="portal",
        command=command,
        environment=environment(process_environment),
        log=tmp_path / "log",
        answers=lambda: _answers(f"{address}/healthz"),
    )
    try:
        child.start()
        child.wait_until_it_answers(stopping=lambda: False)
        yield address
    finally:
        stop([child])


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=30).ok
    except requests.RequestException:
        return False


class Visitor:
    """Asks as a proxy would."""

    def __init__(self, portal: str, session: str = "") -> None:
        self.portal = portal
        self.http = requests.Session()
        self.http.trust_env = False
        self.cookies = {"__Host-session": session} if session else {}
        self.token = ""

    def asks(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = PROXY | ({"Cookie": jar} if jar else {}) | (headers or {})
        self.http.cookies.clear()
        return self.http.request(
            method, self.portal + path, headers=sent, allow_redirects=False, timeout=60, **more
        )

    def posts(self, path: str, **form: str) -> Any:
        """With a token, as a page of ours would."""
        if not self.token:
            page = self.asks("GET", "/signin/out")
            self.cookies["__Host-csrf"] = re.search(r"__Host-csrf=(\w+)", page.headers["Set-Cookie"])[1]  # type: ignore[index]
            self.token = re.search(r'X-CSRFToken": "(\w+)"', page.text)[1]  # type: ignore[index]
        data = form | {"csrfmiddlewaretoken": self.token}
        return self.asks("POST", path, {"Origin": "https://localhost"}, data=data)


@pytest.fixture
def person() -> Person:
    return Person.objects.create(
        home_account_id="a.b",
        object_id=uuid.uuid4(),
        tenant_id=os.environ["PORTAL_TENANT_ID"],
        display_name="Ada",
        user_principal_name="ada@contoso.onmicrosoft.com",
    )


@pytest.fixture
def visitor(portal: str, person: Person) -> Visitor:
    """Signed in, as far as the portal goes: there are no tokens for Graph."""
    client = Client()
    client.force_login(person, backend=PATH)
    return Visitor(portal, str(client.session.session_key))


@pytest.fixture
def draft(person: Person) -> Draft:
    return drafts.begin(id=uuid.uuid4(), by=person, document=Document(basics=Basics(name="Mine")), typed={})


def answers(visitor: Visitor, draft: Draft) -> dict[str, tuple[int, Any]]:
    """One answer of each kind, with the status that it should have."""
    stranger = Visitor(visitor.portal)
    discard, create = f"/drafts/{draft.pk}/discard/", f"/drafts/{uuid.uuid4()}/create/"
    told: dict[str, tuple[int, Any]] = {
        "a page": (200, visitor.asks("GET", discard)),
        "the sign-in page": (200, stranger.asks("GET", "/signin/")),
        "a script": (200, stranger.asks("GET", "/static/js/pane.js")),
        "a style": (200, stranger.asks("GET", "/static/css/tokens.css")),
        "a probe": (200, stranger.asks("GET", "/healthz")),
        "home": (302, visitor.asks("GET", "/")),
        "sign in first": (303, stranger.asks("GET", "/drafts/")),
        "a forged host": (400, stranger.asks("GET", "/", {"Host": "evil.example"})),
        "too many fields": (400, visitor.posts("/signin/out", **dict.fromkeys(map(str, range(5_001)), ""))),
        "no token": (403, stranger.asks("POST", "/signin/out")),
        "not there": (404, visitor.asks("GET", "/no/such/page")),
        "no such file": (404, stranger.asks("GET", "/static/no-such-file.js")),
        "another method": (405, stranger.asks("PUT", "/signin/callback", {"Origin": "https://localhost"})),
        "too large": (413, stranger.asks("POST", "/signin/out", data=b"x" * 3_000_000)),
        "a mistake of ours": (500, stranger.asks("GET", "/breaks/")),
        "no tenant": (503, stranger.asks("GET", "/tenant-down/")),
    }
    told["another method"] = (405, visitor.posts("/drafts/"))
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.CREATED)
    told["too late"] = (409, visitor.asks("GET", discard))
    presses = [visitor.posts(create) for _ in range(31)]
    assert {one.status_code for one in presses[:30]} == {404}
    return told | {"too often": (429, presses[30])}


@pytest.fixture
def told(visitor: Visitor, draft: Draft) -> dict[str, tuple[int, Any]]:
    return answers(visitor, draft)


def test_everything_of_every_kind_of_answer(
    told: dict[str, tuple[int, Any]], visitor: Visitor, tmp_path: Path
) -> None:
    """One story, because one start of the portal is dear."""
    assert {what: one.status_code for what, (_, one) in told.items()} == {
        what: status for what, (status, _) in told.items()
    }
    for what, (_, answer) in told.items():
        for rule in RULES:
            assert rule(answer), f"{rule.__name__}: {what}, {dict(answer.headers)}"
    assert "canary-secret" not in told["a mistake of ours"][1].text
    for what in ("a page", "the sign-in page"):
        _, page = told[what]
        points = score(page.headers, page.raw.headers.getlist("Set-Cookie"), page.text)
        assert 100 + sum(points.values()) >= 135, (what, points)
    plain = visitor.asks("GET", "/drafts/", {"X-Forwarded-Proto": "http"})
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://localhost/drafts/")


def strict_policy(answer: Any) -> bool:
    """Nothing but our own files, without a nonce or anything unsafe."""
    policy = directives(answer.headers["Content-Security-Policy"])
    closed = {name for name, value in policy.items() if value == "'none'"}
    rest = {value for name, value in policy.items() if name not in closed}
    needed = {"default-src", "base-uri", "frame-ancestors", "object-src"}
    return closed == needed and rest == {"'self'"} and policy["form-action"] == "'self'"


def remembers_https(answer: Any) -> bool:
    told = str(answer.headers["Strict-Transport-Security"])
    return told == "max-age=63072000; includeSubDomains; preload"


def keeps_others_out(answer: Any) -> bool:
    same = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy")
    return {answer.headers[name] for name in same} == {"same-origin"}


def uses_no_device(answer: Any) -> bool:
    return "camera=()" in answer.headers["Permissions-Policy"]


def is_what_it_says(answer: Any) -> bool:
    return bool(answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Content-Type"])


def is_not_framed(answer: Any) -> bool:
    return bool(answer.headers.get("X-Frame-Options") == "DENY")


def is_kept_by_nobody(answer: Any) -> bool:
    return "/static/" in answer.url or bool(answer.headers["Cache-Control"] == "no-store")


def sets_cookies_for_this_host_alone(answer: Any) -> bool:
    """`__Host-` makes the browser insist on the rest."""
    cookies: list[str] = answer.raw.headers.getlist("Set-Cookie")
    wanted = ("secure", "httponly", "path=/", "samesite=lax")
    told = [one.lower() for one in cookies]
    own = all(one.startswith("__host-") and "domain=" not in one for one in told)
    return own and all(word in one for one in told for word in wanted)


def tells_nothing_of_its_make(answer: Any) -> bool:
    told = str(dict(answer.headers)).lower() + answer.text.lower()[:100_000]
    return not re.search(r"django/|traceback|python/|gunicorn/\d|x-powered-by", told)


RULES: list[Callable[[Any], bool]] = [
    strict_policy,
    remembers_https,
    keeps_others_out,
    uses_no_device,
    is_what_it_says,
    is_not_framed,
    is_kept_by_nobody,
    sets_cookies_for_this_host_alone,
    tells_nothing_of_its_make,
]
