"""Submissions in every state that their page can show."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from portal.signin.models import TokenCache
from tests.submit.support import mark_of
from tests.views.stage import Company, Seat, document, submitted, work
from wizard.models import Submission


def address(submission: Submission, name: str = "submission") -> str:
    return reverse(f"wizard:{name}", args=[submission.pk])


class Staged:
    """Priya's package Campaign, brought into a state."""

    def __init__(self, company: Company, priya: Seat, rafael: Seat) -> None:
        self.company, self.priya, self.rafael = company, priya, rafael

    def into(self, state: str) -> Submission:
        make: Callable[[], Submission] = getattr(self, state)
        return make()

    def queued(self) -> Submission:
        return submitted(self.priya, document(self.company), by=self.rafael)

    def paused(self) -> Submission:
        self._refuse("POST", "accessPackages$", 429, headers={"Retry-After": "315"})
        return self._worked()

    def parked(self) -> Submission:
        self.queued()
        TokenCache.objects.all().delete()
        return work()

    def failed(self) -> Submission:
        self._refuse("POST", "assignmentPolicies$", 403)
        return self._worked()

    def asks(self) -> Submission:
        """Ours landed twice, as a proxy that repeats a call does it, and the answer was lost."""
        self._refuse("POST", "accessPackages$", 504, when="after")
        submission = self.queued()
        moment = (timezone.now() - dt.timedelta(minutes=2)).isoformat()
        row = {
            "id": str(uuid.uuid4()),
            "displayName": "Campaign",
            "description": mark_of(submission),
            "isHidden": False,
            "createdDateTime": moment,
            "modifiedDateTime": moment,
            "_catalog": submission.draft.catalog_id,
        }
        self.company.state.put("accessPackage", row)
        return work()

    def created(self) -> Submission:
        return self._worked()

    def undoing(self) -> Submission:
        """Undo was pressed; no worker has begun."""
        submission = self.created()
        press_undo(self.priya, submission)
        return submission

    def undo_stopped(self) -> Submission:
        self.undoing()
        self._refuse("DELETE", "accessPackages/", 403)
        return work()

    def undone(self) -> Submission:
        self.undoing()
        return work()

    def _worked(self) -> Submission:
        self.queued()
        return work()

    def _refuse(self, method: str, path: str, status: int, **fault: Any) -> None:
        words = {"code": "accessDenied", "message": "User is not authorized to perform the operation."}
        self.company.fault(**{"method": method, "path": path, "status": status, **words, **fault})


def press_undo(seat: Seat, submission: Submission, name: str = "Campaign", **more: str) -> Any:
    """Types the name on the page and presses Undo."""
    return seat.press(seat.get(address(submission, "undo")), "Undo", name=name, **more)
