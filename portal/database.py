"""The database behind PORTAL_DATABASE_URL.

SQLite runs with WAL, synchronous=FULL and immediate transactions: a commit that was answered survives a power
cut, and two writers wait for each other instead of failing on the lock upgrade.
"""

from typing import Any

import dj_database_url

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def from_url(url: str) -> dict[str, Any]:
    """Django's settings of one database.

    Raises ValueError for anything but SQLite and PostgreSQL; the message never repeats the URL, which may
    hold a password.
    """
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError, dj_database_url.UnknownSchemeError, dj_database_url.ParseError):
        raise ValueError("is not a database address") from None
    if database["ENGINE"] == SQLITE:
        return database | {"OPTIONS": SQLITE_OPTIONS}
    if database["ENGINE"] == POSTGRESQL:
        return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    raise ValueError("names a database the portal does not know")
