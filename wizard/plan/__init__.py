"""From a document to the ordered Graph calls that create it. Pure: no clock, no Django, no HTTP."""

from wizard.plan.build import build_plan
from wizard.plan.clouds import left_out
from wizard.plan.show import plan_as_json
from wizard.plan.step import Look, Match, Plan, Step

__all__ = ["Look", "Match", "Plan", "Step", "build_plan", "left_out", "plan_as_json"]
