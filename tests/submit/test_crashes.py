"""Kill -9 at any instant of a write: after a restart there is exactly one of everything.

Every call of a bigger package has its turn in tests/matrix.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.submit.crashing import die_at
from tests.submit.support import assert_exactly_one, document, let_the_lease_run_out, plan_of, submitted, work
from wizard.models import JournalEntry, Submission

#: Nothing is stored; the intent is, but no byte has left; the tenant acted, its answer is not stored; it is.
#: `make crash-matrix` knows more instants, and every call of a bigger package.
INSTANTS = ("before intent", "before send", "before outcome", "after outcome")

#: On PostgreSQL too at the worst instant: the tenant acted and nobody wrote it down.
ALL_INSTANTS = [
    pytest.param(instant, marks=[pytest.mark.postgres] if instant == "before outcome" else [])
    for instant in INSTANTS
]

ROOT = Path(__file__).resolve().parents[2]

#: The writes of the plan below, in its order.
WRITES = ("resource", "package", "role (first)", "role (second)", "policy")


@pytest.fixture
def content(company):
    """One resource outside the catalog, two roles of it, one policy."""
    company.setting(visible_after_reads=1)
    return document(company, "Campaign", company.new_group("Campaigners"), roles=("Member", "Owner"))


@pytest.fixture
def environment(process_environment):
    return process_environment | {"PORTAL_LOOK_SECONDS": "0"}


def key_of(submission: Submission, write: str) -> str:
    keys = [step.key for step in plan_of(submission).steps if step.call.method == "POST"]
    assert len(keys) == len(WRITES)
    return keys[WRITES.index(write)]


@pytest.mark.parametrize("instant", ALL_INSTANTS)
def test_it_makes_exactly_one(instant, company, ada, content, environment):
    submission = submitted(ada, content)
    assert die_at(instant, key_of(submission, "package"), environment) == -9
    let_the_lease_run_out(submission)
    assert_exactly_one(company, content, work("the next worker"))
    assert len(landed(company)) == len(WRITES), "no write landed twice"


@pytest.mark.parametrize("instant", INSTANTS)
def test_a_second_death_while_looking_changes_nothing(instant, company, ada, content, environment):
    submission = submitted(ada, content)
    package = key_of(submission, "package")
    assert die_at("before outcome", package, environment) == -9
    let_the_lease_run_out(submission)
    assert die_at(instant, package, environment, looking=True) == -9
    let_the_lease_run_out(submission)
    assert_exactly_one(company, content, work("the third worker"))
    assert len(landed(company)) == len(WRITES), "no write landed twice"


def test_a_worker_started_again_by_hand_carries_on(company, ada, content, environment):
    submission = submitted(ada, content)
    assert die_at("before outcome", key_of(submission, "policy"), environment) == -9
    let_the_lease_run_out(submission)
    command = [sys.executable, "manage.py", "worker", "--once"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
    submission.refresh_from_db()
    assert_exactly_one(company, content, submission)
    lost = JournalEntry.objects.get(step="policy:1", is_look=False)
    assert lost.state == JournalEntry.State.UNKNOWN
    assert JournalEntry.objects.get(step="policy:1", is_look=True).adopted


def landed(company):
    """Writes that had an effect; a resource may be asked for again, which the tenant refuses."""
    return [call for call in company.calls("POST") if call["status"] == 201]
