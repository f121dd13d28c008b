"""What else becomes of a package: Press room stops, is made, undone, sent again and lost half way."""

import uuid
from typing import Any

import requests
from playwright.sync_api import expect

from tests.walk.people import Visitor
from tools.scenes import slow_down
from tools.studio import Studio

NAME = "Press room"
#: Milliseconds of every answer while somebody is quicker than the worker.
SLOWLY = 3000
REFUSED = {"code": "accessDenied", "message": "User is not authorized to perform the operation."}
#: Sent a second time by a proxy; neither answer arrives.
LOST = {"status": 504, "code": "GatewayTimeout", "when": "after"}


def it_stops(studio: Studio) -> None:
    olivia = approved(studio)
    order(studio, method="POST", path="/assignmentPolicies$", status=403, **REFUSED)
    olivia.press("Create")
    expect(olivia.page.get_by_role("button", name="Resume")).to_be_visible()
    studio.take("stopped", olivia.page, whole=True)
    olivia.press("Resume")
    expect(olivia.page.get_by_text(f"{NAME} was created.")).to_be_visible()
    olivia.page.get_by_text("fields read back and compared").click()
    studio.take("comparison", olivia.page)
    it_is_undone(studio, olivia)


def it_is_undone(studio: Studio, olivia: Visitor) -> None:
    page = olivia.page
    page.get_by_role("link", name="Undo this creation").click()
    olivia.fill("Name of the access package", NAME)
    studio.take("undo", page)
    olivia.press("Undo")
    expect(page.get_by_text(f"The creation of {NAME} was undone.")).to_be_visible()
    studio.take("undone", page)
    page.get_by_role("link", name="Open the draft").click()
    olivia.press("Send for review")
    expect(page.get_by_text("In review").first).to_be_visible()


def it_asks(studio: Studio) -> None:
    """Which of two that look alike is ours?"""
    olivia = approved(studio)
    order(studio, method="POST", path="/accessPackages$", **LOST)
    olivia.press("Create")
    slow_down(studio, SLOWLY)
    arrive_twice(studio, olivia)
    slow_down(studio, 0)
    expect(olivia.page.get_by_text("Which one is ours?")).to_be_visible()
    studio.take("question", olivia.page, whole=True)
    olivia.page.get_by_role("radio").first.check()
    olivia.press("Decide and go on")
    expect(olivia.page.get_by_text(f"{NAME} was created.")).to_be_visible()


def approved(studio: Studio) -> Visitor:
    """Olivia before her draft, once Rafael has said yes."""
    rafael = studio.visitor("Rafael Costa")
    rafael.go("/reviews/")
    rafael.page.get_by_role("link", name=NAME).first.click()
    rafael.press("Approve")
    expect(rafael.page.get_by_text("Approved").first).to_be_visible()
    olivia = studio.visitor("Olivia Brandt")
    olivia.go("/drafts/")
    olivia.page.get_by_role("link", name=NAME, exact=True).click()
    return olivia


def arrive_twice(studio: Studio, author: Visitor) -> None:
    """As soon as the package is there, another one like it is there too."""
    while not (found := [row for row in packages(studio) if row["displayName"] == NAME]):
        author.page.wait_for_timeout(100)
    twin = {**found[0], "id": str(uuid.uuid4())}
    address = f"{studio.demo.tenant_url}/_control/objects/accessPackage/{twin['id']}"
    requests.put(address, json=twin, timeout=30).raise_for_status()


def packages(studio: Studio) -> list[dict[str, Any]]:
    state = requests.get(f"{studio.demo.tenant_url}/_control/state", timeout=30).json()
    return list(state["tables"]["accessPackage"].values())


def order(studio: Studio, **fault: Any) -> None:
    """The next call that fits goes wrong."""
    address = f"{studio.demo.tenant_url}/_control/faults"
    requests.post(address, json=[fault], timeout=30).raise_for_status()


def petra_gives(studio: Studio) -> None:
    """Settings, with what one person was given beside what everybody has."""
    petra = studio.visitor("Petra Novak")
    petra.page.get_by_role("link", name="Give catalogs").first.click()
    petra.page.get_by_label("Reviewer").check()
    petra.page.get_by_label("Research").check()
    studio.take("give-catalogs", petra.page)
    petra.press("Give")
    expect(petra.page.get_by_role("heading", name="Settings")).to_be_visible()
    studio.take("settings", petra.page)
