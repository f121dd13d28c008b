"""Who can request, seen from the company's side (T12 to T18)."""

from collections.abc import Iterator

from wizard.document import (
    AllConnectedOrganizations,
    DirectAssignmentOnly,
    Document,
    ManagerReview,
    Policy,
    Resource,
)
from wizard.rules.access_review import FALLBACK
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import of_policy, policy_rule, rule
from wizard.rules.requestor_information import on_question
from wizard.rules.requests import FAMILY, TARGETS
from wizard.rules.seen import SeenGroup, same_id
from wizard.rules.traps.who import groups_among, name_of, targets_of

EMAILS = Place(tab="requests", control="disable_assignment_emails")


@policy_rule("T12")
def rules_put_people_into_scope_late(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for one, group in groups_among(facts, targets_of(policy)):
        if group.is_dynamic:
            message = f"A rule fills '{name_of(one, group)}': new people can request only hours later."
            yield warning("T12", TARGETS, message, "Use a group with assigned members where that matters.")


@policy_rule("T13")
def invitations_reach_external_users(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.audience.family == "external" and facts.invitations_from == "none":
        message = "Your tenant lets nobody invite guests, so approved requests of new people will fail."
        hint = "Ask an administrator to allow invitations in the external collaboration settings."
        yield warning("T13", FAMILY, message, hint)


@policy_rule("T14")
def somebody_is_connected(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, AllConnectedOrganizations) and facts.configured_organizations == 0:
        message = "No connected organization is configured, so nobody can request."
        yield warning("T14", FAMILY, message, "Ask an administrator to add one.")


@policy_rule("T15")
def guests_have_managers_seldom(policy: Policy, facts: Facts) -> Iterator[Problem]:
    review = policy.access_review
    if policy.audience.family == "external" and review and isinstance(review.reviewer, ManagerReview):
        message = "Guests seldom have a manager in your directory, so the fallback reviews nearly everybody."
        yield warning("T15", FALLBACK, message, "Choose specific reviewers, or make the fallback a team.")


@policy_rule("T16")
def nobody_answers_where_nobody_asks(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, DirectAssignmentOnly) and policy.questions:
        message = "Nobody can request, so nobody answers these questions."
        yield warning(
            "T16", on_question(0, "text"), message, "Remove them, or choose who can request access."
        )


@rule("T17")
def who_may_ask_does_not_have_it_already(document: Document, facts: Facts) -> Iterator[Problem]:
    """A group whose members may request membership of itself, or of a group that it belongs to."""
    given = _given(document, facts)
    for position, policy in enumerate(document.policies):
        for target in targets_of(policy):
            for name in given.get(same_id(target.id), ()):
                message = f"Members of '{name_of(target)}' have '{name}' already."
                hint = "Choose another group of requestors, or another resource."
                yield of_policy(position, warning("T17", TARGETS, message, hint))


def _given(document: Document, facts: Facts) -> dict[str, list[str]]:
    """By id of a group whose members are in it already, the names of the groups that the package gives."""
    found: dict[str, list[str]] = {}
    for resource in (one.resource for one in document.resource_roles):
        for id in _with_groups_inside(resource, facts) if resource.origin_system == "AadGroup" else ():
            found.setdefault(id, []).append(resource.display_name)
    return found


def _with_groups_inside(resource: Resource, facts: Facts) -> frozenset[str]:
    """Ids of the group and of the groups that are members of it."""
    id = same_id(resource.origin_id)
    now = (facts.seen or {}).get(id)
    return frozenset({id}) | (now.groups if isinstance(now, SeenGroup) else frozenset())


@policy_rule("T18")
def guests_learn_of_their_access(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.audience.family == "external" and policy.disable_assignment_emails:
        message = "Without assignment emails a new guest is never told that access was delivered."
        yield warning("T18", EMAILS, message, "Set Disable assignment emails to No.")
