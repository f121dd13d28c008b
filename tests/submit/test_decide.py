"""Two objects could be the result of a call whose answer was lost: a person says which one is ours."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.submit.support import document, mark_of, same_name, submitted, work
from tests.submit.test_lost_answers import LOSSES
from tests.submit.undoing import asked
from wizard.models import Event, JournalEntry, Submission
from wizard.submit.decide import NONE, NotAsked, decide, question_of

State = Submission.State


@pytest.fixture
def content(company):
    return document(company, "Campaign", company.new_group("Campaigners"))


@pytest.fixture
def waiting(company, ada, content):
    """Ours landed twice, as a proxy that repeats a call does it, and the answer was lost."""
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    submission = submitted(ada, content)
    same_name(company, content, description=mark_of(submission))
    stopped = work()
    assert stopped.state == State.NEEDS_PERSON
    return stopped


def ids(question):
    return [one["id"] for one in question.candidates]


@pytest.mark.postgres
def test_the_chosen_one_is_ours_from_now_on(company, ada, waiting):
    question = asked(waiting)
    ours, other = ids(question)
    assert decide(waiting, number=question.number, chosen=ours, by=ada)
    assert work().state == State.CREATED
    assert len(company.calls("POST", "/accessPackages")) == 1
    packages = {row["id"]: company.contents(row) for row in company.packages("Campaign")}
    assert packages == {ours: {"scopes": 1, "policies": 1}, other: {"scopes": 0, "policies": 0}}
    told = Event.objects.get(kind="creation_decided")
    assert (told.by, told.data["chosen"], told.data["step"]) == (ada, ours, "package")
    assert JournalEntry.objects.get(step="package", adopted=True).answer["id"] == ours


def test_none_of_them_is_sent_again(company, ada, waiting):
    question = asked(waiting)
    assert decide(waiting, number=question.number, chosen=NONE, by=ada)
    assert work().state == State.CREATED
    assert len(company.calls("POST", "/accessPackages")) == 2
    third = JournalEntry.objects.get(step="package", state="done", is_look=False).answer["id"]
    assert third not in ids(question)
    assert Event.objects.get(kind="creation_decided").data["chosen"] == ""


def test_what_is_not_ours_stays_so_when_the_answer_is_lost_again(company, ada, waiting):
    question = asked(waiting)
    decide(waiting, number=question.number, chosen=NONE, by=ada)
    company.faults({"method": "POST", "path": "accessPackages$"} | LOSSES["504 after"])
    assert work().state == State.CREATED
    adopted = JournalEntry.objects.get(step="package", adopted=True).answer["id"]
    assert adopted not in ids(question)


@pytest.mark.parametrize("chosen", ["", "00000000-0000-4000-8000-000000000000"])
def test_only_what_was_shown_can_be_chosen(chosen, company, ada, waiting):
    question = asked(waiting)
    with pytest.raises(NotAsked):
        decide(waiting, number=question.number, chosen=chosen, by=ada)
    waiting.refresh_from_db()
    assert waiting.state == State.NEEDS_PERSON


def test_an_answer_to_an_older_question_decides_nothing(company, ada, waiting):
    question = asked(waiting)
    assert not decide(waiting, number=question.number - 1, chosen=ids(question)[0], by=ada)


@pytest.mark.postgres
def test_of_two_who_decide_one_is_heard(company, ada, waiting):
    question = asked(waiting)

    def choose(chosen):
        try:
            return decide(waiting, number=question.number, chosen=chosen, by=ada)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        heard = list(pool.map(choose, ids(question)))
    assert sorted(heard) == [False, True]
    assert Event.objects.filter(kind="creation_decided").count() == 1
    assert work().state == State.CREATED


def test_nothing_is_asked_of_what_moves(company, ada, waiting):
    decide(waiting, number=asked(waiting).number, chosen=NONE, by=ada)
    waiting.refresh_from_db()
    assert question_of(waiting) is None
