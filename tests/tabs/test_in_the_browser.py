"""The three tabs in a browser: what is chosen draws what belongs to it, and the focus stays where it was."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Route, expect

from tests.fixtures.browser import faults_found_by_axe
from tests.views.stage import document, drafted
from wizard.document import Approval, Policy, load
from wizard.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: htmx writes to the console when a redraw takes the place of an autosave under way.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]


@pytest.fixture
def draft(company, priya):
    content = document(company)
    return drafted(priya, content.model_copy(update={"policies": (Policy(approval=Approval()),)}))


@pytest.fixture
def sees(live_portal, new_page, priya, draft):
    """Priya's page of a tab."""

    def open_tab(key, **options):
        page = new_page(base_url=live_portal, expecting=REPLACED, **options)
        name = settings.SESSION_COOKIE_NAME
        host = urlsplit(live_portal).hostname
        cookie = {"name": name, "value": priya.client.cookies[name].value, "domain": host, "path": "/"}
        page.context.add_cookies([cookie])
        page.goto(reverse("wizard:tab", args=[draft.pk, key]))
        return page

    return open_tab


def policy_of(draft) -> Any:
    return load(Draft.objects.get(pk=draft.pk).document).policy


def test_a_family_brings_its_scopes_and_keeps_the_focus(sees):
    page = sees("requests")
    page.get_by_label("For users not in your directory").check()
    expect(page.get_by_role("button", name="Add directories")).to_be_visible()
    expect(page.get_by_label("For users not in your directory")).to_be_focused()
    page.get_by_label("All users (All connected organizations").check()
    expect(page.get_by_role("radiogroup", name="Require approval").get_by_label("No")).to_be_disabled()
    page.get_by_label("None (administrator").check()
    expect(page.get_by_text("there are no request settings")).to_be_visible()
    assert faults_found_by_axe(page) == []


def test_stages_come_and_go_with_what_was_typed(sees):
    page = sees("requests")
    stages = page.get_by_role("radiogroup", name="How many stages")
    stages.get_by_label("2", exact=True).click()
    second = page.get_by_role("group", name="Second Approver")
    second.get_by_label("Decision must be made in how many days?").fill("2.5")
    stages.get_by_label("1", exact=True).click()
    expect(second).to_have_count(0)
    stages.get_by_label("2", exact=True).click()
    expect(second.get_by_label("Decision must be made in how many days?")).to_have_value("2.5")


def test_the_hint_under_enable_follows_the_toggle(sees):
    page = sees("requests")
    enable = page.get_by_role("radiogroup", name="Enable new requests and assignments")
    expect(page.get_by_text("Nobody can request yet.")).to_be_visible()
    enable.get_by_label("Yes", exact=True).click()
    expect(page.get_by_text("Nobody can request yet.")).to_be_hidden()


def test_typing_in_the_blank_row_adds_the_next(sees, draft):
    page = sees("requestor-information")
    page.get_by_label("Question 1, Question").fill("Why?")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Question 2, Question")).to_be_visible()
    page.get_by_label("Question 1, Answer format").select_option("multiple_choice")
    page.get_by_label("Question 1, answer 1").fill("Work")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Question 1, answer 2")).to_be_visible()
    page.get_by_label("Question 1, Required").check()
    page.get_by_role("button", name="Next: Lifecycle >").click()
    expect(page.get_by_role("tab", name="Lifecycle", selected=True)).to_be_visible()
    [question] = policy_of(draft).questions
    assert (question.text, question.required, question.choices[0].text) == ("Why?", True, "Work")


class TestWhileTheTabIsDrawnAnew:
    """The answer to a choice takes its time; the person goes on typing."""

    @pytest.fixture
    def page(self, sees):
        page = sees("requests")
        self.held: list[Route] | None = []
        page.route("**/requests/", self.hold)
        with page.expect_request("**/requests/"):
            page.get_by_label("For users not in your directory").check()
        return page

    def hold(self, route: Route) -> None:
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)

    def release(self, page):
        held, self.held = self.held, None
        for route in held or ():
            route.continue_()
        expect(page.get_by_role("button", name="Add directories")).to_be_visible()

    def days(self, page):
        return page.get_by_label("Decision must be made in how many days?")

    def test_what_is_typed_is_kept(self, page, draft):
        self.days(page).fill("5")
        self.release(page)
        expect(self.days(page)).to_have_value("5")
        page.get_by_role("button", name="Next: Requestor Information >").click()
        expect(page.get_by_role("tab", name="Requestor information", selected=True)).to_be_visible()
        assert policy_of(draft).approval.stages[0].decision_days == 5

    def test_what_is_chosen_is_kept(self, page, draft):
        page.get_by_role("radiogroup", name="Disable assignment emails").get_by_label("Yes").click()
        self.release(page)
        page.get_by_role("button", name="Next: Requestor Information >").click()
        expect(page.get_by_role("tab", name="Requestor information", selected=True)).to_be_visible()
        policy = policy_of(draft)
        assert policy.audience.family == "external"
        assert policy.disable_assignment_emails


def test_extensions_unfold(sees, draft):
    page = sees("lifecycle")
    page.get_by_text("Show advanced expiration settings").click()
    approval = page.get_by_role("radiogroup", name="Require approval to grant extension")
    expect(approval).to_be_hidden()
    page.get_by_role("radiogroup", name="Allow users to extend access").get_by_label(
        "Yes", exact=True
    ).click()
    approval.get_by_label("Yes", exact=True).click()
    assert faults_found_by_axe(page) == []
    page.get_by_role("button", name="Next: Review + create >").click()
    expect(page.get_by_role("tab", name="Review + create", selected=True)).to_be_visible()
    assert policy_of(draft).extension.approval_required


def test_everything_works_without_script(sees, draft):
    page = sees("requests", java_script_enabled=False)
    page.get_by_label("For users not in your directory").check()
    page.get_by_role("button", name="Update the page").first.click()
    page.get_by_label("All connected organizations", exact=True).check()
    page.get_by_role("radiogroup", name="How many stages").get_by_label("2", exact=True).click()
    page.get_by_role("button", name="Update the page").first.click()
    expect(page.get_by_text("Fabrikam")).to_be_visible()
    expect(page.get_by_role("group", name="Second Approver")).to_be_visible()
    page.get_by_role("button", name="Next: Requestor Information >").click()
    page.get_by_label("Question 1, Question").fill("Why?")
    page.get_by_role("button", name="Add question").click()
    page.get_by_label("Question 2, Question").fill("Which?")
    page.get_by_role("button", name="Add question").click()
    page.get_by_role("button", name="Move question 2 up").click()
    expect(page.get_by_label("Question 1, Question")).to_have_value("Which?")
    page.get_by_role("button", name="Remove question 2").click()
    page.get_by_role("button", name="Next: Lifecycle >").click()
    page.get_by_label("Number of hours", exact=True).check()
    page.get_by_role("button", name="Update the page").first.click()
    page.get_by_label("Assignments expire after (number of hours)").fill("8")
    page.get_by_role("button", name="Next: Review + create >").click()
    policy = policy_of(draft)
    assert policy.audience.kind == "all_connected_organizations"
    assert [stage.approver.kind for stage in policy.approval.stages] == ["external_sponsor", "specific"]
    assert [question.text for question in policy.questions] == ["Which?"]
    assert policy.expiration.hours == 8


class TestErrorsBesideControls:
    """Before the tab was ever left: of what was edited and left, and without moving anything else."""

    BAD, GOOD = "Enter a whole number from 0 to 3660.", "Assignments expire after (number of days)"

    def test_a_wrong_value_is_told_when_it_is_left_and_no_more_once_it_is_right(self, sees):
        page = sees("lifecycle")
        days = page.get_by_label(self.GOOD)
        days.fill("4000")
        expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
        expect(page.get_by_text(self.BAD)).to_have_count(0)
        page.keyboard.press("Tab")
        expect(page.get_by_text(self.BAD)).to_be_visible()
        expect(days).to_have_attribute("aria-invalid", "true")
        expect(days).to_have_accessible_description(re.compile(self.BAD))
        expect(days).not_to_be_focused()
        assert faults_found_by_axe(page) == []
        days.fill("30")
        page.keyboard.press("Tab")
        expect(page.get_by_text(self.BAD)).to_have_count(0)
        expect(days).not_to_have_attribute("aria-invalid", "true")

    def test_what_the_server_drew_goes_once_it_is_right(self, sees):
        page = sees("lifecycle")
        page.get_by_label(self.GOOD).fill("4000")
        page.get_by_role("button", name="Next: Review + create >").click()
        page.get_by_role("tab", name="Lifecycle").click()
        expect(page.get_by_text(self.BAD)).to_have_count(1)
        page.get_by_label(self.GOOD).fill("4001")
        page.keyboard.press("Tab")
        expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
        expect(page.get_by_text(self.BAD)).to_have_count(1)
        page.get_by_label(self.GOOD).fill("30")
        page.keyboard.press("Tab")
        expect(page.get_by_text(self.BAD)).to_have_count(0)

    def test_nothing_is_told_of_what_nobody_touched(self, sees):
        page = sees("basics")
        page.get_by_label("Name", exact=True).fill("")
        page.keyboard.press("Tab")
        expect(page.get_by_text("Enter a name.")).to_be_visible()
        page.get_by_label("Name", exact=True).fill("Spring")
        page.get_by_label("Description", exact=True).focus()
        page.keyboard.press("Tab")
        expect(page.get_by_text("Enter a name.")).to_have_count(0)
        expect(page.get_by_text("Enter a description.")).to_have_count(0)
