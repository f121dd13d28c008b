"""Kill -9 at any instant of any write: after a restart there is exactly one of everything."""

import pytest

from tests.submit.crashing import INSTANTS, die_at
from tests.submit.support import assert_exactly_one, document, let_the_lease_run_out, plan_of, submitted, work
from wizard.models import Submission

#: The writes of the plan below, by the beginning of their keys.
WRITES = ("resource", "package", "role (first)", "role (second)", "policy")


@pytest.fixture
def content(company):
    """One resource outside the catalog, two roles of it, one policy."""
    company.setting(visible_after_reads=1, roles_after_reads=1)
    return document(company, "Campaign", company.new_group("Campaigners"), roles=("Member", "Owner"))


@pytest.fixture
def environment(process_environment):
    return process_environment | {"PORTAL_LOOK_SECONDS": "0"}


def key_of(submission: Submission, write: str) -> str:
    keys = [step.key for step in plan_of(submission).steps if step.call.method == "POST"]
    assert len(keys) == len(WRITES)
    return keys[("resource", "package", "role (first)", "role (second)", "policy").index(write)]


@pytest.mark.postgres
@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("instant", INSTANTS)
def test_it_makes_exactly_one(instant, write, company, ada, content, environment):
    submission = submitted(ada, content)
    assert die_at(instant, key_of(submission, write), environment) == -9
    let_the_lease_run_out(submission)
    assert_exactly_one(company, content, work("the next worker"))
    assert len(company.calls("POST")) == len(WRITES), "nothing was sent twice"
