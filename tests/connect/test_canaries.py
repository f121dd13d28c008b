"""Secrets are planted by using the portal, then looked for wherever somebody else could read them.

The portal is gunicorn with its access log on, as an operator might run it; the worker's part is a submission.
"""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from portal.children import Child, stop
from portal.demo import responds
from portal.signin.models import Person, TokenCache
from portal.signin.sealing import unseal
from tests.signin.control import fault
from tests.signin.walk import pick
from tests.submit.support import Company, document, submitted, work


@pytest.fixture
def portal(process_environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Origin and log file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--no-control-socket", "--access-logfile", "-"]
    log, origin = tmp_path / "portal.log", f"http://localhost:{port}"
    child = Child(name="portal", command=command, environment=process_environment, log=log)
    child.answers = lambda: responds(f"{origin}/healthz")
    try:
        child.start()
        child.wait_until_it_answers(lambda: False)
        yield origin, log
    finally:
        stop([child])


class Browser:
    """Remembers every page it saw."""

    def __init__(self, origin: str) -> None:
        self.origin, self.session = origin, requests.Session()
        self.session.trust_env = False
        self.seen: list[str] = []

    def get(self, address: str, **options: Any) -> requests.Response:
        answer = self.session.get(self.origin + address, timeout=30, allow_redirects=False, **options)
        self.seen += [answer.text, *answer.headers.values()]
        return answer


def kept_tokens(person: Person) -> set[str]:
    """Every token in the sealed cache."""
    sealed = bytes(TokenCache.objects.get(person=person).sealed)
    cache = json.loads(unseal(sealed, owner=person.home_account_id))
    kinds = ("AccessToken", "RefreshToken", "IdToken")
    return {entry["secret"] for kind in kinds for entry in cache[kind].values()}


def everything_stored() -> str:
    """All rows of all tables as text; sessions opened as Django opens them."""
    rows = [str(row) for model in apps.get_models() for row in model._base_manager.values_list()]
    return "\n".join(rows + [str(one.get_decoded()) for one in Session.objects.all()])


def test_no_secret_is_where_somebody_else_could_read_it(tenant: Any, portal: tuple[str, Path]) -> None:
    origin, log = portal
    browser, company = Browser(origin), Company(tenant)
    back = pick(browser.get("/signin/?go=1").headers["Location"], "ada")
    code = parse_qs(urlsplit(back).query)["code"][0]
    address = back.removeprefix(origin)
    assert browser.get(address).status_code == 302
    cookies = {cookie.value for cookie in browser.session.cookies if cookie.value}
    ada = Person.objects.get()

    assert browser.get(address).status_code == 400  # the code once more
    assert browser.get("/signin/callback?code=canary-code&state=x&error=invalid_grant").status_code == 400
    assert browser.get("/nowhere/").status_code == 404
    assert browser.get("/drafts/").status_code == 200
    company.setting(visible_after_reads=0, roles_after_reads=0)
    submitted(ada, document(company, "Campaign", company.new_group("Campaigners")))
    assert work().state == "created"
    tokens = kept_tokens(ada)
    fault(tenant, "^/v1.0/", kind="challenge", times=-1)
    refusal = {"status": 400, "code": "invalid_grant", "message": "refresh_token=canary-of-entra"}
    fault(tenant, "/token", times=-1, **refusal)
    assert browser.get("/packages/").status_code == 303
    with a_table_missing():
        assert browser.get("/drafts/").status_code == 500

    written, seen, stored = log.read_text(), "\n".join(browser.seen), everything_stored()
    assert "GET /signin/callback?code=***" in written
    assert "Traceback" in written
    mine = {settings.PORTAL_CLIENT_SECRET, settings.SECRET_KEY, *settings.PORTAL_TOKEN_KEYS}
    for secret in {*tokens, *mine, code, "canary-code", "canary-of-entra"}:
        assert secret not in written + seen + stored
    for cookie in cookies:
        assert cookie not in written


@contextmanager
def a_table_missing() -> Iterator[None]:
    """The next page ends in an error that nobody expected."""
    rename = "ALTER TABLE {} RENAME TO {}".format
    with connection.cursor() as cursor:
        cursor.execute(rename("wizard_draft", "wizard_draft_gone"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(rename("wizard_draft_gone", "wizard_draft"))
