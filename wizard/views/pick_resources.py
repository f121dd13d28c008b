"""Groups, applications and sites for the Resource roles tab.

See all starts cleared each time the pane opens (R15). What lies outside the catalog is added to it only
when the
package is created, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from wizard.actions.errors import NotAllowed
from wizard.document import Catalog, OriginSystem, Resource, ResourceRole
from wizard.lookups import adding, resources
from wizard.permissions import person_of, rights_for
from wizard.views.picking import Picking
from wizard.views.sheet import Sheet

NOUNS: dict[OriginSystem, str] = {
    "AadGroup": "Group and Team(s)",
    "AadApplication": "Application(s)",
    "SharePointOnline": "Site(s)",
}
SEE_ALL = "see_all"


def offer(request: HttpRequest, sheet: Sheet, picking: Picking) -> dict[str, Any]:
    """Rows of the catalog, or of the whole directory with See all. Raises GraphError."""
    system = _system(picking)
    catalog = sheet.document.basics.catalog
    everything = request.GET.get(SEE_ALL) == "1"
    found, more = _search(request, catalog, system, everything)
    ticked = request.GET.getlist("selected")
    rows = [_row(request, catalog, one, never, ticked) for one, never in found]
    return {
        "rows": rows,
        "total": len(rows),
        "more": more,
        "columns": ["Name", "Type", "Details"],
        "info": "Try changing or adding filters if you don't see what you're looking for.",
        "see_all": _see_all(request, catalog, system, everything),
        "empty": "Nothing found. Resources that are not in the catalog show with See all.",
        "selected": _selected(request, catalog, system, ticked),
        "search_label": "Search by name or address",
    }


def _system(picking: Picking) -> OriginSystem:
    return picking.resources or "AadGroup"


def _search(
    request: HttpRequest, catalog: Catalog | None, system: OriginSystem, everything: bool
) -> tuple[list[tuple[Resource, str]], bool]:
    text = request.GET.get("q", "")
    if everything:
        return resources.search_directory(person_of(request), system, text)
    found = resources.search_catalog(person_of(request), catalog, system, text)
    return [(one, "") for one in found], False


def _see_all(
    request: HttpRequest, catalog: Catalog | None, system: OriginSystem, checked: bool
) -> dict[str, Any] | None:
    """Shown to whoever may add resources to a catalog; an access package manager never may (R14)."""
    if not adding.may_see_all(rights_for(request), catalog):
        return None
    name = adding.name_of(catalog)
    label = (
        f"See all {NOUNS[system]} not in the '{name}' catalog. "
        "You must have the correct permissions to add them in this access package."
    )
    return {"name": SEE_ALL, "label": label, "checked": checked}


def _row(
    request: HttpRequest, catalog: Catalog | None, one: Resource, never: str, ticked: Sequence[str]
) -> dict[str, Any]:
    inside = resources.of_catalog(person_of(request), catalog)
    outside = resources.same(one.origin_id) not in inside
    refusal = adding.why_not(person_of(request), rights_for(request), catalog, one) if outside else ""
    return {**_shown(one, outside), "checked": one.origin_id in ticked, "reason": never or refusal}


def _shown(one: Resource, outside: bool) -> dict[str, Any]:
    kinds = {"AadGroup": "group", "AadApplication": "application", "SharePointOnline": "site"}
    site = one.origin_system == "SharePointOnline"
    return {
        "id": one.origin_id,
        "name": one.display_name,
        "kind": kinds[one.origin_system],
        "type": one.origin_id if site else one.sub_type or "In the catalog",
        "detail": "Not in the catalog" if outside else "",
    }


def _selected(
    request: HttpRequest, catalog: Catalog | None, system: OriginSystem, ticked: Sequence[str]
) -> list[dict[str, Any]]:
    if not ticked or request.GET.get("part"):
        return []
    found, _ = resources.describe(person_of(request), catalog, [(system, id) for id in ticked])
    return [_shown(one, one.catalog_resource_id is None) for one in found]


def take(request: HttpRequest, sheet: Sheet, picking: Picking, ticked: Sequence[str]) -> Sheet:
    """The sheet with a row for each ticked resource. Raises GraphError, or NotAllowed naming the resource
    (R14).
    """
    catalog = sheet.document.basics.catalog
    system = _system(picking)
    found, offered = resources.describe(person_of(request), catalog, [(system, id) for id in ticked])
    for one in found:
        if one.catalog_resource_id is None:
            _refuse_unless_allowed(request, catalog, one)
    rows = tuple(ResourceRole(resource=one) for one in found)
    document = sheet.document.model_copy(update={"resource_roles": (*sheet.document.resource_roles, *rows)})
    return sheet.with_document(document).with_roles(offered)


def _refuse_unless_allowed(request: HttpRequest, catalog: Catalog | None, one: Resource) -> None:
    if reason := adding.why_not(person_of(request), rights_for(request), catalog, one):
        raise NotAllowed(
            f"You can't add '{one.display_name}' to catalog '{adding.name_of(catalog)}'. {reason}"
        )
