"""The page Settings: in which catalogs holders of the portal's roles may use them, and who said so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.grants import changes
from portal.grants.models import CatalogGrant
from portal.htmx import page_or_part
from portal.rights import Answer
from portal.signin.models import Person
from wizard.permissions import admin, may_change_settings, person_of

PER_PAGE = 25


@admin
@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """What stands, and below it what was granted and ended, the latest first."""
    answer = may_change_settings(request)
    if not answer.allowed:
        return refused(request, answer)
    q = request.GET.get("q", "").replace("\0", "").strip()[:200]
    page = Paginator(_standing(q), PER_PAGE).get_page(request.GET.get("page", ""))
    record_page, record = _record(request.GET.get("record", ""))
    context = {
        "nav": "settings",
        "q": q,
        "page": page,
        "query": urlencode({"q": q}) + "&" if q else "",
        "rows": _rows(page),
        "record": record,
        "record_page": record_page,
    }
    return page_or_part(request, "wizard/settings.html", "wizard/_grants.html", context)


@admin
@require_POST
def end(request: HttpRequest, grant_id: int) -> HttpResponse:
    answer = may_change_settings(request)
    if not answer.allowed:
        return refused(request, answer)
    if changes.end(grant_id=grant_id, by=person_of(request)):
        messages.success(request, "Ended. It counts from now on, also for pages that are open.")
    else:
        messages.info(request, "It had ended already.")
    return redirect("wizard:settings")


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    context = {"message": answer.reason, "who": answer.who_can_help}
    return render(request, "403.html", context, status=403)


def _standing(q: str) -> QuerySet[CatalogGrant]:
    found = CatalogGrant.objects.filter(ended_at=None).select_related("granted_by")
    for word in q.split():
        found = found.filter(
            Q(role__icontains=word)
            | Q(catalog_name__icontains=word)
            | Q(catalog_id__icontains=word)
            | Q(holder_name__icontains=word)
            | Q(holder_address__icontains=word)
            | Q(holder_id__icontains=word)
        )
    return found.order_by("catalog_name", "role", "holder_name", "pk")


def _rows(grants: Iterable[CatalogGrant]) -> list[dict[str, Any]]:
    shown = list(grants)
    roles = _roles_of([one.holder_id for one in shown if one.holder_id])
    return [{"grant": one, "missing": _missing(one, roles)} for one in shown]


def _roles_of(ids: Collection[str]) -> dict[str, Collection[str]]:
    """App roles at their last sign-in, of those who have signed in."""
    found = Person.objects.filter(object_id__in=ids)
    return {str(person.object_id): person.portal_roles for person in found}


def _missing(grant: CatalogGrant, roles: dict[str, Collection[str]]) -> str:
    """Why the grant gives nothing yet, as far as the portal can know."""
    if not grant.holder_id:
        return ""
    if grant.holder_id not in roles:
        return "Has not signed in here yet"
    held = grant.role in roles[grant.holder_id]
    return "" if held else f"Does not hold the app role {grant.role}: gives nothing"


def _record(number: str) -> tuple[Page[Any], list[dict[str, Any]]]:
    """Every change: a grant is one when it was made, and another when it was ended."""
    made = CatalogGrant.objects.annotate(at=F("granted_at"), what=Value("Granted"))
    ended = CatalogGrant.objects.filter(ended_at__isnull=False)
    ended = ended.annotate(at=F("ended_at"), what=Value("Ended"))
    told = made.values("pk", "at", "what").union(ended.values("pk", "at", "what"), all=True)
    page = Paginator(told.order_by("-at", "-pk"), PER_PAGE).get_page(number)
    grants = CatalogGrant.objects.select_related("granted_by", "ended_by").in_bulk(
        [one["pk"] for one in page]
    )
    return page, [_told(one, grants[one["pk"]]) for one in page]


def _told(change: Mapping[str, Any], grant: CatalogGrant) -> dict[str, Any]:
    by = grant.granted_by if change["what"] == "Granted" else grant.ended_by
    return {**change, "grant": grant, "by": by.display_name if by else "manage.py grant"}
