"""What to do after a failed call: a pure decision, without a clock.

Source: https://learn.microsoft.com/graph/throttling
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from portal.graph.errors import (
    AlreadyThere,
    GraphBroken,
    GraphError,
    GraphRefused,
    GraphUnreachable,
    NotThere,
    SignInNeeded,
    TooFast,
)

#: Tries while Graph is out of reach or broken: with the pauses below about an hour.
OUTAGE_ATTEMPTS = 20
#: Tries while the tenant has not caught up with an earlier call: with the pauses below about ten minutes.
NOT_YET_ATTEMPTS = 120
#: The code of a 409 that two writes at one moment get; alone, the second one works.
COLLISION = "DuplicateKey"
COLLISION_ATTEMPTS = 8
#: How a second one of the same is refused: a role that a package has already with 400, the rest with 409.
OWN_WORK = frozenset({400, 409})
#: Seconds to wait at least when throttled, even where Graph says 0.
SHORTEST = 0.5
#: The one 5xx that no later try mends.
NOT_IMPLEMENTED = 501


class Kind(Enum):
    """What the caller does next."""

    #: Nothing happened: send it again after `seconds`.
    RETRY = "retry"
    #: It may have happened: after `seconds` look whether its effect is there, and send it again only if not.
    LOOK_FIRST = "look first"
    #: The refusal says that the effect is there already.
    DONE = "done"
    #: The tenant has not caught up: ask again after `seconds`.
    NOT_YET = "not yet"
    #: Only the person can help, by signing in.
    PARK = "park"
    #: A person has to look at it.
    GIVE_UP = "give up"


@dataclass(frozen=True)
class Decision:
    kind: Kind
    seconds: float = 0.0


def decide(
    error: GraphError,
    *,
    is_write: bool,
    attempt: int,
    step_done_codes: Collection[str] = (),
    step_not_yet_codes: Collection[str] = (),
    may_have_landed_before: bool = False,
    relies_on_others: bool = False,
) -> Decision:
    """What follows from the error of try number `attempt`, counted from 1.

    `may_have_landed_before` says that an earlier try ended without a readable answer: then a refusal
    may be of our own work. `relies_on_others` that an earlier call made what this one names: a 404
    is then a part of the tenant that has not heard of it.
    """
    if isinstance(error, SignInNeeded):
        return Decision(Kind.PARK)
    if isinstance(error, GraphUnreachable):
        return _after_silence(is_write and error.may_have_landed, attempt)
    if not isinstance(error, GraphRefused):
        return Decision(Kind.GIVE_UP)
    if error.code in step_done_codes:
        return Decision(Kind.DONE)
    if error.code in step_not_yet_codes or (relies_on_others and isinstance(error, NotThere)):
        return _not_yet(attempt)
    return _after_refusal(error, is_write, attempt, may_have_landed_before)


def _after_refusal(error: GraphRefused, is_write: bool, attempt: int, landed_before: bool) -> Decision:
    if isinstance(error, TooFast):
        # Being throttled proves that the call would be served: it never uses up the tries.
        return Decision(Kind.RETRY, pause(attempt) if error.wait is None else max(error.wait, SHORTEST))
    if isinstance(error, GraphBroken) and error.status != NOT_IMPLEMENTED:
        return _after_silence(is_write, attempt, error.wait)
    if is_write and landed_before and error.status in OWN_WORK and attempt < OUTAGE_ATTEMPTS:
        return Decision(Kind.LOOK_FIRST, pause(attempt))
    if isinstance(error, AlreadyThere):
        return _after_conflict(error, attempt)
    return Decision(Kind.GIVE_UP)


def _after_silence(may_have_landed: bool, attempt: int, wait: float | None = None) -> Decision:
    if attempt >= OUTAGE_ATTEMPTS:
        return Decision(Kind.GIVE_UP)
    seconds = wait if wait is not None else pause(attempt)
    return Decision(Kind.LOOK_FIRST if may_have_landed else Kind.RETRY, seconds)


def _after_conflict(error: AlreadyThere, attempt: int) -> Decision:
    if error.code == COLLISION and attempt < COLLISION_ATTEMPTS:
        return Decision(Kind.RETRY, pause(attempt))
    return Decision(Kind.GIVE_UP)


def _not_yet(attempt: int) -> Decision:
    if attempt >= NOT_YET_ATTEMPTS:
        return Decision(Kind.GIVE_UP)
    return Decision(Kind.NOT_YET, poll_pause(attempt))


def pause(attempt: int) -> float:
    """Seconds before the next try after failure number `attempt`: 0.5, 1, 2, 4 … at most five minutes."""
    return min(0.5 * 2.0 ** (min(attempt, 20) - 1), 300.0)


def poll_pause(attempt: int) -> float:
    """Seconds before asking again for what is not there yet: 0.25, 0.5, 1, 2, 4, then every 5."""
    return min(0.25 * 2.0 ** (min(attempt, 20) - 1), 5.0)
