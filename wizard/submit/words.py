"""What a helpdesk agent reads beside an open step: what it waits for and until when, or what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from wizard.models import JournalEntry, Submission
from wizard.plan import Step
from wizard.plan.undo import UndoStep
from wizard.submit.journal import THROTTLED, Memory, Streak, is_fruitless
from wizard.submit.reconcile import repeats_safely
from wizard.submit.settled import stays

State = JournalEntry.State

#: States in which a worker has the submission or will have it by itself.
MOVING = (Submission.State.RUNNING, Submission.State.QUEUED)


def words_for(
    step: Step,
    calls: Sequence[JournalEntry],
    submission: Submission,
    stopped_at: str,
    resumed_at: datetime | None,
) -> str:
    """Empty for a step that has not begun, or whose first call is under way."""
    if submission.problem and step.key == stopped_at:
        return submission.problem
    if not calls or submission.state not in MOVING:
        return ""
    if submission.is_pausing:
        return submission.problem
    streak = Streak()
    for call in calls:
        if is_fruitless(call, resumed_at):
            streak.learn(call)
    return _of_last(step, calls[-1], streak)


def why_settled(step: Step, calls: Sequence[JournalEntry], memory: Memory) -> str:
    """Why a step of the way back needs no doing."""
    if not isinstance(step, UndoStep):
        return ""
    if not stays(step, memory):
        return "Nothing to take back: it was never made."
    if step.key in memory.impossible and calls:
        return f"It stays. Microsoft Graph answered: {calls[-1].error_message or calls[-1].error_code}"
    return "It holds more than this submission put there, so it stays."


def _of_last(step: Step, last: JournalEntry, streak: Streak) -> str:
    """The last call that has an outcome says what the next one is for."""
    if last.state == State.UNKNOWN and repeats_safely(step):
        return "The answer was lost. Sending the same again, which changes nothing twice."
    if last.is_look or last.state == State.UNKNOWN:
        return "The answer was lost. Looking whether the call took effect before it is sent again."
    if last.status == THROTTLED:
        return "Microsoft asked for a pause. Trying again shortly."
    if not streak.since:
        return ""
    until = streak.since + timedelta(seconds=settings.PORTAL_PATIENCE_SECONDS)
    limit = f"Asked {streak.tries} times; waiting until {until:%H:%M} UTC at the longest."
    if step.until or last.state == State.NOT_YET:
        return f"Microsoft has not caught up yet. {limit}"
    return f"Microsoft Graph answered: {last.error_message or last.error_code}. Trying again. {limit}"
