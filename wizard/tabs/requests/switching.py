"""Switching the family or the scope: what does not exist on the other side gives way, and comes back later.

A control that differs per family is remembered per family, as `stage-0-approver_kind@external`. What a person
chose for approval is remembered as `approval@free` while the scope forces Yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.document import Policy
from wizard.tabs.requests.kinds import ANYBODY, FAMILIES, SCOPES, default_kind, offered, scopes

FREE = "approval@free"


@dataclass(frozen=True)
class Shared:
    """A control whose options differ per family."""

    name: str
    #: The stage it belongs to; None for the scope.
    stage: int | None = None

    def options(self, family: str) -> tuple[str, ...]:
        return scopes(family) if self.stage is None else offered(family, self.stage)

    def default(self, family: str) -> str:
        return scopes(family)[0] if self.stage is None else default_kind(family, self.stage)

    def memory(self, family: str) -> str:
        """The name under which this family's own value is kept."""
        return f"{self.name}@{family}"


def shared(stages: int) -> list[Shared]:
    """All controls that are remembered per family."""
    return [Shared("scope"), *(Shared(f"stage-{n}-approver_kind", n) for n in range(stages))]


def memories(stages: int) -> list[str]:
    """The names of everything remembered here."""
    return [FREE, *(one.memory(family) for one in shared(stages) for family in SCOPES)]


def family_in(data: Mapping[str, str], policy: Policy) -> str:
    """The chosen family; the document's own where the chosen one does not exist."""
    chosen = data.get("family", "")
    return chosen if chosen in dict(FAMILIES) else policy.audience.family


def follow(data: Mapping[str, str], policy: Policy, drawn: Mapping[str, str], stages: int) -> dict[str, str]:
    """The controls after whatever was switched. `drawn` are the controls as the page had them."""
    before, after = policy.audience.family, family_in(data, policy)
    found = dict(data)
    if before != after:
        for one in shared(stages):
            found |= _turn(one, found, drawn, before, after)
    return found | _approval(found, policy, after)


def _turn(
    one: Shared, data: Mapping[str, str], drawn: Mapping[str, str], before: str, after: str
) -> dict[str, str]:
    """One control's value for the new family, and the old family's for later."""
    old = drawn.get(one.name, "")
    kept = {one.memory(before): old} if before in SCOPES else {}
    if after not in SCOPES:
        return kept
    now, back = data.get(one.name, ""), data.get(one.memory(after), "")
    chosen_along = now if now != old else ""
    fitting = [value for value in (chosen_along, back, now) if value in one.options(after)]
    return {**kept, one.name: fitting[0] if fitting else one.default(after)}


def _approval(data: Mapping[str, str], policy: Policy, family: str) -> dict[str, str]:
    """Anybody from outside means approval; what was chosen freely comes back with another scope."""
    anybody = family == "external" and data.get("scope") == ANYBODY
    was_anybody = policy.audience.kind == ANYBODY
    if anybody and not was_anybody:
        return {FREE: data.get("approval", "yes"), "approval": "yes"}
    if was_anybody and not anybody:
        return {"approval": data.get(FREE, data.get("approval", "yes"))}
    return {}
