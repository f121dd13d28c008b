"""Everything of Graph that is simulated: method, path, handler, and permissions of which one is needed."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.tenant import permissions as need
from portal.tenant.graph import (
    assignments,
    authorization_policy,
    catalogs,
    connected_organizations,
    directory_objects,
    em_settings,
    groups,
    incompatible,
    me,
    organization,
    packages,
    policies,
    resources,
    role_assignments,
    role_management_policies,
    service_principals,
    sites,
    users,
)
from portal.tenant.graph.call import Answer, Call

Handler = Callable[[Call], Answer]

EM = "/identityGovernance/entitlementManagement"
PACKAGE = EM + "/accessPackages/<id>"
ROLES = "/roleManagement/entitlementManagement"
PIM = "/identityGovernance/privilegedAccess/group"


@dataclass(frozen=True)
class Route:
    """One thing Graph can do. ``scopes``: any one of them is enough; empty = any signed-in caller."""

    method: str
    path: str
    handler: Handler
    scopes: frozenset[str]

    @property
    def is_entitlement_management(self) -> bool:
        return self.path.startswith((EM, ROLES))


ROUTES: tuple[Route, ...] = tuple(
    Route(*entry)
    for entry in (
        ("GET", "/me", me.get_me, need.ME),
        ("GET", "/me/manager", me.get_manager, need.USERS_FULL),
        ("GET", "/me/transitiveMemberOf", me.list_memberships, need.ME),
        ("GET", "/me/transitiveMemberOf/microsoft.graph.group", me.list_groups, need.ME),
        ("GET", "/me/transitiveMemberOf/microsoft.graph.directoryRole", me.list_directory_roles, need.ME),
        ("GET", "/me/ownedObjects", me.list_owned, need.ME),
        ("GET", "/me/ownedObjects/microsoft.graph.group", me.list_owned_groups, need.ME),
        ("GET", "/me/ownedObjects/microsoft.graph.servicePrincipal", me.list_owned_applications, need.ME),
        ("GET", "/users", users.list_users, need.USERS),
        ("GET", "/users/<id>", users.get_user, need.USERS),
        ("GET", "/users/<id>/manager", users.get_manager, need.USERS_FULL),
        ("GET", "/users/<id>/sponsors", users.list_sponsors, need.USERS_FULL),
        ("GET", "/users/<id>/transitiveMemberOf", users.list_memberships, need.USERS_FULL),
        ("GET", "/users/<id>/transitiveMemberOf/microsoft.graph.group", users.list_groups, need.USERS_FULL),
        (
            "GET",
            "/users/<id>/transitiveMemberOf/microsoft.graph.directoryRole",
            users.list_directory_roles,
            need.ROLE_READ | need.DIRECTORY,
        ),
        ("GET", "/groups", groups.list_groups, need.GROUPS),
        ("GET", "/groups/<id>", groups.get_group, need.GROUPS),
        ("GET", "/groups/<id>/owners", groups.list_owners, need.GROUPS_FULL),
        ("GET", "/groups/<id>/members", groups.list_members, need.GROUPS_FULL),
        ("GET", "/groups/<id>/members/$count", groups.count_members, need.GROUPS_FULL),
        ("GET", "/groups/<id>/transitiveMembers", groups.list_transitive_members, need.GROUPS_FULL),
        ("GET", "/groups/<id>/transitiveMembers/$count", groups.count_transitive_members, need.GROUPS_FULL),
        ("GET", "/servicePrincipals", service_principals.list_service_principals, need.APPLICATIONS),
        ("GET", "/servicePrincipals/<id>", service_principals.get_service_principal, need.APPLICATIONS),
        ("GET", "/servicePrincipals/<id>/owners", service_principals.list_owners, need.APPLICATIONS),
        (
            "GET",
            "/servicePrincipals/<id>/appRoleAssignedTo",
            service_principals.list_assigned,
            need.APPLICATIONS,
        ),
        (
            "GET",
            "/servicePrincipals/<id>/oauth2PermissionGrants",
            service_principals.list_consents,
            need.DIRECTORY,
        ),
        ("GET", "/sites", sites.search_sites, need.SITES),
        ("GET", "/sites/<id>", sites.get_site, need.SITES),
        ("GET", "/organization", organization.list_organization, need.ORGANIZATION),
        ("GET", "/policies/authorizationPolicy", authorization_policy.get_policy, need.POLICIES),
        (
            "GET",
            "/policies/roleManagementPolicyAssignments",
            role_management_policies.list_assignments,
            need.PIM_POLICIES,
        ),
        ("GET", "/subscribedSkus", organization.list_skus, need.LICENCES),
        ("POST", "/directoryObjects/getByIds", directory_objects.get_by_ids, need.DIRECTORY),
        ("GET", PIM + "/eligibilitySchedules", organization.list_eligibility_schedules, need.PIM_GROUPS),
        ("GET", EM + "/catalogs", catalogs.list_catalogs, need.EM_READ),
        ("POST", EM + "/catalogs", catalogs.create_catalog, need.EM_WRITE),
        ("GET", EM + "/catalogs/<id>", catalogs.get_catalog, need.EM_READ),
        ("PATCH", EM + "/catalogs/<id>", catalogs.update_catalog, need.EM_WRITE),
        ("DELETE", EM + "/catalogs/<id>", catalogs.delete_catalog, need.EM_WRITE),
        ("GET", EM + "/catalogs/<id>/accessPackages", catalogs.list_packages, need.EM_READ),
        ("GET", EM + "/catalogs/<id>/resources", catalogs.list_resources, need.EM_READ),
        ("GET", EM + "/catalogs/<id>/resourceRoles", catalogs.list_roles, need.EM_READ),
        ("GET", EM + "/catalogs/<id>/resourceScopes", catalogs.list_scopes, need.EM_READ),
        ("GET", EM + "/catalogs/<id>/customWorkflowExtensions", catalogs.list_extensions, need.EM_READ),
        ("POST", EM + "/catalogs/<id>/customWorkflowExtensions", catalogs.create_extension, need.EM_WRITE),
        ("GET", EM + "/resourceRequests", resources.list_requests, need.EM_READ),
        ("POST", EM + "/resourceRequests", resources.create_request, need.EM_WRITE),
        ("GET", EM + "/resourceRequests/<id>", resources.get_request, need.EM_READ),
        ("GET", EM + "/resourceEnvironments", resources.list_environments, need.EM_READ),
        ("GET", EM + "/accessPackages", packages.list_packages, need.EM_READ),
        ("POST", EM + "/accessPackages", packages.create_package, need.EM_WRITE),
        ("GET", PACKAGE, packages.get_package, need.EM_READ),
        ("PATCH", PACKAGE, packages.update_package, need.EM_WRITE),
        ("DELETE", PACKAGE, packages.delete_package, need.EM_WRITE),
        ("GET", PACKAGE + "/assignmentPolicies", packages.list_policies, need.EM_READ),
        ("POST", PACKAGE + "/assignmentPolicies", packages.create_policy, need.EM_WRITE),
        ("GET", PACKAGE + "/resourceRoleScopes", packages.list_role_scopes, need.EM_READ),
        ("POST", PACKAGE + "/resourceRoleScopes", packages.add_role_scope, need.EM_WRITE),
        ("DELETE", PACKAGE + "/resourceRoleScopes/<other>", packages.remove_role_scope, need.EM_WRITE),
        ("GET", PACKAGE + "/incompatibleAccessPackages", incompatible.list_packages, need.EM_READ),
        ("POST", PACKAGE + "/incompatibleAccessPackages/$ref", incompatible.add_package, need.EM_WRITE),
        (
            "DELETE",
            PACKAGE + "/incompatibleAccessPackages/<other>/$ref",
            incompatible.remove_package,
            need.EM_WRITE,
        ),
        ("GET", PACKAGE + "/accessPackagesIncompatibleWith", incompatible.list_opposite, need.EM_READ),
        ("GET", PACKAGE + "/incompatibleGroups", incompatible.list_groups, need.EM_READ),
        ("POST", PACKAGE + "/incompatibleGroups/$ref", incompatible.add_group, need.EM_WRITE),
        ("DELETE", PACKAGE + "/incompatibleGroups/<other>/$ref", incompatible.remove_group, need.EM_WRITE),
        ("GET", EM + "/assignmentPolicies", policies.list_policies, need.EM_READ),
        ("POST", EM + "/assignmentPolicies", policies.create_policy, need.EM_WRITE),
        ("GET", EM + "/assignmentPolicies/<id>", policies.get_policy, need.EM_READ),
        ("PUT", EM + "/assignmentPolicies/<id>", policies.replace_policy, need.EM_WRITE),
        ("DELETE", EM + "/assignmentPolicies/<id>", policies.delete_policy, need.EM_WRITE),
        ("GET", EM + "/assignmentRequests", assignments.list_requests, need.EM_READ),
        ("POST", EM + "/assignmentRequests", assignments.create_request, need.EM_WRITE),
        ("GET", EM + "/assignmentRequests/<id>", assignments.get_request, need.EM_READ),
        ("GET", EM + "/assignments", assignments.list_assignments, need.EM_READ),
        ("GET", EM + "/assignments/<id>", assignments.get_assignment, need.EM_READ),
        ("GET", EM + "/connectedOrganizations", connected_organizations.list_organizations, need.EM_READ),
        ("POST", EM + "/connectedOrganizations", connected_organizations.create_organization, need.EM_WRITE),
        ("GET", EM + "/connectedOrganizations/<id>", connected_organizations.get_organization, need.EM_READ),
        (
            "PATCH",
            EM + "/connectedOrganizations/<id>",
            connected_organizations.update_organization,
            need.EM_WRITE,
        ),
        (
            "DELETE",
            EM + "/connectedOrganizations/<id>",
            connected_organizations.delete_organization,
            need.EM_WRITE,
        ),
        (
            "GET",
            EM + "/connectedOrganizations/<id>/internalSponsors",
            connected_organizations.list_internal_sponsors,
            need.EM_READ,
        ),
        (
            "GET",
            EM + "/connectedOrganizations/<id>/externalSponsors",
            connected_organizations.list_external_sponsors,
            need.EM_READ,
        ),
        ("GET", EM + "/settings", em_settings.get_settings, need.EM_READ),
        ("PATCH", EM + "/settings", em_settings.update_settings, need.EM_WRITE),
        ("GET", ROLES + "/roleDefinitions", role_assignments.list_definitions, need.ROLE_READ),
        ("GET", ROLES + "/roleDefinitions/<id>", role_assignments.get_definition, need.ROLE_READ),
        ("GET", ROLES + "/roleAssignments", role_assignments.list_assignments, need.ROLE_READ),
        ("POST", ROLES + "/roleAssignments", role_assignments.create_assignment, need.ROLE_WRITE),
        ("GET", ROLES + "/roleAssignments/<id>", role_assignments.get_assignment, need.ROLE_READ),
        ("DELETE", ROLES + "/roleAssignments/<id>", role_assignments.delete_assignment, need.ROLE_WRITE),
    )
)
