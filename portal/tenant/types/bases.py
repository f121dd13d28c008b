"""Which type derives from which, and which may not stand for itself."""

from functools import cache

from portal.tenant.types.complex import COMPLEX
from portal.tenant.types.entities import ENTITIES

TYPES = ENTITIES | COMPLEX

BASES: dict[str, str] = {name: "entity" for name in ENTITIES if name != "entity"} | {
    "accessPackageTextInputQuestion": "accessPackageQuestion",
    "accessPackageMultipleChoiceQuestion": "accessPackageQuestion",
    "accessPackageAssignmentRequestWorkflowExtension": "customCalloutExtension",
    "accessPackageAssignmentWorkflowExtension": "customCalloutExtension",
    "accessPackageDynamicApprovalStage": "accessPackageApprovalStage",
    "accessPackageUserDirectoryAttributeStore": "accessPackageResourceAttributeDestination",
    "accessPackageResourceAttributeQuestion": "accessPackageResourceAttributeSource",
    "azureAdPopTokenAuthentication": "customExtensionAuthenticationConfiguration",
    "azureAdTokenAuthentication": "customExtensionAuthenticationConfiguration",
    "accessPackageRequestApprovalStageCallbackConfiguration": "customExtensionCallbackConfiguration",
    "logicAppTriggerEndpointConfiguration": "customExtensionEndpointConfiguration",
    "httpRequestEndpoint": "customExtensionEndpointConfiguration",
    "azureActiveDirectoryTenant": "identitySource",
    "crossCloudAzureActiveDirectoryTenant": "identitySource",
    "domainIdentitySource": "identitySource",
    "externalDomainFederation": "identitySource",
    "socialIdentitySource": "identitySource",
    "singleUser": "subjectSet",
    "groupMembers": "subjectSet",
    "connectedOrganizationMembers": "subjectSet",
    "requestorManager": "subjectSet",
    "targetManager": "subjectSet",
    "targetUserSponsors": "subjectSet",
    "internalSponsors": "subjectSet",
    "externalSponsors": "subjectSet",
    "attributeRuleMembers": "subjectSet",
    "singleServicePrincipal": "subjectSet",
    "targetApplicationOwners": "subjectSet",
    "targetAgentIdentitySponsorsOrOwners": "subjectSet",
}

ABSTRACT = frozenset(
    {
        "entity",
        "accessPackageQuestion",
        "accessPackageResourceAttributeDestination",
        "accessPackageResourceAttributeSource",
        "customCalloutExtension",
        "customExtensionAuthenticationConfiguration",
        "customExtensionCallbackConfiguration",
        "customExtensionEndpointConfiguration",
        "identitySource",
        "subjectSet",
    }
)

# Abstract in the metadata, yet the vendor's own examples send it under its own name.
SENT_ALTHOUGH_ABSTRACT = frozenset({"customExtensionCallbackConfiguration"})


def lineage(name: str) -> list[str]:
    """The type and its ancestors, nearest first."""
    found = [name]
    while found[-1] in BASES:
        found.append(BASES[found[-1]])
    return found


@cache
def members(name: str) -> dict[str, str]:
    """All members of a type, inherited ones included."""
    return {member: kind for ancestor in lineage(name) for member, kind in TYPES[ancestor].items()}
