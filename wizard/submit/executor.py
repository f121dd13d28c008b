"""Runs a plan: this thread decides and writes to the database, a few others send HTTP and do nothing else."""

from __future__ import annotations

import threading
import time
import uuid
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.db import connection

from portal.graph.answers import GraphAnswer
from portal.graph.calls import GraphCall, fill, fill_path
from portal.graph.client import GraphClient
from portal.graph.errors import GraphError
from wizard.models import JournalEntry
from wizard.plan import Plan
from wizard.submit import endings
from wizard.submit.endings import Ending
from wizard.submit.guard import Approved
from wizard.submit.journal import Journal
from wizard.submit.outcomes import Outcomes
from wizard.submit.pages import send_whole
from wizard.submit.schedule import Schedule, Task

#: Calls under way at one time; Graph names no limit for entitlement management, and field reports advise few.
AT_ONCE = 4

#: Seconds between two looks at whether the worker is asked to stop.
GLANCE = 0.5

#: Seconds that a worker which is asked to stop gives to the calls under way.
LAST_WORDS = 8.0


@dataclass
class Sending:
    """A call under way, and who waits for its answer: several steps may wait for one reading."""

    call: GraphCall
    #: Which look at the schedule it left at.
    round: int
    callers: list[tuple[Task, JournalEntry]]

    def serves(self, call: GraphCall, *, is_look: bool, round: int) -> bool:
        """Whether its answer will tell the caller, too. A look must have left after the answer was lost."""
        return call.method == "GET" and call == self.call and (not is_look or round == self.round)


class StillUnderWay(Exception):
    """The worker stops while calls have no answer yet; whoever takes over looks for their effect."""


class Executor:
    """One run of one plan. Raises LostLease as soon as another worker has taken over."""

    def __init__(self, plan: Plan, client: GraphClient, outcomes: Outcomes, *, stop: threading.Event) -> None:
        self.client, self.outcomes, self.stop = client, outcomes, stop
        self.journal: Journal = outcomes.journal
        self.schedule = Schedule(plan, self.journal.memory)
        self.approved = Approved(plan)
        self.under_way: dict[Future[GraphAnswer], Sending] = {}
        self.round = 0
        self.endings: list[Ending] = []

    def run(self) -> Ending:
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="graph")
        try:
            while self.schedule.open and not self.endings:
                self._start_what_is_due(pool)
                self._collect(self._seconds_to_wait())
            self._let_end()
        finally:
            pool.shutdown(wait=not self.stop.is_set(), cancel_futures=True)
        return endings.strongest(self.endings)

    def _start_what_is_due(self, pool: ThreadPoolExecutor) -> None:
        if self.stop.is_set():
            self.endings.append(endings.INTERRUPTED)
        now = time.monotonic()
        if self.endings or now < self.outcomes.quiet_until:
            return
        self.round += 1
        for task in self.schedule.ready(now):
            call = self._checked_call(task)
            if call is None:
                return
            if not self._join(task, call):
                self._start(task, call, pool)
        for task in self.schedule.resting(now) if self.under_way else ():
            if call := self._checked_call(task):
                self._join(task, call)

    def _checked_call(self, task: Task) -> GraphCall | None:
        """The next call of the step; None where there is none, which ends the run."""
        if task.in_doubt and task.step.look is None:
            self.endings.append(endings.blind(task.step))
            return None
        try:
            call = self._call_of(task)
        except (KeyError, TypeError, IndexError) as missing:
            self.endings.append(endings.unusable(task.step, str(missing)))
            return None
        if departure := self.approved.departure(task.step.key, call, is_look=task.in_doubt):
            self.endings.append(endings.departed(departure, task.step))
            return None
        return call

    def _join(self, task: Task, call: GraphCall) -> bool:
        """Whether a reading that is under way anyway answers this step, too: nothing is read twice."""
        for sending in self.under_way.values():
            if sending.serves(call, is_look=task.in_doubt, round=self.round):
                first = sending.callers[0][1]
                entry = self.journal.intend(
                    task.step.key, call, is_look=task.in_doubt, client_request_id=first.client_request_id
                )
                sending.callers.append((task, entry))
                task.under_way = True
                return True
        return False

    def _start(self, task: Task, call: GraphCall, pool: ThreadPoolExecutor) -> None:
        """Intent first, bytes after."""
        if len(self.under_way) == AT_ONCE:
            return
        entry = self.journal.intend(task.step.key, call, is_look=task.in_doubt)
        task.under_way = True
        sending = Sending(call, self.round, [(task, entry)])
        self.under_way[pool.submit(self._send, call, entry.client_request_id)] = sending

    def _call_of(self, task: Task) -> GraphCall:
        """The next call of the step, with what earlier steps answered in its places."""
        answers = self.journal.memory.answers
        call = task.step.look.call if task.in_doubt and task.step.look else task.step.call
        return call.model_copy(
            update={"path": fill_path(call.path, answers), "body": fill(call.body, answers)}
        )

    def _send(self, call: GraphCall, request_id: uuid.UUID) -> GraphAnswer:
        """In a thread of the pool, where renewing a token may have opened a connection to the database."""
        try:
            self.journal.lease.check()
            return send_whole(self.client, call, request_id)
        finally:
            connection.close()

    def _seconds_to_wait(self) -> float:
        due = self.schedule.next_due()
        if due is None or len(self.under_way) == AT_ONCE:
            return GLANCE
        return min(max(due, self.outcomes.quiet_until) - time.monotonic(), GLANCE)

    def _collect(self, seconds: float) -> None:
        """Takes in the calls that have ended, or waits for the first to end or `seconds` to pass."""
        if not self.under_way:
            if not self.endings and seconds > 0:
                self.stop.wait(seconds)
            return
        ended, _ = wait(self.under_way, timeout=max(seconds, 0.0), return_when=FIRST_COMPLETED)
        for future in ended:
            for task, entry in self.under_way.pop(future).callers:
                task.under_way = False
                if ending := self._outcome(task, entry, future):
                    self.endings.append(ending)

    def _outcome(self, task: Task, entry: JournalEntry, future: Future[GraphAnswer]) -> Ending | None:
        try:
            answer = future.result()
        except GraphError as error:
            return self.outcomes.failed(task, entry, error)
        return self.outcomes.answered(task, entry, answer)

    def _let_end(self) -> None:
        """Calls under way are heard out: an answer that nobody wrote down would have to be looked for."""
        deadline: float | None = None
        while self.under_way:
            if self.stop.is_set():
                deadline = deadline or time.monotonic() + LAST_WORDS
                if time.monotonic() > deadline:
                    raise StillUnderWay
            self._collect(GLANCE)
