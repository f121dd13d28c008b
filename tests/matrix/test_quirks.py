"""What the field reports of Graph: none of it keeps a submission from ending with one of everything."""

from typing import Any

import pytest

from tests.matrix.clock import virtual_time
from tests.matrix.ground import Ground, carry
from tests.matrix.oracle import everything_is_there_once
from tests.submit.support import plan_of
from wizard.models import Submission

#: Settings of the tenant, or faults, as they were seen.
QUIRKS: dict[str, dict[str, Any]] = {
    "policies written side by side collide": {"one_policy_at_a_time": True},
    "what was just made is not found for half a minute": {"lag_seconds": 30},
    "a resource has no roles for four minutes": {"roles_after_reads": 50},
    "a resource does not show for four minutes": {"visible_after_reads": 50},
    "an answer holds more than the documents say": {"inline_resource": True},
    "ids of role scopes change at each reading": {"changing_role_scope_ids": True},
    "every list has pages, some of them empty": {"page_size": 1, "empty_pages": True},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_it_completes(quirk, ground: Ground):
    submission = ground.fresh(**QUIRKS[quirk])
    assert ends(ground, submission).state == Submission.State.CREATED


def test_all_of_them_together(ground: Ground):
    together = {name: value for settings in QUIRKS.values() for name, value in settings.items()}
    assert ends(ground, ground.fresh(**together)).state == Submission.State.CREATED


def test_a_directory_that_does_not_know_its_new_groups_yet(ground: Ground):
    origins = {row.resource.origin_id: 5 for row in ground.content.resource_roles}
    assert ends(ground, ground.fresh(unknown_origins=origins)).state == Submission.State.CREATED


@pytest.mark.parametrize("number", range(3))
def test_a_resource_that_is_there_already(number, ground: Ground):
    """The request took effect although it is refused: it had been sent before, by a client that retries."""
    submission = ground.fresh()
    ground.company.faults(
        {"method": "POST", "path": "/resourceRequests$", "skip": number, "status": 400, "when": "after",
         "code": "ResourceAlreadyOnboarded"}
    )  # fmt: skip
    assert ends(ground, submission).state == Submission.State.CREATED


def test_a_storm_of_429_on_every_call_waits_as_long_as_it_is_told(ground: Ground):
    """315 seconds for each of the first calls; a wait is stored, so that any worker may end it."""
    submission = ground.fresh()
    ground.company.faults(
        {"path": "/identityGovernance/", "status": 429, "code": "TooManyRequests", "times": 40,
         "headers": {"Retry-After": "315"}}
    )  # fmt: skip
    with virtual_time() as clock:
        carry(submission, clock)
        assert clock.ahead >= 315 * 40 / MOST_AT_ONCE
    everything_is_there_once(ground.company, submission)
    assert submission.entries.filter(status=429).count() == 40


#: Calls that are under way at one time, and so may meet one window together.
MOST_AT_ONCE = 4


def ends(ground: Ground, submission: Submission) -> Submission:
    with virtual_time() as clock:
        carry(submission, clock)
    everything_is_there_once(ground.company, submission)
    assert submission.entries.count() >= len(plan_of(submission).steps)
    return submission
