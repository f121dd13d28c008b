"""The way back: what a submission made, what its checks say, and how a run of it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.utils import timezone

from portal.graph.errors import GraphError, GraphRefused
from portal.graph.retry import Decision, Kind, poll_pause
from portal.rights import CatalogRole, DirectoryRole
from wizard.evidence import kinds, record
from wizard.models import Draft, JournalEntry, Submission
from wizard.plan import Plan, Step
from wizard.plan.keys import CATALOG, PACKAGE
from wizard.plan.undo import CHECKS, CONTENTS, PREFIX, Forbids, UndoStep, is_request, undo_key
from wizard.submit.endings import Ending, told
from wizard.submit.journal import Journal, Memory, is_effect
from wizard.submit.lease import Lease
from wizard.submit.parking import UNDO_PARKED

State = Submission.State
JSON = dict[str, Any]

UNDONE = Ending(state=State.UNDONE)

#: What the history of the draft says.
EVENTS = {
    State.UNDONE: kinds.UNDONE,
    State.FAILED: "undo_stopped",
    State.PARKED: UNDO_PARKED,
    State.NEEDS_PERSON: "undo_needs_person",
}

#: Times the patience for looking (a minute, by default) after which a new object shows if it is there.
SURELY_SHOWN = 6

#: https://learn.microsoft.com/graph/api/resources/accesspackageassignment
_OVER = frozenset({"expired"})
#: https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest
_OPEN = frozenset({"submitted", "pendingApproval", "delivering", "scheduled"})

_WHO = (
    f"{CatalogRole.ACCESS_PACKAGE_ASSIGNMENT_MANAGER.words}, {CatalogRole.ACCESS_PACKAGE_MANAGER.words} or "
    f"{CatalogRole.CATALOG_OWNER.words} in its catalog, or "
    f"{DirectoryRole.IDENTITY_GOVERNANCE_ADMINISTRATOR.words}"
)


def made_by(plan: Plan, entries: Iterable[JournalEntry], memory: Memory) -> set[str]:
    """Keys of the steps whose effect is this submission's own.

    What Graph said is there already was there before. A resource carries no mark, so one that was only
    found after a lost answer counts as ours no earlier than the call that could have made it.
    """
    requests = {step.key for step in plan.steps if is_request(step)}
    return {
        entry.step
        for entry in entries
        if is_effect(entry)
        and not (entry.adopted and not entry.is_look)
        and not (entry.is_look and entry.step in requests and not _is_younger(entry, memory))
    }


def _is_younger(entry: JournalEntry, memory: Memory) -> bool:
    try:
        return datetime.fromisoformat(entry.answer["createdDateTime"]) >= memory.first_sent[entry.step]
    except (KeyError, TypeError, ValueError):
        return False


def ask_again(memory: Memory) -> None:
    """A new run trusts no check of an earlier one, and tries again what Graph refused then."""
    if undo_key(PACKAGE) not in memory.answers:
        for key in CHECKS:
            memory.answers.pop(key, None)
    if undo_key(CATALOG) not in memory.answers:
        memory.answers.pop(CONTENTS, None)
        memory.nothing.discard(CONTENTS)
    memory.impossible.clear()


def holders(body: Any) -> int:
    """How many hold the package, by the list of its assignments. Pure."""
    return sum(row.get("state") not in _OVER for row in _rows(body))


def waiting(body: Any) -> int:
    """How many requests for the package are open, by the list of its requests. Pure."""
    return sum(row.get("state") in _OPEN for row in _rows(body))


def _rows(body: Any) -> list[JSON]:
    return list((body or {}).get("value") or []) if isinstance(body, dict) else []


def why_not(assignments: int, requests: int) -> str:
    """Why nothing can be taken back while somebody holds the package or waits for it; else empty."""
    held = _count(assignments, "assignment exists", "assignments exist") if assignments else ""
    asked = _count(requests, "request is open", "requests are open") if requests else ""
    if not held and not asked:
        return ""
    return (
        f"{' and '.join(filter(None, (held, asked)))} for this access package. "
        "Assignments have to be removed and requests decided or cancelled first. "
        f"That takes one of these roles: {_WHO}."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def checked(step: UndoStep, journal: Journal, entry: JournalEntry, body: Any, facts: JSON) -> Ending | None:
    """A check that finds somebody ends the run; a catalog that is not empty simply stays."""
    if step.forbids is Forbids.CONTENTS:
        stay = journal.memory.impossible
        leaving = [origin for origin in step.tolerates if undo_key(f"resource:{origin}") not in stay]
        strange = [row for row in _rows(body) if not _is_one_of(row, leaving)]
        state = JournalEntry.State.NOTHING if strange else JournalEntry.State.DONE
        journal.close(entry, state, answer={}, **facts)
        return None
    found = why_not(holders(body), 0) if step.forbids is Forbids.ASSIGNMENTS else why_not(0, waiting(body))
    if not found:
        journal.close(entry, JournalEntry.State.DONE, answer={}, **facts)
        return None
    journal.close(entry, JournalEntry.State.NOT_YET, error_message=found, **facts)
    return Ending(state=State.FAILED, step=step.key, problem=f"Nothing is removed meanwhile: {found}")


def _is_one_of(row: JSON, origin_ids: Iterable[str]) -> bool:
    same = str(row.get("originId", "")).rstrip("/").casefold()
    return same in {origin.rstrip("/").casefold() for origin in origin_ids}


def meaning_of(step: UndoStep, error: GraphError, memory: Memory, *, looking: float) -> Decision | None:
    """What a refusal means for a removal; None where it means what it always means.

    Nobody holds what is not there, and gone is what we want. But a directory that lags does not show what it
    has just made, and still counts what it has just deleted: both are believed only after a while.
    """
    if not step.takes_back or not isinstance(error, GraphRefused) or step.until:
        return None
    if step.forbids:
        return Decision(Kind.DONE) if error.status == HTTPStatus.NOT_FOUND else None
    if error.status == HTTPStatus.NOT_FOUND:
        early = _seconds_since(memory.first_sent.get(step.takes_back)) < looking * SURELY_SHOWN
        return Decision(Kind.NOT_YET, _pause(step, memory)) if early else Decision(Kind.DONE)
    if may_stay(step, error) and _seconds_since(memory.first_sent.get(step.key)) < looking:
        return Decision(Kind.NOT_YET, _pause(step, memory))
    return None


def _pause(step: Step, memory: Memory) -> float:
    return poll_pause(1 + memory.streaks[step.key].tries)


def _seconds_since(moment: datetime | None) -> float:
    return (timezone.now() - moment) / timedelta(seconds=1) if moment else 0.0


def may_stay(step: Step, error: GraphError) -> bool:
    """Whether the refusal leaves the thing in place and the rest goes on."""
    refused = isinstance(error, GraphRefused) and error.status == HTTPStatus.BAD_REQUEST
    return isinstance(step, UndoStep) and step.optional and refused


def finish_undo(submission: Submission, lease: Lease, ending: Ending) -> Submission.State:
    """Writes the ending of a run back and gives the lease back, all or nothing. Raises LostLease.

    Where a check refused before anything was removed, a created package is what it was.
    """
    as_it_was = ending.step in CHECKS and submission.before_undo.get("state") == State.CREATED
    if ending.state == State.FAILED and as_it_was and not has_removed(submission):
        return _restore(submission, lease, ending)
    now = timezone.now()
    with lease.fenced():
        over = ending.state == State.UNDONE
        lease.give_back(
            ending.state,
            problem=ending.problem,
            finished_at=now if over else None,
            not_before=ending.not_before or now,
        )
        if over:
            Draft.objects.filter(pk=submission.draft_id).update(state=Draft.State.UNDONE, updated_at=now)
        if kind := EVENTS.get(ending.state):
            _remember(submission, kind, ending)
    return ending.state


def _restore(submission: Submission, lease: Lease, ending: Ending) -> Submission.State:
    with lease.fenced():
        lease.give_back(State.CREATED, **columns_before(submission) | {"problem": ending.problem})
        Draft.objects.filter(pk=submission.draft_id).update(
            state=Draft.State.CREATED, updated_at=timezone.now()
        )
        _remember(submission, kinds.UNDO_REFUSED, ending)
    return State.CREATED


def columns_before(submission: Submission) -> JSON:
    """The columns as they were when Undo was pressed, but for the state."""
    before = submission.before_undo
    finished = before["finished_at"]
    return {
        "problem": before["problem"],
        "finished_at": datetime.fromisoformat(finished) if finished else None,
        "not_before": timezone.now(),
        "undo_plan": None,
        "undo_by": None,
        "before_undo": {},
    }


def has_removed(submission: Submission) -> bool:
    """Whether a removal may have taken effect: only a refusal with a reason surely did nothing."""
    removals = submission.entries.filter(step__startswith=PREFIX).exclude(method="GET")
    return removals.exclude(state=JournalEntry.State.REFUSED, status__lt=500).exists()


def _remember(submission: Submission, kind: str, ending: Ending) -> None:
    record(submission.draft_id, kind, data=told(ending), submission=submission)
