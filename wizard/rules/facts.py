"""What only the tenant knows. Fetched by the caller and passed in, so that rules stay pure.

None always means "not asked": the rules that need the fact stay silent.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.rules.seen import Managers, ManagersOfAll, Seen


@dataclass(frozen=True, kw_only=True)
class CatalogFacts:
    """One catalog in which the person may create packages."""

    id: str
    display_name: str
    #: None where the person may not see it.
    is_externally_visible: bool | None
    is_published: bool | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The tenant and the calendar as the caller found them."""

    today: dt.date
    #: Catalogs in which the person may create packages, by id.
    catalogs: Mapping[str, CatalogFacts] | None = None
    may_create_catalog: bool | None = None
    #: Names of all catalogs that the person can see, case folded.
    catalog_names: frozenset[str] | None = None
    #: Names of the packages of the chosen catalog, case folded.
    package_names: frozenset[str] | None = None
    #: Per origin id of a resource outside the catalog: why the person may not add it; absent or empty means
    #: they may.
    cannot_add: Mapping[str, str] | None = None
    governance_licence: bool | None = None
    is_global_administrator: bool | None = None
    #: Ids of the connected organizations of the tenant.
    organization_ids: frozenset[str] | None = None
    #: Ids of the resources of the chosen catalog.
    catalog_resource_ids: frozenset[str] | None = None
    #: Per group under PIM, by id as `same_id` has it: days after which its setting ends eligible access, for
    #: `member` and `owner`. What may last for ever is not among them.
    eligible_days: Mapping[str, Mapping[str, float]] | None = None
    #: What was read again, by id as `same_id` has it; None for what is not there any more. What is not among
    #: them was not asked for, or not told.
    seen: Mapping[str, Seen | None] | None = None
    #: What could not be read again, in words, such as "groups".
    unread: tuple[str, ...] = ()
    #: Per origin id of a resource, the origin ids of the roles that its catalog offers now.
    offered_roles: Mapping[str, frozenset[str]] | None = None
    managers: Managers | None = None
    #: For an audience that names nobody, by its kind: of how many people the manager was looked up.
    managers_of_all: Mapping[str, ManagersOfAll] | None = None
    #: Who may invite guests, in Graph's words: everyone, none and so on.
    invitations_from: str | None = None
    #: How many connected organizations are configured.
    configured_organizations: int | None = None
    #: Graph's names of what the tenant's cloud does not have; a plan for it leaves them out.
    cloud_lacks: frozenset[str] = frozenset()
    #: Object id of the draft's author.
    author_id: str | None = None
