"""Every list of people, groups and organizations of a policy, with where it stands on the page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.document import (
    AccessReview,
    ConnectedOrganization,
    ManagerReview,
    Policy,
    Principal,
    SecondLevelManager,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)
from wizard.rules.access_review import FALLBACK, REVIEWERS
from wizard.rules.approval import on_stage, stages_of
from wizard.rules.problem import Place
from wizard.rules.requests import ORGANIZATIONS, TARGETS

Listed = Principal | ConnectedOrganization


class PeopleList(NamedTuple):
    """One list."""

    place: Place
    listed: Sequence[Listed]


def people_lists(policy: Policy) -> Iterator[PeopleList]:
    """In the order of the page."""
    match policy.audience:
        case SpecificUsers(targets=targets):
            yield PeopleList(TARGETS, targets)
        case SpecificConnectedOrganizations(organizations=organizations):
            yield PeopleList(ORGANIZATIONS, organizations)
    for number, stage in enumerate(stages_of(policy)):
        yield from _of_stage(number, stage)
    yield from _of_review(policy.access_review)


def _of_stage(number: int, stage: Stage) -> Iterator[PeopleList]:
    if isinstance(stage.approver, SpecificApprovers):
        yield PeopleList(on_stage(number, "approvers"), stage.approver.approvers)
    else:
        yield PeopleList(on_stage(number, "fallback"), stage.approver.fallback)
    match stage.alternates and stage.alternates.approver:
        case SpecificApprovers(approvers=named):
            yield PeopleList(on_stage(number, "alternates"), named)
        case SecondLevelManager(fallback=fallback):
            yield PeopleList(on_stage(number, "alternate_fallback"), fallback)


def _of_review(review: AccessReview | None) -> Iterator[PeopleList]:
    match review and review.reviewer:
        case SpecificReviewers(reviewers=named):
            yield PeopleList(REVIEWERS, named)
        case ManagerReview(fallback=fallback):
            yield PeopleList(FALLBACK, fallback)
