"""The kinds of objects that queries meet: their properties, and where their navigation properties lead."""

from collections.abc import Callable

from portal.tenant.consistency import has_roles, is_late, is_visible
from portal.tenant.directory import any_object
from portal.tenant.graph.directory_kinds import DIRECTORY_KINDS
from portal.tenant.graph.pim_kinds import PIM_KINDS
from portal.tenant.odata.model import Follow, Kind, Navigation
from portal.tenant.offers import hides_roles_in_expand, roles_of, scopes_of
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant
from portal.tenant.types.bases import members
from portal.tenant.types.entities import ENTITIES


def _one(table: str, key: str) -> Follow:
    """The object whose id is noted under ``key``."""

    def follow(tenant: Tenant, row: Row) -> Row | None:
        return tenant.state.get(table, row.get(key))

    return follow


def _many(table: str, key: str) -> Follow:
    """The objects that note this one's id under ``key``."""

    def follow(tenant: Tenant, row: Row) -> list[Row]:
        found = (other for other in tenant.state.rows(table) if other.get(key) == row["id"])
        return [other for other in found if not is_late(tenant, other)]

    return follow


def _linked(table: str, relation: str, turned: bool = False) -> Follow:
    def follow(tenant: Tenant, row: Row) -> list[Row]:
        state = tenant.state
        ids = state.holders(relation, row["id"]) if turned else state.linked(relation, row["id"])
        found = (state.get(table, object_id) for object_id in ids)
        return [other for other in found if other is not None]

    return follow


def _stored(key: str) -> Follow:
    """A contained object kept inside its owner."""

    def follow(tenant: Tenant, row: Row) -> Row | list[Row] | None:
        found: Row | list[Row] | None = row.get(key)
        return found

    return follow


def _principal(tenant: Tenant, row: Row) -> Row | None:
    return any_object(tenant.state, row["principalId"])


def _sponsors(relation: str) -> Follow:
    def follow(tenant: Tenant, row: Row) -> list[Row]:
        found = (any_object(tenant.state, other) for other in tenant.state.linked(relation, row["id"]))
        return [other for other in found if other is not None]

    return follow


def _resource_roles(tenant: Tenant, resource: Row) -> list[Row]:
    if not has_roles(resource) or hides_roles_in_expand(tenant.state, resource):
        return []
    return roles_of(tenant.state, resource)


def _resource_scopes(tenant: Tenant, resource: Row) -> list[Row]:
    return scopes_of(resource)


def _catalog_resources(tenant: Tenant, catalog: Row) -> list[Row]:
    found = (row for row in tenant.state.rows("resource") if row["_catalog"] == catalog["id"])
    return [row for row in found if is_visible(row)]


def _catalog_part(part: Callable[[Tenant, Row], list[Row]]) -> Follow:
    def follow(tenant: Tenant, catalog: Row) -> list[Row]:
        ready = [row for row in _catalog_resources(tenant, catalog) if has_roles(row)]
        return [entry for resource in ready for entry in part(tenant, resource)]

    return follow


def _all_roles(tenant: Tenant, resource: Row) -> list[Row]:
    return roles_of(tenant.state, resource)


def _kind(name: str, **navigation: Navigation) -> Kind:
    """A kind of entitlement management: its properties are the declared ones without the navigation."""
    properties = {member for member, target in members(name).items() if not _is_navigation(target)}
    return Kind(name, frozenset(properties | {"id"}), navigation)


_FOREIGN_ENTITIES = {
    "accessPackageSubject",
    "appScope",
    "customDataProvidedResourceUploadSession",
    "directoryObject",
    "group",
    "unifiedRoleDefinition",
}


def _is_navigation(target: str) -> bool:
    return target.strip("[]!") in ENTITIES.keys() | _FOREIGN_ENTITIES


KINDS: dict[str, Kind] = (
    DIRECTORY_KINDS
    | PIM_KINDS
    | {
        "catalog": _kind(
            "accessPackageCatalog",
            accessPackages=Navigation("accessPackage", _many("accessPackage", "_catalog")),
            resources=Navigation("resource", _catalog_resources),
            resourceRoles=Navigation("resourceRole", _catalog_part(_all_roles)),
            resourceScopes=Navigation("resourceScope", _catalog_part(_resource_scopes)),
            customWorkflowExtensions=Navigation("extension", _many("extension", "_catalog")),
        ),
        "resource": _kind(
            "accessPackageResource",
            roles=Navigation("resourceRole", _resource_roles),
            scopes=Navigation("resourceScope", _resource_scopes),
            environment=Navigation("environment", _one("environment", "_environment")),
        ),
        "resourceRole": _kind(
            "accessPackageResourceRole", resource=Navigation("resource", _one("resource", "_resource"))
        ),
        "resourceScope": _kind(
            "accessPackageResourceScope", resource=Navigation("resource", _one("resource", "_resource"))
        ),
        "environment": _kind("accessPackageResourceEnvironment"),
        "resourceRequest": _kind(
            "accessPackageResourceRequest",
            catalog=Navigation("catalog", _one("catalog", "_catalog")),
            resource=Navigation("resource", _stored("_resource")),
        ),
        "accessPackage": _kind(
            "accessPackage",
            catalog=Navigation("catalog", _one("catalog", "_catalog")),
            assignmentPolicies=Navigation("policy", _many("policy", "_package")),
            resourceRoleScopes=Navigation("roleScope", _many("roleScope", "_package")),
            incompatibleAccessPackages=Navigation(
                "accessPackage", _linked("accessPackage", "incompatiblePackages")
            ),
            incompatibleGroups=Navigation("group", _linked("group", "incompatibleGroups")),
            accessPackagesIncompatibleWith=Navigation(
                "accessPackage", _linked("accessPackage", "incompatiblePackages", turned=True)
            ),
        ),
        "roleScope": _kind(
            "accessPackageResourceRoleScope",
            role=Navigation("resourceRole", _stored("_role")),
            scope=Navigation("resourceScope", _stored("_scope")),
        ),
        "policy": _kind(
            "accessPackageAssignmentPolicy",
            accessPackage=Navigation("accessPackage", _one("accessPackage", "_package")),
            catalog=Navigation("catalog", _one("catalog", "_catalog")),
            questions=Navigation("question", _stored("_questions")),
            customExtensionStageSettings=Navigation("stageSetting", _stored("_stageSettings")),
        ),
        "question": Kind(
            "accessPackageQuestion",
            frozenset(members("accessPackageTextInputQuestion"))
            | frozenset(members("accessPackageMultipleChoiceQuestion")),
        ),
        "stageSetting": _kind(
            "customExtensionStageSetting",
            customExtension=Navigation("extension", _one("extension", "_extension")),
        ),
        "extension": Kind(
            "customCalloutExtension", frozenset(members("accessPackageAssignmentWorkflowExtension"))
        ),
        "assignment": _kind(
            "accessPackageAssignment",
            accessPackage=Navigation("accessPackage", _one("accessPackage", "_package")),
            assignmentPolicy=Navigation("policy", _one("policy", "_policy")),
            target=Navigation("subject", _stored("_target")),
        ),
        "assignmentRequest": _kind(
            "accessPackageAssignmentRequest",
            accessPackage=Navigation("accessPackage", _one("accessPackage", "_package")),
            assignment=Navigation("assignment", _one("assignment", "_assignment")),
            requestor=Navigation("subject", _stored("_requestor")),
        ),
        "subject": Kind(
            "accessPackageSubject",
            frozenset(
                {"id", "displayName", "email", "objectId", "principalName", "subjectType", "subjectLifecycle"}
            ),
        ),
        "connectedOrganization": _kind(
            "connectedOrganization",
            internalSponsors=Navigation("directoryObject", _sponsors("internalSponsors")),
            externalSponsors=Navigation("directoryObject", _sponsors("externalSponsors")),
        ),
        "settings": _kind("entitlementManagementSettings"),
        "authorizationPolicy": Kind(
            "authorizationPolicy", frozenset({"id", "description", "displayName", "allowInvitesFrom"})
        ),
        "roleAssignment": _kind(
            "unifiedRoleAssignment",
            roleDefinition=Navigation("roleDefinition", _one("roleDefinition", "roleDefinitionId")),
            principal=Navigation("directoryObject", _principal),
        ),
        "roleDefinition": Kind(
            "unifiedRoleDefinition",
            frozenset(
                {"id", "displayName", "description", "isBuiltIn", "isEnabled", "templateId", "version"}
            ),
        ),
    }
)
