"""The directory's own kinds: the properties this tenant knows of, and what comes without $select."""

from portal.tenant.directory import any_object
from portal.tenant.odata.model import Follow, Kind, Navigation
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

USER_DEFAULT = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
)
USER = frozenset(USER_DEFAULT) | {
    "accountEnabled",
    "companyName",
    "createdDateTime",
    "creationType",
    "department",
    "employeeId",
    "externalUserState",
    "mailNickname",
    "usageLocation",
    "userType",
}
GROUP = frozenset(
    {
        "id",
        "classification",
        "createdDateTime",
        "description",
        "displayName",
        "groupTypes",
        "isAssignableToRole",
        "isManagementRestricted",
        "mail",
        "mailEnabled",
        "mailNickname",
        "membershipRule",
        "membershipRuleProcessingState",
        "onPremisesSyncEnabled",
        "resourceProvisioningOptions",
        "securityEnabled",
        "uniqueName",
        "visibility",
    }
)
SERVICE_PRINCIPAL = frozenset(
    {
        "id",
        "accountEnabled",
        "appDescription",
        "appDisplayName",
        "appId",
        "appOwnerOrganizationId",
        "appRoleAssignmentRequired",
        "appRoles",
        "description",
        "displayName",
        "homepage",
        "notes",
        "servicePrincipalNames",
        "servicePrincipalType",
        "signInAudience",
        "tags",
    }
)
DIRECTORY_ROLE = frozenset({"id", "displayName", "description", "roleTemplateId"})
SITE = frozenset(
    {
        "id",
        "createdDateTime",
        "description",
        "displayName",
        "lastModifiedDateTime",
        "name",
        "siteCollection",
        "webUrl",
    }
)
ORGANIZATION = frozenset(
    {
        "id",
        "city",
        "country",
        "countryLetterCode",
        "createdDateTime",
        "displayName",
        "tenantType",
        "verifiedDomains",
    }
)
SKU = frozenset(
    {
        "id",
        "accountId",
        "accountName",
        "appliesTo",
        "capabilityStatus",
        "consumedUnits",
        "prepaidUnits",
        "servicePlans",
        "skuId",
        "skuPartNumber",
    }
)
GIVEN_ROLE = frozenset(
    {
        "id",
        "appRoleId",
        "createdDateTime",
        "principalDisplayName",
        "principalId",
        "principalType",
        "resourceDisplayName",
        "resourceId",
    }
)
CONSENT = frozenset({"id", "clientId", "consentType", "principalId", "resourceId", "scope"})
ELIGIBILITY = frozenset(
    {"id", "accessId", "createdDateTime", "groupId", "memberType", "principalId", "status"}
)


def _linked(relation: str) -> Follow:
    def follow(tenant: Tenant, row: Row) -> list[Row]:
        found = (any_object(tenant.state, other) for other in tenant.state.linked(relation, row["id"]))
        return [other for other in found if other is not None]

    return follow


def _manager(tenant: Tenant, row: Row) -> Row | None:
    return next(
        (any_object(tenant.state, other) for other in tenant.state.linked("manager", row["id"])), None
    )


def objects(relation: str) -> Navigation:
    return Navigation("directoryObject", _linked(relation))


DIRECTORY_KINDS: dict[str, Kind] = {
    "user": Kind(
        "user",
        USER,
        {"manager": Navigation("directoryObject", _manager), "sponsors": objects("sponsors")},
        default=USER_DEFAULT,
        searchable=frozenset({"displayName", "givenName", "surname", "mail", "userPrincipalName"}),
        directory=True,
    ),
    "group": Kind(
        "group",
        GROUP,
        {"owners": objects("owners"), "members": objects("members")},
        searchable=frozenset({"displayName", "description", "mail", "mailNickname"}),
        directory=True,
    ),
    "servicePrincipal": Kind(
        "servicePrincipal",
        SERVICE_PRINCIPAL,
        {"owners": objects("owners")},
        searchable=frozenset({"displayName"}),
        directory=True,
    ),
    "directoryRole": Kind("directoryRole", DIRECTORY_ROLE, directory=True),
    "directoryObject": Kind(
        "directoryObject", USER | GROUP | SERVICE_PRINCIPAL | DIRECTORY_ROLE, directory=True
    ),
    "site": Kind("site", SITE),
    "organization": Kind("organization", ORGANIZATION),
    "appRoleAssignment": Kind("appRoleAssignment", GIVEN_ROLE),
    "oAuth2PermissionGrant": Kind("oAuth2PermissionGrant", CONSENT),
    "subscribedSku": Kind("subscribedSku", SKU),
    "eligibilitySchedule": Kind("privilegedAccessGroupEligibilitySchedule", ELIGIBILITY),
}
