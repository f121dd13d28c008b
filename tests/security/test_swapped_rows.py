"""Whoever can write to the database alone cannot make a worker send it, nor stop the others' work."""

import threading
from typing import Any

import pytest

from tests.signin.control import requests_to
from tests.views.stage import Company, Seat, document, submitted, work
from tests.views.submissions import Staged
from wizard.models import Draft, Submission
from wizard.submit.worker import Worker

State = Submission.State
pytestmark = pytest.mark.django_db(transaction=True)

#: What is no plan, no draft and no memory of what was before.
ODD: list[dict[str, Any]] = [
    {"plan": "nonsense"},
    {"plan": {"steps": 3}},
    {"undo_plan": "nonsense"},
    {"undo_plan": {}, "before_undo": "nonsense"},
    {"before_undo": []},
]


@pytest.fixture
def back(company: Company, priya: Seat, rafael: Seat) -> Submission:
    """Somebody pressed Undo; no worker has begun."""
    return Staged(company, priya, rafael).into("undoing")


def serves_all() -> None:
    Worker(threading.Event()).run_once()


def deleted(company: Company) -> list[str]:
    return [one["path"] for one in requests_to(company.tenant, "/v1.0/") if one["method"] == "DELETE"]


@pytest.mark.parametrize("columns", ODD, ids=str)
def test_an_unreadable_row_stops_nobody_else(
    company: Company, priya: Seat, rafael: Seat, back: Submission, columns: dict[str, Any]
) -> None:
    Submission.objects.filter(pk=back.pk).update(**columns)
    next_one = submitted(priya, document(company, "Next one"), by=rafael)
    serves_all()
    assert Submission.objects.get(pk=next_one.pk).state == State.CREATED
    assert Submission.objects.get(pk=back.pk).state not in (State.QUEUED, State.RUNNING)


def test_an_unreadable_draft_neither(company: Company, priya: Seat, rafael: Seat) -> None:
    odd = submitted(priya, document(company), by=rafael)
    next_one = submitted(priya, document(company, "Next one"), by=rafael)
    Draft.objects.filter(pk=odd.draft_id).update(document={"odd": 1})
    serves_all()
    assert Submission.objects.get(pk=next_one.pk).state == State.CREATED
    assert Submission.objects.get(pk=odd.pk).state == State.FAILED


def test_another_way_back_than_was_agreed_to_is_not_sent(company: Company, back: Submission) -> None:
    """The row now takes somebody else's package along."""
    victim = company.has_package("Month-end closing", "Finance")["id"]
    steps = Submission.objects.get(pk=back.pk).undo_plan
    last = next(step for step in reversed(steps) if step["call"]["method"] == "DELETE")
    last["call"] |= {"path": f"/identityGovernance/entitlementManagement/accessPackages/{victim}"}
    Submission.objects.filter(pk=back.pk).update(undo_plan=steps)
    stopped = work()
    assert stopped.state == State.FAILED
    assert "not the one that somebody agreed to" in stopped.problem
    assert deleted(company) == []
    assert company.state.get("accessPackage", victim)


def test_another_plan_than_was_approved_is_not_sent(company: Company, priya: Seat, rafael: Seat) -> None:
    submission = submitted(priya, document(company), by=rafael)
    submission.plan[0]["call"]["body"]["displayName"] = "Somebody else's idea"
    submission.save()
    stopped = work()
    assert stopped.state == State.FAILED
    assert "not what was approved" in stopped.problem
    assert company.packages("Somebody else's idea") == []
