"""What an answer or an error means for a step: writes it to the journal and says how the step goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, assert_never

from django.utils import timezone

from portal.graph.answers import GraphAnswer
from portal.graph.errors import GraphBroken, GraphError, GraphUnreachable, TooFast
from portal.graph.retry import Decision, Kind, decide, poll_pause
from wizard.models import JournalEntry, Submission
from wizard.plan import Match, Plan
from wizard.plan.undo import UndoStep
from wizard.submit import endings, reconcile, undo
from wizard.submit.compare import compare_step
from wizard.submit.endings import Ending
from wizard.submit.journal import Journal
from wizard.submit.matching import Element, elements_that_fit
from wizard.submit.reconcile import Finding
from wizard.submit.schedule import Task

State = JournalEntry.State

#: Seconds. A longer pause is stored and the lease given back: nothing is held while Microsoft makes us wait.
LONG_PAUSE = 15.0

#: Graph's code for a resource that the person may not bring into a catalog.
NOT_OWNER = "CallerNotResourceOwner"

#: States of a resource request that was taken and came to nothing.
_NOT_DELIVERED = frozenset({"deliveryFailed", "denied", "canceled"})


@dataclass(frozen=True)
class Patience:
    """Seconds that a step may wait for Microsoft, and for which a lost answer's effect is looked for."""

    waiting: float
    looking: float


class Outcomes:
    """One run's verdicts. Each method returns the ending that the run comes to, or None while it goes on."""

    def __init__(self, submission: Submission, journal: Journal, patience: Patience) -> None:
        self.submission, self.journal, self.patience = submission, journal, patience
        self.plan = Plan.from_json(submission.plan)
        #: No call leaves before this time of the monotonic clock: Graph asked for silence.
        self.quiet_until = 0.0

    @property
    def _who(self) -> str:
        return str(self.submission.actor)

    def answered(self, task: Task, entry: JournalEntry, answer: GraphAnswer) -> Ending | None:
        facts = {"status": answer.status, "request_id": answer.request_id[:64]}
        if entry.is_look:
            return self._looked(task, entry, answer.body, facts)
        if isinstance(task.step, UndoStep) and task.step.forbids:
            return undo.checked(task.step, self.journal, entry, answer.body, facts)
        if task.step.until:
            return self._read(task, entry, answer.body, facts)
        return self._written(task, entry, answer.body or {}, facts)

    def failed(self, task: Task, entry: JournalEntry, error: GraphError) -> Ending | None:
        facts = endings.facts_of(error)
        if entry.is_look and facts["status"] == 404:
            return self._looked(task, entry, {}, facts)
        decision = self._of_undo(task, error) or self._decision(task, entry, error)
        self._close_failed(entry, error, decision)
        match decision.kind:
            case Kind.DONE:
                return None
            case Kind.GIVE_UP if undo.may_stay(task.step, error):
                return None
            case Kind.RETRY | Kind.NOT_YET:
                return self._again(task, decision.seconds, error)
            case Kind.LOOK_FIRST:
                task.in_doubt, task.looks = True, 0
                return self._again(task, decision.seconds, error)
            case Kind.PARK:
                return endings.needs_sign_in(self.submission, error, task.step)
            case Kind.GIVE_UP if facts["error_code"] == NOT_OWNER:
                return endings.not_the_owner(self._who, task.step)
            case Kind.GIVE_UP:
                return endings.refused(task.step, error)
            case _:
                assert_never(decision.kind)

    def _looked(self, task: Task, entry: JournalEntry, body: Any, facts: dict[str, Any]) -> Ending | None:
        candidates = self._candidates(task, body)
        task.looks += 1
        if not candidates and (twins := self._look_alikes(task, body)):
            self.journal.close(entry, State.DONE, answer={"candidates": twins}, **facts)
            return endings.look_alikes(task.step, len(twins))
        match reconcile.judge(task.step, candidates, looks=task.looks):
            case Finding.ADOPT:
                self.journal.close(entry, State.DONE, answer=candidates[0], adopted=True, **facts)
                return None
            case Finding.ASK:
                self.journal.close(entry, State.DONE, answer={"candidates": candidates}, **facts)
                return endings.ambiguous(task.step, len(candidates))
            case Finding.SEND_AGAIN if isinstance(task.step, UndoStep):
                self.journal.close(entry, State.NOTHING, answer={}, **facts)
                return None
            case finding:
                self.journal.close(entry, State.NOT_YET, **facts)
                task.in_doubt = finding is Finding.LOOK_AGAIN
                pause = reconcile.pause_before_look(task.looks, self.patience.looking)
                task.due = time.monotonic() + (pause if task.in_doubt else 0.0)
                return None

    def _candidates(self, task: Task, body: Any) -> list[Element]:
        """What carries our mark, or lies inside what is ours."""
        return self._fitting(task, task.step.look.match, body) if task.step.look else []

    def _look_alikes(self, task: Task, body: Any) -> list[Element]:
        """What may be ours, made and finished before a backup that knows nothing of it."""
        look, began = task.step.look, self.journal.memory.began
        if not (task.forgotten and look and look.finished and began):
            return []
        return [one for one in self._fitting(task, look.finished, body) if not reconcile.is_older(one, began)]

    def _fitting(self, task: Task, match: Match, body: Any) -> list[Element]:
        """But for what a person said is not ours."""
        memory = self.journal.memory
        refused = memory.not_ours.get(task.step.key, set())
        fitting = elements_that_fit(match, body, memory.answers)
        return [element for element in fitting if element.get("id") not in refused]

    def _read(self, task: Task, entry: JournalEntry, body: Any, facts: dict[str, Any]) -> Ending | None:
        found: dict[str, Element] = {}
        for match in task.step.until:
            for element in elements_that_fit(match, body, self.journal.memory.answers)[:1]:
                found[match.name] = element
        if len(found) == len(task.step.until) and not self._may_change_yet(task, found):
            self.journal.close(entry, State.DONE, answer=found, **facts)
            return None
        self.journal.close(entry, State.NOT_YET, **facts)
        return self._again(task, poll_pause(self.journal.memory.streaks[task.step.key].tries), None)

    def _may_change_yet(self, task: Task, found: dict[str, Element]) -> bool:
        """What differs from what was approved may be an old state that is still being shown."""
        memory = self.journal.memory
        fields = compare_step(self.plan, task.step, found, memory.answers)
        if all(field.same for field in fields):
            return False
        since = memory.streaks[task.step.key].since or timezone.now()
        return timezone.now() < since + timedelta(seconds=self.patience.looking)

    def _written(
        self, task: Task, entry: JournalEntry, body: Element, facts: dict[str, Any]
    ) -> Ending | None:
        if body.get("state") in _NOT_DELIVERED:
            self.journal.close(entry, State.REFUSED, answer=body, error_code=body["state"], **facts)
            return endings.not_delivered(task.step, body["state"])
        self.journal.close(entry, State.DONE, answer=body, **facts)
        return None

    def _of_undo(self, task: Task, error: GraphError) -> Decision | None:
        if not isinstance(task.step, UndoStep):
            return None
        return undo.meaning_of(task.step, error, self.journal.memory, looking=self.patience.looking)

    def _decision(self, task: Task, entry: JournalEntry, error: GraphError) -> Decision:
        streak = self.journal.memory.streaks[task.step.key]
        return decide(
            error,
            is_write=_is_write(task, entry),
            attempt=1 + (streak.throttled if isinstance(error, TooFast) else streak.tries),
            step_done_codes=() if entry.is_look else task.step.done_codes,
            step_not_yet_codes=task.step.not_yet_codes,
            may_have_landed_before=task.step.key in self.journal.memory.lost,
            relies_on_others=bool(task.step.needs),
        )

    def _close_failed(self, entry: JournalEntry, error: GraphError, decision: Decision) -> None:
        facts = endings.facts_of(error)
        if decision.kind is Kind.DONE:
            self.journal.close(entry, State.DONE, answer={}, adopted=True, **facts)
        elif decision.kind is Kind.NOT_YET:
            self.journal.close(entry, State.NOT_YET, **facts)
        elif entry.method != "GET" and _may_have_landed(error):
            self.journal.close(entry, State.UNKNOWN, **facts)
        else:
            self.journal.close(entry, State.REFUSED, **facts)

    def _again(self, task: Task, seconds: float, error: GraphError | None) -> Ending | None:
        """Comes back to the step after a pause, unless patience is out or the pause is a long one.

        A pause of our own has to fit into what is left of the patience; one that Microsoft names is kept.
        """
        since = self.journal.memory.streaks[task.step.key].since
        ours = 0.0 if getattr(error, "wait", None) is not None else seconds
        if since and timezone.now() + timedelta(seconds=ours - self.patience.waiting) > since:
            return endings.out_of_patience(task.step, self.patience.waiting, error)
        if seconds >= LONG_PAUSE:
            return endings.paused(task.step, seconds, error)
        task.due = time.monotonic() + seconds
        if isinstance(error, TooFast):
            self.quiet_until = max(self.quiet_until, task.due)
        return None


def _is_write(task: Task, entry: JournalEntry) -> bool:
    return not entry.is_look and not reconcile.repeats_safely(task.step)


def _may_have_landed(error: GraphError) -> bool:
    return isinstance(error, GraphBroken) or (isinstance(error, GraphUnreachable) and error.may_have_landed)
