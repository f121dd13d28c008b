"""Groups, applications and sites for the Resource roles tab.

See all starts cleared each time the pane opens (R15). What lies outside the catalog is added to it only
when the package is created, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from portal.graph.errors import NotAllowed as NotShown
from portal.rights import Rights, shown_by_grant_alone
from portal.signin.models import Person
from wizard.actions.errors import ActionRefused, NotAllowed
from wizard.document import Catalog, ExistingCatalog, OriginSystem, Resource, ResourceRole
from wizard.lookups import adding, resource_search, resources
from wizard.lookups.as_resource import Row, same
from wizard.lookups.candidates import Candidate
from wizard.lookups.portions import Portion
from wizard.permissions import person_of, rights_for
from wizard.views.asking import SEE_ALL, Asking
from wizard.views.offer import Offer, require_all
from wizard.views.picking import Picking
from wizard.views.sheet import Sheet

NOUNS: dict[OriginSystem, str] = {
    "AadGroup": "Group and Team(s)",
    "AadApplication": "Application(s)",
    "SharePointOnline": "Site(s)",
}
KINDS = {"AadGroup": "group", "AadApplication": "application", "SharePointOnline": "site"}
SEARCH_LABELS: dict[OriginSystem, str] = {
    "AadGroup": "Search by name, mail or object id",
    "AadApplication": "Search by name, object id or application id",
    "SharePointOnline": "Search by name or address",
}
INFO = "Try changing or adding filters if you don't see what you're looking for."
ONLY_THESE = "Only resources of the catalog are listed. An owner of the catalog can add others to it."
NOT_SHOWN = (
    "Microsoft does not show you the resources of '{}', because you hold no role in that catalog there. "
    "An owner of the catalog can make you a catalog reader, or add the resources to this draft."
)
#: https://learn.microsoft.com/graph/api/accesspackagecatalog-list-resources
NO_SITES = "Microsoft lists the SharePoint sites of a catalog only to people who hold a role in it."
EMPTY = "Nothing found. Resources that are not in the catalog show with See all."
AGAIN = "Already in this package. Pick it again to give another of its roles as well."
IN_PACKAGE = "Already in this package; its role is chosen on the page."
NO_MORE_ROLES = "Already in this package with every role it has."


@dataclass(frozen=True, kw_only=True)
class Pane:
    """All that a row has to be judged by, read once."""

    person: Person
    rights: Rights
    catalog: Catalog | None
    #: The catalog's resources by origin id as compared.
    inside: Mapping[str, Row]
    sheet: Sheet

    def is_outside(self, one: Resource) -> bool:
        return same(one.origin_id) not in self.inside


def frame(picking: Picking, asking: Asking) -> dict[str, Any]:
    """What stands there whether the tenant answers or not."""
    label = SEARCH_LABELS[_system(picking)]
    return {"columns": ["Name", "Type", "Details"], "info": INFO, "search_label": label}


def offer(request: HttpRequest, sheet: Sheet, picking: Picking, asking: Asking) -> Offer:
    """Rows of the catalog, or of the whole directory with See all. Raises GraphError."""
    pane, system = _pane(request, sheet), _system(picking)
    found = _search(pane, system, asking)
    around = {
        **_beyond(pane, system, asking),
        "empty": _empty(pane, system, asking),
        "selected": _selected(pane, system, asking),
    }
    rows = [_row(pane, one, asking) for one in found.found]
    return Offer(rows=rows, portion=found, around=around)


def _empty(pane: Pane, system: OriginSystem, asking: Asking) -> str:
    if asking.everything:
        return ""
    given = isinstance(pane.catalog, ExistingCatalog) and shown_by_grant_alone(pane.rights, pane.catalog.id)
    return NO_SITES if given and system == "SharePointOnline" else EMPTY


def take(request: HttpRequest, sheet: Sheet, picking: Picking, ticked: Sequence[str]) -> Sheet:
    """The sheet with a row for each ticked resource. Raises GraphError, NotAllowed naming the resource
    (R14), or ActionRefused for what cannot be read or can never be picked (R17).
    """
    pane, system = _pane(request, sheet), _system(picking)
    told = resources.describe(pane.person, pane.catalog, [(system, id) for id in ticked])
    require_all(len(ticked), len(ticked) - len(told.missing))
    for one in told.found:
        _refuse_what_never_fits(one, told.never.get(one.origin_id, ""))
        _refuse_unless_allowed(pane, one)
    rows = tuple(ResourceRole(resource=one) for one in told.found if not _again(sheet, one)[0])
    document = sheet.document.model_copy(update={"resource_roles": (*sheet.document.resource_roles, *rows)})
    return sheet.with_document(document).with_roles(told.offered)


def _system(picking: Picking) -> OriginSystem:
    return picking.resources or "AadGroup"


def _pane(request: HttpRequest, sheet: Sheet) -> Pane:
    catalog, person = sheet.document.basics.catalog, person_of(request)
    try:
        inside = resources.of_catalog(person, catalog)
    except NotShown as refusal:
        raise NotAllowed(NOT_SHOWN.format(adding.name_of(catalog))) from refusal
    return Pane(person=person, rights=rights_for(request), catalog=catalog, inside=inside, sheet=sheet)


def _search(pane: Pane, system: OriginSystem, asking: Asking) -> Portion[Candidate[Resource]]:
    if asking.everything and adding.may_see_all(pane.rights, pane.catalog):
        return resource_search.search_directory(pane.person, system, asking.text, asking.after)
    return resource_search.search_catalog(pane.person, pane.catalog, system, asking.text, asking.after)


def _beyond(pane: Pane, system: OriginSystem, asking: Asking) -> dict[str, Any]:
    """See all, or why there is none."""
    see_all = _see_all(pane, system, asking.everything)
    return {"see_all": see_all} if see_all else {"see_all": None, "info": ONLY_THESE}


def _see_all(pane: Pane, system: OriginSystem, checked: bool) -> dict[str, Any] | None:
    """Shown to whoever may add resources to a catalog; an access package manager never may (R14)."""
    if not adding.may_see_all(pane.rights, pane.catalog):
        return None
    label = (
        f"See all {NOUNS[system]} not in the '{adding.name_of(pane.catalog)}' catalog. "
        "You must have the correct permissions to add them in this access package."
    )
    return {"name": SEE_ALL, "label": label, "checked": checked}


def _row(pane: Pane, found: Candidate[Resource], asking: Asking) -> dict[str, Any]:
    one, outside = found.one, pane.is_outside(found.one)
    barred, note = _again(pane.sheet, one)
    reason = found.never or barred
    if outside and not reason:
        answer = adding.answer_for(pane.person, pane.rights, pane.catalog, one)
        reason, note = adding.refusal_of(answer), answer.reason if answer.allowed else ""
    checked = one.origin_id in asking.ticked and not reason
    shown = _shown(one, found.detail, outside)
    return {**shown, "type": found.type, "checked": checked, "reason": reason, "note": note}


def _again(sheet: Sheet, one: Resource) -> tuple[str, str]:
    """Why it cannot be picked once more, and what to say where it can: an application has several roles."""
    rows = [
        row for row in sheet.document.resource_roles if same(row.resource.origin_id) == same(one.origin_id)
    ]
    if not rows:
        return "", ""
    if one.origin_system != "AadApplication":
        return IN_PACKAGE, ""
    offered = sheet.offered_roles.get(rows[0].resource.origin_id, ())
    return ("", AGAIN) if len(offered) > len(rows) else (NO_MORE_ROLES, "")


def _shown(one: Resource, detail: str, outside: bool) -> dict[str, Any]:
    return {
        "id": one.origin_id,
        "dom": one.origin_id,
        "name": one.display_name,
        "kind": KINDS[one.origin_system],
        "detail": " · ".join(filter(None, [detail, "Not in the catalog" if outside else ""])),
    }


def _selected(pane: Pane, system: OriginSystem, asking: Asking) -> list[dict[str, Any]]:
    """Only a whole page shows them; htmx keeps them on the page and asks for results alone."""
    if not asking.ticked or asking.part:
        return []
    told = resources.describe(pane.person, pane.catalog, [(system, id) for id in asking.ticked])
    return [_shown(one, "", pane.is_outside(one)) for one in told.found]


def _refuse_what_never_fits(one: Resource, reason: str) -> None:
    if reason:
        raise ActionRefused(f"'{one.display_name}' cannot be part of an access package. {reason}")


def _refuse_unless_allowed(pane: Pane, one: Resource) -> None:
    if one.catalog_resource_id is not None:
        return
    if reason := adding.why_not(pane.person, pane.rights, pane.catalog, one):
        raise NotAllowed(
            f"You can't add '{one.display_name}' to catalog '{adding.name_of(pane.catalog)}'. {reason}"
        )
