"""Helpdesk writes, a reviewer approves, the owner creates: from an empty draft to a package in the tenant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.fixtures.browser import NewPage
from tests.fixtures.given import give_as_in_the_demo
from tests.walk.people import Visitor
from wizard.models import Draft, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: htmx writes to the console when a click takes the place of an autosave under way.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def visitor(new_page: NewPage, tenant: Any, live_portal: str) -> Any:
    give_as_in_the_demo(tenant.state)

    def arrive(name: str, *, script: bool = True) -> Visitor:
        visitor = Visitor(new_page(REPLACED, java_script_enabled=script), live_portal)
        visitor.sign_in(name)
        return visitor

    return arrive


def write(author: Visitor) -> None:
    """All six tabs."""
    author.go("/drafts/")
    author.page.get_by_role("link", name="New access package").first.click()
    author.tab("Basics")
    author.fill("Name", "Spring campaign")
    author.fill("Description", "What the spring campaign needs")
    author.page.get_by_role("combobox", name="Catalog").select_option(label="Marketing")
    author.press("Next: Resource roles >")
    author.tab("Resource roles")
    author.pick("Groups and Teams", "Marketing Team")
    author.page.get_by_role("combobox", name="Role for Marketing Team").select_option(label="Member")
    author.press("Next: Requests >")
    author.tab("Requests")
    author.pick("Add users and groups", "Emil Larsen")
    author.pick("Add fallback", "IT Leads")
    author.press("Next: Requestor Information >")
    author.tab("Requestor information")
    author.fill("Question", "Which project is it for?")
    author.page.get_by_role("combobox", name="Answer format").first.select_option(label="Short text")
    author.press("Next: Lifecycle >")
    author.tab("Lifecycle")
    author.fill("Assignments expire after (number of days)", "180")
    author.press("Next: Review + create >")
    author.tab("Review + create")


def work(environment: dict[str, str]) -> None:
    """The worker, a process of its own, takes what is due and ends."""
    command = [sys.executable, "manage.py", "worker", "--once"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def names_in(tenant: Any) -> list[str]:
    """All access packages of the company, as an administrator would count them."""
    state = requests.get(f"{tenant.url}/_control/state", timeout=30).json()
    return [one["displayName"] for one in state["tables"]["accessPackage"].values()]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, id="with script", marks=pytest.mark.postgres),
        pytest.param(False, id="without script"),
    ],
)
def test_three_people_make_one_access_package(
    visitor: Any, tenant: Any, process_environment: dict[str, str], script: bool
) -> None:
    hanna = visitor("Hanna Virtanen", script=script)
    write(hanna)
    expect(hanna.page.get_by_role("cell", name="Which project is it for?")).to_be_visible()
    hanna.press("Send for review")
    expect(hanna.page.get_by_text("In review").first).to_be_visible()

    rafael = visitor("Rafael Costa", script=script)
    rafael.go("/reviews/")
    rafael.page.get_by_role("link", name="Spring campaign").click()
    rafael.heading("Spring campaign")
    expect(rafael.page.get_by_text("Create the access package Spring campaign").first).to_be_visible()
    rafael.press("Approve")

    olivia = visitor("Olivia Brandt", script=script)
    olivia.go("/drafts/")
    olivia.page.get_by_role("link", name="Spring campaign").first.click()
    olivia.press("Create")
    olivia.heading("Spring campaign")
    expect(olivia.page).to_have_url(f"{olivia.portal}/submissions/{Submission.objects.get().pk}/")

    work(process_environment)

    # The page comes up to date by itself; a reload of ours could collide with one of its own.
    expect(olivia.page.get_by_text("Spring campaign was created.")).to_be_visible()
    assert names_in(tenant).count("Spring campaign") == 1
    assert Draft.objects.get().state == Draft.State.CREATED
    expect(olivia.page.get_by_role("link", name="https://myaccess.microsoft.com")).to_be_visible()

    olivia.go("/packages/")
    expect(olivia.page.get_by_text("Spring campaign").first).to_be_visible()
