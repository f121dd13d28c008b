"""A step of the plan: one Graph call, what it needs, and how to find out whether its effect is there
already.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from portal.graph.calls import GraphCall
from wizard.plan.keys import PACKAGE


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Match(_Value):
    """Which element of an answer is meant: in list `under`, every dotted path of `where` has its value."""

    #: The name under which the element is remembered.
    name: str
    #: The member that holds the list, or one object; empty for the answer itself.
    under: str = "value"
    #: Dotted path to expected value; a value may be the place of an earlier answer. Compared as the tenant
    #: compares: ids ignore case.
    where: dict[str, Any]
    #: Steps whose bodies, one laid over the other, it should hold in the end: what was approved of it.
    mirrors: tuple[str, ...] = ()


class Look(_Value):
    """How to find the effect of a write whose answer was lost."""

    call: GraphCall
    match: Match
    #: What it looks like once all is done, for a journal that may have forgotten it: no proof of whose it is.
    finished: Match | None = None


class Step(_Value):
    """One Graph call. A step with `until` is a read, repeated until every match is there; other steps are
    writes.
    """

    key: str
    #: Words for people.
    title: str
    call: GraphCall
    #: Keys of the steps whose answers it uses or whose effect it relies on.
    needs: tuple[str, ...] = ()
    #: A read is repeated until all of these are found; its answer is {match name: element}.
    until: tuple[Match, ...] = ()
    look: Look | None = None
    #: The call that takes the effect back; None where nothing is to be undone or the effect goes with
    #: another step's.
    undo: GraphCall | None = None
    #: Error codes which say that the effect is there already.
    done_codes: tuple[str, ...] = ()
    #: Error codes of a tenant that has not caught up with an earlier step: worth asking again for some
    #: minutes.
    not_yet_codes: tuple[str, ...] = ()

    @property
    def is_write(self) -> bool:
        return not self.until


class Plan(_Value):
    """Steps in an order in which each comes after what it needs."""

    steps: tuple[Step, ...] = Field(default=())

    def to_json(self) -> list[dict[str, Any]]:
        """What is stored, compared and digested."""
        return [step.model_dump(mode="json") for step in self.steps]

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> "Plan":
        return cls(steps=tuple(Step.model_validate(item) for item in data))

    @property
    def catalog_id(self) -> str:
        """Of the existing catalog that the package goes into; empty where the plan makes one."""
        bodies = (step.call.body or {} for step in self.steps if step.key == PACKAGE)
        found = next((body.get("catalog", {}).get("id") for body in bodies), "")
        return found if isinstance(found, str) else ""

    @property
    def longest_chain(self) -> int:
        """Number of calls in the longest chain of dependent steps: what no parallelism can shorten."""
        depth: dict[str, int] = {}
        for step in self.steps:
            depth[step.key] = 1 + max((depth[key] for key in step.needs), default=0)
        return max(depth.values(), default=0)
