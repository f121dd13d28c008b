"""What only the tenant knows and a tab offers. A tenant that cannot be reached leaves the page usable."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest

from portal.graph.errors import DOWN, GraphRefused, SignInNeeded
from portal.rights import Action, DirectoryRole, may
from wizard.document import AllConnectedOrganizations, ConnectedOrganization
from wizard.lookups import catalogs, licences, organizations
from wizard.lookups.facts import today
from wizard.permissions import person_of, rights_for
from wizard.tabs import Tab
from wizard.tabs.base import Choices
from wizard.views.sheet import Sheet

#: Cookie in which the page's script notes the browser's time zone.
TIME_ZONE_COOKIE = "time_zone"


def choices_for(request: HttpRequest, tab: Tab, sheet: Sheet) -> tuple[Choices, bool]:
    """The choices, and whether the tenant could not be reached for them."""
    try:
        return _asked(request, tab, sheet), False
    except DOWN:
        return _unasked(request, sheet), True


def choices_to_save(request: HttpRequest, tab: Tab, sheet: Sheet) -> tuple[Choices, bool]:
    """The same for a POST: what was typed is saved before the next page asks for a sign-in."""
    try:
        return choices_for(request, tab, sheet)
    except SignInNeeded:
        return _unasked(request, sheet), True


def _unasked(request: HttpRequest, sheet: Sheet) -> Choices:
    return Choices(offered_roles=sheet.offered_roles, time_zone=time_zone(request), today=today())


def _asked(request: HttpRequest, tab: Tab, sheet: Sheet) -> Choices:
    if tab.key == "basics":
        return _for_basics(request)
    if tab.key == "requests":
        return _for_requests(request, sheet)
    if tab.key == "lifecycle":
        licence = licences.governance(person_of(request))
        return Choices(governance_licence=licence, time_zone=time_zone(request), today=today())
    return Choices(offered_roles=sheet.offered_roles, time_zone=time_zone(request))


def _for_requests(request: HttpRequest, sheet: Sheet) -> Choices:
    return Choices(
        governance_licence=licences.governance(person_of(request)),
        connected_organizations=_connected(request, sheet),
        is_global_administrator=DirectoryRole.GLOBAL_ADMINISTRATOR in rights_for(request).directory_roles,
        time_zone=time_zone(request),
    )


def _connected(request: HttpRequest, sheet: Sheet) -> Sequence[ConnectedOrganization] | None:
    """Only for the scope that means all of them; None as well for a person who may not see them."""
    if not isinstance(sheet.document.policy.audience, AllConnectedOrganizations):
        return None
    try:
        return organizations.configured(person_of(request))
    except GraphRefused:
        return None


def _for_basics(request: HttpRequest) -> Choices:
    rights = rights_for(request)
    may_create = may(rights, Action.CREATE_CATALOG)
    usable = catalogs.usable(person_of(request), rights)
    return Choices(
        catalogs=usable,
        default_catalog=catalogs.default(person_of(request), usable),
        may_create_catalog=may_create.allowed,
        why_no_new_catalog=f"{may_create.reason} {may_create.who_can_help}".strip(),
        time_zone=time_zone(request),
    )


def time_zone(request: HttpRequest) -> str:
    """The browser's zone as its script noted it; UTC without script or for an unknown name."""
    noted = unquote(request.COOKIES.get(TIME_ZONE_COOKIE, "UTC"))
    try:
        return ZoneInfo(noted).key
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return "UTC"
