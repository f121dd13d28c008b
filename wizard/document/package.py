"""The whole document."""

from typing import Literal

from wizard.document.approval import Approval
from wizard.document.audience import Audience, SpecificUsers
from wizard.document.basics import Basics
from wizard.document.lifecycle import AccessReview, AfterDays, Expiration, Extension
from wizard.document.part import Part
from wizard.document.questions import Question
from wizard.document.resources import ResourceRole
from wizard.document.verified_ids import VerifiedId


class Policy(Part):
    """An assignment policy. The tabs Requests, Requestor information and Lifecycle edit the first one."""

    name: str = "Initial Policy"
    description: str = "Initial Policy"
    audience: Audience = SpecificUsers()
    """Users who can request access."""
    approval: Approval | None = None
    """Without it requests are approved automatically."""
    disable_assignment_emails: bool = False
    enabled: bool = False
    """Enable new requests and assignments."""
    verified_ids: tuple[VerifiedId, ...] = ()
    """Required Verified IDs. Graph v1.0 cannot create them: somebody sets them by hand afterwards."""
    verified_ids_by_hand: bool = False
    """The author's word that somebody will."""
    questions: tuple[Question, ...] = ()
    """What requestors are asked."""
    expiration: Expiration = AfterDays()
    """Access package assignments expire."""
    custom_timeline: bool = True
    """Users can request specific timeline."""
    extension: Extension | None = None
    """Without it assignments cannot be extended."""
    access_review: AccessReview | None = None
    """Without it no access reviews are required."""


class Document(Part):
    """One access package with its policies. May be incomplete or wrong: shape is checked here, meaning by
    the rules.
    """

    version: Literal[1] = 1
    basics: Basics = Basics()
    resource_roles: tuple[ResourceRole, ...] = ()
    policies: tuple[Policy, ...] = (Policy(),)
    """At least one; the wizard's tabs edit the first."""

    @property
    def policy(self) -> Policy:
        """The initial policy; a document without any reads as one with defaults."""
        return self.policies[0] if self.policies else Policy()
