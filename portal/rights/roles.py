"""Roles a person can hold, by the ids that are the same in every tenant.

Sources: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
https://learn.microsoft.com/entra/id-governance/entitlement-management-delegate
"""

from enum import StrEnum


class DirectoryRole(StrEnum):
    """Template ids of the directory roles that matter here."""

    GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
    IDENTITY_GOVERNANCE_ADMINISTRATOR = "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e"
    PRIVILEGED_ROLE_ADMINISTRATOR = "e8611ab8-c189-46e8-94e1-60213ab1f814"
    USER_ADMINISTRATOR = "fe930be7-5e62-47db-91af-98c3a49a38b1"
    GROUPS_ADMINISTRATOR = "fdd7a751-b60b-444a-984c-02652fe8fa1c"
    INTUNE_ADMINISTRATOR = "3a2c62db-5318-420d-8d74-23affee5d9d5"
    EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de"
    SHAREPOINT_ADMINISTRATOR = "f28a1f50-f6e7-4571-818b-6a12f2af6b6c"
    APPLICATION_ADMINISTRATOR = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
    CLOUD_APPLICATION_ADMINISTRATOR = "158c047a-c907-4556-b7ef-446551a6b5f7"
    SECURITY_ADMINISTRATOR = "194ae4cb-b126-40b2-bd5b-6091b380977d"
    SECURITY_READER = "5d6b6bb7-de71-4623-b4af-96380a352509"
    COMPLIANCE_ADMINISTRATOR = "17315797-102d-40b4-93e0-432062caca18"
    GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"

    @property
    def words(self) -> str:
        return spoken(self)


class TenantRole(StrEnum):
    """Roles of entitlement management that hold in the whole tenant: their definition ids."""

    CATALOG_CREATOR = "ba92d953-d8e0-4e39-a797-0cbedb0a89e8"
    CONNECTED_ORGANIZATION_ADMINISTRATOR = "e65cf63f-9cc2-4b48-8871-cb667e9d90fb"

    @property
    def words(self) -> str:
        return spoken(self).capitalize()


class CatalogRole(StrEnum):
    """Roles of entitlement management that hold in one catalog: their definition ids."""

    CATALOG_OWNER = "ae79f266-94d4-4dab-b730-feca7e132178"
    ACCESS_PACKAGE_MANAGER = "7f480852-ebdc-47d4-87de-0d8498384a83"
    ACCESS_PACKAGE_ASSIGNMENT_MANAGER = "e2182095-804a-4656-ae11-64734e9b7ae5"
    CATALOG_READER = "44272f93-9762-48e8-af59-1b5351b1d6b3"

    @property
    def words(self) -> str:
        return spoken(self).capitalize()


class PortalRole(StrEnum):
    """App roles of the portal's own registration, as in the ID token. They give no right in Graph."""

    HELPDESK = "Helpdesk"
    REVIEWER = "Reviewer"
    AUDITOR = "Auditor"
    ADMIN = "Admin"

    @property
    def words(self) -> str:
        return f"{self.value} of this portal"


def spoken(role: StrEnum) -> str:
    """The name as Microsoft's pages write it: SHAREPOINT_ADMINISTRATOR -> SharePoint Administrator."""
    return role.name.replace("_", " ").title().replace("Sharepoint", "SharePoint")
