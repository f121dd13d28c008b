"""The pages of drafts, reviews, creation and packages as a browser shows them."""

import pytest
from django.urls import reverse

from tests.fixtures.browser import faults_found_by_axe
from tests.views.stage import document, drafted, edited, in_review, judged, submitted, work
from wizard.actions import reviews
from wizard.models import Draft, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy(company, priya, rafael, olivia):
    """A company in the middle of its work."""
    company.has_package("Newsroom")
    waiting = in_review(priya, document(company, name="Brand kit"))
    drafted(priya, document(company, name=""))
    again = judged(
        in_review(priya, document(company, name="Press")), rafael, "changes_requested", "For whom?"
    )
    again = edited(again, priya, description="For the press team")
    reviews.send_for_review(draft=again, by=priya.person, problems=[])
    submission = submitted(priya, document(company), by=rafael)
    return {"waiting": waiting, "again": again, "submission": submission}


def addresses(busy):
    draft = Draft.objects.get(name="")
    return {
        "drafts": reverse("wizard:drafts"),
        "discard": reverse("wizard:discard", args=[draft.pk]),
        "review-with-errors": reverse("wizard:review", args=[draft.pk]),
        "review": reverse("wizard:review", args=[busy["waiting"].pk]),
        "submission": reverse("wizard:submission", args=[busy["submission"].pk]),
        "packages": reverse("wizard:packages"),
        "reviews": reverse("wizard:reviews"),
        "verdict": reverse("wizard:verdict", args=[busy["again"].pk]),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(busy, sits, priya, rafael, scheme):
    for seat in (priya, rafael):
        page = sits(seat, color_scheme=scheme, expecting=["status of 404"])
        for name, address in addresses(busy).items():
            page.goto(address)
            assert faults_found_by_axe(page) == [], name


def test_the_list_is_refined_without_leaving_it(busy, sits, priya):
    page = sits(priya)
    page.goto(reverse("wizard:drafts"))
    page.get_by_label("Search by name or catalog").press_sequentially("press")
    page.get_by_role("link", name="Brand kit", exact=True).wait_for(state="detached")
    assert page.get_by_role("link", name="Press", exact=True).is_visible()
    assert page.url.endswith("?q=press&state=")
    page.go_back()
    page.get_by_role("link", name="Brand kit", exact=True).wait_for()


def test_a_creation_is_watched_to_its_end(busy, sits, priya):
    page = sits(priya)
    page.goto(reverse("wizard:submission", args=[busy["submission"].pk]))
    assert page.get_by_label("Waiting for a worker").get_attribute("value") == "0"
    work()
    page.get_by_text("Campaign was created.").wait_for()
    assert page.locator("[hx-trigger]").count() == 0
    assert page.get_by_role("status").filter(has_text="Created: 5 of 5").count() == 1
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the My Access portal link").click()
    page.get_by_text("Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith("https://myaccess.microsoft.com/@contoso.onmicrosoft.com#/access-packages/")


def test_without_script_from_draft_to_submission(company, sits, priya, rafael):
    draft = drafted(priya, document(company))
    author, judge = (
        sits(seat, java_script_enabled=False, expecting=["status of 422"]) for seat in (priya, rafael)
    )
    author.goto(reverse("wizard:review", args=[draft.pk]))
    author.get_by_role("button", name="Send for review").click()
    judge.goto(reverse("wizard:reviews"))
    judge.get_by_role("link", name="Campaign").click()
    judge.get_by_role("button", name="Reject").click()
    assert judge.get_by_role("link", name="Say why, so that the author knows what to do.").is_visible()
    judge.get_by_role("button", name="Approve").click()
    author.goto(reverse("wizard:drafts"))
    author.get_by_role("link", name="Create").click()
    author.get_by_role("button", name="Create").click()
    work()
    author.goto(reverse("wizard:submission", args=[Submission.objects.get().pk]))
    assert author.get_by_text("Campaign was created.").is_visible()
