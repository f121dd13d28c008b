"""Requests: Required Verified IDs (R45, D8, D9, W9). All types of all issuers are asked for (R46)."""

from collections.abc import Iterator

from wizard.document import Policy, VerifiedId
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import policy_rule

VERIFIED_IDS = Place(tab="requests", control="verified_ids")
BY_HAND = Place(tab="requests", control="verified_ids_by_hand")
NOT_ADMINISTRATOR = "Only a Global Administrator can require Verified IDs."


@policy_rule("R45")
def only_a_global_administrator_asks_for_them(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.verified_ids and facts.is_global_administrator is False:
        hint = "Remove the issuers, or let a Global Administrator add them."
        yield error("R45", VERIFIED_IDS, NOT_ADMINISTRATOR, hint)


@policy_rule("D8")
def each_issuer_is_listed_once_with_its_types(policy: Policy, facts: Facts) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in policy.verified_ids:
        issuer = one.issuer.strip()
        if message := _fault(issuer, one, seen):
            yield error("D8", VERIFIED_IDS, message)
        seen.add(issuer.casefold())


def _fault(issuer: str, one: VerifiedId, seen: set[str]) -> str:
    types = [kind.strip() for kind in one.credential_types]
    if not issuer:
        return "Enter the identifier of the issuer, or remove the row."
    if issuer.casefold() in seen:
        return f"'{issuer}' is already listed."
    if not any(types):
        return f"Select at least one credential type for '{issuer}'."
    return "" if len(set(types) - {""}) == len(types) else f"List each credential type of '{issuer}' once."


@policy_rule("D9")
def somebody_sets_them_by_hand(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.verified_ids and not policy.verified_ids_by_hand:
        message = "Confirm that somebody sets the Verified IDs by hand once the package is created."
        yield error("D9", BY_HAND, message, "They cannot be created through Graph v1.0.")


@policy_rule("W9")
def the_plan_leaves_them_out(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.verified_ids and policy.verified_ids_by_hand:
        message = (
            "Verified IDs cannot be created through Graph v1.0: set them by hand once the package is there."
        )
        yield warning("W9", VERIFIED_IDS, message, "Requests are not checked for them until then.")
