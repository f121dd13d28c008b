"""The submission's page says whether what Microsoft holds is what was approved."""

import re

import pytest
from django.urls import reverse

from tests.views.stage import document, submitted, text_of, work
from tests.views.submissions import Staged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def submission(company, priya, rafael):
    return submitted(priya, document(company), by=rafael)


def watch(seat, submission):
    return seat.get(reverse("wizard:submission", args=[submission.pk]))


def test_while_it_is_made_nothing_is_compared(submission, priya):
    assert "compared" not in text_of(watch(priya, submission))


def test_all_as_approved_is_folded_away(submission, priya):
    work()
    page = watch(priya, submission)
    assert re.search(r"\d\d fields read back and compared: all as approved", text_of(page))
    assert '<details class="more" id="comparison">' in page.content.decode()
    assert "Differs" not in text_of(page)


def test_a_difference_is_said_loudly_and_stands_first(company, submission, priya, settings):
    settings.PORTAL_LOOK_SECONDS = 0
    company.tenant.tenant.faults.add(
        [
            {"method": "GET", "path": "assignmentPolicies/", "kind": "alter", "times": -1,
             "body": {"description": "<b>Everybody</b>", "expiration": {"duration": "P7D"}}},
        ]
    )  # fmt: skip
    work()
    page = watch(priya, submission)
    text, html = text_of(page), page.content.decode()
    assert "Campaign was created." in text
    assert "Created, but 2 fields differ from what was approved." in text
    assert '<details class="more" id="comparison" open>' in html
    first = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)[1:3]
    assert all("Differs" in row for row in first)
    assert any("expiration.duration" in row and "P365D" in row and "P7D" in row for row in first)
    assert "<b>Everybody" not in html


def test_of_what_is_gone_it_is_not_said_that_it_is_as_approved(company, priya, rafael):
    submission = Staged(company, priya, rafael).undone()
    page = watch(priya, submission)
    assert "was undone." in text_of(page)
    assert "compared: all as approved" not in text_of(page)


@pytest.mark.browser
def test_a_person_sees_and_opens_the_comparison(submission, priya, sits):
    work()
    page = sits(priya)
    page.goto(reverse("wizard:submission", args=[submission.pk]))
    page.get_by_text("fields read back and compared").click()
    assert page.get_by_role("cell", name="displayName").first.is_visible()
