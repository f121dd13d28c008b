"""Approval: one to three stages, each with its approvers, and alternates where nobody acted in time."""

from typing import Annotated, Literal

from pydantic import Field

from wizard.document.directory import Principal
from wizard.document.part import Part


class Manager(Part):
    """The requestor's manager; the fallback acts where there is none."""

    kind: Literal["manager"] = "manager"
    fallback: tuple[Principal, ...] = ()


class Sponsors(Part):
    """The sponsors named on the requestor's profile."""

    kind: Literal["sponsors"] = "sponsors"
    fallback: tuple[Principal, ...] = ()


class InternalSponsor(Part):
    """The member of our directory who sponsors the requestor's connected organization."""

    kind: Literal["internal_sponsor"] = "internal_sponsor"
    fallback: tuple[Principal, ...] = ()


class ExternalSponsor(Part):
    """The guest who sponsors the requestor's connected organization."""

    kind: Literal["external_sponsor"] = "external_sponsor"
    fallback: tuple[Principal, ...] = ()


class SpecificApprovers(Part):
    """Named people and groups."""

    kind: Literal["specific"] = "specific"
    approvers: tuple[Principal, ...] = ()


class SecondLevelManager(Part):
    """The manager's manager, as alternate only."""

    kind: Literal["second_level_manager"] = "second_level_manager"
    fallback: tuple[Principal, ...] = ()


Approver = Annotated[
    Manager | Sponsors | InternalSponsor | ExternalSponsor | SpecificApprovers, Field(discriminator="kind")
]
AlternateApprover = Annotated[SpecificApprovers | SecondLevelManager, Field(discriminator="kind")]


class Alternates(Part):
    """Who is asked as well when nobody acted in time."""

    approver: AlternateApprover = SpecificApprovers()
    forward_after_days: int | None = None
    """At least one day after half of decision_days, and before the last day: 8 to 13 of 14."""


class Stage(Part):
    """One stage. Days are whole days; None means that what was typed is no whole number."""

    approver: Approver = SpecificApprovers()
    decision_days: int | None = 14
    """Decision must be made in how many days? From 1 to 14; afterwards the request is denied."""
    approver_justification: bool = True
    alternates: Alternates | None = None
    """Who is asked as well when nobody acted in time; First and Second Approver only."""


class Approval(Part):
    """Require approval: Yes. (No is written as None on the policy.)"""

    requestor_justification: bool = True
    stages: tuple[Stage, ...] = (Stage(approver=Manager()),)
    """One to three, in the order in which they decide."""
