"""The one thing to do next with a draft, by its state and who looks at it: the footer of Review + create."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.signin.models import Person
from wizard.actions.errors import ActionRefused, NotAllowed
from wizard.actions.reviews import check_may_review
from wizard.actions.submissions import check_may_create, needs_review
from wizard.models import Draft
from wizard.submit.entitled import may_create
from wizard.views.judged import Judged
from wizard.views.stuck import NEEDED, stuck

State = Draft.State


@dataclass(frozen=True, kw_only=True)
class Footer:
    """`buttons` for components/footer.html; those without href post to `action`."""

    action: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)


def footer(draft: Draft, person: Person, judged: Judged, *, editable: bool) -> Footer:
    """Empty for somebody who may only look."""
    match draft.state:
        case State.SUBMITTING:
            return _watch(draft, "Watch creation")
        case State.UNDOING:
            return _watch(draft, "Watch undoing")
        case State.CREATED:
            return _watch(draft, "See what was created")
        case State.IN_REVIEW:
            return _in_review(draft, person, judged, editable)
        case State.APPROVED:
            return _create(draft, why_not_create(draft, person, judged))
        case _:
            return _unreviewed(draft, person, judged) if editable else Footer()


def _watch(draft: Draft, label: str) -> Footer:
    submission = draft.submission
    address = reverse("wizard:submission", args=[submission.pk]) if submission else ""
    label = NEEDED if stuck(draft) else label
    return Footer(buttons=[{"label": label, "href": address, "primary": True}] if address else [])


def _in_review(draft: Draft, person: Person, judged: Judged, editable: bool) -> Footer:
    buttons: list[dict[str, Any]] = []
    if editable:
        buttons.append({"label": "Withdraw", "value": "withdraw"})
    if judged.rights and not why_not_review(draft, person, judged):
        address = reverse("wizard:verdict", args=[draft.pk])
        buttons.append({"label": "Review", "href": address, "primary": True})
    return Footer(action=reverse("wizard:withdraw", args=[draft.pk]), buttons=buttons)


def _unreviewed(draft: Draft, person: Person, judged: Judged) -> Footer:
    """Create where nobody else has to look at it and the person may; else Send for review."""
    passes_on = settings.PORTAL_REVIEW == "when-author-lacks-rights" and not _has_rights(draft, judged)
    if draft.state == State.REJECTED or needs_review(draft, person) or passes_on:
        return _send(draft, why_not_ready(judged))
    return _create(draft, why_not_create(draft, person, judged))


def _has_rights(draft: Draft, judged: Judged) -> bool:
    return judged.rights is not None and may_create(judged.document, judged.rights).allowed


def _send(draft: Draft, why: str) -> Footer:
    button = {"label": "Send for review", "value": "send", "primary": True}
    return Footer(action=reverse("wizard:send", args=[draft.pk]), buttons=[_unless(button, why)])


def _create(draft: Draft, why: str) -> Footer:
    button = {"label": "Create", "value": "create", "primary": True}
    return Footer(action=reverse("wizard:create", args=[draft.pk]), buttons=[_unless(button, why)])


def _unless(button: dict[str, Any], why: str) -> dict[str, Any]:
    return {**button, "disabled": True, "why": why} if why else button


def why_not_ready(judged: Judged) -> str:
    """Why the content cannot go on, whoever asks; empty when it can."""
    if count := len(judged.errors):
        return "Fix the error above first." if count == 1 else f"Fix the {count} errors above first."
    if judged.trouble:
        return "Wait until your tenant answers: only then can everything be checked."
    return "" if judged.content else "The draft is not complete yet."


def why_not_create(draft: Draft, person: Person, judged: Judged) -> str:
    """Why this person cannot press Create, with who can help; empty when they can."""
    if judged.rights and judged.content:
        try:
            check_may_create(draft, judged.content, person, judged.rights)
        except NotAllowed as refusal:
            return f"{refusal} Somebody who has one can create it from this page."
        except ActionRefused as refusal:
            return str(refusal)
    return why_not_ready(judged)


def why_not_review(draft: Draft, person: Person, judged: Judged) -> str:
    """Why this person cannot decide on the draft, with who can help; empty when they can."""
    if judged.rights is None:
        return "Your rights can be read only once your tenant answers."
    try:
        check_may_review(draft, person, judged.rights)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
