"""What needs the Microsoft Entra ID Governance licence, beside Sponsors as approvers (D11, W8)."""

from collections.abc import Iterator

from wizard.document import Document, Policy
from wizard.rules.access_review import REVIEW
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule, rule
from wizard.rules.resource_roles import is_eligible
from wizard.rules.verified_ids import VERIFIED_IDS

NEEDED = "need a Microsoft Entra ID Governance licence, which this tenant does not have."


@policy_rule("D11")
def what_the_page_locks_is_refused(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if facts.governance_licence is not False:
        return
    if policy.verified_ids:
        yield error("D11", VERIFIED_IDS, f"Verified IDs {NEEDED}", "Remove the issuers.")
    if policy.access_review:
        message = f"Access reviews of packages {NEEDED}"
        yield error("D11", REVIEW, message, "Set Require access reviews to No.")


@rule("W8")
def eligible_roles_need_the_licence(document: Document, facts: Facts) -> Iterator[Problem]:
    """A warning, since a group that is managed by PIM offers them whatever the licence (R13)."""
    if facts.governance_licence is not False:
        return
    for number, row in enumerate(document.resource_roles):
        if row.role and is_eligible(row.role):
            place = Place(tab="resource-roles", control=f"role-{number}")
            hint = "Without it they may be refused or have no effect."
            yield warning("W8", place, f"Eligible roles {NEEDED}", hint)
