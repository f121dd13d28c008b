"""What the tenant says now of the things that a document names, as it was read again.

Members that were not told, or not asked for, are None: the rules that need them stay silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Anything at all."""

    id: str
    display_name: str


@dataclass(frozen=True, kw_only=True)
class SeenUser(Seen):
    """A person; `enabled` is whether they can sign in."""

    enabled: bool | None = None
    is_guest: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SeenGroup(Seen):
    """A group with its members, direct and through groups, as far as they were read."""

    sub_type: str = ""
    is_dynamic: bool = False
    is_synced: bool = False
    is_assignable_to_role: bool = False
    #: How many members there are, of all kinds.
    size: int | None = None
    #: Members that are people, by id.
    people: Mapping[str, SeenUser] = field(default_factory=dict)
    #: Ids of the members that are groups.
    groups: frozenset[str] = frozenset()
    #: Whether `people` and `groups` are all of them.
    is_complete: bool = False


@dataclass(frozen=True, kw_only=True)
class SeenApplication(Seen):
    """An enterprise application; `enabled` is whether people can sign in to it."""

    enabled: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SeenOrganization(Seen):
    """A connected organization. Sponsors are counted."""

    is_proposed: bool = False
    domains: tuple[str, ...] = ()
    internal_sponsors: int | None = None
    external_sponsors: int | None = None


@dataclass(frozen=True, kw_only=True)
class Managers:
    """Of the people named in scope, those whose manager was looked up; ids."""

    asked: frozenset[str]
    missing: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ManagersOfAll:
    """Of everybody in the directory: how many there are, were looked up, and have no manager."""

    total: int
    asked: int
    missing: int


def same_id(id: str) -> str:
    """Ids as the tenant compares them: case does not count, nor a site's last slash."""
    return id.rstrip("/").casefold()
