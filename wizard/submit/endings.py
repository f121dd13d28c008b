"""How a run ends, in words for people, and what that leaves in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.graph.errors import DOWN, GraphError, GraphRefused, NotAllowed
from wizard.evidence import kinds, record
from wizard.evidence.canonical import digest_of
from wizard.models import Draft, Submission
from wizard.plan import Step
from wizard.submit.guard import Departure
from wizard.submit.lease import Lease
from wizard.submit.parking import PARKED, Need, disabled, words_for

State = Submission.State

#: The strongest first: several calls under way may end a run in different ways.
_STRENGTH = (State.NEEDS_PERSON, State.FAILED, State.PARKED, State.QUEUED, State.CREATED)

#: Seconds after which rights are asked again of a tenant that did not answer.
RIGHTS_PAUSE = 30

#: What the history of the draft says. A pause is nothing to remember.
EVENTS = {
    State.CREATED: kinds.CREATED,
    State.FAILED: "creation_stopped",
    State.PARKED: PARKED,
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
    #: What was read back against what was approved, once everything is created; see wizard.submit.compare.
    comparison: list[dict[str, Any]] | None = None
    #: Graph said that the person may not: worth asking what they lack.
    forbidden: bool = False
    #: What a parked submission needs, and what Microsoft wants to see at the next sign-in, as JSON text.
    need: Need | None = None
    claims: str = ""

    @property
    def differing(self) -> int:
        return sum(not field["same"] for field in self.comparison or [])


CREATED = Ending(state=State.CREATED)

#: The worker was asked to stop: the next one goes on.
INTERRUPTED = Ending(state=State.QUEUED)

BROKEN = Ending(
    state=State.FAILED,
    problem="The portal met a fault of its own; its log says which. What was done so far stays done, "
    "and nothing is sent twice. Resume once the fault is mended.",
)


STRAYED = Ending(
    state=State.FAILED,
    problem="The way back is not the one that somebody agreed to any more, so nothing more was removed. Read "
    "again what goes and what stays, and choose anew.",
)


def strongest(endings: list[Ending]) -> Ending:
    return min(endings, key=lambda ending: _STRENGTH.index(ending.state), default=CREATED)


def refused(step: Step, error: GraphError) -> Ending:
    problem = f"“{step.title}” was refused by Microsoft Graph: {of(error)}. What was done so far stays done. "
    return Ending(
        state=State.FAILED,
        step=step.key,
        problem=problem + "Resume once the cause is mended.",
        forbidden=isinstance(error, NotAllowed),
    )


def not_the_owner(who: str, step: Step) -> Ending:
    problem = (
        f"“{step.title}” was refused because {who} neither owns nor administers the resource. One of its "
        f"owners can make {who} an owner, too. {_AFTER_RIGHTS.format(who=who)}"
    )
    return Ending(state=State.PARKED, step=step.key, problem=problem, need="rights")


def lacking(who: str, missing: str, step: str = "") -> Ending:
    problem = f"{who} no longer has the rights that this takes. {missing} {_AFTER_RIGHTS.format(who=who)}"
    return Ending(state=State.PARKED, step=step, problem=problem, need="rights")


_AFTER_RIGHTS = "After that it goes on once {who} signs in again or somebody resumes it."


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


def parked(who: str, error: GraphError, step: Step | None = None) -> Ending:
    claims = getattr(error, "claims", None) or ""
    need, problem = words_for(who, str(error), claims)
    key = step.key if step else ""
    return Ending(state=State.PARKED, step=key, problem=problem, need=need, claims=claims)


def account_disabled(who: str) -> Ending:
    """Noticed without a sign-in of theirs: the application looked before it would act for them."""
    return Ending(state=State.PARKED, problem=disabled(who), need="account")


def needs_sign_in(submission: Submission, error: GraphError, step: Step | None = None) -> Ending:
    """Only the person can mend it; where the application's own token was refused, nobody who signs in can."""
    if submission.identity == Submission.Identity.PERSON:
        return parked(str(submission.actor), error, step)
    problem = "Microsoft refused the portal's own identity. Ask whoever runs the portal to look at its "
    problem += "registration and permissions in Entra, then resume."
    return Ending(state=State.FAILED, step=step.key if step else "", problem=problem)


def rights_unread(who: str, error: GraphError) -> Ending:
    """Nothing is sent for somebody whose rights nobody can tell."""
    problem = f"What rights {who} holds could not be read: {of(error)}. Nothing was sent. "
    if isinstance(error, DOWN):
        until = timezone.now() + timedelta(seconds=RIGHTS_PAUSE)
        problem += f"The portal asks again by itself at {until:%H:%M:%S} UTC."
        return Ending(state=State.QUEUED, problem=problem, not_before=until)
    return Ending(state=State.FAILED, problem=problem + "Resume once the cause is mended.")


def paused(step: Step | None, seconds: float, error: GraphError | None) -> Ending:
    until = timezone.now() + timedelta(seconds=seconds)
    asked = isinstance(error, GraphRefused) and error.wait is not None
    why = "Microsoft asked for a pause" if asked else "Microsoft Graph does not answer as it should"
    day = "" if seconds < _HALF_A_DAY else f" on {until:%Y-%m-%d}"
    problem = f"{why}. It goes on by itself at {until:%H:%M:%S} UTC{day}."
    return Ending(state=State.QUEUED, step=step.key if step else "", problem=problem, not_before=until)


#: Seconds from which on the time of day alone may be misread.
_HALF_A_DAY = 12 * 60 * 60


def ambiguous(step: Step, count: int) -> Ending:
    problem = (
        f"The answer to “{step.title}” was lost, and {count} objects in the tenant look like its result. "
        "Somebody has to say which one is ours."
    )
    return Ending(state=State.NEEDS_PERSON, step=step.key, problem=problem)


def look_alikes(step: Step, count: int) -> Ending:
    found = "an object in the tenant looks" if count == 1 else f"{count} objects in the tenant look"
    problem = (
        f"“{step.title}” may have been done before, though the portal remembers nothing of it, as after a "
        f"restored backup: {found} like its result. Somebody has to say whether it is ours."
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


def departed(what: Departure, step: Step | None = None) -> Ending:
    problem = (
        f"This is not what was approved any more. {what}. It was not sent. Resume once it is again what was "
        "approved; otherwise undo what was created so far and have the draft reviewed anew."
    )
    return Ending(state=State.FAILED, step=step.key if step else "", problem=problem)


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
        if ending.comparison is not None:
            Submission.objects.filter(pk=submission.pk).update(comparison=ending.comparison)
        if ending.state == State.CREATED:
            Draft.objects.filter(pk=submission.draft_id).update(state=Draft.State.CREATED, updated_at=now)
        if kind := EVENTS.get(ending.state):
            record(submission.draft_id, kind, data=told(ending), submission=submission)


def told(ending: Ending) -> dict[str, Any]:
    """What the history of the draft keeps of an ending."""
    data: dict[str, Any] = {"step": ending.step, "problem": ending.problem}
    more = {"need": ending.need, "claims": ending.claims, "differing": ending.differing}
    if ending.comparison is not None:
        more["comparison"] = digest_of(ending.comparison)
    return data | {name: value for name, value in more.items() if value}
