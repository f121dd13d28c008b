"""Create is pressed, watched, and ends with a package: over HTTP, with a worker in this process."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from copy import copy

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.submit.support import TIMEOUT
from tests.views.stage import approved, document, edited, submitted, text_of, work
from wizard.actions import submissions
from wizard.models import Draft, Submission

State = Submission.State
pytestmark = pytest.mark.django_db(transaction=True)


def review_page(seat, draft):
    return seat.get(reverse("wizard:review", args=[draft.pk]))


def watch(seat, submission, **how):
    return seat.get(reverse("wizard:submission", args=[submission.pk]), **how)


@pytest.fixture
def draft(company, priya, rafael):
    return approved(priya, document(company), by=rafael)


@pytest.fixture
def submission(company, priya, rafael):
    return submitted(priya, document(company), by=rafael)


def press_and_close(seat, seen):
    """In a thread of its own, with a browser of its own that shares the cookies."""
    window = copy(seat)
    window.client = Client(headers=seat.client.headers)
    window.client.cookies = seat.client.cookies
    try:
        return window.press(seen, "Create")
    finally:
        connection.close()


class TestCreate:
    def test_it_leads_to_the_page_that_watches(self, draft, priya):
        pressed = priya.press(review_page(priya, draft), "Create")
        submission = Submission.objects.get()
        assert pressed.status_code == 303
        assert pressed.headers["Location"] == reverse("wizard:submission", args=[submission.pk])
        assert submission.created_by == priya.person

    def test_twice_is_once(self, draft, priya):
        seen = review_page(priya, draft)
        answers = {priya.press(seen, "Create").headers["Location"] for _ in range(3)}
        assert len(answers) == 1
        assert Submission.objects.count() == 1

    def test_twice_at_one_moment_is_once(self, draft, priya, monkeypatch):
        """A double click: neither press can see what the other does until both are allowed."""
        together, check = threading.Barrier(2), submissions.check_may_create
        monkeypatch.setattr(
            submissions, "check_may_create", lambda *asked: (check(*asked), together.wait(TIMEOUT))
        )
        seen = review_page(priya, draft)
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda _: press_and_close(priya, seen), range(2)))
        submission = Submission.objects.get()
        assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
            (303, reverse("wizard:submission", args=[submission.pk]))
        }

    def test_rights_are_asked_anew(self, company, draft, priya):
        """Priya lost her role after she opened the page."""
        seen = review_page(priya, draft)
        company.takes_roles_from(priya)
        answer = priya.press(seen, "Create")
        assert answer.status_code == 403
        assert "takes one of these roles" in text_of(answer)
        assert not Submission.objects.exists()

    def test_facts_are_asked_anew(self, company, draft, priya):
        """Meanwhile somebody else made a package of that name."""
        seen = review_page(priya, draft)
        company.has_package("Campaign")
        answer = priya.press(seen, "Create")
        assert answer.status_code == 422
        assert "Validation failed: 1 error." in text_of(answer)
        assert not Submission.objects.exists()

    def test_a_change_after_the_approval_needs_another_one(self, draft, priya, olivia):
        seen = review_page(priya, draft)
        edited(draft, olivia, description="Also for guests")
        answer = priya.press(seen, "Create")
        assert answer.status_code == 409
        assert not Submission.objects.exists()
        assert Draft.objects.get().state == Draft.State.DRAFTING

    def test_not_with_the_rights_of_a_reviewer(self, draft, rafael):
        digest = review_page(rafael, draft).context["judged"].digest
        answer = rafael.post(reverse("wizard:create", args=[draft.pk]), digest=digest)
        assert answer.status_code == 403
        assert not Submission.objects.exists()

    def test_tenant_down(self, company, draft, priya):
        seen = review_page(priya, draft)
        company.goes_down()
        answer = priya.press(seen, "Create")
        assert "Nothing was created." in text_of(answer)
        assert not Submission.objects.exists()


class TestWatching:
    def test_each_call_is_a_line(self, submission, priya):
        answer = watch(priya, submission)
        text = text_of(answer)
        assert "Waiting for a worker 0 of 5" in text
        assert "Create the access package Campaign Waiting" in text
        assert "Waits for: Create the access package Campaign" in text
        assert 'hx-trigger="every 1s"' in answer.content.decode()
        assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()

    def test_htmx_gets_the_part_alone_and_hears_how_far_it_is(self, submission, priya):
        body = watch(priya, submission, htmx=True).content.decode()
        assert body.lstrip().startswith('<div id="submission"')
        assert '<p hx-swap-oob="innerHTML:#submission-status">Waiting for a worker: 0 of 5</p>' in body

    def test_made(self, company, submission, priya):
        work()
        answer = watch(priya, submission)
        text, (package,) = text_of(answer), company.packages("Campaign")
        policy = next(row for row in company.state.rows("policy") if row["_package"] == package["id"])
        assert "Campaign was created." in text
        assert f"Object Id {package['id']}" in text
        assert f"Catalog Id {package['_catalog']}" in text
        assert f"Policy Id {policy['id']}" in text
        link = f"https://myaccess.microsoft.com/@contoso.onmicrosoft.com#/access-packages/{package['id']}"
        assert f'<a href="{link}">{link}</a>' in answer.content.decode()
        assert "Created 5 of 5" in text
        assert "every 1s" not in answer.content.decode()
        assert "noscript" not in answer.content.decode()

    def test_no_link_while_the_tenant_is_down(self, company, submission, priya):
        work()
        company.goes_down()
        text = text_of(watch(priya, submission))
        assert "Campaign was created." in text
        assert "My Access" not in text

    def test_no_link_in_a_cloud_without_my_access(self, submission, priya, settings):
        from portal.clouds import CLOUDS

        work()
        settings.CLOUD = CLOUDS["china"]
        assert "My Access" not in text_of(watch(priya, submission))

    def test_refused(self, company, submission, priya):
        company.fault(
            method="POST", path="accessPackages$", status=400, code="InvalidModel", message="No such thing."
        )
        work()
        answer = watch(priya, submission)
        text = text_of(answer)
        assert "Stopped." in text
        assert re.search(r"No such thing \(code InvalidModel, request id [0-9a-f-]{36}\)", text)
        assert "every 1s" not in answer.content.decode()
        resumed = priya.post(reverse("wizard:resume", args=[submission.pk]))
        assert resumed.status_code == 303
        work()
        assert "Campaign was created." in text_of(watch(priya, submission))
        assert len(company.packages("Campaign")) == 1

    def test_parked(self, submission, priya, olivia):
        Submission.objects.update(state=State.PARKED, problem="Priya Nair has to sign in again.")
        body = watch(priya, submission).content.decode()
        assert re.search(r'<a href="/signin/\?[^"]*again=1">Sign in again</a>', body)
        text = text_of(watch(olivia, submission))
        assert "Priya Nair has to sign in again." in text
        assert "Sign in again" not in text

    def test_no_worker(self, submission, priya):
        from datetime import timedelta

        from django.utils import timezone

        assert "No worker has taken this yet." not in text_of(watch(priya, submission))
        Submission.objects.update(not_before=timezone.now() - timedelta(minutes=1))
        assert "No worker has taken this yet." in text_of(watch(priya, submission))

    def test_a_look_a_second_asks_little(self, submission, priya, django_assert_max_num_queries):
        """Session, person, submission, its calls, its history; nothing of the tenant."""
        watch(priya, submission)
        with django_assert_max_num_queries(5):
            priya.get(reverse("wizard:submission", args=[submission.pk]), htmx=True)

    def test_few_queries(self, submission, priya, django_assert_max_num_queries):
        work()
        watch(priya, submission)
        with django_assert_max_num_queries(12):
            watch(priya, submission)


class TestWho:
    def test_those_who_may_see_the_draft(self, submission, rafael, olivia):
        for seat in (rafael, olivia):
            assert watch(seat, submission).status_code == 200

    def test_a_stranger(self, submission, emil):
        assert watch(emil, submission).status_code == 404
        assert emil.post(reverse("wizard:resume", args=[submission.pk])).status_code == 404

    def test_the_author_while_the_tenant_is_down(self, company, submission, priya):
        company.goes_down()
        assert watch(priya, submission).status_code == 200

    def test_a_reader_is_told_who_can_go_on(self, company, submission, priya, rafael):
        company.fault(method="POST", path="assignmentPolicies$", status=403)
        work()
        others = "Priya Nair, or somebody else who may create in the catalog Marketing, can resume here."
        assert others in text_of(watch(rafael, submission))
        assert others not in text_of(watch(priya, submission))

    def test_only_what_moves_needs_no_watching(self, submission, priya):
        assert "You can close this page; nothing stops." in text_of(watch(priya, submission))
        work()
        assert "nothing stops" not in text_of(watch(priya, submission))

    def test_a_reader_cannot_resume(self, submission, rafael, olivia):
        Submission.objects.update(state=State.FAILED, problem="Refused.")
        address = reverse("wizard:resume", args=[submission.pk])
        assert "Resume" not in text_of(watch(rafael, submission))
        assert rafael.post(address).status_code == 403
        assert Submission.objects.get().state == State.FAILED
        assert "Resume" in text_of(watch(olivia, submission))
        assert olivia.post(address).status_code == 303
        assert Submission.objects.get().state == State.QUEUED

    def test_what_moves_is_not_resumed(self, submission, priya):
        assert priya.post(reverse("wizard:resume", args=[submission.pk])).status_code == 303
        assert "It was not stopped any more." in text_of(watch(priya, submission))
