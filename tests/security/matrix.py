"""The walk over every address, and the one table it is held against: url_matrix.txt beside this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction

from tests.security.cast import CANARIES, COLUMNS, NOBODYS, Cast
from tests.test_permissions import every_view
from wizard.actions.content import content_of
from wizard.document.codec import load
from wizard.submit import way_back

TABLE = Path(__file__).with_name("url_matrix.txt")
#: What the table says of itself, up to the names of the columns.
HEAD = [row for row in TABLE.read_text().splitlines() if row.startswith("# ")]
#: A line REST stands for all of these, which no view answers.
REST = ("PUT", "PATCH", "DELETE", "OPTIONS")
METHODS = ("GET", "HEAD", "POST", "REST")

#: What stands in place of the parts of an address that are no ids.
PARTS = {"<slug:key>": "basics", "<slug:slot>": "targets", "<int:number>": "0"}
#: What else a form sends; what the page knew of its object goes with every one of them.
BODIES: dict[str, dict[str, str]] = {
    "submissions/<uuid:submission_id>/decide/": {"question": "1", "chosen": "none"},
    "settings/grants/new/": {
        "do": "give",
        "role": "Auditor",
        "holder": "everybody",
        "catalog": NOBODYS,
    },
    "reviews/<uuid:draft_id>/": {"verdict": "approved"},
    "drafts/<uuid:draft_id>/<slug:key>/": {"name": "Renamed", "description": "d", "go": "stay"},
}
WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(?P<table>\w+)', re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Line:
    """One line of the table without its cells. `thing` is an object of the cast; `-` where there is none."""

    address: str
    method: str
    thing: str


@dataclass(kw_only=True)
class Visit:
    """What one person got there."""

    line: Line
    column: str
    cell: str
    #: Tables that were written to, and names of others that could be read.
    wrote: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def read_table(text: str) -> dict[Line, list[str]]:
    """Lines and their cells, in the order of COLUMNS. An address stands above its lines."""
    found: dict[Line, list[str]] = {}
    address = ""
    for row in text.splitlines():
        if row.startswith("/"):
            address = row.strip()[1:]
        elif row.strip() and not row.startswith("#"):
            method, thing, *cells = row.split()
            found[Line(address, method, thing)] = cells
    return found


def written(line: Line, cells: list[str]) -> str:
    return f"  {line.method:<5}{line.thing:<18}" + "".join(f"{cell:<9}" for cell in cells).rstrip()


def whole(table: dict[Line, list[str]]) -> str:
    """The table as a file."""
    rows = [*HEAD, "#" + " " * 24 + "".join(f"{column:<9}" for column in COLUMNS).rstrip()]
    for address in dict.fromkeys(line.address for line in table):
        lines = [written(line, cells) for line, cells in table.items() if line.address == address]
        rows += ["", f"/{address}", *lines]
    return "\n".join(rows) + "\n"


def missing(table: dict[Line, list[str]]) -> list[str]:
    """Addresses and methods of the site that have no line."""
    there = {(line.address, line.method) for line in table}
    return [
        f"/{address} {method}"
        for address in every_view()
        for method in METHODS
        if (address, method) not in there
    ]


def walk(cast: Cast, lines: list[Line], *, everything: bool) -> Iterator[Visit]:
    """Everybody goes everywhere; each finds everything as it was at first.

    Without `everything` people share out the four methods of REST at each address, differently at the next.
    """
    for row, line in enumerate(lines):
        for number, column in enumerate(COLUMNS):
            rest = REST if everything else (REST[(row + number) % len(REST)],)
            yield _visit(cast, line, column, rest if line.method == "REST" else (line.method,))


def _visit(cast: Cast, line: Line, column: str, methods: tuple[str, ...]) -> Visit:
    client, path = cast.clients[column], _path(cast, line)
    cookies = client.cookies.output(header="", sep=";")
    wrote: set[str] = set()
    with _undone(), connection.execute_wrapper(_noting(wrote)):
        answers = [client.generic(method, path, **_body(cast, line, method)) for method in methods]
    client.cookies = SimpleCookie(cookies)
    text = "".join(_all_of(answer) for answer in answers)
    return Visit(
        line=line,
        column=column,
        cell="/".join(dict.fromkeys(_cell(answer) for answer in answers)),
        wrote=sorted(wrote),
        leaked=[name for name in CANARIES if name in text],
        headers=dict(answers[0].headers),
    )


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _noting(wrote: set[str]) -> Callable[..., Any]:
    """Notes the tables that statements change."""

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITES.match(sql):
            wrote.add(found["table"])
        return run(sql, *rest)

    return execute


def _path(cast: Cast, line: Line) -> str:
    path = line.address
    for kind in ("uuid:draft_id", "uuid:submission_id", "int:grant_id"):
        path = path.replace(f"<{kind}>", cast.key(line.thing, kind.partition(":")[2]))
    for part, value in PARTS.items():
        path = path.replace(part, value)
    return f"/{path}"


def _body(cast: Cast, line: Line, method: str) -> dict[str, Any]:
    """A form as the page would send it now."""
    if method != "POST":
        return {}
    return {
        "data": urlencode(_known(cast, line) | BODIES.get(line.address, {})),
        "content_type": "application/x-www-form-urlencoded",
    }


def _known(cast: Cast, line: Line) -> dict[str, str]:
    """What the page with the form was told of its object."""
    known = {"new": {"revision": "0"}, "everywhere": {"everywhere": "yes"}}.get(line.thing, {})
    if draft := cast.drafts.get(line.thing):
        known = {"revision": str(draft.revision), "digest": _digest(draft)}
    return known | (_consent(cast, line.thing) if line.address.endswith("/undo/") else {})


def _consent(cast: Cast, thing: str) -> dict[str, str]:
    """To undo what is on the page. Nobody types a canary, which the walk looks for in answers."""
    submission = cast.submissions.get(thing)
    if submission is None or thing == "foreign":
        return {"name": "Guessed", "seen": ""}
    return {"name": submission.draft.name, "seen": way_back.of(submission).digest}


def _digest(draft: Any) -> str:
    return content_of(draft).digest if load(draft.document).basics.catalog else ""


def _cell(answer: Any) -> str:
    """The status; `in` for being sent to the sign-in page."""
    location = answer.headers.get("Location", "")
    return "in" if location.startswith("/signin/") else str(answer.status_code)


def _all_of(answer: Any) -> str:
    return f"{answer.content.decode()} {dict(answer.headers)}"
