"""What the gallery shows: one believable package, with every component in every state."""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator

ADA = {"id": "1", "display_name": "Ada Okafor", "kind": "user", "detail": "ada@contoso.onmicrosoft.com"}
LEADS = {"id": "2", "display_name": "IT Leads", "kind": "group", "detail": "Security group"}
WENDY = {"id": "3", "display_name": "Wendy Park", "kind": "user", "detail": "Guest from Fabrikam"}

TITLES = [
    ("basics", "Basics"),
    ("resource-roles", "Resource roles"),
    ("requests", "Requests"),
    ("requestor-information", "Requestor information"),
    ("lifecycle", "Lifecycle"),
    ("review", "Review + create"),
]

TABS = [
    {
        "key": key,
        "title": title,
        "url": f"#{key}",
        "current": key == "requests",
        "required": key in {"basics", "requests", "lifecycle"},
        "failing": key in {"lifecycle", "resource-roles"},
    }
    for key, title in TITLES
]

BUTTONS = [
    {"label": "Review + create", "value": "review"},
    {"label": "Previous", "value": "previous"},
    {"label": "Next: Requestor Information >", "value": "next", "primary": True},
]

PROBLEMS = [
    {
        "message": "Select a role for 'Sales and Marketing'.",
        "tab": "Resource roles",
        "href": "#id_kind",
        "hint": "Members read, owners manage.",
    },
    {"message": "Enter a whole number from 1 to 14.", "tab": "Requests", "href": "#id_days"},
]

PICKER = {
    "url": "/picker/",
    "search_label": "Search groups",
    "info": "Try changing or adding filters if you don't see what you're looking for.",
    "see_all": {
        "name": "all",
        "label": "See all Group and Team(s) not in the 'Marketing' catalog. "
        "You must have the correct permissions to add them in this access package.",
    },
    "kind": "groups",
    "kinds": [
        {"value": "all", "label": "All"},
        {"value": "users", "label": "Users"},
        {"value": "groups", "label": "Groups"},
    ],
    "columns": ["Name", "Type", "Details"],
    "found": "5 results found",
    "selected_title": "Selected groups",
    "selected": [{"id": "g1", "name": "Brand Designers", "kind": "group", "detail": "Security"}],
    "rows": [
        {
            "id": "g1",
            "name": "Brand Designers",
            "kind": "group",
            "type": "Security",
            "detail": "brand@contoso.onmicrosoft.com",
            "checked": True,
        },
        {
            "id": "g2",
            "name": "Marketing Team",
            "kind": "group",
            "type": "Team",
            "detail": "marketing@contoso.onmicrosoft.com",
        },
        {
            "id": "g3",
            "name": "Payroll Legacy",
            "kind": "group",
            "type": "Security",
            "detail": "",
            "reason": "Synchronized from on-premises: its members can't be changed in Microsoft Entra ID.",
        },
        {
            "id": "u1",
            "name": "Emil Larsen",
            "kind": "user",
            "type": "User",
            "detail": "emil@contoso.onmicrosoft.com",
        },
        {
            "id": "a1",
            "name": "Campaign Planner",
            "kind": "application",
            "type": "Application",
            "detail": "2f1b8c1e",
        },
    ],
}

STEPS = [
    {
        "key": "package",
        "title": "Create the access package",
        "state": "done",
        "time": "0.2 s",
        "method": "POST",
        "path": "/identityGovernance/entitlementManagement/accessPackages",
    },
    {
        "key": "role",
        "title": "Add Member of Marketing Team",
        "state": "running",
        "method": "POST",
        "path": "/…/resourceRoleScopes",
    },
    {
        "key": "policy",
        "title": 'Create the policy "Initial Policy"',
        "state": "waiting",
        "waits_for": "Add Member of Marketing Team",
    },
    {
        "key": "broken",
        "title": "Add Owner of IT Leads",
        "state": "failed",
        "detail": "403 Forbidden: the caller is not the resource owner.",
    },
    {
        "key": "asked",
        "title": "Find the package made before the connection broke",
        "state": "asks",
        "detail": "Two packages carry this name. Choose which one is yours.",
    },
]

PLAN = [
    {
        "key": "package",
        "title": 'Create the access package "Campaign"',
        "method": "POST",
        "path": "/identityGovernance/entitlementManagement/accessPackages",
        "json": json.dumps({"displayName": "Campaign", "catalog": {"id": "b2c1"}}, indent=2),
    },
    {
        "key": "policy",
        "title": 'Create the policy "Initial Policy"',
        "method": "POST",
        "path": "/identityGovernance/entitlementManagement/assignmentPolicies",
        "needs": ["package"],
        "json": "",
    },
]

STAGES = [
    {
        "title": "First Approver",
        "who": "Manager; fallback Ada Okafor",
        "days": 14,
        "forward_day": 8,
        "alternates": "IT Leads",
    },
    {"title": "Second Approver", "who": "IT Leads", "days": 5, "forward_day": None},
    {"title": "Third Approver", "who": "Ada Okafor", "days": "x"},
]

SUMMARY = {
    "title": "Basics",
    "url": "#basics",
    "rows": [
        {"label": "Name", "value": "Campaign"},
        {"label": "Description", "value": "Access for the campaign.\nUntil June.", "edited": True},
        {"label": "Approvers", "lines": ["Manager as approver", "Fallback: Ada Okafor"]},
        {"label": "Catalog name", "value": ""},
    ],
    "tables": [
        {
            "title": "Resource roles",
            "columns": ["Resource", "Type", "Sub Type", "Role"],
            "rows": [["Marketing Team", "Group and Team", "Team", "Member"]],
        },
        {"title": "Questions", "columns": ["Question"], "rows": [], "empty": "No questions."},
    ],
}

CONFLICT = [
    {"name": "c-name", "label": "Name", "mine": "Campaign", "theirs": "Campaign 2027"},
    {"name": "c-description", "label": "Description", "mine": "", "theirs": "Access for the campaign."},
]

DRAFTS = [
    ("Campaign", "Marketing", "drafting"),
    ("Ledger readers", "Finance", "in_review"),
    ("Brand kit", "Marketing", "approved"),
    ("Newsroom", "Marketing", "changes_requested"),
    ("Payroll", "Finance", "rejected"),
    ("Research tools", "Research", "submitting"),
    ("Field day", "General", "created"),
    ("Old wiki", "General", "failed"),
    ("Partners", "General", "parked"),
]


class Guest:
    """Somebody signed in, without a database."""

    is_authenticated = True
    display_name = "Priya Nair"
    user_principal_name = "priya@contoso.onmicrosoft.com"
    portal_roles = ["Reviewer"]


def context() -> dict[str, Any]:
    """Everything `gallery.html` needs."""
    return {
        "user": Guest(),
        "nav": "drafts",
        "review_count": 3,
        "close_url": "#closed",
        "tabs": TABS,
        "buttons": BUTTONS,
        "problems": PROBLEMS,
        "people": [ADA, LEADS, WENDY],
        "picker": PICKER,
        "steps": STEPS,
        "plan": PLAN,
        "stages": STAGES,
        "summary": SUMMARY,
        "conflict": CONFLICT,
        "drafts": DRAFTS,
        "page": Paginator(range(310), 25).page(2),
        "saved_at": datetime(2026, 11, 24, 10, 42, tzinfo=UTC),
    }
