"""From what a submission made to the ordered calls that take it back. Pure: no clock, no Django, no HTTP.

The steps run on the same executor under keys of their own (`undo:<key>`): the journal keeps both ways apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any

from portal.graph.calls import answer, entitlement, path_answer
from wizard.plan import keys
from wizard.plan.errors import needed
from wizard.plan.step import Plan, Step

PREFIX = "undo:"
ASSIGNMENTS = f"{PREFIX}assignments"
REQUESTS = f"{PREFIX}requests"
CONTENTS = f"{PREFIX}contents"
#: What is asked anew in every run, because the answer may have changed.
CHECKS = (ASSIGNMENTS, REQUESTS)


class Forbids(StrEnum):
    """What a read must not find, or nothing may be taken back."""

    ASSIGNMENTS = "assignments"
    REQUESTS = "requests"
    #: Anything in the catalog but what this submission takes out of it. It keeps the catalog, no more.
    CONTENTS = "contents"


class UndoStep(Step):
    """One call on the way back. A class of its own: stored plans and their digests stay as they are."""

    #: The step whose effect this removes: harmless to repeat, over when the thing is gone, needless when
    #: there never was one.
    takes_back: str = ""
    #: A read that must not find this.
    forbids: Forbids | None = None
    #: For `Forbids.CONTENTS`: origin ids that do not count, because they are on their way out.
    tolerates: tuple[str, ...] = ()
    #: A write of the way there whose answer was lost: its effect is looked for, and it is never sent.
    look_only: bool = False
    #: Where Graph refuses it (400), the thing stays and the rest goes on.
    optional: bool = False
    #: Not sent when the read of this key found what it forbids.
    unless: str = ""

    @property
    def is_write(self) -> bool:
        return not self.until and self.forbids is None


class UndoPlan(Plan):
    """A plan of such steps."""

    steps: tuple[UndoStep, ...] = ()

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> UndoPlan:
        return cls(steps=tuple(UndoStep.model_validate(item) for item in data))


def undo_key(key: str) -> str:
    """The key under which the effect of step `key` is taken back."""
    return PREFIX + key


def build_undo(
    plan: Plan, *, made: Collection[str], doubtful: Collection[str], with_resources: bool
) -> UndoPlan:
    """Settle what is in doubt → nobody holds it → policies, package, resources (if asked), catalog: the last
    made goes first, one after another.

    `made` are keys of steps that had an effect which is this submission's own, `doubtful` those whose last
    answer was lost. What is in neither stays untouched. Role scopes go with their package.
    """
    ours = [step for step in reversed(plan.steps) if step.key in made or step.key in doubtful]
    requests = [step for step in ours if is_request(step)]
    steps = [
        *(_settle(step) for step in ours[::-1] if step.key in doubtful and _counts(step, with_resources)),
        *(check for step in ours if step.key == keys.PACKAGE for check in _checks()),
        *(_delete(step) for step in ours if step.undo and step.key != keys.CATALOG),
        *(taken for step in requests if with_resources for taken in _take_out(step, plan)),
        *(last for step in ours if step.key == keys.CATALOG for last in _catalog(step, requests)),
    ]
    if requests and not with_resources:
        steps = [step for step in steps if step.takes_back != keys.CATALOG]
    return UndoPlan(steps=tuple(_one_after_another(steps)))


def is_request(step: Step) -> bool:
    """Whether it adds a resource to a catalog."""
    return step.call.method == "POST" and step.call.path.endswith("/resourceRequests")


def _counts(step: Step, with_resources: bool) -> bool:
    return step.undo is not None or (with_resources and is_request(step))


def _settle(step: Step) -> UndoStep:
    found = step.title.replace("Create", "Look for", 1).replace("Add", "Look for", 1)
    return UndoStep(**dict(step), look_only=True).model_copy(
        update={"title": f"{found}: its answer was lost", "needs": ()}
    )


def _checks() -> list[UndoStep]:
    """Graph refuses to delete a package that somebody holds; who waits for one, it may not protect."""
    package = path_answer(keys.PACKAGE, "id")
    return [
        UndoStep(
            key=ASSIGNMENTS,
            title="Make sure that nobody holds the access package",
            call=entitlement.assignments_of(package),
            takes_back=keys.PACKAGE,
            forbids=Forbids.ASSIGNMENTS,
        ),
        UndoStep(
            key=REQUESTS,
            title="Make sure that nobody waits for the access package",
            call=entitlement.assignment_requests_of(package),
            takes_back=keys.PACKAGE,
            forbids=Forbids.REQUESTS,
        ),
    ]


def _delete(step: Step) -> UndoStep:
    return UndoStep(
        key=undo_key(step.key),
        title=f"Delete {named(step)}",
        call=needed(step.undo, f"the way to take back {step.key}"),
        takes_back=step.key,
    )


def _take_out(step: Step, plan: Plan) -> Iterable[UndoStep]:
    """A resource is removed by its id in the catalog, which is known once the catalog shows it."""
    visible = _visible_after(step, plan)
    found = visible.key.replace("visible:", f"{PREFIX}found:", 1)
    yield UndoStep(**dict(visible) | {"key": found, "needs": ()}, takes_back=step.key).model_copy(
        update={"title": f"Find {named(step)} in the catalog"}
    )
    yield UndoStep(
        key=undo_key(step.key),
        title=f"Take {named(step)} out of the catalog again",
        call=entitlement.remove_resource(
            catalog=(step.call.body or {})["catalog"]["id"], resource=answer(found, "resource", "id")
        ),
        takes_back=step.key,
        optional=True,
    )


def _visible_after(request: Step, plan: Plan) -> Step:
    return next(step for step in plan.steps if step.until and step.needs == (request.key,))


def _catalog(step: Step, requests: Collection[Step]) -> list[UndoStep]:
    """Graph deletes a catalog together with the resources in it, so that is looked at first."""
    ours = tuple(str((request.call.body or {})["resource"]["originId"]) for request in requests)
    contents = UndoStep(
        key=CONTENTS,
        title=f"Make sure that {named(step)} is empty",
        call=entitlement.catalog_resources(path_answer(keys.CATALOG, "id")),
        takes_back=keys.CATALOG,
        forbids=Forbids.CONTENTS,
        tolerates=ours,
    )
    return [contents, _delete(step).model_copy(update={"optional": True, "unless": CONTENTS})]


def named(step: Step) -> str:
    """What the step made, in the words of its title: "the policy Initial Policy", "Brand Designers"."""
    return step.title.removeprefix("Create ").removeprefix("Add ").removesuffix(" to the catalog")


def _one_after_another(steps: Iterable[UndoStep]) -> Iterable[UndoStep]:
    """Each needs the checks as well: a new run asks them anew before anything more is removed."""
    checked: tuple[str, ...] = ()
    before = ""
    for step in steps:
        needs = (*checked, before) if before and before not in checked else checked
        yield step.model_copy(update={"needs": needs})
        checked = (*checked, step.key) if step.key in CHECKS else checked
        before = step.key
