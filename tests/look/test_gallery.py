"""The gallery in a real browser: readable by everyone, without script too, and no word on the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fixtures.browser import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.look.urls")]

PAGES = ["/gallery/", "/gallery/?wrong", "/wizard/", "/picker/", "/pane/"]


def faults(page: Page) -> list[str]:
    """Everything axe has to say, small faults included."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['html'][:200]} {node['failureSummary']}" for v in violations for node in v["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: str, new_page: NewPage, path: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(site + path)
    assert faults(page) == []


@pytest.mark.parametrize("opener", ["Add users and groups", "Create new catalog"])
def test_axe_finds_nothing_in_an_open_pane(site: str, page: Page, opener: str) -> None:
    page.goto(site + "/wizard/")
    page.get_by_role("button", name=opener).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page) == []


def test_axe_finds_nothing_for_somebody_signed_out(site: str, new_page: NewPage) -> None:
    page = new_page(expecting=["status of 404"])
    page.goto(site + "/out/")
    assert faults(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 640])
def test_a_narrow_window_never_scrolls_sideways(site: str, new_page: NewPage, path: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_everything_to_press_is_big_enough(site: str, page: Page, path: str) -> None:
    """24 by 24 CSS pixels (WCAG 2.5.8), links in running text and controls with a big label aside."""
    page.goto(site + path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, [role=tab], select, .info")]
            .filter((e) => e.checkVisibility() && !e.classList.contains("unseen"))
            .filter((e) => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
            .map((e) => e.outerHTML.slice(0, 160))"""
    )
    assert small == []


def test_without_script_every_control_and_help_text_can_be_reached(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + "/gallery/")
    expect(page.get_by_label("Description", exact=True)).to_be_visible()
    page.get_by_text("About Name").locator("..").click()
    expect(page.get_by_text("Shown to users when they request.")).to_be_visible()
    page.get_by_text("Show advanced request settings").click()
    expect(page.get_by_text("Inside.")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("Add resource request completed.")).to_be_hidden()


def test_without_script_the_picker_is_a_page_that_keeps_what_is_ticked(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + "/picker/")
    page.get_by_label("Marketing Team").check()
    page.get_by_label("Search groups").fill("brand")
    with page.expect_request(lambda request: request.method == "POST") as sent, page.expect_navigation():
        page.keyboard.press("Enter")
    posted = sent.value.post_data or ""
    assert {"selected=g2", "q=brand", "do=search"} <= set(posted.split("&"))


def test_high_contrast_still_tells_the_chosen_option(site: str, new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto(site + "/gallery/")
    fill = "element => getComputedStyle(element.closest('label')).backgroundColor"
    chosen, other = page.locator("#id_stages_0"), page.locator("#id_stages_1")
    assert chosen.evaluate(fill) != other.evaluate(fill)
