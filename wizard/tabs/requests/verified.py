"""Required Verified IDs on the tab: who may ask for them, and how they wait while nobody can request.

They are added in a pane of their own; the tab shows them, takes them away, and asks for the author's word.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField
from pydantic import TypeAdapter

from wizard.document import Policy, VerifiedId
from wizard.labels import CONTROLS
from wizard.rules.verified_ids import NOT_ADMINISTRATOR
from wizard.tabs.base import Choices, Remembered, yes_no
from wizard.tabs.requests.kinds import NO_LICENCE

Issuers = tuple[VerifiedId, ...]

#: The control beside the document under which they wait while the family is None.
WAITING = "verified_ids@waiting"
UNASKED = "Your tenant cannot be asked right now, so nothing can be added."
WHO_CAN_HELP = "Ask a Global Administrator of your organization to add the issuers to this draft."
WHO_HAS_LICENCES = "Ask whoever manages the licences of your organization."
NOBODY_REQUESTS = "Nobody can request, so nobody can present a Verified ID."

_STORED = TypeAdapter(Issuers)


@dataclass(frozen=True, kw_only=True)
class VerifiedIds:
    """The section. `why_not` is empty for those who may add and edit; taking away is free to all."""

    issuers: Issuers
    why_not: str
    error: str
    by_hand: BoundField
    label: str = CONTROLS["verified_ids"]


def why_not(choices: Choices) -> str:
    """Why this person cannot add or edit issuers here, and who can help; empty when they can."""
    if choices.is_global_administrator is None:
        return UNASKED
    if not choices.is_global_administrator:
        return f"{NOT_ADMINISTRATOR} {WHO_CAN_HELP}"
    return f"{NO_LICENCE} {WHO_HAS_LICENCES}" if choices.governance_licence is False else ""


def are_stray(policy: Policy) -> bool:
    """Whether a file gave some to a policy that nobody can request by; they are shown, to be taken away."""
    return policy.audience.family == "none" and bool(policy.verified_ids)


def held(policy: Policy, remembered: Remembered, family: str) -> Issuers:
    """The document's own; those that waited once the author comes back from None."""
    back = policy.audience.family == "none" != family
    return policy.verified_ids or (waiting(remembered) if back else ())


def controls_of(policy: Policy) -> dict[str, str]:
    """Without issuers there is nothing to promise: the remembered word waits with them."""
    return {"verified_ids_by_hand": yes_no(policy.verified_ids_by_hand)} if policy.verified_ids else {}


def kept(issuers: Issuers, remembered: Remembered, *, asked: bool) -> dict[str, str]:
    """What to remember: those on the list; none once the list was `asked` for and is empty."""
    if issuers:
        return {WAITING: as_text(issuers)}
    return {WAITING: "[]"} if asked and WAITING in remembered.controls else {}


def waiting(remembered: Remembered) -> Issuers:
    return _STORED.validate_json(remembered.controls.get(WAITING, "[]"))


def as_text(issuers: Issuers) -> str:
    return _STORED.dump_json(issuers).decode()
