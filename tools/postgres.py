"""Find a PostgreSQL for the tests, or start one in a folder of its own."""

import os
import shutil
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import debian

CHOSEN = "PORTAL_TEST_POSTGRES_URL"
USUAL = "postgres://postgres@127.0.0.1:5432/postgres"

HOW_TO_GET_ONE = f"""\
The tests marked postgres need a PostgreSQL server or its programs initdb and pg_ctl, and none could be had.
Install PostgreSQL (on Debian `apt-get install postgresql`) or set {CHOSEN}."""


class NoPostgres(Exception):
    """There is no PostgreSQL; the message says how to get one."""


def ensure() -> bool:
    """Whether the tests will find PostgreSQL, its programs installed if need be."""
    if os.environ.get(CHOSEN) or answers() or programs():
        return True
    if debian.can_install():
        print("Installing postgresql ...", flush=True)
        debian.install("postgresql")
    return programs() is not None


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server whose user may create databases. Raises NoPostgres."""
    if chosen := os.environ.get(CHOSEN):
        yield chosen
    elif answers():
        yield USUAL
    elif folder := programs():
        with temporary_cluster(folder) as url:
            yield url
    else:
        raise NoPostgres(HOW_TO_GET_ONE)


def answers(address: tuple[str, int] = ("127.0.0.1", 5432)) -> bool:
    """Whether a server there lets user `postgres` in without a password.

    Says hello by hand, because dev.py asks before any driver is installed.
    https://www.postgresql.org/docs/current/protocol-message-formats.html
    """
    words = b"user\0postgres\0database\0postgres\0\0"
    try:
        with socket.create_connection(address, timeout=3) as connection:
            connection.sendall(struct.pack("!ii", 8 + len(words), 3 << 16) + words)
            return connection.recv(9) == b"R" + struct.pack("!ii", 8, 0)
    except OSError:
        return False


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them off the PATH, one folder a version."""
    found = [shutil.which("pg_ctl"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")))]
    folders = [Path(path).resolve().parent for path in found if path]
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def temporary_cluster(folder: Path) -> Iterator[str]:
    """A server on a free port, gone afterwards with all its data."""
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", ignore_cleanup_errors=True) as home:
        user = _give_to_ordinary_user(home)
        data, port = f"{home}/data", _free_port()
        _run([folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"], user)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} -c fsync=off"
        _run([folder / "pg_ctl", "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start"], user)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)


def _give_to_ordinary_user(folder: str) -> str | None:
    """PostgreSQL refuses to run as root, so root lends the folder to somebody else."""
    if os.geteuid() != 0:
        return None
    for user in ("postgres", "nobody"):
        try:
            shutil.chown(folder, user)
        except LookupError:
            continue
        return user
    raise NoPostgres("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`.")


def _run(command: list[Path | str], user: str | None) -> None:
    done = subprocess.run(command, user=user, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
