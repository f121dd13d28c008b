"""Access reviews, between the controls and the document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django import forms

from portal.widgets import DateBox, starred
from wizard.document import (
    AccessReview,
    ManagerReview,
    Principal,
    Reviewer,
    SelfReview,
    SpecificReviewers,
)
from wizard.labels import CONTROLS, FREQUENCIES
from wizard.tabs.base import Listed, yes_no
from wizard.tabs.controls import drop_down, number, pill, radios
from wizard.tabs.typed import TypedForm

REVIEWERS = {"self": "Self-review", "specific": "Specific reviewer(s)", "manager": "Manager"}
REVIEWER_LINES = {
    "self": "Everybody judges their own access. Guests who have not accepted their invitation get no mail",
    "manager": "The fallback reviews where the manager is not found",
}
NO_RESPONSE = {
    "no_change": "No change",
    "remove_access": "Remove access",
    "take_recommendations": "Take recommendations",
}
REVIEW_HELP = "People confirm from time to time who still needs the access, and the others lose it."
START_HELP = (
    "The first review opens on this day; the exact hour can slip. "
    "It cannot be changed any more once the first review exists."
)
DURATION_HELP = (
    "How long each review stays open for decisions, not the time between two. "
    "A review has to close before the next one opens."
)
NO_RESPONSE_HELP = "What becomes of access about which nobody has decided when a review closes."
HELPERS_HELP = (
    "Recommends to approve whoever signed in during the last 30 days, and to deny everybody else. "
    "The 30 days are fixed."
)
JUSTIFICATION_HELP = "Reviewers say why they decide. Other reviewers and the requestor can read it."

#: What the controls start with, less the first day, which is today.
DEFAULTS = {
    "review": "no",
    "review_frequency": "quarterly",
    "review_duration": "25",
    "reviewer": "specific",
    "review_no_response": "no_change",
    "review_helpers": "yes",
    "review_justification": "yes",
}
#: Choices that are there only with a review.
CHOICES = (
    "review_frequency",
    "reviewer",
    "review_no_response",
    "review_helpers",
    "review_justification",
)
#: What hides behind "Show advanced access review settings".
ADVANCED = ("review_no_response", "review_helpers", "review_justification")


class ReviewControls(TypedForm):
    """The controls of the section Access Reviews."""

    review = pill(CONTROLS["review"], help_text=REVIEW_HELP)
    review_start = starred(
        forms.CharField(
            label=CONTROLS["review_start"],
            required=False,
            strip=False,
            widget=DateBox(),
            help_text=START_HELP,
        )
    )
    review_frequency = pill(CONTROLS["review_frequency"], FREQUENCIES.items(), star=True)
    review_duration = number(CONTROLS["review_duration"], star=True, help_text=DURATION_HELP)
    reviewer = radios(CONTROLS["reviewer"], REVIEWERS.items(), sublines=REVIEWER_LINES, star=True)
    review_no_response = drop_down(CONTROLS["review_no_response"], NO_RESPONSE.items())
    review_helpers = pill(CONTROLS["review_helpers"], help_text=HELPERS_HELP)
    review_justification = pill(CONTROLS["review_justification"], help_text=JUSTIFICATION_HELP)


def controls_of(review: AccessReview | None) -> dict[str, str]:
    """Without a review nothing is said of it: what was typed waits."""
    if review is None:
        return {"review": "no"}
    found = {
        "review": "yes",
        "review_frequency": review.frequency,
        "reviewer": review.reviewer.kind,
        "review_no_response": review.if_no_response,
        "review_helpers": yes_no(review.decision_helpers),
        "review_justification": yes_no(review.reviewer_justification),
    }
    if review.starts_on is not None:
        found["review_start"] = review.starts_on.isoformat()
    if review.duration_days is not None:
        found["review_duration"] = str(review.duration_days)
    return found


def defaults(review: AccessReview | None, today: dt.date | None) -> dict[str, str]:
    """The day and the days of a review that the document holds are its own, even blank."""
    if review is not None:
        return DEFAULTS | {"review_start": "", "review_duration": ""}
    return DEFAULTS | {"review_start": today.isoformat() if today else ""}


def people_of(review: AccessReview | None) -> dict[str, Sequence[Listed]]:
    match review.reviewer if review else None:
        case SpecificReviewers(reviewers=people):
            return {"reviewers": people}
        case ManagerReview(fallback=people):
            return {"review_fallback": people}
        case _:
            return {}


def review_of(form: TypedForm, before: AccessReview | None) -> AccessReview | None:
    """The review as the form has it; `before` is the document's."""
    if not form.answer("review", before is not None):
        return None
    known = before or AccessReview()
    return AccessReview.model_validate(
        {
            "starts_on": day_in(form.text("review_start")),
            "frequency": form.chosen("review_frequency", known.frequency),
            "duration_days": form.number("review_duration", known.duration_days),
            "reviewer": _reviewer(form, form.chosen("reviewer", known.reviewer.kind)),
            "if_no_response": form.chosen("review_no_response", known.if_no_response),
            "decision_helpers": form.answer("review_helpers", known.decision_helpers),
            "reviewer_justification": form.answer("review_justification", known.reviewer_justification),
        }
    )


def _reviewer(form: TypedForm, kind: str) -> Reviewer:
    named: tuple[Principal, ...] = form.principals("reviewers")
    if kind == "specific":
        return SpecificReviewers(reviewers=named)
    return SelfReview() if kind == "self" else ManagerReview(fallback=form.principals("review_fallback"))


def day_in(text: str) -> dt.date | None:
    """A day as browsers write it, such as 2027-06-30; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip(), re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
