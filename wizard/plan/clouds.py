"""A plan for a cloud whose Graph lacks some properties: they are left out of every body."""

from collections.abc import Set as AbstractSet
from typing import Any

from wizard.plan.step import Plan, Step


def left_out(plan: Plan, lacks: AbstractSet[str]) -> Plan:
    """The same calls without the properties named; `lacks` are Graph's own names."""
    return Plan(steps=tuple(_slimmer(step, lacks) for step in plan.steps)) if lacks else plan


def _slimmer(step: Step, lacks: AbstractSet[str]) -> Step:
    call = step.call.model_copy(update={"body": _without(step.call.body, lacks)})
    return step.model_copy(update={"call": call})


def _without(value: Any, lacks: AbstractSet[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(inner, lacks) for name, inner in value.items() if name not in lacks}
    return [_without(one, lacks) for one in value] if isinstance(value, list) else value
