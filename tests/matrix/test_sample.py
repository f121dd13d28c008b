"""Some cells of each matrix; `make crash-matrix` runs them all."""

import pytest

from tests.evidence.stage import remove
from tests.matrix.clock import virtual_time
from tests.matrix.crashes import all_cells, survives
from tests.matrix.expected import FAULTS
from tests.matrix.faults import ends_as_expected, sample, undisturbed
from tests.matrix.ground import carry
from tests.matrix.oracle import at_most_once, everything_is_there_once
from wizard.models import Event, JournalEntry

#: Of so many cells one is run here; coprime to the number of steps, so that every step has its turn.
CRASHES = 17
CRASHES_ON_POSTGRES = 59
FAULTS_SHARE = 17


@pytest.fixture
def environment(process_environment):
    return process_environment | {"PORTAL_LOOK_SECONDS": "0"}


def test_killed_at_any_instant_of_any_call_it_ends_with_one_of_everything(ground, environment):
    failed = failures(survives, all_cells(ground)[::CRASHES], ground, environment)
    assert failed == []


@pytest.mark.postgres
def test_killed_on_either_database_it_ends_with_one_of_everything(ground, environment):
    failed = failures(survives, all_cells(ground)[::CRASHES_ON_POSTGRES], ground, environment)
    assert failed == []


def test_whatever_graph_answers_it_ends_as_the_table_says(ground):
    chosen = sample(undisturbed(ground), FAULTS_SHARE)
    assert {cell.fault for cell in chosen} == set(FAULTS)
    assert failures(ends_as_expected, chosen, ground) == []


def failures(prove, cells, ground, *more) -> list[str]:
    """All of them: one that fails must not hide the others."""
    found = []
    for cell in cells:
        try:
            prove(ground, cell, *more)
        except AssertionError as problem:
            found.append(f"{cell}: {problem}")
    return found


class TestTheOracleItself:
    """It has to notice what it is there for."""

    @pytest.fixture
    def created(self, ground):
        submission = ground.fresh()
        with virtual_time() as clock:
            return carry(submission, clock)

    @pytest.mark.parametrize("kind", ["catalog", "resource", "accessPackage", "roleScope", "policy"])
    def test_a_second_one_of_anything_is_noticed(self, kind, created, ground):
        everything_is_there_once(ground.company, created)
        row = ground.company.added()[kind][0]
        ground.company.state.put(kind, row | {"id": "another", "_key": "another"})
        with pytest.raises((AssertionError, ValueError)):
            everything_is_there_once(ground.company, created)
        with pytest.raises(AssertionError):
            at_most_once(ground.company, created)

    @pytest.mark.parametrize("kind", ["catalog", "resource", "accessPackage", "roleScope", "policy"])
    def test_a_missing_one_is_noticed(self, kind, created, ground):
        row = ground.company.added()[kind][0]
        ground.company.state.remove(kind, row.get("_key", row["id"]))
        with pytest.raises((AssertionError, ValueError)):
            everything_is_there_once(ground.company, created)

    def test_a_change_of_what_was_there_before_is_noticed(self, created, ground):
        package = next(iter(ground.company.state.rows("accessPackage")))
        ground.company.state.put("accessPackage", package | {"description": "Spoilt"})
        with pytest.raises(AssertionError):
            everything_is_there_once(ground.company, created)

    def test_a_gap_in_the_journal_is_noticed(self, created, ground):
        JournalEntry.objects.filter(submission=created, step="package").update(attempt=2)
        with pytest.raises(AssertionError, match="attempt 2 is number 1"):
            everything_is_there_once(ground.company, created)

    def test_a_call_that_was_altered_is_noticed(self, created, ground):
        JournalEntry.objects.filter(submission=created, step="package").update(request_id="another")
        with pytest.raises(AssertionError, match="altered"):
            everything_is_there_once(ground.company, created)

    def test_a_link_that_was_taken_out_is_noticed(self, created, ground):
        remove(Event.objects.get(draft=created.draft_id, kind="created"))
        with pytest.raises(AssertionError, match="is missing"):
            everything_is_there_once(ground.company, created)
