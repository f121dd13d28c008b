"""Steps for resources and their roles.

A resource that is not in the catalog is requested first, becomes visible some time later, and shows its
roles later still.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from portal.graph.calls import answer, entitlement, path_answer
from wizard.document import Resource, ResourceRole, Role
from wizard.plan import keys
from wizard.plan.errors import needed
from wizard.plan.step import Look, Match, Step

#: What Graph answers while one of its parts does not know yet what another part has accepted.
NOT_YET = ("ResourceNotFound", "RoleNotFound", "AccessPackageNotFound", "CatalogNotFound")


def resource_steps(
    rows: Sequence[ResourceRole], *, catalog_body: Any, catalog_path: str, needs: tuple[str, ...]
) -> Iterable[Step]:
    """For each resource outside the catalog: request, visible, roles found; side by side with the others."""
    for resource, roles in _by_resource(rows):
        if resource.catalog_resource_id is None:
            yield _request(resource, catalog_body, catalog_path, needs)
            yield _visible(resource, catalog_path)
            yield _roles_found(resource, roles, catalog_path, needs=(keys.visible(resource),))
        elif any(role.origin_id is None for role in roles):
            yield _roles_found(resource, roles, catalog_path, needs=())


def _by_resource(rows: Sequence[ResourceRole]) -> list[tuple[Resource, list[Role]]]:
    found: dict[str, tuple[Resource, list[Role]]] = {}
    for row in rows:
        role = needed(row.role, f"a role for {row.resource.display_name}")
        found.setdefault(row.resource.origin_id, (row.resource, []))[1].append(role)
    return list(found.values())


def _request(resource: Resource, catalog_body: Any, catalog_path: str, needs: tuple[str, ...]) -> Step:
    return Step(
        key=keys.request(resource),
        title=f"Add {resource.display_name} to the catalog",
        call=entitlement.add_resource(
            catalog=catalog_body, origin_id=resource.origin_id, origin_system=resource.origin_system
        ),
        needs=needs,
        look=Look(
            call=entitlement.catalog_resources(catalog_path),
            match=Match(name=keys.request(resource), where={"originId": resource.origin_id}),
        ),
        done_codes=("ResourceAlreadyOnboarded",),
        not_yet_codes=("ResourceNotFoundInOriginSystem", *(NOT_YET if needs else ())),
    )


def _visible(resource: Resource, catalog_path: str) -> Step:
    return Step(
        key=keys.visible(resource),
        title=f"Wait until the catalog shows {resource.display_name}",
        call=entitlement.catalog_resources(catalog_path),
        needs=(keys.request(resource),),
        until=(Match(name="resource", where={"originId": resource.origin_id}),),
        not_yet_codes=NOT_YET,
    )


def _roles_found(
    resource: Resource, roles: Sequence[Role], catalog_path: str, needs: tuple[str, ...]
) -> Step:
    return Step(
        key=keys.roles(resource),
        title=f"Wait until the roles of {resource.display_name} are known",
        call=entitlement.resource_roles(
            catalog=catalog_path,
            resource=resource.catalog_resource_id or path_answer(keys.visible(resource), "resource", "id"),
            origin_system=resource.origin_system,
        ),
        needs=needs,
        until=tuple(role_match(resource, role) for role in roles),
        not_yet_codes=NOT_YET,
    )


def role_match(resource: Resource, role: Role) -> Match:
    """By origin id where it is known; else by the name that the person chose."""
    where = {"originId": role.origin_id} if role.origin_id else {"displayName": role.display_name}
    return Match(name=keys.role_name(role), where=where)


def role_scope_steps(rows: Sequence[ResourceRole], *, package: str) -> Iterable[Step]:
    """One per row, one after another: nobody promises that a package takes them in parallel."""
    before: tuple[str, ...] = ()
    for row in rows:
        role = needed(row.role, f"a role for {row.resource.display_name}")
        step = _role_scope(row.resource, role, package, before)
        before = (step.key,)
        yield step


def _role_scope(resource: Resource, role: Role, package: str, before: tuple[str, ...]) -> Step:
    name = keys.role_scope(resource, role)
    where = {f"role.{key}": value for key, value in role_match(resource, role).where.items()}
    return Step(
        key=name,
        title=f"Put {resource.display_name} ({role.display_name}) into the package",
        call=entitlement.add_resource_role_scope(
            package=package, role=_role_body(resource, role), scope=_root_scope(resource)
        ),
        needs=(keys.PACKAGE, *_known_from(resource, role), *before),
        look=Look(
            call=entitlement.package_contents(package),
            match=Match(
                name=name,
                under="resourceRoleScopes",
                where=where | {"scope.originId": resource.origin_id},
            ),
        ),
        not_yet_codes=NOT_YET,
    )


def _known_from(resource: Resource, role: Role) -> tuple[str, ...]:
    waits = resource.catalog_resource_id is None or role.origin_id is None
    return (keys.roles(resource),) if waits else ()


def _role_body(resource: Resource, role: Role) -> dict[str, Any]:
    """The id only where the role has one: Graph takes a role without it, but not with an empty one."""
    origin_id = role.origin_id or answer(keys.roles(resource), keys.role_name(role), "originId")
    resource_id = resource.catalog_resource_id or answer(keys.visible(resource), "resource", "id")
    body = {
        "displayName": role.display_name,
        "originSystem": resource.origin_system,
        "originId": origin_id,
        "resource": {
            "id": resource_id,
            "originId": resource.origin_id,
            "originSystem": resource.origin_system,
        },
    }
    return {"id": role.id, **body} if role.id else body


def _root_scope(resource: Resource) -> dict[str, Any]:
    return {"originId": resource.origin_id, "originSystem": resource.origin_system, "isRootScope": True}
