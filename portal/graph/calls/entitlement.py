"""Entitlement management, the part a submission writes.

Property names are those of the v1.0 metadata; see https://learn.microsoft.com/graph/api/resources/entitlementmanagement-overview
"""

from typing import Any

from portal.graph.calls.call import GraphCall, quoted

ENTITLEMENT = "/identityGovernance/entitlementManagement"
JSON = dict[str, Any]


def create_catalog(*, name: str, description: Any, published: bool, externally_visible: bool) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-post-accesspackagecatalogs"""
    state = "published" if published else "unpublished"
    body = {"displayName": name, "description": description, "state": state}
    return GraphCall(
        method="POST", path=f"{ENTITLEMENT}/catalogs", body=body | {"isExternallyVisible": externally_visible}
    )


def describe_catalog(catalog: str, description: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/accesspackagecatalog-update"""
    return GraphCall(
        method="PATCH", path=f"{ENTITLEMENT}/catalogs/{catalog}", body={"description": description}
    )


def catalogs_named(name: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-list-catalogs"""
    return GraphCall(path=f"{ENTITLEMENT}/catalogs?$filter=displayName%20eq%20{quoted(name)}")


def add_resource(*, catalog: Any, origin_id: str, origin_system: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-post-resourcerequests"""
    resource = {"originId": origin_id, "originSystem": origin_system}
    body = {"requestType": "adminAdd", "catalog": {"id": catalog}, "resource": resource}
    return GraphCall(method="POST", path=f"{ENTITLEMENT}/resourceRequests", body=body)


def remove_resource(*, catalog: Any, resource: Any) -> GraphCall:
    """Refused while a package of the catalog uses one of its roles.

    https://learn.microsoft.com/graph/api/entitlementmanagement-post-resourcerequests
    """
    body = {"requestType": "adminRemove", "catalog": {"id": catalog}, "resource": {"id": resource}}
    return GraphCall(method="POST", path=f"{ENTITLEMENT}/resourceRequests", body=body)


def catalog_resources(catalog: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/accesspackagecatalog-list-resources"""
    return GraphCall(path=f"{ENTITLEMENT}/catalogs/{catalog}/resources")


def resource_roles(*, catalog: str, resource: str, origin_system: str) -> GraphCall:
    """Roles of one resource; `$expand=roles` may come back empty, this list does not.

    https://learn.microsoft.com/graph/api/accesspackagecatalog-list-resourceroles
    """
    condition = f"(originSystem%20eq%20'{origin_system}'%20and%20resource/id%20eq%20'{resource}')"
    return GraphCall(
        path=f"{ENTITLEMENT}/catalogs/{catalog}/resourceRoles?$filter={condition}&$expand=resource"
    )


def create_access_package(*, name: str, description: Any, catalog: Any) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-post-accesspackages"""
    body = {"displayName": name, "description": description, "isHidden": False, "catalog": {"id": catalog}}
    return GraphCall(method="POST", path=f"{ENTITLEMENT}/accessPackages", body=body)


def describe_package(package: str, description: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/accesspackage-update"""
    return GraphCall(
        method="PATCH", path=f"{ENTITLEMENT}/accessPackages/{package}", body={"description": description}
    )


def packages_named(name: str) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackages"""
    return GraphCall(
        path=f"{ENTITLEMENT}/accessPackages?$filter=displayName%20eq%20{quoted(name)}&$expand=catalog"
    )


def packages_matching(text: str, *, top: int = 25) -> GraphCall:
    """Packages with the text anywhere in their name, whatever its case; all of them without a text.

    https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackages
    """
    return _packages(f"contains(tolower(displayName),{quoted(text.lower())})" if text else "", top)


def packages_beginning(text: str, *, top: int = 25) -> GraphCall:
    """For tenants that do not search inside names.

    https://learn.microsoft.com/graph/api/entitlementmanagement-list-accesspackages
    """
    return _packages(f"startswith(displayName,{quoted(text)})", top)


def _packages(condition: str, top: int) -> GraphCall:
    chosen = f"&$filter={condition}" if condition else ""
    return GraphCall(path=f"{ENTITLEMENT}/accessPackages?$expand=catalog&$top={top}{chosen}")


def add_resource_role_scope(*, package: str, role: JSON, scope: JSON) -> GraphCall:
    """https://learn.microsoft.com/graph/api/accesspackage-post-resourcerolescopes"""
    path = f"{ENTITLEMENT}/accessPackages/{package}/resourceRoleScopes"
    return GraphCall(method="POST", path=path, body={"role": role, "scope": scope})


def package_contents(package: str) -> GraphCall:
    """The package with its roles, policies and catalog; the way a catalog owner may read policies.

    https://learn.microsoft.com/graph/api/accesspackage-get
    """
    expand = "resourceRoleScopes($expand=role,scope),assignmentPolicies,catalog"
    return GraphCall(path=f"{ENTITLEMENT}/accessPackages/{package}?$expand={expand}")


def create_assignment_policy(body: JSON) -> GraphCall:
    """https://learn.microsoft.com/graph/api/entitlementmanagement-post-assignmentpolicies"""
    return GraphCall(method="POST", path=f"{ENTITLEMENT}/assignmentPolicies", body=body)


def assignment_policy(policy: str) -> GraphCall:
    """One policy with its questions; readable for a catalog owner, too, who cannot list policies.

    https://learn.microsoft.com/graph/api/accesspackageassignmentpolicy-get
    """
    return GraphCall(path=f"{ENTITLEMENT}/assignmentPolicies/{policy}?$expand=questions")


def assignments_of(package: str) -> GraphCall:
    """Who holds or held the package. With a role in one catalog alone, the filter by package is a must.

    https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignments
    """
    return GraphCall(path=f"{ENTITLEMENT}/assignments?$filter={_of_package(package)}")


def assignment_requests_of(package: str) -> GraphCall:
    """Who asked for the package, open or closed.

    https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignmentrequests
    """
    condition = f"$expand=accessPackage&$filter={_of_package(package)}"
    return GraphCall(path=f"{ENTITLEMENT}/assignmentRequests?{condition}")


def _of_package(package: str) -> str:
    return f"accessPackage/id%20eq%20'{package}'"


def delete(path: str) -> GraphCall:
    """A removal; 404 means that it is gone already."""
    return GraphCall(method="DELETE", path=path)
