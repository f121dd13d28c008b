"""Subject sets of policies: is the person, group or organization known, and what is it called?"""

from collections.abc import Iterable
from typing import Any

from portal.tenant.errors import invalid_model
from portal.tenant.state import State

# Type of subject set -> (member that names someone, table to look in).
NAMED = {
    "singleUser": ("userId", "user"),
    "groupMembers": ("groupId", "group"),
    "connectedOrganizationMembers": ("connectedOrganizationId", "connectedOrganization"),
    "singleServicePrincipal": ("servicePrincipalId", "servicePrincipal"),
}

_APPROVERS = (
    "primaryApprovers",
    "fallbackPrimaryApprovers",
    "escalationApprovers",
    "fallbackEscalationApprovers",
)


def type_of(subject: dict[str, Any]) -> str:
    """The bare name of its type."""
    return str(subject["@odata.type"]).removeprefix("#").removeprefix("microsoft.graph.")


def subject_sets(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """Every subject set of a policy, wherever it stands."""
    found = _sets(policy, "specificAllowedTargets") + _sets(
        policy.get("requestorSettings"), "onBehalfRequestors"
    )
    for stage in (policy.get("requestApprovalSettings") or {}).get("stages") or []:
        found += _sets(stage, *_APPROVERS)
    return found + _sets(policy.get("reviewSettings"), "primaryReviewers", "fallbackReviewers")


def _sets(owner: dict[str, Any] | None, *places: str) -> list[dict[str, Any]]:
    return [subject for place in places for subject in (owner or {}).get(place) or []]


def require_known(state: State, subjects: Iterable[dict[str, Any]]) -> None:
    """Raise 400 InvalidModel when one names somebody the tenant does not know."""
    for subject in subjects:
        member, table = NAMED.get(type_of(subject), ("", ""))
        if member and state.get(table, subject.get(member)) is None:
            raise invalid_model(f"{type_of(subject)}: no {table} with id {subject.get(member)!r}")


def describe(state: State, subjects: Iterable[dict[str, Any]]) -> None:
    """Fill in the read-only description: the name of who is meant."""
    for subject in subjects:
        subject["@odata.type"] = f"#microsoft.graph.{type_of(subject)}"
        member, table = NAMED.get(type_of(subject), ("", ""))
        found = state.get(table, subject.get(member)) if member else None
        if found is not None:
            subject.setdefault("description", found["displayName"])
