"""What depends on the database, once more on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5


@pytest.mark.skipif("os.environ.get('PORTAL_DATABASE_URL', '').startswith('postgres')", reason="is this run")
def test_what_is_marked_postgres_passes_there_too() -> None:
    """A run of its own, because a process has one database. Its failures are this test's text."""
    try:
        with postgres.server() as url:
            done = run_there(url)
    except postgres.NoPostgres as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    assert done.returncode != NO_TESTS, "no test is marked postgres"
    assert done.returncode == 0, done.stdout


def run_there(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "postgres", "-q", "-p", "no:cacheprovider"],
        cwd=ROOT, env=os.environ | {"PORTAL_DATABASE_URL": url},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
