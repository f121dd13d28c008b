"""What a submission made is taken back, and nothing else."""

import pytest

from tests.submit.support import EM, document, submitted, work
from tests.submit.undoing import dump, everything, pressed_undo
from wizard.models import Draft, JournalEntry, Submission

State = Submission.State


@pytest.fixture
def content(company):
    return everything(company)


def test_a_created_package_goes_and_its_resources_stay(company, ada):
    content = document(company, "Campaign", company.new_group("Campaigners"))
    before = dump(company, "resource")
    submission = submitted(ada, content)
    work()
    pressed_undo(submission, ada)
    undone = work()
    assert (undone.state, undone.problem) == (State.UNDONE, "")
    assert dump(company, "resource") == before
    assert company.resources(content.resource_roles[0].resource) == 1
    assert Draft.objects.get().state == Draft.State.UNDONE


def test_with_resources_everything_is_as_before(company, ada, content):
    before = dump(company)
    submission = submitted(ada, content)
    assert work().state == State.CREATED
    pressed_undo(submission, ada, with_resources=True)
    undone = work()
    assert (undone.state, undone.problem) == (State.UNDONE, "")
    assert dump(company) == before
