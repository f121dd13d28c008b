"""What was approved, or consented to, is what is sent: compared before a run and once more call by call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from portal.graph.calls import GraphCall, path_fits
from wizard.document import Document, digest, dump, load
from wizard.evidence.canonical import digest_of
from wizard.evidence.kinds import UNDO_PRESSED
from wizard.models import Event, Review, Submission
from wizard.plan import Plan
from wizard.plan.errors import NotPlannable
from wizard.submit.differences import Difference, differences
from wizard.submit.planned import plan_here

JSON = dict[str, Any]


@dataclass(frozen=True)
class Departure:
    """What is no longer as it was approved."""

    #: The step's words; empty where no step shows it.
    step: str
    what: str

    def __str__(self) -> str:
        return f"“{self.step}”: {self.what}" if self.step else self.what


def departure_of(submission: Submission) -> Departure | None:
    """None while draft, stored plan and the plan that the draft gives today are what was approved."""
    try:
        document = load(submission.draft.document)
        stored, today = Plan.from_json(submission.plan), plan_here(document)
    except (ValidationError, NotPlannable) as error:
        return Departure("", f"the draft or its plan cannot be read any more ({type(error).__name__})")
    if _approved_otherwise(submission):
        return Departure("", "the approval is of another content")
    if digest(document, submission.plan) == submission.digest:
        return _between(approved=stored, now=today)
    if digest(document, today.to_json()) == submission.digest:
        return _between(approved=today, now=stored) or _UNNAMED
    return _between(approved=stored, now=today) or _in_document(submission, document) or _UNNAMED


def has_strayed(submission: Submission) -> bool:
    """Whether the way back is another than the one to which somebody consented."""
    told = Event.objects.filter(draft=submission.draft_id, kind=UNDO_PRESSED)
    pressed = told.filter(data__submission=str(submission.pk)).order_by("-pk").first()
    return pressed is None or pressed.data["undo_plan"] != digest_of(submission.undo_plan)


def _approved_otherwise(submission: Submission) -> bool:
    """Whether this very revision has an approval, and that names another digest."""
    draft = submission.draft
    approvals = draft.reviews.filter(verdict=Review.Verdict.APPROVED, revision=draft.revision)
    latest = approvals.order_by("-at", "-pk").first()
    return latest is not None and latest.digest != submission.digest


_UNNAMED = Departure("", "the digest that was approved does not fit the content")


def _between(*, approved: Plan, now: Plan) -> Departure | None:
    """The first difference in the order of the plan. Members that a newer version added do not count."""
    old, new = ({step["key"]: step for step in plan.to_json()} for plan in (approved, now))
    for key in {**old, **new}:
        if key not in new:
            return Departure(old[key]["title"], "this step was approved and is gone")
        if key not in old:
            return Departure(new[key]["title"], "this step was never approved")
        for difference in differences(_flat(old[key]), _flat(new[key])):
            return Departure(old[key]["title"], str(difference))
    return None


def _flat(step: JSON) -> JSON:
    """With the members of its call beside the others: method, path, headers, body."""
    return {**step["call"], **{name: value for name, value in step.items() if name != "call"}}


def _in_document(submission: Submission, document: Document) -> Departure | None:
    """What changed in the draft and shows in no call, against the revision that was approved."""
    for revision in submission.draft.revisions.order_by("-number"):
        approved = load(revision.document)
        if digest(approved, submission.plan) == submission.digest:
            found = next(differences(dump(approved), dump(document)), None)
            return Departure("", f"the draft: {found}") if found else None
    return None


class Approved:
    """The approved calls, copied so that nothing can reach them, for a look at each call before it leaves."""

    def __init__(self, plan: Plan) -> None:
        self._steps = {step["key"]: step for step in plan.to_json()}

    def departure(self, key: str, call: GraphCall, *, is_look: bool) -> Departure | None:
        """How the call differs from the approved one of its step, what earlier steps answered aside."""
        step = self._steps[key]
        wanted = (step["look"] or {}).get("call") if is_look else step["call"]
        found = next(_in_call(wanted or {}, call.model_dump(mode="json")), None)
        return Departure(step["title"], str(found)) if found else None


def _in_call(approved: JSON, now: JSON) -> Iterator[Difference]:
    if not path_fits(approved.get("path", ""), now["path"]):
        yield Difference("path", approved.get("path", ""), now["path"])
    for member in ("method", "headers", "body"):
        yield from differences(approved.get(member), now[member], filled=True, field=member)
