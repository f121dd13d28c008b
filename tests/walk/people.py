"""What people do in a browser, in their own words. The same steps with script and without."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.fixtures.browser import faults_found_by_axe


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of one browser."""

    page: Page
    portal: str

    def sign_in(self, name: str) -> None:
        """Through the tenant's own page: there is no other way in."""
        self.page.goto(self.portal)
        self.page.get_by_role("link", name="Sign in with Microsoft").click()
        person = self.page.locator("li.person", has_text=name)
        person.get_by_role("button").click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def go(self, path: str) -> None:
        self.page.goto(self.portal + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def tab(self, title: str) -> None:
        """The tab is the current one."""
        expect(self.page.get_by_role("tab", name=title, selected=True)).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label).fill(text)

    def pick(self, opener: str, *names: str) -> None:
        """Opens a picker, ticks and selects."""
        self.press(opener)
        for name in names:
            self.page.get_by_role("checkbox", name=name).first.check()
        self.press("Select")

    def no_faults(self) -> None:
        """axe has nothing serious to say of the page as it stands."""
        assert not faults_found_by_axe(self.page)
