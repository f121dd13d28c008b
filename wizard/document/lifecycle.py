"""Lifecycle: when assignments end, whether they can be extended, whether they are reviewed."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from wizard.document.directory import Principal
from wizard.document.part import Part


class OnDate(Part):
    """Until the end of a day, read in the author's time zone (IANA name)."""

    kind: Literal["on_date"] = "on_date"
    date: dt.date | None = None
    """After today."""
    time_zone: str = "UTC"
    """IANA name such as Europe/Paris."""


class AfterDays(Part):
    """A number of days after delivery."""

    kind: Literal["after_days"] = "after_days"
    days: int | None = 365
    """From 0 to 3660."""


class AfterHours(Part):
    """A number of hours after delivery."""

    kind: Literal["after_hours"] = "after_hours"
    hours: int | None = None
    """1 or more."""


class Never(Part):
    """Assignments do not end by themselves."""

    kind: Literal["never"] = "never"


Expiration = Annotated[OnDate | AfterDays | AfterHours | Never, Field(discriminator="kind")]


class Extension(Part):
    """Allow users to extend access: Yes. (No is written as None on the policy.)"""

    approval_required: bool = False
    """The approvers of the Requests tab decide on extensions as well."""


class SelfReview(Part):
    """Everybody judges their own access."""

    kind: Literal["self"] = "self"


class SpecificReviewers(Part):
    """Named reviewers."""

    kind: Literal["specific"] = "specific"
    reviewers: tuple[Principal, ...] = ()


class ManagerReview(Part):
    """The manager judges; the fallback where there is none."""

    kind: Literal["manager"] = "manager"
    fallback: tuple[Principal, ...] = ()


Reviewer = Annotated[SelfReview | SpecificReviewers | ManagerReview, Field(discriminator="kind")]
Frequency = Literal["annually", "bi_annually", "quarterly", "monthly", "weekly"]


class AccessReview(Part):
    """Require access reviews: Yes. Duration is how many days each review stays open."""

    starts_on: dt.date | None = None
    """Today or later."""
    frequency: Frequency = "quarterly"
    duration_days: int | None = 25
    """At most 360 annually, 170 bi-annually, 80 quarterly, 27 monthly, 5 weekly."""
    reviewer: Reviewer = SpecificReviewers()
    if_no_response: Literal["no_change", "remove_access", "take_recommendations"] = "no_change"
    decision_helpers: bool = True
    reviewer_justification: bool = True
