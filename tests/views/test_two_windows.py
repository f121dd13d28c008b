"""Two people in two browsers, with script and without: both versions are shown, and one is chosen."""

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
    asked = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
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
    expect(window.get_by_text("changed the same")).to_be_visible()
    expect(window.get_by_label("Name")).to_have_value("Olivia's")
    window.get_by_role("button", name="Next").click()
    expect(window.get_by_role("radio", name="Name: yours")).to_be_checked()
