"""People in Graph's words: the subjectSet family. https://learn.microsoft.com/graph/api/resources/subjectset"""

from collections.abc import Iterable
from typing import Any, assert_never

from wizard.document import (
    Alternates,
    Approver,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    ManagerReview,
    Principal,
    Reviewer,
    SecondLevelManager,
    SelfReview,
    SpecificApprovers,
    SpecificReviewers,
    Sponsors,
)

JSON = dict[str, Any]


def _typed(name: str, **members: Any) -> JSON:
    return {"@odata.type": f"#microsoft.graph.{name}", **members}


def principals(found: Iterable[Principal]) -> list[JSON]:
    """Users and groups by id."""
    return [
        _typed("singleUser", userId=one.id) if one.kind == "user" else _typed("groupMembers", groupId=one.id)
        for one in found
    ]


def connected_organization(id: str) -> JSON:
    return _typed("connectedOrganizationMembers", connectedOrganizationId=id)


def primary_approvers(approver: Approver) -> list[JSON]:
    """Who decides a stage first."""
    match approver:
        case SpecificApprovers(approvers=named):
            return principals(named)
        case Manager():
            return [_typed("requestorManager", managerLevel=1)]
        case Sponsors():
            return [_typed("targetUserSponsors")]
        case InternalSponsor():
            return [_typed("internalSponsors")]
        case ExternalSponsor():
            return [_typed("externalSponsors")]
        case _:
            assert_never(approver)


def fallback_approvers(approver: Approver | SecondLevelManager) -> list[JSON]:
    """Who acts where the manager or sponsor cannot be found; nobody stands in for named people."""
    return [] if isinstance(approver, SpecificApprovers) else principals(approver.fallback)


def escalation_approvers(alternates: Alternates) -> list[JSON]:
    """Who is asked as well when nobody acted in time."""
    match alternates.approver:
        case SpecificApprovers(approvers=named):
            return principals(named)
        case SecondLevelManager():
            return [_typed("requestorManager", managerLevel=2)]
        case _:
            assert_never(alternates.approver)


def reviewers(reviewer: Reviewer) -> tuple[list[JSON], list[JSON]]:
    """Primary and fallback reviewers; a self-review has neither."""
    match reviewer:
        case SelfReview():
            return [], []
        case SpecificReviewers(reviewers=named):
            return principals(named), []
        case ManagerReview(fallback=fallback):
            return [_typed("requestorManager", managerLevel=1)], principals(fallback)
        case _:
            assert_never(reviewer)
