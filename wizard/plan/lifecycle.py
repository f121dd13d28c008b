"""When access ends and when it is reviewed, in Graph's words.

https://learn.microsoft.com/graph/api/resources/expirationpattern
https://learn.microsoft.com/graph/api/resources/accesspackageassignmentreviewsettings
"""

import datetime as dt
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from wizard.document import AccessReview, AfterDays, AfterHours, Expiration, Never, OnDate, SelfReview
from wizard.plan import subjects
from wizard.plan.errors import needed

JSON = dict[str, Any]

#: Months between two rounds; weeks have a pattern of their own.
MONTHS = {"monthly": 1, "quarterly": 3, "bi_annually": 6, "annually": 12}
WHEN_SILENT = {
    "no_change": "keepAccess",
    "remove_access": "removeAccess",
    "take_recommendations": "acceptAccessRecommendation",
}


def expiration(value: Expiration) -> JSON:
    match value:
        case OnDate():
            return {"type": "afterDateTime", "endDateTime": end_of_day(value)}
        case AfterDays(days=days):
            return {"type": "afterDuration", "duration": f"P{needed(days, 'a number of days')}D"}
        case AfterHours(hours=hours):
            return {"type": "afterDuration", "duration": f"PT{needed(hours, 'a number of hours')}H"}
        case Never():
            return {"type": "noExpiration"}
        case _:
            assert_never(value)


def end_of_day(value: OnDate) -> str:
    """The last second of the day in the author's zone, as UTC."""
    day = needed(value.date, "the expiration date")
    local = dt.datetime.combine(day, dt.time(23, 59, 59), ZoneInfo(value.time_zone))
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def review_settings(review: AccessReview) -> JSON:
    primary, fallback = subjects.reviewers(review.reviewer)
    return {
        "isEnabled": True,
        "expirationBehavior": WHEN_SILENT[review.if_no_response],
        "isRecommendationEnabled": review.decision_helpers,
        "isReviewerJustificationRequired": review.reviewer_justification,
        "isSelfReview": isinstance(review.reviewer, SelfReview),
        "primaryReviewers": primary,
        "fallbackReviewers": fallback,
        "schedule": _schedule(review),
    }


def _schedule(review: AccessReview) -> JSON:
    start = needed(review.starts_on, "the first review's date")
    days = needed(review.duration_days, "the review's duration")
    return {
        "startDateTime": f"{start.isoformat()}T00:00:00Z",
        "expiration": {"type": "afterDuration", "duration": f"P{days}D"},
        "recurrence": {"pattern": _pattern(review.frequency), "range": _without_end()},
    }


def _pattern(frequency: str) -> JSON:
    if frequency == "weekly":
        shape: JSON = {"type": "weekly", "interval": 1}
    else:
        shape = {"type": "absoluteMonthly", "interval": MONTHS[frequency]}
    return shape | {"month": 0, "dayOfMonth": 0, "daysOfWeek": []}


def _without_end() -> JSON:
    return {"type": "noEnd", "numberOfOccurrences": 0}
