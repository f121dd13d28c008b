"""A PostgreSQL of our own: there while it is needed, gone afterwards."""

import os

import psycopg
import pytest

from tools import postgres


@pytest.mark.skipif(
    "postgres.programs() is None and not os.environ.get('CI')", reason="no PostgreSQL programs"
)
def test_a_temporary_cluster_serves_and_goes() -> None:
    folder = postgres.programs()
    assert folder is not None
    with postgres.temporary_cluster(folder) as url:
        address = ("127.0.0.1", int(url.rpartition(":")[2].partition("/")[0]))
        assert postgres.answers(address)
        with psycopg.connect(url) as connection:
            row = connection.execute("select 40 + 2").fetchone()
        assert row == (42,)
    assert not postgres.answers(address)


def test_the_named_server_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, postgres.CHOSEN, "postgres://ada@db.example/portal")
    with postgres.server() as url:
        assert url == "postgres://ada@db.example/portal"
