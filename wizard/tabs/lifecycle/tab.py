"""The Lifecycle tab, and its part of the summary."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    Document,
    Expiration,
    ManagerReview,
    OnDate,
    Policy,
    SpecificReviewers,
)
from wizard.labels import CONTROLS, FREQUENCIES
from wizard.tabs.base import Row, Section, Tab
from wizard.tabs.lifecycle.form import LifecycleForm
from wizard.tabs.lifecycle.review import NO_RESPONSE, REVIEWERS
from wizard.tabs.words import WORDS


def summary(document: Document) -> Sequence[Section]:
    policy = document.policy
    rows = [
        Row(label=CONTROLS["expiration"], values=_expires(policy.expiration)),
        Row(label=CONTROLS["custom_timeline"], values=[WORDS[policy.custom_timeline]]),
        *_extension(policy),
        Row(label=CONTROLS["review"], values=[WORDS[policy.access_review is not None]]),
        *(_review(policy.access_review) if policy.access_review else ()),
    ]
    return [Section(title="Lifecycle", rows=rows)]


def _expires(expiration: Expiration) -> list[str]:
    match expiration:
        case OnDate(date=date, time_zone=zone):
            return [f"{date:%-d %B %Y}, at the end of the day ({zone})"] if date else []
        case AfterDays(days=days):
            return [] if days is None else [f"After {_counted(days, 'day')}"]
        case AfterHours(hours=hours):
            return [] if hours is None else [f"After {_counted(hours, 'hour')}"]
        case _:
            return ["Never"]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _extension(policy: Policy) -> list[Row]:
    extension = policy.extension
    rows = [Row(label=CONTROLS["extension"], values=[WORDS[extension is not None]])]
    if extension is not None:
        approval = WORDS[extension.approval_required]
        rows.append(Row(label=CONTROLS["extension_approval"], values=[approval]))
    return rows


def _review(review: AccessReview) -> list[Row]:
    return [
        Row(
            label=CONTROLS["review_start"],
            values=[f"{review.starts_on:%-d %B %Y}"] if review.starts_on else [],
        ),
        Row(label=CONTROLS["review_frequency"], values=[FREQUENCIES[review.frequency]]),
        Row(
            label=CONTROLS["review_duration"],
            values=[] if review.duration_days is None else [str(review.duration_days)],
        ),
        Row(label=CONTROLS["reviewer"], values=[REVIEWERS[review.reviewer.kind]]),
        *_reviewers(review),
        Row(label=CONTROLS["review_no_response"], values=[NO_RESPONSE[review.if_no_response]]),
        Row(label=CONTROLS["review_helpers"], values=[WORDS[review.decision_helpers]]),
        Row(label=CONTROLS["review_justification"], values=[WORDS[review.reviewer_justification]]),
    ]


def _reviewers(review: AccessReview) -> list[Row]:
    match review.reviewer:
        case SpecificReviewers(reviewers=people):
            label = "Specific reviewer(s)"
        case ManagerReview(fallback=people):
            label = "Fallback reviewers"
        case _:
            return []
    return [Row(label=label, values=[one.display_name or one.id for one in people])]


TAB = Tab(
    key="lifecycle",
    title="Lifecycle",
    required=True,
    form=LifecycleForm,
    template="wizard/tabs/lifecycle.html",
    summary=summary,
)
