"""What the few scripts do: panes, picker, save status, focus, copy."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.fixtures.browser import NewPage, faults_found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.look.urls")]


@pytest.fixture
def wizard(site: str, page: Page) -> Page:
    page.goto(site + "/wizard/")
    return page


def test_a_pane_takes_the_focus_and_escape_gives_it_back(wizard: Page) -> None:
    opener = wizard.get_by_role("button", name="Create new catalog")
    opener.click()
    expect(wizard.get_by_role("dialog").get_by_label("Name", exact=True)).to_be_focused()
    wizard.keyboard.press("Escape")
    expect(wizard.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_focus_cannot_leave_an_open_pane(wizard: Page) -> None:
    wizard.get_by_role("button", name="Create new catalog").click()
    expect(wizard.get_by_role("dialog")).to_be_visible()
    for _ in range(20):
        wizard.keyboard.press("Tab")
        assert wizard.evaluate("document.activeElement.closest('#pane, body') !== null")
        assert not wizard.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_server_closes_a_pane(wizard: Page) -> None:
    wizard.get_by_role("button", name="Create new catalog").click()
    wizard.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(wizard.get_by_role("dialog")).to_be_hidden()
    expect(wizard.get_by_role("button", name="Create new catalog")).to_be_focused()
    assert wizard.locator("#pane").inner_html() == ""


def test_ticking_a_row_lists_it_as_selected(wizard: Page) -> None:
    wizard.get_by_role("button", name="Add users and groups").click()
    pane = wizard.get_by_role("dialog")
    pane.get_by_label("Emil Larsen").check()
    pane.get_by_role("region", name="Selected groups (2)").get_by_role(
        "button", name="Remove Emil Larsen"
    ).click()
    expect(pane.get_by_label("Emil Larsen")).not_to_be_checked()
    pane.get_by_role("button", name="Reset").click()
    expect(pane.get_by_text("No items selected")).to_be_visible()
    expect(pane.get_by_role("button", name="Select", exact=True)).to_be_disabled()


def test_searching_keeps_what_was_ticked(wizard: Page) -> None:
    wizard.get_by_role("button", name="Add users and groups").click()
    pane = wizard.get_by_role("dialog")
    pane.locator(".rows").get_by_label("Marketing Team").check()
    with wizard.expect_response("**/picker/?**") as answer:
        pane.get_by_label("Search groups").fill("brand")
    assert "q=brand" in answer.value.url
    assert "csrf" not in answer.value.url
    expect(pane.locator(".rows").get_by_label("Marketing Team")).to_be_checked()


def test_an_edited_control_turns_purple_until_its_old_value_is_back(wizard: Page) -> None:
    stages = wizard.get_by_role("radiogroup", name="How many stages")
    stages.get_by_label("2").check()
    expect(stages.locator(".control")).to_have_attribute("data-dirty", "filled")
    stages.get_by_label("1").check()
    expect(stages.locator(".control")).not_to_have_attribute("data-dirty", "filled")


def test_the_page_says_when_it_is_saved(wizard: Page) -> None:
    wizard.get_by_label("Name", exact=True).fill("Campaign")
    expect(wizard.locator("#save-status")).to_have_text("Unsaved changes")
    wizard.keyboard.press("Tab")
    expect(wizard.locator("#save-status")).to_contain_text("Saved")


def test_the_page_says_why_it_is_not_saved(site: str, new_page: NewPage) -> None:
    page = new_page(expecting=["status of 503", "Response Status Error Code 503"])
    page.goto(site + "/wizard/")
    page.get_by_label("Name", exact=True).fill("refuse")
    page.keyboard.press("Tab")
    expect(page.locator("#save-status")).to_contain_text("Not saved: the portal answered 503")


def test_leaving_asks_only_while_something_is_unsaved(wizard: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    wizard.on("dialog", answer)
    wizard.get_by_label("Name", exact=True).fill("Campaign")
    wizard.keyboard.press("Tab")
    expect(wizard.locator("#save-status")).to_contain_text("Saved")
    wizard.reload()
    assert asked == []
    wizard.get_by_label("Name", exact=True).fill("Half a na")
    wizard.reload()
    assert asked == ["beforeunload"]


def test_arrow_keys_walk_along_the_tabs(wizard: Page) -> None:
    wizard.get_by_role("tab", name="Requests").focus()
    wizard.keyboard.press("ArrowRight")
    expect(wizard.get_by_role("tab", name="Requestor information")).to_be_focused()
    wizard.keyboard.press("End")
    expect(wizard.get_by_role("tab").last).to_be_focused()
    wizard.keyboard.press("Home")
    expect(wizard.get_by_role("tab").first).to_be_focused()


def test_the_skip_link_leads_to_the_content_itself(wizard: Page) -> None:
    wizard.keyboard.press("Tab")
    wizard.keyboard.press("Enter")
    expect(wizard.get_by_role("main")).to_be_focused()


def test_an_error_link_lands_in_its_control(site: str, page: Page) -> None:
    page.goto(site + "/gallery/?wrong")
    expect(page.get_by_role("region", name="Validation failed")).to_be_focused()
    page.get_by_role("link", name="Enter a whole number from 1 to 14.").first.click()
    expect(page.locator("#id_days")).to_be_focused()


def test_help_opens_by_keyboard_and_shuts_by_escape(wizard: Page) -> None:
    wizard.get_by_role("button", name="About Name").focus()
    wizard.keyboard.press("Enter")
    expect(wizard.get_by_text("Shown to users when they request.")).to_be_visible()
    wizard.keyboard.press("Escape")
    expect(wizard.get_by_text("Shown to users when they request.")).to_be_hidden()


def test_a_click_pins_the_help_that_pointing_opened(wizard: Page) -> None:
    help_text = wizard.get_by_text("Shown to users when they request.")
    wizard.get_by_role("button", name="About Name").hover()
    expect(help_text).to_be_visible()
    wizard.get_by_role("button", name="About Name").click()
    wizard.get_by_role("heading", level=1).hover()
    expect(help_text).to_be_visible()


def test_help_opens_under_the_pointer(wizard: Page) -> None:
    wizard.get_by_role("button", name="About Name").hover()
    expect(wizard.get_by_text("Shown to users when they request.")).to_be_visible()
    wizard.get_by_role("heading", level=1).hover()
    expect(wizard.get_by_text("Shown to users when they request.")).to_be_hidden()


def test_an_id_can_be_copied(site: str, new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site + "/gallery/")
    page.get_by_role("button", name="Copy object id").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("7c0f3a52")


def test_a_searching_select_finds_by_typing(wizard: Page) -> None:
    catalog = wizard.get_by_role("combobox", name="Catalog", exact=True)
    catalog.focus()
    wizard.keyboard.press("Enter")
    wizard.get_by_role("combobox", name="Search by catalog").fill("mark")
    expect(wizard.get_by_role("option", name="Finance").filter(visible=True)).to_have_count(0)
    assert faults_found_by_axe(wizard) == []
    wizard.keyboard.press("Enter")
    expect(catalog).to_have_value("m")
    expect(catalog).to_be_focused()
    expect(wizard.locator(".control-select[data-dirty=filled]")).to_have_count(1)


def test_a_searching_select_is_left_as_it_was_by_escape(wizard: Page) -> None:
    catalog = wizard.get_by_role("combobox", name="Catalog", exact=True)
    catalog.click()
    expect(wizard.get_by_role("combobox", name="Search by catalog")).to_be_focused()
    wizard.keyboard.press("ArrowDown")
    wizard.keyboard.press("Escape")
    expect(catalog).to_have_value("f")
    expect(catalog).to_be_focused()


def test_a_searching_select_takes_what_is_clicked(wizard: Page) -> None:
    catalog = wizard.get_by_role("combobox", name="Catalog", exact=True)
    catalog.click()
    wizard.get_by_role("listbox", name="Catalog").get_by_role("option", name="Research").click()
    expect(catalog).to_have_value("r")
    expect(wizard.get_by_role("listbox", name="Catalog")).to_have_count(0)


def test_a_lost_connection_is_told_and_nothing_typed_is_lost(site: str, new_page: NewPage) -> None:
    page = new_page(expecting=["ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"])
    page.goto(site + "/wizard/")
    page.context.set_offline(True)
    page.get_by_label("Name", exact=True).fill("Campaign")
    page.keyboard.press("Tab")
    expect(page.locator("#save-status")).to_contain_text("Not saved: no connection to the portal.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Campaign")
