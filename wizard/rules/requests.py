"""Requests: who can request, and whether it is switched on (R21 to R27, R44)."""

from collections.abc import Iterator

from wizard.document import (
    AllExternalUsers,
    DirectAssignmentOnly,
    Document,
    Policy,
    SpecificConnectedOrganizations,
    SpecificUsers,
)
from wizard.rules.catalog import chosen_catalog
from wizard.rules.facts import Facts
from wizard.rules.problem import Place, Problem, error, warning
from wizard.rules.registry import of_policy, policy_rule, rule
from wizard.rules.verified_ids import VERIFIED_IDS

FAMILY = Place(tab="requests", control="family")
TARGETS = Place(tab="requests", control="targets")
ORGANIZATIONS = Place(tab="requests", control="organizations")
APPROVAL = Place(tab="requests", control="approval")
ENABLED = Place(tab="requests", control="enabled")

#: Microsoft's limits for one policy.
MOST_TARGETS = 500
MOST_ORGANIZATIONS = 1000


@policy_rule("R21")
def specific_users_names_somebody(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, SpecificUsers) and not policy.audience.targets:
        yield error("R21", TARGETS, "Select at least one user or group.")


@policy_rule("R22")
def at_most_500_users_and_groups(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, SpecificUsers) and len(policy.audience.targets) > MOST_TARGETS:
        message = f"A policy can list at most {MOST_TARGETS} users and groups; put people in a group instead."
        yield error("R22", TARGETS, message, f"{len(policy.audience.targets)} are listed.")


@policy_rule("R23")
def organizations_are_named_and_known(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if not isinstance(policy.audience, SpecificConnectedOrganizations):
        return
    if not policy.audience.organizations:
        yield error("R23", ORGANIZATIONS, "Add at least one connected organization.")
    for one in policy.audience.organizations:
        if facts.organization_ids is not None and one.id not in facts.organization_ids:
            name = one.display_name or one.id
            message = f"No connected organization matches '{name}'. Ask an administrator to add it."
            yield error("R23", ORGANIZATIONS, message, "Or remove it from the list.")


@policy_rule("R24")
def at_most_1000_organizations(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if not isinstance(policy.audience, SpecificConnectedOrganizations):
        return
    if (listed := len(policy.audience.organizations)) > MOST_ORGANIZATIONS:
        message = "A policy can list at most 1,000 connected organizations."
        yield error(
            "R24", ORGANIZATIONS, message, f"{listed} are listed; All connected organizations has no limit."
        )


@rule("R25")
def external_users_need_a_catalog_that_lets_them_in(document: Document, facts: Facts) -> Iterator[Problem]:
    catalog = chosen_catalog(document, facts)
    if catalog is None or catalog.is_externally_visible is not False:
        return
    for position, policy in enumerate(document.policies):
        if policy.audience.family == "external":
            message = f"Catalog '{catalog.name}' is not enabled for external users."
            hint = "Choose another catalog, or let its owner enable it for external users."
            yield of_policy(position, error("R25", FAMILY, message, hint))


@policy_rule("R26")
def any_external_user_means_approval(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, AllExternalUsers) and policy.approval is None:
        message = "Approval is required when any external user can request."
        yield error("R26", APPROVAL, message, "Set Require approval to Yes.")


@policy_rule("W3")
def external_users_should_be_approved(policy: Policy, facts: Facts) -> Iterator[Problem]:
    audience = policy.audience
    known_organizations = audience.family == "external" and not isinstance(audience, AllExternalUsers)
    if known_organizations and policy.approval is None:
        message = "New guests would be added without anyone checking."
        yield warning("W3", APPROVAL, message, "Set Require approval to Yes.")


@policy_rule("R27")
def direct_assignment_has_no_request_settings(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if not isinstance(policy.audience, DirectAssignmentOnly):
        return
    if policy.approval is not None:
        message = "Nobody can request, so there is nothing to approve. Set Require approval to No."
        yield error("R27", APPROVAL, message, "Or choose who can request access.")
    if policy.verified_ids:
        message = "Nobody can request, so nobody can present a Verified ID. Remove the issuers."
        yield error("R27", VERIFIED_IDS, message, "Or choose who can request access.")


@policy_rule("R44")
def a_switched_off_direct_policy_serves_nobody(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if isinstance(policy.audience, DirectAssignmentOnly) and not policy.enabled:
        message = "Nobody can get the package: users can't request it and administrators can't assign it."
        yield warning("R44", ENABLED, message, "Set Enable new requests and assignments to Yes.")


@policy_rule("W4")
def a_switched_off_policy_takes_no_requests(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if not isinstance(policy.audience, DirectAssignmentOnly) and not policy.enabled:
        hint = "Set Enable new requests and assignments to Yes, now or after creation."
        yield warning("W4", ENABLED, "Nobody can request yet.", hint)
