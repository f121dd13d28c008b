"""The draft document: what an access package shall be, as frozen typed models.

Ground floor. Knows nothing of Django, HTTP or Graph's words; pydantic gives JSON Schema, error places and
serialisation.
"""

from wizard.document.approval import (
    Alternates,
    Approval,
    Approver,
    ExternalSponsor,
    InternalSponsor,
    Manager,
    SecondLevelManager,
    SpecificApprovers,
    Sponsors,
    Stage,
)
from wizard.document.audience import (
    AllConnectedOrganizations,
    AllExternalUsers,
    AllMembers,
    AllUsers,
    Audience,
    DirectAssignmentOnly,
    SpecificConnectedOrganizations,
    SpecificUsers,
)
from wizard.document.basics import Basics, Catalog, ExistingCatalog, NewCatalog
from wizard.document.codec import blank, digest, dump, load, schema
from wizard.document.directory import ConnectedOrganization, Principal
from wizard.document.lifecycle import (
    AccessReview,
    AfterDays,
    AfterHours,
    Expiration,
    Extension,
    ManagerReview,
    Never,
    OnDate,
    Reviewer,
    SelfReview,
    SpecificReviewers,
)
from wizard.document.package import Document, Policy
from wizard.document.questions import (
    Choice,
    Localization,
    LongText,
    MultipleChoice,
    Question,
    QuestionWithoutFormat,
    ShortText,
)
from wizard.document.resources import Attribute, OriginSystem, Resource, ResourceRole, Role
from wizard.document.verified_ids import VerifiedId

__all__ = [
    "AccessReview",
    "AfterDays",
    "AfterHours",
    "AllConnectedOrganizations",
    "AllExternalUsers",
    "AllMembers",
    "AllUsers",
    "Alternates",
    "Approval",
    "Approver",
    "Attribute",
    "Audience",
    "Basics",
    "Catalog",
    "Choice",
    "ConnectedOrganization",
    "DirectAssignmentOnly",
    "Document",
    "ExistingCatalog",
    "Expiration",
    "Extension",
    "ExternalSponsor",
    "InternalSponsor",
    "Localization",
    "LongText",
    "Manager",
    "ManagerReview",
    "MultipleChoice",
    "Never",
    "NewCatalog",
    "OnDate",
    "OriginSystem",
    "Policy",
    "Principal",
    "Question",
    "QuestionWithoutFormat",
    "Resource",
    "ResourceRole",
    "Reviewer",
    "Role",
    "SecondLevelManager",
    "SelfReview",
    "ShortText",
    "SpecificApprovers",
    "SpecificConnectedOrganizations",
    "SpecificReviewers",
    "SpecificUsers",
    "Sponsors",
    "Stage",
    "VerifiedId",
    "blank",
    "digest",
    "dump",
    "load",
    "schema",
]
