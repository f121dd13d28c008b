"""What the tenant says of the people and groups of these tests."""

from typing import Any

from tests.rules.support import guid
from wizard.rules.seen import SeenApplication, SeenGroup, SeenOrganization, SeenUser


def seen_user(name: str, **known: Any) -> SeenUser:
    return SeenUser(id=guid(name), display_name=name, **known)


def seen_group(name: str, *people: str | SeenUser, **known: Any) -> SeenGroup:
    """A group with exactly these people, by name or as they were seen."""
    members = [one if isinstance(one, SeenUser) else seen_user(one) for one in people]
    told = {"size": len(members), "is_complete": True, "people": {one.id: one for one in members}, **known}
    return SeenGroup(id=guid(name), display_name=name, **told)


def seen_organization(name: str = "Fabrikam", **known: Any) -> SeenOrganization:
    return SeenOrganization(id=guid(name), display_name=name, **known)


def seen_application(name: str, **known: Any) -> SeenApplication:
    return SeenApplication(id=guid(name), display_name=name, **known)


def tells(*seen: Any, **facts: Any) -> dict[str, Any]:
    """As facts."""
    return {"seen": {one.id: one for one in seen}, **facts}
