"""Basics and Resource roles in a browser: every control is filled, the page loaded anew, all values found."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.fixtures.browser import faults_found_by_axe
from tests.tabs.test_in_the_browser import REPLACED
from tests.views.conftest import sits
from tests.views.stage import document, drafted
from wizard.document import NewCatalog, load
from wizard.models import Draft

__all__ = ["sits"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stored(draft):
    return load(Draft.objects.get(pk=draft.pk).document)


def saved(page):
    expect(page.locator("#save-status")).to_contain_text("Saved")


def new_catalog(page):
    page.get_by_role("button", name="Create new catalog").click()
    pane = page.get_by_role("dialog")
    pane.get_by_label("Name").fill("Events")
    pane.get_by_label("Description").fill("All that events need")
    for name, option in (("Enabled", "No"), ("Enabled for external users", "Yes")):
        pane.get_by_role("radiogroup", name=name, exact=True).get_by_label(option, exact=True).click()
    assert faults_found_by_axe(page) == []
    pane.get_by_role("button", name="Create").click()
    expect(pane).to_be_hidden()


def test_every_control_of_basics(company, sits):
    ivan = company.seat("ivan")
    draft = drafted(ivan, document(company))
    page = sits(ivan, expecting=REPLACED)
    page.goto(reverse("wizard:tab", args=[draft.pk, "basics"]))
    page.get_by_label("Name", exact=True).fill("Spring campaign")
    page.get_by_label("Description", exact=True).fill("What the campaign needs")
    page.get_by_role("combobox", name="Catalog").select_option(label="Research")
    expect(page.get_by_role("combobox", name="Catalog")).to_have_value(
        company.named("catalog", "Research")["id"]
    )
    saved(page)
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Spring campaign")
    expect(page.get_by_label("Description", exact=True)).to_have_value("What the campaign needs")
    assert stored(draft).basics.catalog.display_name == "Research"
    new_catalog(page)
    page.reload()
    expect(page.get_by_role("button", name="Edit new catalog")).to_be_visible()
    assert stored(draft).basics.catalog == NewCatalog(
        name="Events", description="All that events need", enabled=False, enabled_for_external_users=True
    )


def pick(page, button, name):
    page.get_by_role("button", name=button).click()
    pane = page.get_by_role("dialog")
    pane.get_by_role("checkbox", name=name).check()
    pane.get_by_role("button", name="Select", exact=True).click()
    expect(pane).to_be_hidden()


PICKED = {
    "Marketing Team": "Owner",
    "Campaign Planner": "Editor",
    "Marketing Assets": "Marketing Assets Visitors",
}


def test_every_control_of_resource_roles(company, sits):
    olivia = company.seat("olivia")
    draft = drafted(olivia, document(company))
    page = sits(olivia, expecting=REPLACED)
    page.goto(reverse("wizard:tab", args=[draft.pk, "resource-roles"]))
    for button, name in zip(("Groups and Teams", "Applications", "SharePoint sites"), PICKED, strict=True):
        pick(page, button, name)
    for name, role in PICKED.items():
        page.get_by_role("combobox", name=f"Role for {name}").select_option(label=role)
    saved(page)
    assert faults_found_by_axe(page) == []
    page.reload()
    for name, role in PICKED.items():
        chosen = page.get_by_role("combobox", name=f"Role for {name}").locator("option:checked")
        expect(chosen).to_have_text(role)
    found = {
        one.resource.display_name: one.role.display_name for one in stored(draft).resource_roles if one.role
    }
    assert found == PICKED
    page.get_by_role("button", name="Remove Campaign Planner").click()
    expect(page.get_by_role("combobox", name="Role for Campaign Planner")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("combobox", name="Role for Marketing Assets")).to_be_visible()
    expect(page.get_by_role("combobox", name="Role for Campaign Planner")).to_have_count(0)
