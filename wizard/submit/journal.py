"""The memory of a submission: intent before a call, outcome after it, each a commit fenced by the lease."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from portal.graph.calls import GraphCall
from portal.graph.retry import OWN_WORK
from wizard.evidence.canonical import digest_of
from wizard.evidence.kinds import UNDO_PRESSED
from wizard.models import Event, JournalEntry, Submission
from wizard.plan import keys
from wizard.submit.lease import Lease

State = JournalEntry.State

#: HTTP status of a call that came too fast.
THROTTLED = 429

#: HTTP status of a call that cannot be carried out as things are.
IMPOSSIBLE = 400

#: HTTP statuses of a look that was answered.
ANSWERED = frozenset({200, 404})

#: After so long without a sign of life the database may be a backup that knows less than the tenant.
SILENCE = timedelta(minutes=5)

#: The kind of event that sets a stopped submission going again.
RESUMED = "creation_resumed"


@dataclass
class Streak:
    """Calls in a row that did not bring a step further. Throttling never uses up patience."""

    tries: int = 0
    throttled: int = 0
    since: datetime | None = None

    def learn(self, entry: JournalEntry) -> None:
        if entry.status == THROTTLED:
            self.tries, self.throttled, self.since = 0, self.throttled + 1, None
        else:
            self.tries, self.throttled = self.tries + 1, 0
            self.since = self.since or entry.started_at


@dataclass
class Memory:
    """What the journal knows of a submission."""

    #: What is older than the last resume no longer uses up patience.
    resumed_at: datetime | None = None

    #: When the submission was queued: nothing of it is older.
    began: datetime | None = None
    last_sent: datetime | None = None
    #: Steps that were sent or looked for since the last silence; None where there was none.
    since_silence: set[str] | None = None

    #: What each finished step answered, by step key.
    answers: dict[str, Any] = field(default_factory=dict)
    #: Steps whose last call has no known outcome: it may have landed.
    doubtful: set[str] = field(default_factory=set)
    #: Steps of which an answer was lost: the next conflict may be with our own work.
    lost: set[str] = field(default_factory=set)
    #: When each step was first sent.
    first_sent: dict[str, datetime] = field(default_factory=dict)
    #: The number of each step's last call.
    attempts: dict[str, int] = field(default_factory=dict)
    #: Steps whose look is over: nothing is there that they could have made, or must not meet.
    nothing: set[str] = field(default_factory=set)
    #: Ids that a person said are not ours, by step key.
    not_ours: dict[str, set[str]] = field(default_factory=dict)
    #: Steps whose last call was refused as impossible (400).
    impossible: set[str] = field(default_factory=set)
    streaks: defaultdict[str, Streak] = field(default_factory=lambda: defaultdict(Streak))

    def learn(self, entry: JournalEntry) -> None:
        """Takes in one call; calls of a step must come in their order."""
        self.attempts[entry.step] = entry.attempt
        self._learn_time(entry)
        if is_effect(entry):
            self.answers[entry.step] = _answer(entry)
        if is_fruitless(entry, self.resumed_at):
            self.streaks[entry.step].learn(entry)
        if entry.state == State.NOTHING:
            self._learn_nothing(entry)
        elif not entry.is_look:
            self._learn_write(entry)

    def _learn_nothing(self, entry: JournalEntry) -> None:
        self.doubtful.discard(entry.step)
        self.nothing.add(entry.step)
        shown = (_answer(entry) or {}).get("not_ours", ())
        self.not_ours.setdefault(entry.step, set()).update(shown)

    def note_silence(self, until: datetime) -> None:
        """From here on each write is looked for first: it may have been made without being remembered."""
        last = self.last_sent or self.began
        if last is not None and until - last > SILENCE:
            self.since_silence = set()

    def may_have_forgotten(self, step: str) -> bool:
        return self.since_silence is not None and step not in self.since_silence

    def _learn_time(self, entry: JournalEntry) -> None:
        self.note_silence(entry.started_at)
        self.last_sent = entry.started_at
        if self.since_silence is not None and _is_told(entry):
            self.since_silence.add(entry.step)

    def _learn_write(self, entry: JournalEntry) -> None:
        """One refusal after a lost answer may be of our own work; looked for in vain, it was not."""
        self.first_sent.setdefault(entry.step, entry.started_at)
        self.nothing.discard(entry.step)
        impossible = entry.state == State.REFUSED and entry.status == IMPOSSIBLE
        (self.impossible.add if impossible else self.impossible.discard)(entry.step)
        if entry.state == State.UNKNOWN:
            self.doubtful.add(entry.step)
            self.lost.add(entry.step)
        elif entry.status in OWN_WORK and entry.step in self.lost:
            self.doubtful.add(entry.step)
            self.lost.discard(entry.step)
        else:
            self.doubtful.discard(entry.step)


def _is_told(entry: JournalEntry) -> bool:
    """Whether the call says how things stand: a look does once it was answered, and if it asked nobody."""
    if not entry.is_look:
        return True
    asked = entry.state == State.DONE and not entry.adopted
    return entry.status in ANSWERED and not asked


def _answer(entry: JournalEntry) -> Any:
    """None where the row was read without it."""
    return None if "answer" in entry.get_deferred_fields() else entry.answer


def is_effect(entry: JournalEntry) -> bool:
    """Whether the call finished its step: it succeeded, or found what an earlier one had done."""
    return entry.state == State.DONE and (entry.adopted or not entry.is_look)


def is_fruitless(entry: JournalEntry, resumed_at: datetime | None) -> bool:
    """Whether it uses up patience: a look that finds nothing is an answer, and a resume forgives the past."""
    found_nothing = entry.is_look and entry.state == State.NOT_YET
    brought_nothing = entry.state in (State.NOT_YET, State.REFUSED, State.UNKNOWN) and not found_nothing
    return brought_nothing and (resumed_at is None or entry.started_at > resumed_at)


def memory_of(
    entries: Iterable[JournalEntry], *, resumed_at: datetime | None, began: datetime | None = None
) -> Memory:
    """What the calls tell, in the order in which they were made."""
    memory = Memory(resumed_at=resumed_at, began=began)
    for entry in entries:
        memory.learn(entry)
    return memory


class Journal:
    """Writes the calls of one run. Every method raises LostLease once another worker has taken over."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        self.memory = Memory()

    def open(self) -> None:
        """Reads what happened before; calls that a dead worker left without an outcome lost their answer."""
        mine = JournalEntry.objects.filter(submission=self.lease.submission_id)
        with self.lease.fenced():
            mine.filter(state=State.INTENDED).update(state=State.UNKNOWN, finished_at=timezone.now())
        self.memory = memory_of(
            mine.order_by("pk"),
            resumed_at=last_resume(self.lease.submission_id),
            began=Submission.objects.get(pk=self.lease.submission_id).created_at,
        )
        self.memory.note_silence(timezone.now())
        step, name = keys.REFERENCE
        self.memory.answers[step] = {name: str(self.lease.submission_id)}

    def intend(
        self, step: str, call: GraphCall, *, is_look: bool, client_request_id: uuid.UUID | None = None
    ) -> JournalEntry:
        """Remembers a call before its bytes leave, or one under its id that shares another's reading."""
        entry = JournalEntry(
            submission_id=self.lease.submission_id,
            step=step,
            attempt=self.memory.attempts.get(step, 0) + 1,
            is_look=is_look,
            method=call.method,
            path=call.path,
            body_digest="" if call.body is None else digest_of(call.body),
            client_request_id=client_request_id or uuid.uuid4(),
            lease_number=self.lease.number,
            started_at=timezone.now(),
        )
        with self.lease.fenced():
            entry.save(force_insert=True)
        self.memory.learn(entry)
        return entry

    def close(self, entry: JournalEntry, state: State, **columns: Any) -> None:
        """Remembers the outcome of a call. `columns` are those of JournalEntry."""
        entry.state, entry.finished_at = state, timezone.now()
        for name, value in columns.items():
            setattr(entry, name, value)
        with self.lease.fenced():
            entry.save(update_fields=["state", "finished_at", *columns])
        self.memory.learn(entry)


def last_resume(submission: uuid.UUID) -> datetime | None:
    """When somebody, or a sign-in, last set the submission going again, or back."""
    resumes = Event.objects.filter(draft__submissions=submission, kind__in=(RESUMED, UNDO_PRESSED))
    last: datetime | None = resumes.aggregate(last=Max("at"))["last"]
    return last
