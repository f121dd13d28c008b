"""Whether a step still has to be done. Pure."""

from __future__ import annotations

from wizard.plan import Step
from wizard.plan.undo import UndoStep
from wizard.submit.journal import Memory


def is_settled(step: Step, memory: Memory) -> bool:
    """Done, or nothing to do: see `UndoStep` for the ways in which a step back turns out to be needless."""
    if step.key in memory.answers:
        return True
    return isinstance(step, UndoStep) and (_needless(step, memory) or stays(step, memory))


def _needless(step: UndoStep, memory: Memory) -> bool:
    if step.look_only:
        return step.key not in memory.doubtful
    return bool(step.takes_back) and not _may_exist(step.takes_back, memory)


def _may_exist(key: str, memory: Memory) -> bool:
    return key in memory.answers or key in memory.doubtful


def stays(step: UndoStep, memory: Memory) -> bool:
    """Whether what the step would remove is left where it is."""
    if step.key in memory.nothing and step.forbids:
        return True
    if step.unless in memory.nothing:
        return True
    return step.optional and step.key in memory.impossible
