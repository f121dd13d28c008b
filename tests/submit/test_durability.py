"""What the database promises: committed is kept, and what cannot be written stops nobody for good."""

import sqlite3
import threading
import uuid
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from tests.matrix.clock import virtual_time
from tests.matrix.conftest import ada, company, ground
from tests.matrix.ground import carry
from tests.matrix.oracle import (
    everything_is_there_once,
)
from tests.submit.support import WORKER, let_the_lease_run_out, plan_of
from wizard.models import JournalEntry, Submission
from wizard.submit import claim, run_submission
from wizard.submit.journal import Journal

__all__ = ["ada", "company", "ground"]

SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's file")

#: Writes to the journal of one undisturbed run, at least: an intent and an outcome for each of 23 calls.
WRITES = 46


@pytest.fixture
def writes(pytestconfig):
    """Numbers of writes that have their turn: every `step`th, or each of them with --everything."""
    step_of = (lambda step: 1) if pytestconfig.getoption("--everything") else (lambda step: step)
    return lambda step: range(1, WRITES + 1, step_of(step))


@contextmanager
def at_each_write(act):
    """`act(number)` is called after each write to the journal has been committed."""
    numbers = iter(range(1, 1000))
    intend, close = Journal.intend, Journal.close

    def intending(*arguments, **named):
        entry = intend(*arguments, **named)
        act(next(numbers))
        return entry

    def closing_(*arguments, **named):
        close(*arguments, **named)
        act(next(numbers))

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(Journal, "intend", intending)
        patches.setattr(Journal, "close", closing_)
        yield


def carried(submission):
    with virtual_time() as clock:
        return carry(submission, clock)


@SQLITE
class TestPowerCut:
    def test_every_connection_waits_for_the_disk(self, transactional_db):
        """FULL: a commit returns once its bytes are on the disk. So says each thread's own connection."""
        told: list[int] = []

        def ask() -> None:
            with connection.cursor() as cursor:
                told.append(cursor.execute("PRAGMA synchronous").fetchone()[0])
            connection.close()

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        ask()
        assert told == [2, 2]

    def test_a_copy_of_the_files_at_any_moment_is_whole(self, ground, tmp_path):
        """Database and write-ahead log as they lie there after each commit, the log cut short as well: what
        the tenant had seen until then is in the copy.
        """
        submission, copies = ground.fresh(), []
        database = Path(connection.settings_dict["NAME"])

        def copy(number: int) -> None:
            place = tmp_path / f"{number}.sqlite3"
            place.write_bytes(database.read_bytes())
            log = database.with_name(f"{database.name}-wal").read_bytes()
            place.with_name(f"{place.name}-wal").write_bytes(log)
            seen = {call["client-request-id"] for call in ground.company.calls()}
            copies.append((place, seen, JournalEntry.objects.filter(submission=submission).count()))

        with at_each_write(copy):
            carried(submission)
        assert len(copies) == 2 * len(plan_of(submission).steps)
        for place, seen, written in copies:
            assert seen <= set(journal_in(place, submission))
            assert len(journal_in(place, submission)) == written
            cut_the_log(place)
            assert len(journal_in(place, submission)) <= written


def journal_in(place: Path, submission) -> list[str]:
    """The calls that a copy knows; it must be in order."""
    with closing(sqlite3.connect(place)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = copy.execute(
            "SELECT client_request_id, step, attempt FROM wizard_journalentry WHERE submission_id = ? "
            "ORDER BY id", [submission.pk.hex],
        ).fetchall()  # fmt: skip
    for step in {row[1] for row in rows}:
        attempts = [row[2] for row in rows if row[1] == step]
        assert attempts == list(range(1, len(attempts) + 1))
    return [str(uuid.UUID(row[0])) for row in rows]


def cut_the_log(place: Path) -> None:
    """As if the last pages had not reached the disk."""
    log = place.with_name(f"{place.name}-wal")
    if log.exists():
        log.write_bytes(log.read_bytes()[: -len(log.read_bytes()) // 3])


class TestDatabaseInTrouble:
    """An error of the database ends the run where it is; the next worker goes on from there."""

    def goes_on(self, ground, submission):
        let_the_lease_run_out(submission)
        carried(submission)
        everything_is_there_once(ground.company, submission)

    @SQLITE
    @pytest.mark.parametrize("trouble", ["disk full", "read-only", "locked"])
    def test_it_recovers_by_itself(self, trouble, ground, writes):
        for number in writes(13):
            submission = ground.fresh()
            claim(WORKER)
            with self.broken(trouble, at=number), pytest.raises(DatabaseError, match=WORDS[trouble]):
                run_submission(submission.pk, worker=WORKER)
            submission.refresh_from_db()
            assert submission.state == Submission.State.RUNNING, "it is as if the worker had died"
            self.goes_on(ground, submission)

    @contextmanager
    def broken(self, trouble, *, at):
        """From the given write on nothing can be written any more, until the block ends."""
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:

            def strike(number: int) -> None:
                if number == at:
                    pragma(*BREAKS[trouble])
                    BLOCKS[trouble](other)

            with at_each_write(strike):
                yield
        pragma(*MENDS)

    @pytest.mark.postgres
    @pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about a server")
    def test_a_server_that_ends_the_connection_stops_nobody_for_good(self, ground, writes):
        for number in writes(7):
            submission = ground.fresh()
            with at_each_write(lambda done, at=number: end_the_connection() if done == at else None):
                claim(WORKER)
                with pytest.raises(DatabaseError):
                    run_submission(submission.pk, worker=WORKER)
            connection.close()
            self.goes_on(ground, submission)


def fill_up(database: sqlite3.Connection) -> None:
    """Nothing free is left inside the file either."""
    database.execute("CREATE TABLE IF NOT EXISTS filler (bytes BLOB)")
    database.execute("PRAGMA max_page_count = 1")  # no more than there are
    for size in (100_000, 4_000, 500):
        with suppress(sqlite3.OperationalError):
            while True:
                database.execute("INSERT INTO filler VALUES (zeroblob(?))", [size])


BLOCKS = {
    "disk full": fill_up,
    "read-only": lambda database: None,
    "locked": lambda database: database.execute("BEGIN IMMEDIATE"),
}
WORDS = {"disk full": "full", "read-only": "readonly|read-only", "locked": "locked"}
BREAKS = {
    "disk full": ["PRAGMA max_page_count = 1"],  # no more than there are
    "read-only": ["PRAGMA query_only = ON"],
    "locked": ["PRAGMA busy_timeout = 20"],
}
MENDS = [
    "PRAGMA max_page_count = 1073741823",
    "PRAGMA query_only = OFF",
    "PRAGMA busy_timeout = 20000",
    "DROP TABLE IF EXISTS filler",
]


def pragma(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def end_the_connection() -> None:
    """As a restart of the server does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    finally:
        other.close()


class TestStopping:
    def test_asked_to_stop_at_any_write_it_loses_nothing(self, ground, writes):
        """SIGTERM sets the event; what is under way is heard out, the submission is free at once."""
        for number in writes(5):
            submission, stop = ground.fresh(), threading.Event()
            with at_each_write(lambda done, at=number, stop=stop: stop.set() if done == at else None):
                claim(WORKER)
                run_submission(submission.pk, worker=WORKER, stop=stop)
            submission.refresh_from_db()
            assert submission.lease_owner == ""
            assert not submission.entries.filter(state=JournalEntry.State.INTENDED).exists()
            assert submission.state in (Submission.State.QUEUED, Submission.State.CREATED)
            if submission.state == Submission.State.QUEUED:
                carried(submission)
            everything_is_there_once(ground.company, submission)
            attempts = submission.entries.filter(attempt__gt=1)
            assert not attempts.exists(), "nothing had to be looked for or sent again"
