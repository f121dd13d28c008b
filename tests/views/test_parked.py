"""The page of a parked submission says what is needed and from whom, and offers the way on."""

import pytest
from django.urls import reverse

from portal.signin.middleware import CLAIMS
from tests.views.stage import document, submitted, text_of, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def submission(company, priya, rafael):
    return submitted(priya, document(company), by=rafael)


def watch(seat, submission):
    return seat.get(reverse("wizard:submission", args=[submission.pk]))


def test_missing_rights_are_named_and_who_gives_them(company, submission, priya):
    company.takes_roles_from(priya)
    work()
    text = text_of(watch(priya, submission))
    assert "Rights are missing. Priya Nair no longer has the rights that this takes." in text
    assert "An owner of the catalog or an Identity Governance Administrator can give that role." in text
    assert "Resume" in text
    assert "Waiting for rights 0 of" in text
    assert "Waiting for sign-in" not in text
    assert "sign in again" not in text.partition("After that")[0]


def test_an_owner_resumes_what_waits_for_rights(company, submission, priya, olivia):
    company.takes_roles_from(priya)
    work()
    pressed = olivia.post(reverse("wizard:resume", args=[submission.pk]))
    assert pressed.status_code == 303
    submission.refresh_from_db()
    assert submission.state == "queued"


def test_the_next_sign_in_shows_microsoft_what_it_asked_for(company, submission, priya):
    company.fault(method="POST", path="assignmentPolicies$", kind="challenge", times=2)
    work()
    page = watch(priya, submission)
    assert "Microsoft wants you to sign in again." in text_of(page)
    assert "access_token" in priya.client.session[CLAIMS]
    assert "Resume" not in text_of(page)


def test_somebody_elses_sign_in_is_asked_for_nothing(company, submission, priya, olivia):
    company.fault(method="POST", path="assignmentPolicies$", kind="challenge", times=2)
    work()
    assert "Waiting for sign-in." in text_of(watch(olivia, submission))
    assert not olivia.client.session.get(CLAIMS)
