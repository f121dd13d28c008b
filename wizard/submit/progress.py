"""How far a submission is, as lines for its page. Reads the journal once and asks Microsoft nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import unquote

from django.utils import timezone

from wizard.evidence.kinds import UNDO_CALLED_OFF, UNDO_PRESSED, UNDO_REFUSED
from wizard.models import Event, JournalEntry, Submission
from wizard.plan import Plan, Step
from wizard.plan.show import readable_path
from wizard.plan.undo import UndoPlan, UndoStep
from wizard.submit import endings, undo
from wizard.submit.journal import RESUMED, Memory, is_effect, memory_of
from wizard.submit.settled import is_settled, stays
from wizard.submit.words import MOVING, why_settled, words_for

#: `kept`: the way back leaves it where it is.
LineState = Literal["waiting", "running", "done", "kept", "failed", "asks"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step as the page shows it."""

    key: str
    title: str
    state: LineState
    #: When its first call left; None before.
    started: datetime | None
    #: From the first call to the last answer, or until now while it runs.
    seconds: float
    method: str
    #: The path as it was sent last, or with words in the places that an earlier step will fill.
    path: str
    #: Calls of the step itself, looks for a lost answer not counted.
    attempts: int
    #: The effect of an earlier call was found, so it was not sent again.
    adopted: bool
    #: Keys of the steps that it waits for, done or not.
    needs: tuple[str, ...]
    #: What it waits for and until when, or what went wrong; empty where there is nothing to say.
    words: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A submission as its page shows it."""

    lines: tuple[Line, ...]
    done: int
    total: int
    #: Seconds that the slowest step took or is taking.
    longest_wait: float

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


def progress(submission: Submission, *, way_there: bool = False) -> Progress:
    """One line for each step of the plan, in its order; of the way back once there is one, unless `way_there`
    is asked for. Two queries.
    """
    calls: defaultdict[str, list[JournalEntry]] = defaultdict(list)
    entries = list(submission.entries.defer("answer").order_by("pk"))
    for entry in entries:
        calls[entry.step].append(entry)
    history = _history(submission, memory_of(entries, resumed_at=None), way_there and submission.is_undoing)
    lines = tuple(
        _line(step, calls[step.key], submission, history) for step in _plan_shown(submission, way_there).steps
    )
    return Progress(
        lines=lines,
        done=sum(line.state in ("done", "kept") for line in lines),
        total=len(lines),
        longest_wait=max((line.seconds for line in lines), default=0.0),
    )


@dataclass(frozen=True)
class _History:
    """What the draft's events say of the submission."""

    #: The step that stopped it last; empty while it moves.
    stopped_at: str
    resumed_at: datetime | None
    memory: Memory
    #: The way there, told after it was left: nothing of it waits or moves any more.
    is_past: bool


def _plan_shown(submission: Submission, way_there: bool = False) -> Plan:
    """The way there or, once it was asked for, the way back."""
    if submission.undo_plan is None or way_there:
        return Plan.from_json(submission.plan)
    return UndoPlan.from_json(submission.undo_plan)


_GOING = (RESUMED, UNDO_PRESSED)
_BACK_AGAIN = (UNDO_REFUSED, UNDO_CALLED_OFF)


def _history(submission: Submission, memory: Memory, is_past: bool) -> _History:
    kinds = [*endings.EVENTS.values(), *undo.EVENTS.values(), *_GOING, *_BACK_AGAIN]
    told = Event.objects.filter(draft_id=submission.draft_id, kind__in=kinds)
    mine = told.filter(data__submission=str(submission.pk)).order_by("pk")
    stopped_at, before_undo, resumed_at = "", "", None
    for kind, at, step in mine.values_list("kind", "at", "data__step"):
        before_undo = stopped_at if kind == UNDO_PRESSED else before_undo
        stops_at = "" if kind in _GOING else step or ""
        stopped_at = before_undo if kind in _BACK_AGAIN else stops_at
        resumed_at = at if kind in _GOING else resumed_at
    return _History(stopped_at=stopped_at, resumed_at=resumed_at, memory=memory, is_past=is_past)


def _line(step: Step, calls: list[JournalEntry], submission: Submission, history: _History) -> Line:
    sent = [call for call in calls if not call.is_look]
    done = next((call for call in calls if is_effect(call)), None)
    state = _state(step, calls, done, submission, history)
    settled = state in ("done", "kept") and not done
    started = sent[0].started_at if sent else None
    return Line(
        key=step.key,
        title=step.title,
        state=state,
        started=started,
        seconds=_seconds(started, calls, done, submission, history),
        method=step.call.method,
        path=unquote(sent[-1].path) if sent else readable_path(step.call.path),
        attempts=len(sent),
        adopted=bool(done and done.adopted),
        needs=step.needs,
        words=_words(step, calls, submission, history, settled) if not done else "",
    )


def _words(
    step: Step, calls: list[JournalEntry], submission: Submission, history: _History, settled: bool
) -> str:
    if history.is_past:
        return ""
    if settled:
        return why_settled(step, calls, history.memory)
    return words_for(step, calls, submission, history.stopped_at, history.resumed_at)


def _state(
    step: Step,
    calls: list[JournalEntry],
    done: JournalEntry | None,
    submission: Submission,
    history: _History,
) -> LineState:
    if done:
        return "done"
    if history.is_past:
        return "failed" if calls else "waiting"
    if is_settled(step, history.memory) and submission.is_undoing:
        return "kept" if isinstance(step, UndoStep) and stays(step, history.memory) else "done"
    if step.key == history.stopped_at and submission.state in _STOPPED:
        return _STOPPED[submission.state]
    moves = submission.state in MOVING and not submission.is_pausing
    return "running" if calls and moves else "waiting"


_STOPPED: dict[str, LineState] = {
    Submission.State.FAILED: "failed",
    Submission.State.NEEDS_PERSON: "asks",
}


def _seconds(
    started: datetime | None,
    calls: list[JournalEntry],
    done: JournalEntry | None,
    submission: Submission,
    history: _History,
) -> float:
    if started is None:
        return 0.0
    if done is None and submission.state == Submission.State.RUNNING and not history.is_past:
        return (timezone.now() - started).total_seconds()
    last = done or calls[-1]
    return ((last.finished_at or last.started_at) - started).total_seconds()
