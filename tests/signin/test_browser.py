"""Signing in and out as a person sees it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import NewPage, faults_found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_in_by_the_tenants_page_and_out_again(
    live_portal: str, tenant: Any, new_page: NewPage, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{live_portal}/signin/out")
    page.goto(f"{live_portal}/signin/?next=/signin/out")
    page.get_by_role("link", name="Sign in with Microsoft").click()
    page.get_by_role("button", name="Sign in as Olivia Brandt").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign out")
    expect(page.get_by_text("Olivia Brandt").first).to_be_visible()

    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.get_by_role("link", name="Sign out of Microsoft too").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You signed out")
    assert page.url.startswith(tenant.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/signin/", "/signin/out", "/signin/callback?error=access_denied&state=x"])
def test_axe_finds_nothing(live_portal: str, new_page: NewPage, path: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme, expecting=["status of 400"])
    page.goto(live_portal + path)
    assert faults_found_by_axe(page) == []


def test_a_page_behind_the_sign_in_comes_after_it(live_portal: str, tenant: Any, page: Page) -> None:
    page.goto(f"{live_portal}/reviews/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_role("link", name="Sign in with Microsoft").click()
    page.get_by_role("button", name="Sign in as Rafael Costa").click()
    expect(page).to_have_url(f"{live_portal}/reviews/")
