"""Who may what: the one table. Views, rules and pages ask it through `portal.rights.may` and `may_add`.

Sources: https://learn.microsoft.com/entra/id-governance/entitlement-management-delegate
Resources outside the catalog: https://learn.microsoft.com/entra/id-governance/entitlement-management-catalog-create
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from portal.rights.roles import CatalogRole, DirectoryRole, PortalRole, TenantRole


class Action(Enum):
    """What a person may want to do; most of it somewhere, namely in a catalog."""

    #: See a catalog and its packages.
    READ = "read"
    #: See all its drafts and submissions without working on them.
    AUDIT = "audit"
    #: Prepare a draft and change it.
    DRAFT = "draft"
    #: Approve or reject somebody else's draft.
    REVIEW = "review"
    #: Let an approved draft become a package.
    CREATE_PACKAGE = "create a package"
    CREATE_CATALOG = "create a catalog"
    #: Add a resource to the catalog; which ones, `may_add` knows.
    ADD_OUTSIDE_RESOURCE = "add a resource from outside the catalog"
    #: See drafts that belong to no catalog yet.
    SEE_EVERYTHING = "see everything"
    #: Say in which catalogs holders of the portal's roles may use them.
    CHANGE_SETTINGS = "change settings"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Holders of any one of these roles may; everybody else reads `doing` and `help`."""

    #: What is refused, as the beginning of a sentence.
    doing: str
    #: Who gives the missing role, as a sentence.
    help: str
    #: These may everywhere, also in a catalog that is yet to be created.
    everywhere: frozenset[DirectoryRole] = frozenset()
    #: These may in the catalog in which they hold the role.
    there: frozenset[CatalogRole] = frozenset()
    #: These may in the catalogs that an Admin of the portal gave them for this role.
    where_granted: frozenset[PortalRole] = frozenset()
    #: These may in a catalog that is yet to be created, because they will own it.
    in_new_catalog: frozenset[TenantRole] = frozenset()
    #: These may as far as it concerns the portal's own data alone.
    in_portal: frozenset[PortalRole] = frozenset()
    #: Whether anything is different afterwards: then it is not for auditors.
    changes: bool = True


ADMINISTRATORS = frozenset(
    {DirectoryRole.GLOBAL_ADMINISTRATOR, DirectoryRole.IDENTITY_GOVERNANCE_ADMINISTRATOR}
)
READERS = ADMINISTRATORS | {
    DirectoryRole.GLOBAL_READER,
    DirectoryRole.SECURITY_READER,
    DirectoryRole.SECURITY_ADMINISTRATOR,
    DirectoryRole.COMPLIANCE_ADMINISTRATOR,
}
OWNERS = frozenset({CatalogRole.CATALOG_OWNER})
MANAGERS = OWNERS | {CatalogRole.ACCESS_PACKAGE_MANAGER}
CREATORS = frozenset({TenantRole.CATALOG_CREATOR})

ASK_AN_OWNER = "An owner of the catalog or an Identity Governance Administrator can give that role."
ASK_AN_ADMINISTRATOR = "An Identity Governance Administrator can give that role."
ASK_PORTAL = "Whoever administers the portal in Entra can give that role."
ASK_AN_ADMIN = "An Admin of this portal can give this catalog."
ASK_TO_TAKE = "Whoever administers the portal in Entra can take the role Auditor from you."

WHO_MAY: dict[Action, Row] = {
    Action.READ: Row(
        doing="Seeing this catalog",
        help=ASK_AN_OWNER,
        everywhere=READERS,
        there=frozenset(CatalogRole),
        where_granted=frozenset({PortalRole.HELPDESK, PortalRole.REVIEWER, PortalRole.AUDITOR}),
        changes=False,
    ),
    Action.AUDIT: Row(
        doing="Auditing this catalog",
        help=ASK_PORTAL,
        everywhere=ADMINISTRATORS,
        where_granted=frozenset({PortalRole.AUDITOR}),
        changes=False,
    ),
    Action.DRAFT: Row(
        doing="Preparing access packages in this catalog",
        help=ASK_AN_OWNER,
        everywhere=ADMINISTRATORS,
        there=MANAGERS,
        where_granted=frozenset({PortalRole.HELPDESK}),
        in_new_catalog=CREATORS,
    ),
    Action.REVIEW: Row(
        doing="Reviewing access packages of this catalog",
        help=ASK_AN_OWNER,
        everywhere=ADMINISTRATORS,
        there=OWNERS,
        where_granted=frozenset({PortalRole.REVIEWER}),
    ),
    Action.CREATE_PACKAGE: Row(
        doing="Creating access packages in this catalog",
        help=ASK_AN_OWNER,
        everywhere=ADMINISTRATORS,
        there=MANAGERS,
        in_new_catalog=CREATORS,
    ),
    Action.CREATE_CATALOG: Row(
        doing="Creating a catalog",
        help=ASK_AN_ADMINISTRATOR,
        everywhere=ADMINISTRATORS,
        in_new_catalog=CREATORS,
    ),
    Action.ADD_OUTSIDE_RESOURCE: Row(
        doing="Adding resources to this catalog",
        help=ASK_AN_OWNER,
        everywhere=ADMINISTRATORS,
        there=OWNERS,
        in_new_catalog=CREATORS,
    ),
    Action.SEE_EVERYTHING: Row(
        doing="Seeing what belongs to others and to no catalog",
        help=ASK_AN_ADMINISTRATOR,
        everywhere=ADMINISTRATORS,
        changes=False,
    ),
    Action.CHANGE_SETTINGS: Row(
        doing="Changing the settings of this portal",
        help=ASK_PORTAL,
        in_portal=frozenset({PortalRole.ADMIN}),
    ),
}


class ResourceKind(StrEnum):
    """Kinds of resources as far as the right to add them differs; the value is for people."""

    SECURITY_GROUP = "security group"
    MICROSOFT_365_GROUP = "Microsoft 365 group"
    ROLE_ASSIGNABLE_GROUP = "role-assignable group"
    APPLICATION = "application"
    SITE = "SharePoint site"

    @classmethod
    def of(cls, origin_system: str, sub_type: str | None, *, is_assignable_to_role: bool) -> ResourceKind:
        """By Graph's origin system and the kind of group."""
        if origin_system == "AadApplication":
            return cls.APPLICATION
        if origin_system == "SharePointOnline":
            return cls.SITE
        if is_assignable_to_role:
            return cls.ROLE_ASSIGNABLE_GROUP
        return cls.MICROSOFT_365_GROUP if sub_type in ("Microsoft 365", "Team") else cls.SECURITY_GROUP


#: These add the kinds whether or not they hold a role in the catalog or own the resource.
ADDS_ANYWHERE: dict[DirectoryRole, frozenset[ResourceKind]] = {
    DirectoryRole.GLOBAL_ADMINISTRATOR: frozenset(ResourceKind),
    DirectoryRole.IDENTITY_GOVERNANCE_ADMINISTRATOR: frozenset({ResourceKind.APPLICATION}),
}

_GROUPS = frozenset({ResourceKind.SECURITY_GROUP, ResourceKind.MICROSOFT_365_GROUP})

#: Catalog owners who also hold the directory role add the kinds without owning the resource.
ADDS_AS_CATALOG_OWNER: dict[DirectoryRole, frozenset[ResourceKind]] = {
    DirectoryRole.GROUPS_ADMINISTRATOR: _GROUPS,
    DirectoryRole.INTUNE_ADMINISTRATOR: _GROUPS,
    DirectoryRole.EXCHANGE_ADMINISTRATOR: frozenset({ResourceKind.MICROSOFT_365_GROUP}),
    DirectoryRole.SHAREPOINT_ADMINISTRATOR: frozenset({ResourceKind.MICROSOFT_365_GROUP, ResourceKind.SITE}),
    DirectoryRole.APPLICATION_ADMINISTRATOR: frozenset({ResourceKind.APPLICATION}),
    DirectoryRole.CLOUD_APPLICATION_ADMINISTRATOR: frozenset({ResourceKind.APPLICATION}),
    DirectoryRole.USER_ADMINISTRATOR: _GROUPS | {ResourceKind.APPLICATION},
    DirectoryRole.PRIVILEGED_ROLE_ADMINISTRATOR: frozenset({ResourceKind.ROLE_ASSIGNABLE_GROUP}),
}
