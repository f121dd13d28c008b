"""Pickers by keyboard and ear: focus, what is announced, and the same answers with script and without."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.tenant.crowd import add_crowd
from tests.fixtures.browser import faults_found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "@contoso.onmicrosoft.com"
#: htmx writes to the console when a newer search takes the place of one under way.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]


@pytest.fixture
def people(company, picker, live_portal, new_page):
    """The Requests tab of a draft in a browser, Olivia's."""

    def open_tab(**options: Any) -> Page:
        opened = picker("targets")
        page: Page = new_page(**{"base_url": live_portal, "expecting": REPLACED, **options})
        name, host = settings.SESSION_COOKIE_NAME, urlsplit(live_portal).hostname
        value = opened.seat.client.cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "domain": host, "path": "/"}])
        page.goto(reverse("wizard:tab", args=[opened.draft_id, "requests"]))
        return page

    return open_tab


def rows(page: Page) -> Any:
    return page.locator(".pick")


def test_by_keyboard_alone(people):
    page = people()
    page.get_by_role("button", name="Add users and groups").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("EMIL")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 result found")).to_be_visible()
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("checkbox", name="Emil Larsen").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Selected (1)")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Select", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove Emil Larsen")).to_be_visible()


def test_enter_in_search_searches_at_once(people):
    page = people()
    page.get_by_role("button", name="Add users and groups").click()
    page.get_by_role("searchbox").fill("no such person")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No results")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_show_more_adds_rows_and_goes_on_with_the_first_of_them(company, people):
    add_crowd(company.state, 60, 0)
    page = people()
    page.get_by_role("button", name="Add users and groups").click()
    page.get_by_role("button", name="Users", exact=True).click()
    expect(rows(page)).to_have_count(25)
    page.get_by_role("checkbox", name="Ada Okafor").check()
    page.get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(50)
    expect(rows(page).nth(25).get_by_role("checkbox")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="1 to 50 are shown")).to_be_visible()
    expect(page.get_by_role("heading", name="Selected (1)")).to_be_visible()
    assert faults_found_by_axe(page) == []


def test_a_pasted_list_is_ticked_and_selected(people):
    page = people()
    page.get_by_role("button", name="Add users and groups").click()
    page.get_by_text("Paste a list").click()
    page.get_by_label("Names or addresses").fill(f"Emil Larsen <emil{HOME}>; wendy{HOME}\nnobody{HOME}, Ivan")
    page.get_by_role("button", name="Find", exact=True).click()
    announced = page.get_by_role("status").filter(has_text="2 found and ticked, 1 unclear, 1 not found")
    expect(announced).to_be_visible()
    expect(page.get_by_role("heading", name="Selected (2)")).to_be_visible()
    expect(page.locator("#missing")).to_have_text(f"nobody{HOME}")
    assert faults_found_by_axe(page) == []
    page.get_by_role("checkbox", name="Ivan Petrov").check()
    page.get_by_role("button", name="Select", exact=True).click()
    for name in ("Emil Larsen", "Wendy Park", "Ivan Petrov"):
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    page.get_by_role("button", name="Add users and groups").click()
    expect(page.get_by_role("heading", name="Already in the list (3)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Emil Larsen").first).to_be_disabled()
    assert faults_found_by_axe(page) == []


def test_without_script_all_of_it_is_pages(company, people):
    add_crowd(company.state, 60, 0)
    page = people(java_script_enabled=False)
    page.get_by_role("button", name="Add users and groups").click()
    page.get_by_role("checkbox", name="Ada Okafor").check()
    page.get_by_role("button", name="Users", exact=True).click()
    page.get_by_role("button", name="Show more").click()
    page.get_by_role("searchbox").fill("emil")
    page.keyboard.press("Enter")
    page.locator(".pick").get_by_role("checkbox", name="Emil Larsen").check()
    page.get_by_text("Paste a list").click()
    page.get_by_label("Names or addresses").fill(f"wendy{HOME}")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text("1 found and ticked, 0 unclear, 0 not found")).to_be_visible()
    page.get_by_role("button", name="Select", exact=True).click()
    for name in ("Ada Okafor", "Emil Larsen", "Wendy Park"):
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def test_a_double_click_on_select_picks_once(people):
    """And sends once: a request that takes the place of another one would be in the console."""
    page = people(expecting=[])
    page.get_by_role("button", name="Add users and groups").click()
    page.get_by_role("searchbox").fill("emil")
    page.get_by_role("checkbox", name="Emil Larsen").check()
    page.get_by_role("button", name="Select", exact=True).evaluate("one => { one.click(); one.click(); }")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove Emil Larsen")).to_have_count(1)
    expect(page.get_by_role("button", name="Add users and groups")).to_be_focused()
