"""Three people make one access package, and pictures are taken on the way."""

import requests
from playwright.sync_api import expect

from tests.walk.people import Visitor
from tools.studio import NARROW, WIDE, Studio

#: What Olivia has in hand beside the story, with its catalog. Those of Marketing she sends for review.
OTHERS = (
    ("Lab visitors", "Rooms and shared folders for guests of the lab", "Research"),
    ("Trade fair", "Stand, badges and brochures", "Marketing"),
    ("Press room", "Everything that goes out to journalists", "Marketing"),
)
ROLES = {
    "Marketing Team": "Member",
    "Brand Designers": "Member",
    "Campaign Planner": "Editor",
    "Marketing Assets": "Marketing Assets Members",
}
#: Milliseconds that the tenant takes for an answer while a creation is pictured.
SLOWLY = 1500


def signing_in(studio: Studio) -> None:
    page = studio.browser.new_page(viewport=WIDE)
    page.goto(studio.demo.url)
    studio.take("sign-in", page)
    page.get_by_role("link", name="Sign in with Microsoft").click()
    studio.take("sign-in-tenant", page)
    page.close()


def olivia_has_drafts(studio: Studio) -> None:
    olivia = studio.visitor("Olivia Brandt")
    for name, description, catalog in OTHERS:
        begin(olivia, name, description, catalog)
        olivia.page.get_by_role("tab", name="Requests").click()
        olivia.tab("Requests")
        if catalog == "Marketing":
            send_without_requests(olivia)
    ask_for_changes(studio.visitor("Rafael Costa"), "Trade fair", "Which fair? Please say so in the name.")


def send_without_requests(author: Visitor) -> None:
    """The shortest way to a complete draft."""
    author.page.get_by_label("None (administrator direct assignments only)").check()
    expect(author.page.get_by_text("Require approval").first).to_be_hidden()
    author.press("Review + create")
    author.tab("Review + create")
    author.press("Send for review")
    expect(author.page.get_by_text("In review").first).to_be_visible()


def ask_for_changes(reviewer: Visitor, name: str, reason: str) -> None:
    reviewer.go("/reviews/")
    reviewer.page.get_by_role("link", name=name).click()
    reviewer.fill("Reason", reason)
    reviewer.press("Ask for changes")
    expect(reviewer.page.get_by_text("Changes requested").first).to_be_visible()


def begin(author: Visitor, name: str, description: str, catalog: str) -> None:
    author.go("/drafts/new/")
    author.tab("Basics")
    author.fill("Name", name)
    author.fill("Description", description)
    author.page.get_by_role("combobox", name="Catalog").select_option(label=catalog)
    saved(author)


def saved(author: Visitor) -> None:
    """Pictures show what was kept."""
    author.page.evaluate("document.activeElement.blur()")
    expect(author.page.locator("#save-status")).to_contain_text("Saved")


def pick(author: Visitor, opener: str, *names: str) -> None:
    """And back on the tab."""
    author.pick(opener, *names)
    expect(author.page.locator("#pane")).to_be_hidden()


def hanna_writes(studio: Studio) -> None:
    hanna = studio.visitor("Hanna Virtanen")
    begin(hanna, "Spring campaign", "What everybody needs who works on the spring campaign", "Marketing")
    studio.take("basics", hanna.page)
    hanna.press("Next: Resource roles >")
    resource_roles(studio, hanna)
    hanna.press("Next: Requests >")
    look_too_early(studio, hanna)
    requests_tab(studio, hanna)
    hanna.press("Next: Requestor Information >")
    questions(studio, hanna)
    hanna.press("Next: Lifecycle >")
    lifecycle(studio, hanna)
    hanna.press("Next: Review + create >")
    hanna.tab("Review + create")
    studio.take("review", hanna.page, whole=True)
    hanna.press("Send for review")
    expect(hanna.page.get_by_text("In review").first).to_be_visible()


def resource_roles(studio: Studio, author: Visitor) -> None:
    author.tab("Resource roles")
    author.press("Groups and Teams")
    for name in ("Marketing Team", "Brand Designers"):
        author.page.get_by_role("checkbox", name=name).first.check()
    studio.take("picker", author.page)
    author.press("Select")
    expect(author.page.locator("#pane")).to_be_hidden()
    pick(author, "Applications", "Campaign Planner")
    pick(author, "SharePoint sites", "Marketing Assets")
    for resource, role in ROLES.items():
        author.page.get_by_role("combobox", name=f"Role for {resource}").select_option(label=role)
    saved(author)
    studio.take("resource-roles", author.page)


def look_too_early(studio: Studio, author: Visitor) -> None:
    """What Review + create says of a draft that is not complete."""
    author.tab("Requests")
    author.press("Review + create")
    author.tab("Review + create")
    studio.take("review-with-errors", author.page)
    author.page.get_by_role("tab", name="Requests").click()
    author.tab("Requests")


def requests_tab(studio: Studio, author: Visitor) -> None:
    page = author.page
    pick(author, "Add users and groups", "Emil Larsen", "Sales and Marketing")
    pick(author, "Add fallback", "IT Leads")
    page.get_by_label("2", exact=True).check()
    page.get_by_role("combobox", name="Second Approver").select_option(label="Choose specific approvers")
    pick(author, "Add approvers", "Olivia Brandt", "Priya Nair")
    page.locator("#id_enabled").get_by_label("Yes").check()
    saved(author)
    studio.take("requests", page, whole=True)


def questions(studio: Studio, author: Visitor) -> None:
    author.tab("Requestor information")
    ask(author, 0, "Which project is it for?", "Short text")
    ask(author, 1, "How long do you need it?", "Multiple choice")
    for number, answer in enumerate(("Until the launch", "Longer")):
        author.page.locator(f"#id_question-1-choice-{number}").fill(answer)
        saved(author)
    author.page.get_by_label("Required").first.check()
    saved(author)
    studio.take("requestor-information", author.page)


def ask(author: Visitor, row: int, text: str, answer_format: str) -> None:
    """The row after the last one appears by itself."""
    author.page.locator(f"#id_question-{row}-text").fill(text)
    author.page.locator(f"#id_question-{row}-format").select_option(label=answer_format)
    expect(author.page.locator(f"#id_question-{row + 1}-text")).to_be_visible()


def lifecycle(studio: Studio, author: Visitor) -> None:
    author.tab("Lifecycle")
    author.fill("Assignments expire after (number of days)", "180")
    saved(author)
    studio.take("lifecycle", author.page)


def rafael_reviews(studio: Studio) -> None:
    rafael = studio.visitor("Rafael Costa")
    rafael.go("/reviews/")
    studio.take("reviews", rafael.page)
    rafael.page.get_by_role("link", name="Spring campaign").click()
    rafael.heading("Spring campaign")
    studio.take("reviewer", rafael.page, whole=True)
    rafael.press("Approve")
    expect(rafael.page.get_by_text("Approved").first).to_be_visible()


def olivia_creates(studio: Studio) -> None:
    olivia = studio.visitor("Olivia Brandt")
    olivia.go("/drafts/")
    studio.take("drafts", olivia.page)
    olivia.page.get_by_role("link", name="Spring campaign").first.click()
    studio.take("approved", olivia.page)
    slow_down(studio, SLOWLY)
    olivia.press("Create")
    expect(olivia.page.get_by_text("Done").nth(2)).to_be_visible()
    studio.take("creating", olivia.page)
    slow_down(studio, 0)
    expect(olivia.page.get_by_text("Spring campaign was created.")).to_be_visible()
    studio.take("created", olivia.page)
    olivia.go("/packages/")
    studio.take("packages", olivia.page)


def slow_down(studio: Studio, milliseconds: float) -> None:
    """Every answer of the tenant is this late."""
    address = f"{studio.demo.tenant_url}/_control/settings"
    requests.post(address, json={"latency_ms": milliseconds}, timeout=30).raise_for_status()


def other_looks(studio: Studio) -> None:
    """Dark, narrow, and the pane that only some may open."""
    dark = studio.visitor("Olivia Brandt", color_scheme="dark")
    narrow = studio.visitor("Olivia Brandt", viewport=NARROW)
    for name, olivia in (("dark", dark), ("narrow", narrow)):
        olivia.go("/drafts/")
        olivia.page.get_by_role("link", name="Lab visitors").first.click()
        olivia.page.get_by_role("tab", name="Requests").click()
        olivia.tab("Requests")
        studio.take(name, olivia.page)
    ada = studio.visitor("Ada Okafor")
    ada.go("/drafts/new/")
    ada.press("Create new catalog")
    expect(ada.page.locator("#pane")).to_be_visible()
    studio.take("new-catalog", ada.page)
