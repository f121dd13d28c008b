"""What was undone may move on into another catalog; whoever once created it does not move with it."""

import pytest
from django.urls import reverse

from tests.views.stage import Company, Seat, approved, document, edited, work
from tests.views.submissions import address, press_undo
from wizard.models import Draft, Submission

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("submission", "evidence", "support", "undo")


@pytest.fixture
def undone(company: Company, priya: Seat, rafael: Seat, olivia: Seat) -> Submission:
    """Olivia, who owns Marketing, created Priya's package and took it back."""
    draft = approved(priya, document(company), by=rafael)
    olivia.press(olivia.get(reverse("wizard:review", args=[draft.pk])), "Create")
    press_undo(olivia, work())
    return work()


@pytest.fixture
def moved(company: Company, priya: Seat, undone: Submission) -> Submission:
    """Then Priya goes on with it in Finance, where Olivia has no part."""
    finance = document(company, catalog="Finance").basics.catalog
    edited(Draft.objects.get(pk=undone.draft_id), priya, catalog=finance, name="Month-end secrets")
    return undone


def test_as_long_as_it_stays_she_reads_what_she_did(undone: Submission, olivia: Seat) -> None:
    assert undone.state == Submission.State.UNDONE
    assert [olivia.get(address(undone, page)).status_code for page in PAGES] == [200, 200, 200, 303]


def test_she_does_not_read_what_became_of_it(moved: Submission, olivia: Seat) -> None:
    for page in PAGES:
        answer = olivia.get(address(moved, page))
        assert answer.status_code == 404, page
        assert "Finance" not in answer.content.decode()


def test_its_author_still_does(moved: Submission, priya: Seat) -> None:
    assert priya.get(address(moved, "evidence")).status_code == 200


def test_who_works_where_it_went_does_not_read_where_it_came_from(
    company: Company, moved: Submission
) -> None:
    """Gustav owns Finance and sees the draft; what happened in Marketing is none of his business."""
    gustav = company.seat("gustav")
    assert gustav.get(reverse("wizard:review", args=[moved.draft_id])).status_code == 200
    for page in PAGES:
        answer = gustav.get(address(moved, page))
        assert answer.status_code == 404, page
        assert "Marketing" not in answer.content.decode()


def test_who_may_read_both_does(company: Company, moved: Submission) -> None:
    assert company.seat("audrey").get(address(moved, "evidence")).status_code == 200
