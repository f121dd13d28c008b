"""Two people in two browsers, and one who is quick: with script or without, nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.fixtures.browser import faults_found_by_axe
from tests.views.stage import document, drafted, edited
from wizard.document import load
from wizard.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: The 409 that brings the page with both versions, and what htmx notes of a save that a click replaced.
NOTED = ["status of 409", "htmx:sendAbort", "htmx:afterRequest", "Response Status Error"]


def note(asked: list[str], dialog):
    """Says yes to whatever the browser asks, and remembers that it asked."""
    asked.append(dialog.type)
    dialog.accept()


@pytest.fixture
def draft(company, olivia):
    return drafted(olivia, document(company))


def basics(draft):
    found = load(Draft.objects.get(pk=draft.pk).document).basics
    return found.name, found.description


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("choice", "left"), [("yours", "Olivia's"), ("theirs", "Priya's")])
def test_both_versions_are_shown_and_one_is_chosen(draft, sits, olivia, priya, script, choice, left):
    url = reverse("wizard:tab", args=[draft.pk, "basics"])
    mine, theirs = (sits(one, expecting=NOTED, java_script_enabled=script) for one in (olivia, priya))
    for window in (mine, theirs):
        window.goto(url)
    theirs.get_by_label("Name").fill("Priya's")
    theirs.get_by_label("Description").fill("Priya's words")
    theirs.get_by_role("button", name="Next").click()
    expect(theirs).to_have_url(re.compile("resource-roles"))

    mine.get_by_label("Name").fill("Olivia's")
    mine.get_by_role("button", name="Next").click()

    expect(
        mine.get_by_role("heading", name="Priya Nair saved this draft while you were editing")
    ).to_be_visible()
    assert not faults_found_by_axe(mine) if script else True
    mine.get_by_role("radio", name=re.compile(f"Name: {choice}")).check()
    mine.get_by_role("button", name="Save with these choices").click()
    expect(mine).to_have_url(re.compile("resource-roles"))
    assert basics(draft) == (left, "Priya's words")


def test_whoever_saved_leaves_without_a_question(draft, sits, olivia):
    window = sits(olivia, expecting=NOTED)
    asked: list[str] = []
    window.on("dialog", lambda dialog: note(asked, dialog))
    window.goto(reverse("wizard:tab", args=[draft.pk, "basics"]))
    window.get_by_label("Name").press_sequentially("Launch")
    window.get_by_role("button", name="Next").click()
    expect(window).to_have_url(re.compile("resource-roles"))
    window.goto(reverse("wizard:drafts"))
    expect(window.get_by_role("link", name="LaunchCampaign", exact=True)).to_be_visible()
    assert not asked


def test_an_autosave_in_conflict_leaves_the_page_alone_until_something_is_pressed(draft, sits, olivia, priya):
    window = sits(olivia, expecting=NOTED)
    window.goto(reverse("wizard:tab", args=[draft.pk, "basics"]))
    edited(draft, priya, name="Priya's")
    window.get_by_label("Name").fill("Olivia's")
    window.get_by_label("Description").focus()
    expect(window.get_by_text("the same was changed elsewhere")).to_be_visible()
    expect(window.get_by_label("Name")).to_have_value("Olivia's")
    window.get_by_role("button", name="Next").click()
    expect(window.get_by_role("radio", name="Name: yours")).to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
class TestTheStripOfTabs:
    def test_leads_on_from_a_wizard_that_is_still_empty(self, sits, olivia, script):
        window = sits(olivia, java_script_enabled=script)
        window.goto(reverse("wizard:new"))
        window.get_by_role("tab", name="Requests").click()
        expect(window.get_by_role("tab", name="Requests", selected=True)).to_be_visible()

    def test_loses_nothing_that_was_just_typed(self, sits, olivia, script):
        window = sits(olivia, expecting=NOTED, java_script_enabled=script)
        asked: list[str] = []
        window.on("dialog", lambda dialog: note(asked, dialog))
        window.goto(reverse("wizard:new"))
        window.get_by_label("Name").fill("Just typed")
        window.get_by_role("tab", name="Lifecycle").click()
        expect(window.get_by_role("tab", name="Lifecycle", selected=True)).to_be_visible()
        window.get_by_role("tab", name="Basics").click()
        expect(window.get_by_label("Name")).to_have_value("Just typed")
        assert not asked

    def test_enter_in_a_text_box_saves_and_stays(self, sits, olivia, draft, script):
        window = sits(olivia, expecting=NOTED, java_script_enabled=script)
        window.goto(reverse("wizard:tab", args=[draft.pk, "lifecycle"]))
        window.get_by_label("Number of days").last.fill("77")
        window.get_by_label("Number of days").last.press("Enter")
        expect(window.get_by_role("tab", name="Lifecycle", selected=True)).to_be_visible()
        expect(window.get_by_label("Number of days").last).to_have_value("77")
