"""A restored backup knows less than the tenant: nothing is made twice, and what is there is used."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from tests.matrix.clock import virtual_time
from tests.matrix.conftest import ada, company, ground
from tests.matrix.ground import carry
from tests.matrix.oracle import (
    everything_is_there_once,
    no_write_took_effect_twice,
    the_tenant_holds_what_was_approved,
)
from tests.submit.support import let_the_lease_run_out
from tests.submit.test_durability import SQLITE, at_each_write, carried, writes
from wizard.models import Submission
from wizard.submit import resume
from wizard.submit.decide import decide, question_of
from wizard.submit.journal import SILENCE

__all__ = ["ada", "company", "ground", "writes"]


@SQLITE
class TestBackup:
    """A copy that is restored knows less than the tenant. What is still marked is adopted; what is finished
    already only looks like ours, so a person says whether it is. Nothing is ever made twice.
    """

    def test_an_old_backup_does_not_create_again(self, ground, tmp_path, writes):
        for number in writes(6):
            submission = ground.fresh()
            copy = tmp_path / f"{number}.sqlite3"
            with at_each_write(lambda done, at=number, to=copy: back_up(to) if done == at else None):
                carried(submission)
            everything_is_there_once(ground.company, submission)
            restore(copy)
            submission.refresh_from_db()
            assert submission.state == Submission.State.RUNNING
            let_the_lease_run_out(submission)
            self.carried_on(ground, submission)

    def test_nor_does_one_from_before_the_first_call(self, ground, tmp_path):
        submission, copy = ground.fresh(), tmp_path / "old.sqlite3"
        back_up(copy)
        carried(submission)
        restore(copy)
        submission.refresh_from_db()
        assert submission.state == Submission.State.QUEUED
        assert self.carried_on(ground, submission) == ["catalog", "package"]

    def test_looking_again_instead_of_deciding_creates_nothing_either(self, ground, tmp_path):
        submission, copy = ground.fresh(), tmp_path / "old.sqlite3"
        back_up(copy)
        carried(submission)
        restore(copy)
        submission.refresh_from_db()
        with virtual_time() as clock:
            clock.wait(SILENCE.total_seconds() + 60)
            carry(submission, clock)
            for _ in range(2):
                assert submission.state == Submission.State.NEEDS_PERSON, submission.problem
                resume(submission, by=ground.person)
                carry(submission, clock)
        no_write_took_effect_twice(ground.company, submission)

    def carried_on(self, ground, submission) -> list[str]:
        """The steps that somebody was asked about, each time answered with the one that is shown."""
        asked = []
        with virtual_time() as clock:
            clock.wait(SILENCE.total_seconds() + 60)
            carry(submission, clock)
            while question := question_of(submission):
                (one,) = question.candidates
                asked.append(question.step)
                decide(submission, number=question.number, chosen=one["id"], by=ground.person)
                carry(submission, clock)
        assert submission.state == Submission.State.CREATED, submission.problem
        the_tenant_holds_what_was_approved(ground.company, submission)
        no_write_took_effect_twice(ground.company, submission)
        return asked


def back_up(to: Path) -> None:
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as now,
        closing(sqlite3.connect(to)) as copy,
    ):
        now.backup(copy)


def restore(copy: Path) -> None:
    connection.close()
    with (
        closing(sqlite3.connect(copy)) as old,
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as now,
    ):
        old.backup(now)
