"""What tabs, controls and choices are called, in the wizard's own words: for pages, commands and messages."""

import re

TABS = {
    "basics": "Basics",
    "resource-roles": "Resource roles",
    "requests": "Requests",
    "requestor-information": "Requestor information",
    "lifecycle": "Lifecycle",
    "review": "Review + create",
}

CONTROLS = {
    "name": "Name",
    "description": "Description",
    "catalog": "Catalog",
    "catalog_name": "New catalog: Name",
    "catalog_description": "New catalog: Description",
    "catalog_enabled": "New catalog: Enabled",
    "catalog_enabled_for_external_users": "New catalog: Enabled for external users",
    "resources": "Resources",
    "family": "Users who can request access",
    "scope": "Scope",
    "targets": "Select users and groups",
    "organizations": "Select directories",
    "approval": "Require approval",
    "requestor_justification": "Require requestor justification",
    "stage_count": "How many stages",
    "disable_assignment_emails": "Disable assignment emails",
    "enabled": "Enable new requests and assignments",
    "verified_ids": "Required Verified IDs",
    "verified_ids_by_hand": "I will set these by hand after the package is created",
    "expiration": "Access package assignments expire",
    "expiration_date": "Assignment expiration date",
    "expiration_days": "Assignments expire after (number of days)",
    "expiration_hours": "Assignments expire after (number of hours)",
    "custom_timeline": "Users can request specific timeline",
    "extension": "Allow users to extend access",
    "extension_approval": "Require approval to grant extension",
    "review": "Require access reviews",
    "review_start": "Starting on",
    "review_frequency": "Review frequency",
    "review_duration": "Duration (in days)",
    "reviewer": "Reviewers",
    "reviewers": "Select reviewers",
    "review_fallback": "Select fallback reviewers",
    "review_no_response": "If reviewers don't respond",
    "review_helpers": "Show reviewer decision helpers",
    "review_justification": "Require reviewer justification",
}

STAGE_CONTROLS = {
    "approver_kind": "Approvers",
    "approvers": "Add approvers",
    "fallback": "Fallback",
    "decision_days": "Decision must be made in how many days?",
    "approver_justification": "Require approver justification",
    "alternates_enabled": "If no action taken, forward to alternate approvers?",
    "alternate_kind": "Alternate approvers",
    "alternates": "Add alternate approvers",
    "alternate_fallback": "Fallback of the second level manager",
    "forward_after_days": "Forward to alternate approver(s) after how many days",
}

QUESTION_CONTROLS = {
    "text": "Question",
    "format": "Answer format",
    "choices": "Multiple choice options",
    "required": "Required",
    "localizations": "Add localization",
    "regex_pattern": "Regex pattern (Preview)",
}

APPROVERS = {
    "manager": "Manager as approver",
    "sponsors": "Sponsors as approvers",
    "external_sponsor": "External sponsor",
    "internal_sponsor": "Internal sponsor",
    "specific": "Choose specific approvers",
}

FREQUENCIES = {
    "annually": "Annually",
    "bi_annually": "Bi-annually",
    "quarterly": "Quarterly",
    "monthly": "Monthly",
    "weekly": "Weekly",
}

ORDINALS = ("First", "Second", "Third")

#: A control that exists once per row, stage or question: how it is written, and how it reads.
_ROW = re.compile(r"role-(\d+)")
_STAGE = re.compile(r"stage-(\d+)-(\w+)")
_CHOICE = re.compile(r"question-(\d+)-choice-(\d+)(-localizations)?")
_QUESTION = re.compile(r"question-(\d+)-(\w+)")
_POLICY = re.compile(r"policy-(\d+)-(.+)")


def stage_title(stage: int) -> str:
    """The card's heading, counted from 0; a file may have more stages than the wizard."""
    return f"{ORDINALS[stage]} Approver" if stage < len(ORDINALS) else f"Approver {stage + 1}"


def label_of(tab: str, control: str) -> str:
    """A control's label, with the row, stage or question it belongs to; its name where it has no label."""
    if match := _POLICY.fullmatch(control):
        return f"Policy {int(match[1]) + 1}, {label_of(tab, match[2])}"
    if match := _ROW.fullmatch(control):
        return f"Role in row {int(match[1]) + 1}"
    if match := _STAGE.fullmatch(control):
        return f"{stage_title(int(match[1]))}, {STAGE_CONTROLS.get(match[2], match[2])}"
    return _question_label(control) or CONTROLS.get(control, control)


def _question_label(control: str) -> str:
    if match := _CHOICE.fullmatch(control):
        of_languages = ", localizations" if match[3] else ""
        return f"Question {int(match[1]) + 1}, answer {int(match[2]) + 1}{of_languages}"
    if match := _QUESTION.fullmatch(control):
        return f"Question {int(match[1]) + 1}, {QUESTION_CONTROLS.get(match[2], match[2])}"
    return ""


def tab_title(tab: str) -> str:
    """The tab's title; its key where it is not one of the wizard's."""
    return TABS.get(tab, tab)
