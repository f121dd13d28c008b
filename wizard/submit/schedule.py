"""Which call is next and when. Pure: the time comes in as a number of seconds on any one clock."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.plan import Plan, Step
from wizard.submit.journal import Memory
from wizard.submit.reconcile import LOOKS, repeats_safely
from wizard.submit.settled import is_settled


@dataclass
class Task:
    """A step that is not finished."""

    step: Step
    #: Calls in the longest chain that begins here: the longest goes first, as nothing can shorten it.
    urgency: int
    #: Its last call may have landed: look before anything is sent.
    in_doubt: bool
    due: float = 0.0
    under_way: bool = False
    #: Looks made since the answer was lost.
    looks: int = 0
    #: It may have been done without being remembered, as after a restored backup.
    forgotten: bool = False


class Schedule:
    """The unfinished steps of a plan."""

    def __init__(self, plan: Plan, memory: Memory) -> None:
        self.memory = memory
        urgency = chains_from(plan)
        self.steps = {step.key: step for step in plan.steps}
        self.tasks = [
            Task(step=step, urgency=urgency[step.key], in_doubt=self._in_doubt(step)) for step in plan.steps
        ]
        for task in self.tasks:
            self._doubt(task)

    @property
    def open(self) -> list[Task]:
        return [task for task in self.tasks if not is_settled(task.step, self.memory)]

    def ready(self, now: float) -> list[Task]:
        """What may be called now, the most urgent first."""
        return sorted((task for task in self._free() if task.due <= now), key=lambda task: -task.urgency)

    def resting(self, now: float) -> list[Task]:
        """Readings that pause before they are repeated: an answer that comes anyway may end the pause."""
        return [task for task in self._free() if task.due > now and task.step.until and not task.in_doubt]

    def next_due(self) -> float | None:
        """When a pause ends next; None when everything waits for calls under way."""
        return min((task.due for task in self._free()), default=None)

    def _doubt(self, task: Task) -> None:
        """One look before each write that the journal may have forgotten. What was made so long ago is not
        late any more: the last look is enough.
        """
        step = task.step
        task.forgotten = bool(step.look) and self.memory.may_have_forgotten(step.key)
        if task.forgotten and not task.in_doubt and not repeats_safely(step):
            task.in_doubt, task.looks = True, len(LOOKS) - 1

    def _in_doubt(self, step: Step) -> bool:
        return step.key in self.memory.doubtful and not repeats_safely(step)

    def _free(self) -> list[Task]:
        return [task for task in self.open if not task.under_way and self._has_its_needs(task.step)]

    def _has_its_needs(self, step: Step) -> bool:
        return all(self._is_over(key) for key in step.needs)

    def _is_over(self, key: str) -> bool:
        step = self.steps.get(key)
        return is_settled(step, self.memory) if step else key in self.memory.answers


def chains_from(plan: Plan) -> dict[str, int]:
    """For each step the number of calls in the longest chain that begins with it."""
    longest: dict[str, int] = {}
    for step in reversed(plan.steps):
        own = longest.setdefault(step.key, 1)
        for key in step.needs:
            longest[key] = max(longest.get(key, 1), own + 1)
    return longest
