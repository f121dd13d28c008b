"""Every control of the Requests tab in a browser: filled, left, and found again as it was."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.browser import faults_found_by_axe
from tests.views.stage import document, drafted
from wizard.document import Approval, Policy, load
from wizard.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: htmx writes to the console when a redraw takes the place of an autosave under way.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]
DAYS = "Decision must be made in how many days?"
FORWARD = "Forward to alternate approver(s) after how many days"
ALTERNATES = "If no action taken, forward to alternate approvers?"
ISSUER = "did:web:fabrikam.example"


@pytest.fixture
def ada(company, db):
    """Global Administrator, who is offered everything."""
    return company.seat("ada")


@pytest.fixture
def draft(company, ada):
    content = document(company)
    return drafted(ada, content.model_copy(update={"policies": (Policy(approval=Approval()),)}))


@pytest.fixture
def sees(live_portal, new_page, ada, draft):
    """Ada's page of the tab."""

    def open_tab(**options: Any) -> Page:
        page: Page = new_page(base_url=live_portal, expecting=REPLACED, **options)
        name, host = settings.SESSION_COOKIE_NAME, urlsplit(live_portal).hostname
        cookie: Any = {"name": name, "value": ada.client.cookies[name].value, "domain": host, "path": "/"}
        page.context.add_cookies([cookie])
        page.goto(reverse("wizard:tab", args=[draft.pk, "requests"]))
        return page

    return open_tab


def policy_of(draft: Draft) -> Any:
    return load(Draft.objects.get(pk=draft.pk).document).policy


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=f"{title} Approver", exact=True)


def choose(within: Any, group: str, option: str) -> None:
    """In a toggle, once the page stands still: a click that begins on the old page ends on none."""
    settled(within)
    within.get_by_role("radiogroup", name=group).get_by_label(option, exact=True).click()
    chosen(within, group, option)


def settled(within: Any) -> None:
    """Nothing is under way."""
    page = within if isinstance(within, Page) else within.page
    expect(page.locator("#save-status")).not_to_have_text(re.compile("Saving|Unsaved"))


def chosen(within: Any, group: str, option: str) -> None:
    radios = within.get_by_role("radiogroup", name=group)
    expect(radios.get_by_label(option, exact=True)).to_be_checked()


def pick(page: Page, within: Any, opener: str, *names: str) -> None:
    """Opens a picker, ticks and selects; the names stand in the list then."""
    within.get_by_role("button", name=opener, exact=True).click()
    pane = page.get_by_role("dialog")
    for name in names:
        pane.get_by_label("Search by name or address").fill(name)
        pane.get_by_role("checkbox", name=name).first.check()
    pane.get_by_role("button", name="Select").click()
    for name in names:
        expect(within.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Next: Requestor Information >").click()
    expect(page.get_by_role("tab", name="Requestor information", selected=True)).to_be_visible()


def fill_audience(page: Page) -> None:
    page.get_by_label("For users in your directory").check()
    page.get_by_label("Specific users and groups").check()
    pick(page, page.locator("#id_targets"), "Add users and groups", "Emil Larsen", "IT Leads")


def fill_first(page: Page) -> None:
    first = card(page, "First")
    first.get_by_role("combobox", name="First Approver").select_option("Manager as approver")
    pick(page, page.locator("#id_stage-0-fallback"), "Add fallback", "Brand Designers")
    first.get_by_label(DAYS).fill("10")
    choose(first, "Require approver justification", "No")
    first.get_by_text("Show advanced request settings").click()
    choose(first, ALTERNATES, "Yes")
    kind = first.get_by_role("combobox", name="Alternate approvers")
    expect(first.get_by_label(FORWARD)).to_have_value("6")
    kind.select_option("Second level manager as alternate approver")
    fallback = page.locator("#id_stage-0-alternate_fallback")
    pick(page, fallback, "Add fallback of the second level manager", "Maya Lindgren")
    first.get_by_label(FORWARD).fill("9")
    page.keyboard.press("Tab")


def fill_second(page: Page) -> None:
    second = card(page, "Second")
    second.get_by_role("combobox", name="Second Approver").select_option("Choose specific approvers")
    pick(page, page.locator("#id_stage-1-approvers"), "Add approvers", "Olivia Brandt")
    second.get_by_label(DAYS).fill("5")
    page.keyboard.press("Tab")
    second.get_by_text("Show advanced request settings").click()
    choose(second, ALTERNATES, "Yes")
    pick(page, page.locator("#id_stage-1-alternates"), "Add alternate approvers", "Gustav Berg")


def fill_third(page: Page) -> None:
    pick(page, page.locator("#id_stage-2-approvers"), "Add approvers", "Amir Haddad")
    card(page, "Third").get_by_label(DAYS).fill("3")
    page.keyboard.press("Tab")


def fill_verified_ids(page: Page) -> None:
    page.get_by_role("button", name="Add issuer").click()
    pane = page.get_by_role("dialog")
    pane.get_by_role("textbox", name="Issuer identifier").fill(ISSUER)
    pane.get_by_role("textbox", name="Credential types").fill("Partner\nDegree")
    assert faults_found_by_axe(page) == []
    pane.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("checkbox", name="I will set these by hand").check()


def look_again(page: Page) -> None:
    """Every value stands where it was left."""
    for label in ("For users in your directory", "Specific users and groups"):
        expect(page.get_by_label(label)).to_be_checked()
    for group, option in (
        ("Require approval", "Yes"),
        ("Require requestor justification", "No"),
        ("How many stages", "3"),
        ("Disable assignment emails", "Yes"),
        ("Enable new requests and assignments", "Yes"),
    ):
        chosen(page, group, option)
    for slot, names in PEOPLE.items():
        for name in names:
            expect(page.locator(f"#id_{slot}").get_by_text(name, exact=True)).to_be_visible()
    expect(page.get_by_role("row", name=f"{ISSUER} Partner, Degree")).to_be_visible()
    expect(page.get_by_role("checkbox", name="I will set these by hand")).to_be_checked()


#: Who was picked into which list.
PEOPLE = {
    "targets": ["Emil Larsen", "IT Leads"],
    "stage-0-fallback": ["Brand Designers"],
    "stage-0-alternate_fallback": ["Maya Lindgren"],
    "stage-1-approvers": ["Olivia Brandt"],
    "stage-1-alternates": ["Gustav Berg"],
    "stage-2-approvers": ["Amir Haddad"],
}


def look_at_cards(page: Page) -> None:
    for title, days, justification, forward in (
        ("First", "10", "No", "9"),
        ("Second", "5", "Yes", "4"),
        ("Third", "3", "Yes", None),
    ):
        stage = card(page, title)
        expect(stage.get_by_label(DAYS)).to_have_value(days)
        chosen(stage, "Require approver justification", justification)
        if forward:
            chosen(stage, ALTERNATES, "Yes")
            expect(stage.get_by_label(FORWARD)).to_have_value(forward)
    kinds = ["manager", "specific", "specific"]
    for n, kind in enumerate(kinds):
        expect(page.locator(f"#id_stage-{n}-approver_kind")).to_have_value(kind)
    expect(page.locator("#id_stage-0-alternate_kind")).to_have_value("second_level_manager")
    expect(page.locator("#id_stage-1-alternate_kind")).to_have_value("specific")


def test_every_control_is_found_again_as_it_was_left(sees, draft):
    page = sees()
    fill_audience(page)
    choose(page, "Require approval", "Yes")
    choose(page, "Require requestor justification", "No")
    choose(page, "How many stages", "3")
    fill_first(page)
    fill_second(page)
    fill_third(page)
    choose(page, "Disable assignment emails", "Yes")
    choose(page, "Enable new requests and assignments", "Yes")
    fill_verified_ids(page)
    assert faults_found_by_axe(page) == []
    leave(page)
    page.goto(reverse("wizard:tab", args=[draft.pk, "requests"]))
    look_again(page)
    look_at_cards(page)
    assert faults_found_by_axe(page) == []
    page.goto(reverse("wizard:review", args=[draft.pk]))
    expect(page.get_by_role("heading", name="Cannot be created through Graph v1.0")).to_be_visible()
    expect(page.get_by_text("Validation failed")).to_have_count(0)


def test_the_days_say_at_once_what_is_allowed(sees):
    page = sees()
    first = card(page, "First")
    first.get_by_text("Show advanced request settings").click()
    choose(first, ALTERNATES, "Yes")
    day = first.get_by_label(FORWARD)
    expect(day).to_have_value("8")
    day.fill("13")
    for days, hint, said in (
        ("10", "Allowed: 6 to 9", "Requests can't be forwarded on the last day; the latest day is 9."),
        ("4", "Allowed: 3", "Requests can't be forwarded on the last day; the latest day is 3."),
        ("3", "", "Set at least 4 days for the decision, or turn off alternate approvers."),
    ):
        first.get_by_label(DAYS).fill(days)
        page.keyboard.press("Tab")
        expect(first.get_by_text(said)).to_be_visible()
        expect(first.get_by_text(hint, exact=True) if hint else first.get_by_text("Allowed:")).to_have_count(
            1 if hint else 0
        )
        expect(day).to_have_value("13")
    first.get_by_label(DAYS).fill("14")
    page.keyboard.press("Tab")
    expect(first.get_by_text("Allowed: 8 to 13")).to_be_visible()
    expect(first.locator(".error")).to_have_count(0)
    expect(page.get_by_text("From day 13 the alternates are asked too")).to_be_visible()


def test_what_was_unfolded_stays_so_while_the_days_change(sees):
    page = sees()
    first = card(page, "First")
    first.get_by_text("Show advanced request settings").click()
    first.get_by_label(DAYS).fill("3")
    page.keyboard.press("Tab")
    expect(first.get_by_text("Alternate approvers need a decision time of at least 4 days.")).to_be_visible()
    expect(first.get_by_role("radiogroup", name=ALTERNATES).get_by_label("Yes")).to_be_disabled()


def test_alternates_work_without_script(sees, draft):
    page = sees(java_script_enabled=False)
    first = card(page, "First")
    first.get_by_text("Show advanced request settings").click()
    choose(first, ALTERNATES, "Yes")
    page.get_by_role("button", name="Update the page").first.click()
    expect(first.get_by_label(FORWARD)).to_have_value("8")
    first.get_by_role("button", name="Add alternate approvers").click()
    page.get_by_role("checkbox", name="Gustav Berg").check()
    page.get_by_role("button", name="Select", exact=True).click()
    first.get_by_label(DAYS).fill("5")
    first.get_by_label(FORWARD).fill("4")
    page.get_by_role("button", name="Update the page").first.click()
    expect(first.get_by_text("Allowed: 4", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add issuer").click()
    page.get_by_role("textbox", name="Issuer identifier").fill(ISSUER)
    page.get_by_role("textbox", name="Credential types").fill("Partner")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("checkbox", name="I will set these by hand").check()
    leave(page)
    policy = policy_of(draft)
    [stage] = policy.approval.stages
    assert [one.display_name for one in stage.alternates.approver.approvers] == ["Gustav Berg"]
    assert (stage.decision_days, stage.alternates.forward_after_days) == (5, 4)
    assert policy.verified_ids[0].issuer == ISSUER
    assert policy.verified_ids_by_hand
