"""How a run ends, in words for people, and what that leaves in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.graph.errors import GraphError, GraphRefused
from wizard.models import Draft, Event, Submission
from wizard.plan import Step
from wizard.submit.lease import Lease

State = Submission.State

#: The strongest first: several calls under way may end a run in different ways.
_STRENGTH = (State.NEEDS_PERSON, State.FAILED, State.PARKED, State.QUEUED, State.CREATED)

#: What the history of the draft says. A pause is nothing to remember.
EVENTS = {
    State.CREATED: "created",
    State.FAILED: "creation_stopped",
    State.PARKED: "creation_parked",
    State.NEEDS_PERSON: "creation_needs_person",
}


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a run leaves behind."""

    state: Submission.State
    problem: str = ""
    #: The key of the step that ended it; empty where none did.
    step: str = ""
    not_before: datetime | None = None


CREATED = Ending(state=State.CREATED)

#: The worker was asked to stop: the next one goes on.
INTERRUPTED = Ending(state=State.QUEUED)

BROKEN = Ending(
    state=State.FAILED,
    problem="The portal met a fault of its own; its log says which. What was done so far stays done, "
    "and nothing is sent twice. Resume once the fault is mended.",
)


def strongest(endings: list[Ending]) -> Ending:
    return min(endings, key=lambda ending: _STRENGTH.index(ending.state), default=CREATED)


def refused(step: Step, error: GraphError) -> Ending:
    problem = f"“{step.title}” was refused by Microsoft Graph: {of(error)}. What was done so far stays done. "
    return Ending(state=State.FAILED, step=step.key, problem=problem + "Resume once the cause is mended.")


def not_delivered(step: Step, state: str) -> Ending:
    problem = (
        f"“{step.title}” was accepted by Microsoft Graph, but ended as {state}. Resume to send it again."
    )
    return Ending(state=State.FAILED, step=step.key, problem=problem)


def out_of_patience(step: Step, seconds: float, error: GraphError | None) -> Ending:
    last = f" Its last answer: {of(error)}." if error else ""
    problem = f"“{step.title}” was not finished after {_span(seconds)} of waiting for Microsoft.{last} "
    return Ending(
        state=State.FAILED,
        step=step.key,
        problem=problem + "What was done so far stays done. Resume to go on waiting.",
    )


def parked(who: str, step: Step | None = None) -> Ending:
    problem = f"{who} has to sign in again. After that it goes on by itself."
    return Ending(state=State.PARKED, step=step.key if step else "", problem=problem)


def paused(step: Step, seconds: float, error: GraphError | None) -> Ending:
    until = timezone.now() + timedelta(seconds=seconds)
    asked = isinstance(error, GraphRefused) and error.wait is not None
    why = "Microsoft asked for a pause" if asked else "Microsoft Graph does not answer as it should"
    problem = f"{why}. It goes on by itself at {until:%H:%M:%S} UTC."
    return Ending(state=State.QUEUED, step=step.key, problem=problem, not_before=until)


def ambiguous(step: Step, count: int) -> Ending:
    problem = (
        f"The answer to “{step.title}” was lost, and {count} objects in the tenant look like its result. "
        "Somebody has to say which one is ours."
    )
    return Ending(state=State.NEEDS_PERSON, step=step.key, problem=problem)


def blind(step: Step) -> Ending:
    problem = f"The answer to “{step.title}” was lost, and the portal cannot find out whether it took effect."
    return Ending(state=State.NEEDS_PERSON, step=step.key, problem=problem)


def unusable(step: Step, missing: str) -> Ending:
    problem = (
        f"“{step.title}” needs {missing} from an earlier answer of Microsoft Graph, which did not hold it."
    )
    return Ending(state=State.FAILED, step=step.key, problem=problem)


def of(error: GraphError) -> str:
    """Graph's message with code and request id, as Microsoft's support asks for them."""
    if not isinstance(error, GraphRefused):
        return str(error)
    return f"{error.message.rstrip('.')} (code {error.code}, request id {error.request_id or 'unknown'})"


def facts_of(error: GraphError) -> dict[str, Any]:
    """The columns of a journal entry that an error fills."""
    return {
        "status": getattr(error, "status", None),
        "request_id": getattr(error, "request_id", "")[:64],
        "error_code": getattr(error, "code", type(error).__name__)[:100],
        "error_message": getattr(error, "message", str(error)),
    }


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"


def finish(submission: Submission, lease: Lease, ending: Ending) -> None:
    """Writes the ending and gives the lease back, all or nothing. Raises LostLease."""
    now = timezone.now()
    with lease.fenced():
        lease.give_back(
            ending.state,
            problem=ending.problem,
            finished_at=now if ending.state == State.CREATED else None,
            not_before=ending.not_before or now,
        )
        if ending.state == State.CREATED:
            Draft.objects.filter(pk=submission.draft_id).update(state=Draft.State.CREATED, updated_at=now)
        if kind := EVENTS.get(ending.state):
            data = {"submission": str(submission.pk), "step": ending.step, "problem": ending.problem}
            Event.objects.create(draft_id=submission.draft_id, kind=kind, data=data)
