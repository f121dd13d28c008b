"""Connected organizations that are not what they seem (T19 to T21)."""

from collections.abc import Iterator

from wizard.document import (
    ConnectedOrganization,
    ExternalSponsor,
    InternalSponsor,
    Policy,
    SpecificConnectedOrganizations,
)
from wizard.rules.approval import on_stage, stages_of
from wizard.rules.facts import Facts
from wizard.rules.problem import Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.requests import ORGANIZATIONS
from wizard.rules.seen import SeenOrganization, same_id

#: Anybody can have an address there, so everybody is let in.
SOCIAL_DOMAINS = frozenset(
    f"{name}.com"
    for name in (
        *("aol", "facebook", "gmail", "gmx", "googlemail", "hotmail", "icloud", "live", "mail", "me", "msn"),
        *("outlook", "protonmail", "qq", "yahoo"),
    )
)


def _named(policy: Policy, facts: Facts) -> Iterator[tuple[ConnectedOrganization, SeenOrganization]]:
    """The named organizations that were read again."""
    if isinstance(policy.audience, SpecificConnectedOrganizations):
        for one in policy.audience.organizations:
            now = (facts.seen or {}).get(same_id(one.id))
            if isinstance(now, SeenOrganization):
                yield one, now


@policy_rule("T19")
def a_social_domain_is_everybody(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for _, now in _named(policy, facts):
        for domain in now.domains:
            if domain.strip().casefold() in SOCIAL_DOMAINS:
                message = f"'{now.display_name}' lets in everybody with an address at {domain}."
                yield warning("T19", ORGANIZATIONS, message, "Invite these people one by one instead.")


@policy_rule("T20")
def a_proposed_organization_is_not_confirmed(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for _, now in _named(policy, facts):
        if now.is_proposed:
            message = f"'{now.display_name}' is only proposed: nobody has confirmed who they are."
            hint = "Ask an administrator to set its state to configured."
            yield warning("T20", ORGANIZATIONS, message, hint)


@policy_rule("T21")
def sponsors_who_approve_exist(policy: Policy, facts: Facts) -> Iterator[Problem]:
    for number, stage in enumerate(stages_of(policy)):
        for _, now in _named(policy, facts):
            match stage.approver:
                case InternalSponsor() if now.internal_sponsors == 0:
                    kind = "internal"
                case ExternalSponsor() if now.external_sponsors == 0:
                    kind = "external"
                case _:
                    continue
            message = f"'{now.display_name}' has no {kind} sponsor, so its requests go to the fallback."
            hint = "Ask an administrator to add a sponsor, or choose another kind of approver."
            yield warning("T21", on_stage(number, "approver_kind"), message, hint)
