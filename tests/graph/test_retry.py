"""What follows from a failed call, as a table."""

import pytest

from portal.graph.errors import GraphError, GraphUnreachable, SignInNeeded, refusal
from portal.graph.retry import (
    COLLISION_ATTEMPTS,
    NOT_YET_ATTEMPTS,
    OUTAGE_ATTEMPTS,
    Decision,
    Kind,
    decide,
    pause,
    poll_pause,
)

LANDED = GraphUnreachable("reset", may_have_landed=True)
NOT_SENT = GraphUnreachable("refused", may_have_landed=False)


def refused(status: int, code: str = "Code", wait: float | None = None) -> GraphError:
    return refusal(status=status, code=code, message="", request_id="", wait=wait)


@pytest.mark.parametrize(
    ("error", "of_write", "of_read"),
    [
        (NOT_SENT, Kind.RETRY, Kind.RETRY),
        (LANDED, Kind.LOOK_FIRST, Kind.RETRY),
        (refused(500), Kind.LOOK_FIRST, Kind.RETRY),
        (refused(502), Kind.LOOK_FIRST, Kind.RETRY),
        (refused(503), Kind.LOOK_FIRST, Kind.RETRY),
        (refused(504), Kind.LOOK_FIRST, Kind.RETRY),
        (refused(501, "NotSimulated"), Kind.GIVE_UP, Kind.GIVE_UP),
        (refused(429), Kind.RETRY, Kind.RETRY),
        (refused(400, "InvalidModel"), Kind.GIVE_UP, Kind.GIVE_UP),
        (refused(403), Kind.GIVE_UP, Kind.GIVE_UP),
        (refused(404), Kind.GIVE_UP, Kind.GIVE_UP),
        (refused(409, "DuplicateAccessPackage"), Kind.GIVE_UP, Kind.GIVE_UP),
        (refused(409, "DuplicateKey"), Kind.RETRY, Kind.RETRY),
        (SignInNeeded("expired"), Kind.PARK, Kind.PARK),
        (GraphError("refused to call a stranger"), Kind.GIVE_UP, Kind.GIVE_UP),
    ],
)
def test_the_first_failure(error: GraphError, of_write: Kind, of_read: Kind) -> None:
    assert decide(error, is_write=True, attempt=1).kind is of_write
    assert decide(error, is_write=False, attempt=1).kind is of_read


@pytest.mark.parametrize("status", [400, 404, 409])
def test_a_step_knows_which_refusals_mean_done_or_not_yet(status: int) -> None:
    error = refused(status, "Known")
    done = decide(error, is_write=True, attempt=1, step_done_codes=["Known"])
    waiting = decide(error, is_write=True, attempt=1, step_not_yet_codes=["Known"])
    assert (done, waiting) == (Decision(Kind.DONE), Decision(Kind.NOT_YET, 0.25))


@pytest.mark.parametrize("attempt", [1, OUTAGE_ATTEMPTS, 10_000])
def test_throttling_never_uses_up_the_tries_and_waits_as_told(attempt: int) -> None:
    assert decide(refused(429, wait=315), is_write=True, attempt=attempt) == Decision(Kind.RETRY, 315)


def test_throttled_without_a_time_it_waits_longer_each_time() -> None:
    waits = [decide(refused(429), is_write=False, attempt=attempt).seconds for attempt in (1, 2, 3, 50)]
    assert waits == [0.5, 1, 2, 300]


def test_told_to_wait_no_time_it_still_takes_a_breath() -> None:
    assert decide(refused(429, wait=0), is_write=True, attempt=1).seconds > 0


def test_a_broken_service_says_when_to_come_back() -> None:
    assert decide(refused(503, wait=17), is_write=True, attempt=3) == Decision(Kind.LOOK_FIRST, 17)


@pytest.mark.parametrize("error", [NOT_SENT, LANDED, refused(500), refused(504)])
def test_an_outage_ends_in_a_persons_hands(error: GraphError) -> None:
    assert decide(error, is_write=True, attempt=OUTAGE_ATTEMPTS - 1).kind is not Kind.GIVE_UP
    assert decide(error, is_write=True, attempt=OUTAGE_ATTEMPTS).kind is Kind.GIVE_UP


def test_a_tenant_that_never_catches_up_ends_in_a_persons_hands() -> None:
    error = refused(404, "NotYet")
    last = decide(error, is_write=True, attempt=NOT_YET_ATTEMPTS, step_not_yet_codes=["NotYet"])
    assert last.kind is Kind.GIVE_UP


def test_a_conflict_after_a_lost_answer_may_be_with_our_own_work() -> None:
    error = refused(409, "DuplicateAccessPackage")
    assert decide(error, is_write=True, attempt=2, may_have_landed_before=True).kind is Kind.LOOK_FIRST


def test_collisions_do_not_go_on_for_ever() -> None:
    error = refused(409, "DuplicateKey")
    assert decide(error, is_write=True, attempt=COLLISION_ATTEMPTS).kind is Kind.GIVE_UP


def test_an_outage_is_given_about_an_hour_and_a_slow_tenant_about_ten_minutes() -> None:
    assert 2000 < sum(pause(attempt) for attempt in range(1, OUTAGE_ATTEMPTS)) < 4000
    assert 500 < sum(poll_pause(attempt) for attempt in range(1, NOT_YET_ATTEMPTS)) < 700
