"""What the database promises: a commit that was answered stays."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, transaction

from portal import database

pytestmark = pytest.mark.django_db(transaction=True)

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@on_sqlite
def test_sqlite_writes_ahead_and_waits_for_the_disk() -> None:
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("busy_timeout") == 20_000
    assert pragma("foreign_keys") == 1


@on_sqlite
def test_a_transaction_takes_the_write_lock_at_its_start() -> None:
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as somebody_else:
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
            somebody_else.execute("BEGIN IMMEDIATE")
        somebody_else.execute("BEGIN IMMEDIATE")


def test_postgresql_by_url() -> None:
    read = database.from_url("postgres://ada:pw@db.example:5433/portal")
    assert (read["ENGINE"], read["HOST"], read["PORT"], read["NAME"]) == (
        database.POSTGRESQL, "db.example", 5433, "portal",
    )  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://ada:hush@db/portal", "nonsense", "", "postgres://db:hush:x/portal"])
def test_any_other_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="database") as caught:
        database.from_url(url)
    assert "hush" not in str(caught.value)
