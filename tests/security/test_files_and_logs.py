"""Files that explode when they are read, and names that write their own log lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.logs import PlainFormatter
from tests.views.stage import Company, Seat

LAUGHS = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
BOMBS = {
    "aliases": ("draft.yaml", LAUGHS, "alias"),
    "itself": ("draft.yaml", "a: &a [*a]", "alias"),
    "merge": ("draft.yaml", "a: &a {b: 1}\nc: {<<: *a}", "alias"),
    "deep": ("draft.yaml", "[" * 100_000, "nested deeper"),
    "deep by lines": ("draft.yaml", "\n".join(" " * n + "a:" for n in range(300)), "nested deeper"),
    "huge": ("draft.yaml", "a: " + "x" * 2_000_000, "larger than"),
    "code": ("draft.yaml", "!!python/object/apply:os.system ['true']", "not valid YAML"),
    "deep JSON": ("draft.json", "[" * 100_000, "not valid JSON"),
    "long number": ("draft.json", "1" * 100_000, "not valid JSON"),
}


@pytest.mark.parametrize("what", list(BOMBS))
def test_a_file_that_would_explode_is_refused_in_words(tmp_path: Path, what: str) -> None:
    name, content, words = BOMBS[what]
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(CommandError, match=words):
        call_command("plan", str(file))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the portal would write, as it would write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


FORGED = "x\r\n2030-01-01T00:00:00Z INFO portal: all is well\u2028\x1b[2J\x85y"


def only_records_of_its_own(text: str) -> bool:
    lines = text.splitlines()
    return bool(lines) and "\x1b" not in text and not any(line.startswith("2030") for line in lines)


@pytest.mark.django_db
def test_what_the_tenant_says_stays_on_its_line(company: Company, log: io.StringIO) -> None:
    seat = company.seat("emil")
    company.fault(path="roleAssignments", times=-1, status=403, code="accessDenied", message=FORGED)
    seat.get(reverse("wizard:drafts"))
    assert "role assignments may not be read" in log.getvalue()
    assert only_records_of_its_own(log.getvalue())


@pytest.mark.django_db
def test_an_address_stays_on_its_line(emil: Seat, log: io.StringIO) -> None:
    emil.client.get("/drafts/%0d%0a2030-01-01T00:00:00Z%20INFO%20portal:%20all%20is%20well%1b[2J/")
    assert "Not Found" in log.getvalue()
    assert only_records_of_its_own(log.getvalue())


def test_what_an_error_says_stays_inside_its_traceback(log: io.StringIO) -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("portal").exception("it broke")
    assert "Traceback" in log.getvalue()
    assert only_records_of_its_own(log.getvalue())
