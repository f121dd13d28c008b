"""The page of a submission as a browser shows it: every state, by keyboard, live, and without script."""

import pytest

from tests.fixtures.browser import faults_found_by_axe
from tests.views.stage import work
from tests.views.submissions import Staged, address
from wizard.models import Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
State = Submission.State

NARROW = {"width": 360, "height": 740}


@pytest.fixture
def staged(company, priya, rafael):
    return Staged(company, priya, rafael)


@pytest.mark.parametrize("state", ["paused", "failed", "asks", "undo_stopped", "undone"])
def test_no_state_shuts_anybody_out(state, staged, sits, priya):
    submission = staged.into(state)
    page = sits(priya, color_scheme="dark", viewport=NARROW)
    page.goto(address(submission))
    assert faults_found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"
    assert page.locator(".button-primary").count() == {"paused": 0}.get(state, 1), "one thing to do next"


def test_undo_by_keyboard_watched_live(staged, sits, priya):
    submission = staged.created()
    page = sits(priya, expecting=["status of 422"])
    page.goto(address(submission))
    page.get_by_role("link", name="Undo this creation").press("Enter")
    assert faults_found_by_axe(page) == []
    name = page.get_by_label("Name of the access package")
    name.fill("campaign")
    name.press("Enter")
    page.get_by_role("link", name="The name is not the one of the access package.").press("Enter")
    assert name.input_value() == "campaign"
    assert page.evaluate("document.activeElement.id") == "id_name"
    assert faults_found_by_axe(page) == []
    name.fill("Campaign")
    name.press("Enter")
    page.get_by_label("Waiting for a worker to undo").wait_for()
    work()
    page.get_by_text("The creation of Campaign was undone.").wait_for()
    assert page.locator("[hx-trigger]").count() == 0
    assert page.get_by_role("link", name="Open the draft").is_visible()


def test_a_choice_by_keyboard_goes_on_by_itself(staged, sits, priya):
    page = sits(priya)
    page.goto(address(staged.asks()))
    first = page.get_by_role("radio", name="This one is ours: Campaign").first
    first.focus()
    first.press("Space")
    page.get_by_role("button", name="Decide and go on").press("Enter")
    page.get_by_label("Waiting for a worker").wait_for()
    work()
    page.get_by_text("Campaign was created.").wait_for()


def test_all_of_it_without_script(company, staged, sits, priya):
    asked = staged.asks()
    page = sits(priya, java_script_enabled=False)
    page.goto(address(asked))
    page.get_by_role("radio", name="None of these: send it again").check()
    page.get_by_role("button", name="Decide and go on").click()
    work()
    page.goto(address(asked))
    assert page.get_by_text("Campaign was created.").is_visible()
    page.get_by_role("link", name="Undo this creation").click()
    page.get_by_label("Name of the access package").fill("Campaign")
    page.get_by_role("button", name="Undo", exact=True).click()
    assert page.get_by_text("Waiting for a worker to undo").is_visible()
    work()
    page.goto(address(asked))
    assert page.get_by_text("The creation of Campaign was undone.").is_visible()
    page.get_by_text("Show what had been done").click()
    assert page.get_by_text("Create the policy Initial Policy").is_visible()
    assert len(company.packages("Campaign")) == 2, "the two that were not ours"
