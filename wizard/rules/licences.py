"""What needs the Microsoft Entra ID Governance licence and goes on without it until somebody looks (W8)."""

from collections.abc import Iterator

from wizard.document import Document, Policy
from wizard.rules.access_review import REVIEW
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, warning
from wizard.rules.registry import of_policy, rule
from wizard.rules.resource_roles import is_eligible
from wizard.rules.verified_ids import VERIFIED_IDS


@rule("W8")
def some_features_need_the_governance_licence(document: Document, facts: Facts) -> Iterator[Problem]:
    if facts.governance_licence is not False:
        return
    for number, row in enumerate(document.resource_roles):
        if row.role and is_eligible(row.role):
            yield _needs_licence("Eligible roles need", Place(tab="resource-roles", control=f"role-{number}"))
    for position, policy in enumerate(document.policies):
        yield from (of_policy(position, problem) for problem in _of_policy(policy))


def _of_policy(policy: Policy) -> Iterator[Problem]:
    if policy.verified_ids:
        yield _needs_licence("Verified IDs need", VERIFIED_IDS)
    if policy.access_review:
        yield _needs_licence("Access reviews of packages need", REVIEW)


def _needs_licence(what: str, place: Place) -> Problem:
    message = f"{what} a Microsoft Entra ID Governance licence, which this tenant does not have."
    return warning("W8", place, message, "Without it they may be refused or have no effect.")
