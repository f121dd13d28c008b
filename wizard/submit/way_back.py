"""What pressing Undo would do now, in words: what goes, what stays and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wizard.evidence.canonical import digest_of
from wizard.models import Submission
from wizard.plan import Plan, keys
from wizard.plan.undo import UndoPlan, UndoStep, build_undo, is_request, named
from wizard.submit import undo
from wizard.submit.journal import Memory, memory_of
from wizard.submit.settled import is_settled


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """`plain` leaves resources where they are, `whole` takes them out too."""

    plain: UndoPlan
    whole: UndoPlan
    #: What goes in any case, in the order in which it goes.
    goes: list[str]
    #: What goes as well where the resources are to go.
    goes_with_resources: list[str]
    #: Pairs of what stays and why.
    stays: list[tuple[str, str]]
    #: What is gone already, where an earlier undo stopped half way.
    gone: list[str]
    #: Empty while no package is known.
    package_id: str
    #: Of what was shown: a press means exactly this.
    digest: str


def of(submission: Submission) -> WayBack:
    """Reads the journal; asks Microsoft nothing."""
    plan = Plan.from_json(submission.plan)
    entries = list(submission.entries.order_by("pk"))
    memory = memory_of(entries, resumed_at=None)
    made = undo.made_by(plan, entries, memory)
    plain, whole = (
        build_undo(plan, made=made, doubtful=memory.doubtful, with_resources=also) for also in (False, True)
    )
    at_any_rate = {step.key for step in plain.steps}
    ahead = [step for step in whole.steps if _removes(step) and not is_settled(step, memory)]
    return WayBack(
        plain=plain,
        whole=whole,
        goes=[_sentence(step, plan, memory) for step in ahead if step.key in at_any_rate],
        goes_with_resources=[_sentence(step, plan, memory) for step in ahead if step.key not in at_any_rate],
        stays=list(_stays(plan, made, memory, submission.draft.catalog_name)),
        gone=[_thing(step) for step in whole.steps if _removes(step) and step.key in memory.answers],
        package_id=str((memory.answers.get(keys.PACKAGE) or {}).get("id", "")),
        digest=digest_of({"plan": whole.to_json(), "gone": sorted(memory.answers)}),
    )


def why_not(assignments: list[dict[str, Any]], requests: list[dict[str, Any]]) -> str:
    """Why nothing can be taken back, by Graph's lists of who holds the package and who asked for it."""
    return undo.why_not(undo.holders({"value": assignments}), undo.waiting({"value": requests}))


def _removes(step: UndoStep) -> bool:
    return bool(step.takes_back) and not step.until and step.forbids is None


def _thing(step: UndoStep) -> str:
    """What goes, from the step's words: "Delete the policy X" is the policy X."""
    words = step.title.removeprefix("Delete ")
    if words.startswith("Take "):
        words = words.removeprefix("Take ").removesuffix(" out of the catalog again") + ", from the catalog"
    return words[:1].upper() + words[1:]


def _sentence(step: UndoStep, plan: Plan, memory: Memory) -> str:
    words = _thing(step) + _DOUBTED * (step.takes_back in memory.doubtful)
    if step.takes_back == keys.PACKAGE:
        roles = sum(one.key.startswith("role:") and one.key in memory.answers for one in plan.steps)
        words += f", with the {roles} resource role{'s' * (roles != 1)} in it" if roles else ""
    if step.takes_back == keys.CATALOG:
        words += ", if nothing else is in it then"
    return words


def _stays(plan: Plan, made: set[str], memory: Memory, catalog: str) -> Iterable[tuple[str, str]]:
    if keys.CATALOG not in {step.key for step in plan.steps}:
        yield f"The catalog {catalog}".strip(), "It was there before."
    for step in plan.steps:
        if is_request(step) and step.key in memory.answers and step.key not in made:
            yield f"{named(step)} in the catalog", _FOREIGN
    if any(is_request(step) for step in plan.steps):
        yield "The groups, applications and sites themselves", "Only their place in the catalog is concerned."


_DOUBTED = ", if it is there: the answer to its creation was lost"
_FOREIGN = "It was there before, or nobody can tell that this submission put it there."
