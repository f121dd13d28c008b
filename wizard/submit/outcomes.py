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
from wizard.submit import endings, reconcile
from wizard.submit.endings import Ending
from wizard.submit.journal import Journal
from wizard.submit.matching import Element, elements_that_fit
from wizard.submit.reconcile import Finding
from wizard.submit.schedule import Task

State = JournalEntry.State

#: Seconds. A longer pause is stored and the lease given back: nothing is held while Microsoft makes us wait.
LONG_PAUSE = 15.0

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
        #: No call leaves before this time of the monotonic clock: Graph asked for silence.
        self.quiet_until = 0.0

    def answered(self, task: Task, entry: JournalEntry, answer: GraphAnswer) -> Ending | None:
        facts = {"status": answer.status, "request_id": answer.request_id[:64]}
        if entry.is_look:
            return self._looked(task, entry, answer.body, facts)
        if task.step.until:
            return self._read(task, entry, answer.body, facts)
        return self._written(task, entry, answer.body or {}, facts)

    def failed(self, task: Task, entry: JournalEntry, error: GraphError) -> Ending | None:
        facts = endings.facts_of(error)
        if entry.is_look and facts["status"] == 404:
            return self._looked(task, entry, {}, facts)
        decision = self._decision(task, entry, error)
        self._close_failed(task, entry, error, decision)
        match decision.kind:
            case Kind.DONE:
                return None
            case Kind.RETRY | Kind.NOT_YET:
                return self._again(task, decision.seconds, error)
            case Kind.LOOK_FIRST:
                task.in_doubt, task.looks = True, 0
                return self._again(task, decision.seconds, error)
            case Kind.PARK:
                return endings.parked(str(self.submission.created_by), task.step)
            case Kind.GIVE_UP:
                return endings.refused(task.step, error)
            case _:
                assert_never(decision.kind)

    def _looked(self, task: Task, entry: JournalEntry, body: Any, facts: dict[str, Any]) -> Ending | None:
        candidates = self._candidates(task, body)
        task.looks += 1
        match reconcile.judge(task.step, candidates, looks=task.looks):
            case Finding.ADOPT:
                self.journal.close(entry, State.DONE, answer=candidates[0], adopted=True, **facts)
                return None
            case Finding.ASK:
                self.journal.close(entry, State.DONE, answer={"candidates": candidates}, **facts)
                return endings.ambiguous(task.step, len(candidates))
            case finding:
                self.journal.close(entry, State.NOT_YET, **facts)
                task.in_doubt = finding is Finding.LOOK_AGAIN
                pause = reconcile.pause_before_look(task.looks, self.patience.looking)
                task.due = time.monotonic() + (pause if task.in_doubt else 0.0)
                return None

    def _candidates(self, task: Task, body: Any) -> list[Element]:
        """A role has the same id in every package: inside our own the place is proof enough."""
        step, memory = task.step, self.journal.memory
        fitting = elements_that_fit(step.look.match, body, memory.answers) if step.look else []
        candidates = reconcile.young(fitting, since=memory.first_sent.get(step.key, memory.began))
        inside_its_package = step.look is not None and step.look.match.under != "value"
        if inside_its_package:
            return candidates
        return reconcile.unclaimed(candidates, submission=self.submission.pk)

    def _read(self, task: Task, entry: JournalEntry, body: Any, facts: dict[str, Any]) -> Ending | None:
        found: dict[str, Element] = {}
        for match in task.step.until:
            for element in elements_that_fit(match, body, self.journal.memory.answers)[:1]:
                found[match.name] = element
        if len(found) == len(task.step.until):
            self.journal.close(entry, State.DONE, answer=found, **facts)
            return None
        self.journal.close(entry, State.NOT_YET, **facts)
        return self._again(task, poll_pause(self.journal.memory.streaks[task.step.key].tries), None)

    def _written(
        self, task: Task, entry: JournalEntry, body: Element, facts: dict[str, Any]
    ) -> Ending | None:
        if body.get("state") in _NOT_DELIVERED:
            self.journal.close(entry, State.REFUSED, answer=body, error_code=body["state"], **facts)
            return endings.not_delivered(task.step, body["state"])
        self.journal.close(entry, State.DONE, answer=body, **facts)
        return None

    def _decision(self, task: Task, entry: JournalEntry, error: GraphError) -> Decision:
        streak = self.journal.memory.streaks[task.step.key]
        return decide(
            error,
            is_write=_is_write(task, entry),
            attempt=1 + (streak.throttled if isinstance(error, TooFast) else streak.tries),
            step_done_codes=() if entry.is_look else task.step.done_codes,
            step_not_yet_codes=task.step.not_yet_codes,
            may_have_landed_before=task.step.key in self.journal.memory.lost,
        )

    def _close_failed(self, task: Task, entry: JournalEntry, error: GraphError, decision: Decision) -> None:
        facts = endings.facts_of(error)
        if decision.kind is Kind.DONE:
            self.journal.close(entry, State.DONE, answer={}, adopted=True, **facts)
        elif decision.kind is Kind.NOT_YET:
            self.journal.close(entry, State.NOT_YET, **facts)
        elif _is_write(task, entry) and _may_have_landed(error):
            self.journal.close(entry, State.UNKNOWN, **facts)
        else:
            self.journal.close(entry, State.REFUSED, **facts)

    def _again(self, task: Task, seconds: float, error: GraphError | None) -> Ending | None:
        """Comes back to the step after a pause, unless patience is out or the pause is a long one."""
        since = self.journal.memory.streaks[task.step.key].since
        if since and timezone.now() + timedelta(seconds=seconds - self.patience.waiting) > since:
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
