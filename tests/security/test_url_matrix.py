"""Every address, every method, everybody: who gets what stands in one table, and nothing else happens.

A new view needs lines in url_matrix.txt: its address on a line of its own, below it at least one line for
each of GET, HEAD, POST and REST with each object worth a look (words of `tests/security/cast.py`; `-` for
none). Write `?` in place of the cells and run this file: it leaves the measured table in var/url_matrix.txt.
Read the lines that changed, and copy the file over the expected one if they are what you want. For lines
REST run it with --everything: without, people share out the four methods.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import override_settings

from portal.tenant.server import start_tenant
from tests.security.cast import ANONYMOUS, COLUMNS, OPEN_TO, assemble
from tests.security.matrix import TABLE, Line, Visit, missing, read_table, walk, whole, written

pytestmark = pytest.mark.django_db

EXPECTED = read_table(TABLE.read_text())

#: Where the measured table is left when it is not the expected one.
MEASURED = Path("var/url_matrix.txt").resolve()
#: What reading a page may note down, by address: nothing of it is content.
NOTED = {
    # The way to Entra remembers state and nonce, the way back opens the session.
    "signin/": {"django_session"},
    "signin/callback": {"django_session"},
    # Whoever edits a draft and came here has been past all tabs: each shows its mistakes from now on.
    "drafts/<uuid:draft_id>/review/": {"wizard_draft"},
}
#: On every answer, whoever asked for whatever.
HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Cache-Control",
}


@contextmanager
def nothing_grows_old() -> Iterator[None]:
    """Rights stay remembered and sessions seen, however slow the machine is."""
    refusals = patch.object(logging.getLogger("django.request"), "disabled", True)  # thousands of them
    with (
        patch("portal.sessions.NOTED_EVERY", 3_000),
        patch("portal.rights.reading.REMEMBERED", 3_000),
        refusals,
    ):
        yield


@contextmanager
def _portal_of(url: str) -> Iterator[None]:
    """The portal meets this tenant, and forgets everything afterwards."""
    with override_settings(PORTAL_AUTHORITY=url, PORTAL_GRAPH_URL=url), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: Any, pytestconfig: pytest.Config) -> list[Visit]:
    """One walk serves all stories of this file."""
    everything = pytestconfig.getoption("--everything")
    with (
        django_db_blocker.unblock(),
        nothing_grows_old(),
        start_tenant(port=0) as tenant,
        _portal_of(tenant.url),
    ):
        return list(walk(assemble(tenant), list(EXPECTED), everything=everything))


def test_every_view_has_its_lines() -> None:
    assert missing(EXPECTED) == [], "add lines to tests/security/url_matrix.txt"


def test_everybody_gets_what_the_table_says(visits: list[Visit]) -> None:
    measured: dict[Line, list[str]] = {}
    for visit in visits:
        measured.setdefault(visit.line, []).append(visit.cell)
    wrong = [
        f"/{line.address}\n{written(line, EXPECTED[line])}   expected\n{written(line, cells)}   measured"
        for line, cells in measured.items()
        if not _agrees(cells, EXPECTED[line])
    ]
    if wrong:
        MEASURED.parent.mkdir(exist_ok=True)
        MEASURED.write_text(whole(measured))
    assert not wrong, "\n".join([*wrong, f"The whole table as measured is in {MEASURED}."])


def _agrees(cells: list[str], expected: list[str]) -> bool:
    """A cell of a line REST names every answer to the four methods; a sample of them brings one of those."""
    pairs = zip(cells, expected, strict=True) if len(cells) == len(expected) else [("", "-")]
    return all(set(cell.split("/")) <= set(one.split("/")) for cell, one in pairs)


def test_nobody_reads_names_of_a_catalog_in_which_they_have_no_part(visits: list[Visit]) -> None:
    leaks = [
        (visit.column, visit.line, visit.leaked)
        for visit in visits
        if set(visit.leaked) - OPEN_TO.get(visit.column, set())
    ]
    assert leaks == []


def test_the_canaries_can_be_seen_at_all(visits: list[Visit]) -> None:
    assert {name for visit in visits for name in visit.leaked if visit.column == "govern"} == {
        "Canary catalog",
        "Canary package",
        "Canary draft",
    }


def test_reading_writes_nothing(visits: list[Visit]) -> None:
    wrote = [
        (visit.column, visit.line, visit.wrote)
        for visit in visits
        if visit.line.method != "POST" and set(visit.wrote) - _noted(visit)
    ]
    assert wrote == []


def _noted(visit: Visit) -> set[str]:
    """Whoever has to sign in again takes along what the tenant demanded; of a disabled account the tenant
    says so then, and all its sessions end.
    """
    demanded = {"django_session"} if visit.cell == "in" else set()
    ended = {"signin_person"} if visit.cell == "in" and visit.column == "disabled" else set()
    return NOTED.get(visit.line.address, set()) | demanded | ended


def test_what_does_not_exist_and_what_is_foreign_look_the_same(visits: list[Visit]) -> None:
    """Somebody without rights cannot even find out which ids there are."""
    cells = {(visit.line, visit.column): visit.cell for visit in visits}
    told = [
        (line, column)
        for (line, column), cell in cells.items()
        if column in ("stranger", "other", ANONYMOUS)
        and line.thing not in ("-", "nothing", "new")
        and cell != cells.get((replace(line, thing="nothing"), column), cell)
    ]
    assert told == []


def test_every_answer_carries_the_headers(visits: list[Visit]) -> None:
    bare = [
        (visit.line, visit.column, HEADERS - set(visit.headers))
        for visit in visits
        if HEADERS - set(visit.headers)
    ]
    assert bare == []
    assert len(visits) == len(EXPECTED) * len(COLUMNS)
