"""Which resources from outside each person may add to a catalog: Microsoft's table, cell by cell."""

import pytest

from portal.rights import (
    CatalogRole,
    DirectoryRole,
    OutsideResource,
    ResourceKind,
    Rights,
    TenantRole,
    may_add,
)

HERE = "a-catalog"
D, K = DirectoryRole, ResourceKind
GROUPS = {K.SECURITY_GROUP, K.MICROSOFT_365_GROUP}


def holder(*, directory: DirectoryRole | None = None, catalog: CatalogRole | None = None) -> Rights:
    return Rights(
        directory_roles=frozenset({directory} if directory else ()),
        catalog_roles={HERE: frozenset({catalog})} if catalog else {},
    )


def resource(kind: ResourceKind) -> OutsideResource:
    return OutsideResource(kind=kind, origin_id="ID-1", display_name="The thing")


#: A site is always let through for catalog owners: only the tenant knows who administers it.
AS_CATALOG_OWNER = {
    None: {K.SITE},
    D.GLOBAL_ADMINISTRATOR: set(K),
    D.IDENTITY_GOVERNANCE_ADMINISTRATOR: {K.APPLICATION, K.SITE},
    D.GROUPS_ADMINISTRATOR: {*GROUPS, K.SITE},
    D.INTUNE_ADMINISTRATOR: {*GROUPS, K.SITE},
    D.EXCHANGE_ADMINISTRATOR: {K.MICROSOFT_365_GROUP, K.SITE},
    D.SHAREPOINT_ADMINISTRATOR: {K.MICROSOFT_365_GROUP, K.SITE},
    D.APPLICATION_ADMINISTRATOR: {K.APPLICATION, K.SITE},
    D.CLOUD_APPLICATION_ADMINISTRATOR: {K.APPLICATION, K.SITE},
    D.USER_ADMINISTRATOR: {*GROUPS, K.APPLICATION, K.SITE},
    D.PRIVILEGED_ROLE_ADMINISTRATOR: {K.ROLE_ASSIGNABLE_GROUP, K.SITE},
}


@pytest.mark.parametrize("kind", ResourceKind)
@pytest.mark.parametrize("role", AS_CATALOG_OWNER)
def test_as_owner_of_the_catalog(role: DirectoryRole | None, kind: ResourceKind) -> None:
    rights = holder(directory=role, catalog=CatalogRole.CATALOG_OWNER)
    answer = may_add(rights, resource(kind), [], catalog_id=HERE)
    assert answer.allowed == (kind in AS_CATALOG_OWNER[role])


@pytest.mark.parametrize("kind", ResourceKind)
@pytest.mark.parametrize("role", DirectoryRole)
def test_a_directory_role_alone_is_not_enough_but_for_administrators(
    role: DirectoryRole, kind: ResourceKind
) -> None:
    answer = may_add(holder(directory=role), resource(kind), [], catalog_id=HERE)
    allowed = {
        D.GLOBAL_ADMINISTRATOR: set(K),
        D.IDENTITY_GOVERNANCE_ADMINISTRATOR: {K.APPLICATION, K.SITE},
    }
    assert answer.allowed == (kind in allowed.get(role, set()))


@pytest.mark.parametrize("kind", ResourceKind)
def test_an_owner_of_catalog_and_resource_may(kind: ResourceKind) -> None:
    rights = holder(catalog=CatalogRole.CATALOG_OWNER)
    assert may_add(rights, resource(kind), ["id-1"], catalog_id=HERE).allowed


def test_a_governance_administrator_may_add_a_group_they_own() -> None:
    rights = holder(directory=D.IDENTITY_GOVERNANCE_ADMINISTRATOR)
    assert may_add(rights, resource(K.SECURITY_GROUP), ["ID-1"], catalog_id=HERE).allowed
    assert not may_add(rights, resource(K.SECURITY_GROUP), [], catalog_id=HERE).allowed


@pytest.mark.parametrize("kind", ResourceKind)
def test_an_access_package_manager_adds_nothing_not_even_what_they_own(kind: ResourceKind) -> None:
    rights = holder(catalog=CatalogRole.ACCESS_PACKAGE_MANAGER)
    answer = may_add(rights, resource(kind), ["ID-1"], catalog_id=HERE)
    assert not answer
    assert "Catalog owner" in answer.reason


def test_a_catalog_creator_adds_what_they_own_to_a_new_catalog() -> None:
    rights = Rights(tenant_roles=frozenset({TenantRole.CATALOG_CREATOR}))
    assert may_add(rights, resource(K.APPLICATION), ["ID-1"], catalog_id=None).allowed
    assert not may_add(rights, resource(K.APPLICATION), [], catalog_id=None).allowed
    assert not may_add(rights, resource(K.APPLICATION), ["ID-1"], catalog_id=HERE).allowed


def test_a_refusal_names_the_thing_and_who_can_help() -> None:
    rights = holder(catalog=CatalogRole.CATALOG_OWNER)
    answer = may_add(rights, resource(K.APPLICATION), [], catalog_id=HERE)
    assert answer.reason == (
        "You can't add 'The thing': adding an application takes owning it or one of these roles: Application "
        "Administrator, Cloud Application Administrator, User Administrator."
    )
    assert answer.who_can_help == "An owner of 'The thing' can make you one, or add it for you."


def test_a_site_comes_with_a_caveat() -> None:
    rights = holder(catalog=CatalogRole.CATALOG_OWNER)
    answer = may_add(rights, resource(K.SITE), [], catalog_id=HERE)
    assert answer.allowed
    assert "SharePoint Administrator" in answer.reason
