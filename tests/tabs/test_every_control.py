"""Two tabs in a browser: every control is filled, the page loaded anew, and every value found again."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.fixtures.browser import faults_found_by_axe
from tests.tabs.test_in_the_browser import REPLACED
from tests.views.stage import document, drafted
from wizard.document import Approval, ManagerReview, Policy, ResourceRole, load
from wizard.lookups.facts import today
from wizard.lookups.resources import describe
from wizard.models import Draft

#: A pane that refuses what was typed answers 422, and htmx writes that to the console.
REFUSED = ["status of 422", "Status Error Code 422"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(company, priya):
    content = document(company)
    planner = company.named("servicePrincipal", "Campaign Planner")["id"]
    told = describe(priya.person, content.basics.catalog, [("AadApplication", planner)])
    changes = {
        "policies": (Policy(approval=Approval()),),
        "resource_roles": tuple(ResourceRole(resource=one) for one in told.found),
    }
    return drafted(priya, content.model_copy(update=changes))


@pytest.fixture
def sees(live_portal, new_page, priya, draft):
    """Priya's page of a tab."""

    def open_tab(key, **options):
        page = new_page(base_url=live_portal, expecting=[*REPLACED, *REFUSED], **options)
        name = settings.SESSION_COOKIE_NAME
        host = urlsplit(live_portal).hostname
        cookie = {"name": name, "value": priya.client.cookies[name].value, "domain": host, "path": "/"}
        page.context.add_cookies([cookie])
        page.goto(reverse("wizard:tab", args=[draft.pk, key]))
        return page

    return open_tab


def policy_of(draft) -> Any:
    return load(Draft.objects.get(pk=draft.pk).document).policy


def pill(page, name, option):
    return page.get_by_role("radiogroup", name=name).get_by_label(option, exact=True)


def saved(page):
    expect(page.locator("#save-status")).to_contain_text("Saved")


def pick(page, button, name):
    """Opens a picker, ticks the one of that name, presses Select."""
    page.get_by_role("button", name=button).click()
    pane = page.get_by_role("dialog")
    pane.get_by_label("Search by name or address").fill(name)
    pane.get_by_role("checkbox", name=name).first.check()
    pane.get_by_role("button", name="Select").click()
    expect(pane).to_be_hidden()


class TestLifecycle:
    START = today().replace(year=today().year + 1, month=1, day=31).isoformat()

    def fill(self, page):
        pill(page, "Access package assignments expire", "On date").click()
        page.get_by_label("Assignment expiration date").fill("2099-06-30")
        pill(page, "Users can request specific timeline", "No").click()
        page.get_by_text("Show advanced expiration settings").click()
        pill(page, "Allow users to extend access", "Yes").click()
        pill(page, "Require approval to grant extension", "Yes").click()
        pill(page, "Require access reviews", "Yes").click()
        page.get_by_label("Starting on").fill(self.START)
        pill(page, "Review frequency", "Monthly").click()
        expect(page.get_by_text("Maximum 27")).to_be_visible()
        page.get_by_label("Duration (in days)").fill("20")
        page.get_by_label("Manager", exact=True).check()
        pick(page, "Add fallback reviewers", "IT Leads")
        expect(page.get_by_text("Each review stays open for 20 days")).to_be_visible()
        page.get_by_text("Show advanced access review settings").click()
        page.get_by_label("If reviewers don't respond").select_option("Remove access")
        pill(page, "Show reviewer decision helpers", "No").click()
        pill(page, "Require reviewer justification", "No").click()

    def finds(self, page):
        expect(pill(page, "Access package assignments expire", "On date")).to_be_checked()
        expect(page.get_by_label("Assignment expiration date")).to_have_value("2099-06-30")
        expect(pill(page, "Users can request specific timeline", "No")).to_be_checked()
        expect(pill(page, "Allow users to extend access", "Yes")).to_be_checked()
        expect(pill(page, "Require approval to grant extension", "Yes")).to_be_checked()
        expect(pill(page, "Require access reviews", "Yes")).to_be_checked()
        expect(page.get_by_label("Starting on")).to_have_value(self.START)
        expect(pill(page, "Review frequency", "Monthly")).to_be_checked()
        expect(page.get_by_label("Duration (in days)")).to_have_value("20")
        expect(page.get_by_label("Manager", exact=True)).to_be_checked()
        expect(page.get_by_role("group", name="Select fallback reviewers")).to_contain_text("IT Leads")
        page.get_by_text("Show advanced access review settings").click()
        expect(page.get_by_label("If reviewers don't respond")).to_have_value("remove_access")
        expect(pill(page, "Show reviewer decision helpers", "No")).to_be_checked()
        expect(pill(page, "Require reviewer justification", "No")).to_be_checked()

    def test_every_control(self, sees, draft):
        page = sees("lifecycle")
        self.fill(page)
        saved(page)
        assert faults_found_by_axe(page) == []
        page.reload()
        self.finds(page)
        assert faults_found_by_axe(page) == []
        review = policy_of(draft).access_review
        assert isinstance(review.reviewer, ManagerReview)
        assert (review.frequency, review.duration_days, review.if_no_response) == (
            "monthly",
            20,
            "remove_access",
        )

    def test_what_was_unfolded_stays_so(self, sees):
        page = sees("lifecycle")
        pill(page, "Require access reviews", "Yes").click()
        page.get_by_text("Show advanced access review settings").click()
        pill(page, "Review frequency", "Weekly").click()
        expect(page.get_by_text("Maximum 5")).to_be_visible()
        expect(page.get_by_label("If reviewers don't respond")).to_be_visible()

    def test_without_script(self, sees, draft):
        page = sees("lifecycle", java_script_enabled=False)
        pill(page, "Require access reviews", "Yes").click()
        page.get_by_role("button", name="Update the page").last.click()
        pill(page, "Review frequency", "Weekly").click()
        page.get_by_label("Duration (in days)").fill("3")
        page.get_by_label("Self-review").check()
        page.get_by_role("button", name="Next: Review + create >").click()
        review = policy_of(draft).access_review
        assert (review.frequency, review.duration_days, review.reviewer.kind) == ("weekly", 3, "self")


class TestRequestorInformation:
    def fill_questions(self, page):
        page.get_by_label("Question 1, Question").fill("Cost centre?")
        page.keyboard.press("Tab")
        page.get_by_label("Question 2, Question").fill("Why?")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Question 3, Question")).to_be_visible()
        page.get_by_label("Question 1, Answer format").select_option("Short text")
        page.get_by_label("Question 1, Regex pattern").fill("[0-9]{4}")
        page.get_by_label("Question 1, Required").check()
        page.get_by_label("Question 2, Answer format").select_option("Multiple choice")
        expect(page.get_by_text("Add at least one answer.")).to_be_visible()

    def localize(self, page):
        page.get_by_role("button", name="Add localization of question 1").click()
        pane = page.get_by_role("dialog")
        expect(pane.get_by_role("heading", name="Add localizations for question")).to_be_visible()
        pane.get_by_label("Language 1").select_option("Spanish (es)")
        pane.get_by_label("Localized text 1").fill("¿Centro de costo?")
        pane.get_by_role("button", name="Add localization").click()
        expect(pane.get_by_label("Language 2")).to_be_focused()
        pane.get_by_label("Language 2").select_option("Spanish (es)")
        pane.get_by_label("Localized text 2").fill("Otra")
        pane.get_by_role("button", name="Save").click()
        expect(pane.get_by_text("Spanish is already listed.")).to_be_visible()
        assert faults_found_by_axe(page) == []
        pane.get_by_label("Language 2").select_option("French (fr)")
        pane.get_by_label("Localized text 2").fill("Centre de coût ?")
        pane.get_by_role("button", name="Save").click()
        expect(pane).to_be_hidden()
        expect(page.get_by_role("button", name="2 localizations of question 1")).to_be_focused()

    def answer(self, page):
        page.get_by_role("button", name="Edit and localize question 2").click()
        pane = page.get_by_role("dialog")
        pane.get_by_label("Answer 1", exact=True).fill("Project")
        pane.get_by_role("button", name="Add answer").click()
        pane.get_by_label("Answer 2", exact=True).fill("Other")
        pane.get_by_role("button", name="Add localization of answer 1").click()
        pane.get_by_label("Answer 1, language 1").select_option("Spanish (es)")
        pane.get_by_label("Answer 1, localized text 1").fill("Proyecto")
        pane.get_by_label("Search answer values").press_sequentially("proy")
        expect(pane.get_by_label("Answer 2", exact=True)).to_be_hidden()
        expect(pane.get_by_label("Search answer values")).to_be_focused()
        assert faults_found_by_axe(page) == []
        pane.get_by_role("button", name="Save").click()
        expect(pane).to_be_hidden()

    def finds(self, page):
        expect(page.get_by_label("Question 1, Question")).to_have_value("Cost centre?")
        expect(page.get_by_label("Question 1, Answer format")).to_have_value("short_text")
        expect(page.get_by_label("Question 1, Regex pattern")).to_have_value("[0-9]{4}")
        expect(page.get_by_label("Question 1, Required")).to_be_checked()
        expect(page.get_by_role("button", name="2 localizations of question 1")).to_be_visible()
        expect(page.get_by_label("Question 2, Question")).to_have_value("Why?")
        expect(page.get_by_label("Question 2, answer 1")).to_have_value("Project")
        expect(page.get_by_label("Question 2, answer 2")).to_have_value("Other")
        page.get_by_role("button", name="Edit and localize question 2").click()
        pane = page.get_by_role("dialog")
        expect(pane.get_by_label("Answer 1, localized text 1")).to_have_value("Proyecto")
        pane.get_by_role("button", name="Cancel").click()
        expect(pane).to_be_hidden()

    def test_every_control(self, sees, draft):
        page = sees("requestor-information")
        self.fill_questions(page)
        self.localize(page)
        self.answer(page)
        assert faults_found_by_axe(page) == []
        page.reload()
        self.finds(page)
        first, second = policy_of(draft).questions
        assert (first.required, first.regex_pattern, len(first.localizations)) == (True, "[0-9]{4}", 2)
        assert [choice.text for choice in second.choices] == ["Project", "Other"]
        page.get_by_role("link", name="Attributes").click()
        expect(page.get_by_text("Which office do you work in?")).to_be_visible()
        assert faults_found_by_axe(page) == []

    def test_without_script(self, sees, draft):
        page = sees("requestor-information", java_script_enabled=False)
        page.get_by_label("Question 1, Question").fill("Why?")
        page.get_by_label("Question 1, Answer format").select_option("Multiple choice")
        page.get_by_role("button", name="Add question").click()
        page.get_by_role("button", name="Edit and localize question 1").click()
        page.get_by_label("Answer 1", exact=True).fill("Project")
        page.get_by_role("button", name="Add localization of answer 1").click()
        page.get_by_label("Answer 1, language 1").select_option("German (de)")
        page.get_by_label("Answer 1, localized text 1").fill("Projekt")
        page.get_by_label("Search answer values").fill("nothing")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_text("0 of 1 shown")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="Add localization of question 1").click()
        page.get_by_role("link", name="Cancel").click()
        page.get_by_role("link", name="Attributes").click()
        expect(page.get_by_text("Which office do you work in?")).to_be_visible()
        [question] = policy_of(draft).questions
        assert question.choices[0].localizations[0].text == "Projekt"
