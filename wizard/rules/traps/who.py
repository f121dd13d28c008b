"""Who is behind the lists of a policy: people by name and, through groups, by membership."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wizard.document import (
    AccessReview,
    ManagerReview,
    Policy,
    Principal,
    SecondLevelManager,
    SpecificApprovers,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)
from wizard.labels import stage_title
from wizard.rules.access_review import FALLBACK, REVIEWERS
from wizard.rules.approval import on_stage, stages_of
from wizard.rules.facts import Facts
from wizard.rules.problem import Place
from wizard.rules.seen import Seen, SeenGroup, SeenUser, same_id


class Deciders(NamedTuple):
    """People who decide on requests or reviews; `role` is what one of them is."""

    place: Place
    role: str
    people: Sequence[Principal]


class Everyone(NamedTuple):
    """People by id with their names, and the groups whose members are not all among them."""

    names: Mapping[str, str]
    unknown: Sequence[SeenGroup]


def targets_of(policy: Policy) -> Sequence[Principal]:
    """Who may request, where they are named."""
    return policy.audience.targets if isinstance(policy.audience, SpecificUsers) else ()


def stage_deciders(policy: Policy) -> Iterator[Deciders]:
    """Approvers and alternates that are named, with the fallbacks, in the order of the page."""
    for number, stage in enumerate(stages_of(policy)):
        yield _approvers(number, stage)
        match stage.alternates and stage.alternates.approver:
            case SpecificApprovers(approvers=named):
                role = f"an alternate of the {stage_title(number)}"
                yield Deciders(on_stage(number, "alternates"), role, named)
            case SecondLevelManager(fallback=fallback):
                role = f"a fallback alternate of the {stage_title(number)}"
                yield Deciders(on_stage(number, "alternate_fallback"), role, fallback)


def _approvers(number: int, stage: Stage) -> Deciders:
    if isinstance(stage.approver, SpecificApprovers):
        return Deciders(on_stage(number, "approvers"), f"the {stage_title(number)}", stage.approver.approvers)
    role = f"the fallback of the {stage_title(number)}"
    return Deciders(on_stage(number, "fallback"), role, stage.approver.fallback)


def review_deciders(review: AccessReview | None) -> Iterator[Deciders]:
    """Reviewers that are named, or their fallback."""
    match review and review.reviewer:
        case SpecificReviewers(reviewers=named):
            yield Deciders(REVIEWERS, "a reviewer", named)
        case ManagerReview(fallback=fallback):
            yield Deciders(FALLBACK, "a fallback reviewer", fallback)


def deciders(policy: Policy) -> list[Deciders]:
    """Of requests, then of reviews."""
    return [*stage_deciders(policy), *review_deciders(policy.access_review)]


def seen_of(facts: Facts, principal: Principal) -> Seen | None:
    return (facts.seen or {}).get(same_id(principal.id))


def users_among(facts: Facts, people: Sequence[Principal]) -> Iterator[tuple[Principal, SeenUser]]:
    """The named people that were read again."""
    for one in people:
        now = seen_of(facts, one)
        if isinstance(now, SeenUser):
            yield one, now


def groups_among(facts: Facts, people: Sequence[Principal]) -> Iterator[tuple[Principal, SeenGroup]]:
    """The named groups that were read again."""
    for one in people:
        now = seen_of(facts, one)
        if isinstance(now, SeenGroup):
            yield one, now


def everyone(facts: Facts, people: Sequence[Principal]) -> Everyone:
    """All people behind a list, as far as they were read."""
    names = {same_id(one.id): one.display_name or one.id for one in people if one.kind == "user"}
    unknown = []
    for _, group in groups_among(facts, people):
        names |= {id: one.display_name for id, one in group.people.items()}
        if not group.is_complete:
            unknown.append(group)
    return Everyone(names, unknown)


def is_certain(facts: Facts, people: Sequence[Principal]) -> bool:
    """Whether `everyone` misses nobody: each group was read to the end."""
    groups = [one for one in people if one.kind == "group"]
    read = [now for _, now in groups_among(facts, groups) if now.is_complete]
    return len(read) == len(groups)


def name_of(principal: Principal, now: Seen | None = None) -> str:
    return (now.display_name if now else "") or principal.display_name or principal.id
