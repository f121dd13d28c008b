"""Well-known roles: ids are the same in every tenant. Source: Microsoft's role reference and the field."""

EM_SCOPE = "/AccessPackageCatalog/"

CATALOG_CREATOR = "ba92d953-d8e0-4e39-a797-0cbedb0a89e8"
CONNECTED_ORGANIZATION_ADMINISTRATOR = "e65cf63f-9cc2-4b48-8871-cb667e9d90fb"
CATALOG_OWNER = "ae79f266-94d4-4dab-b730-feca7e132178"
CATALOG_READER = "44272f93-9762-48e8-af59-1b5351b1d6b3"
PACKAGE_MANAGER = "7f480852-ebdc-47d4-87de-0d8498384a83"
ASSIGNMENT_MANAGER = "e2182095-804a-4656-ae11-64734e9b7ae5"

EM_ROLES: dict[str, str] = {
    CATALOG_CREATOR: "Catalog creator",
    CONNECTED_ORGANIZATION_ADMINISTRATOR: "Connected organization administrator",
    CATALOG_OWNER: "Catalog owner",
    CATALOG_READER: "Catalog reader",
    PACKAGE_MANAGER: "Access package manager",
    ASSIGNMENT_MANAGER: "Access package assignment manager",
}
TENANT_WIDE_ROLES = frozenset({CATALOG_CREATOR, CONNECTED_ORGANIZATION_ADMINISTRATOR})

GLOBAL_ADMINISTRATOR = "Global Administrator"
GOVERNANCE_ADMINISTRATOR = "Identity Governance Administrator"
PRIVILEGED_ROLE_ADMINISTRATOR = "Privileged Role Administrator"
ADMINISTRATORS = frozenset({GLOBAL_ADMINISTRATOR, GOVERNANCE_ADMINISTRATOR})
READERS = ADMINISTRATORS | {
    "Security Reader",
    "Global Reader",
    "Compliance Administrator",
    "Security Administrator",
}

DIRECTORY_ROLE_TEMPLATES: dict[str, str] = {
    GLOBAL_ADMINISTRATOR: "62e90394-69f5-4237-9190-012177145e10",
    GOVERNANCE_ADMINISTRATOR: "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
}
