"""The access packages of the tenant, as far as Graph shows them to the person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.graph.errors import DOWN, GraphRefused
from portal.htmx import page_or_part
from wizard.lookups import packages as lookup
from wizard.models import JournalEntry, Submission
from wizard.permissions import may_begin, person_of, signed_in
from wizard.plan import keys
from wizard.submit.journal import is_effect
from wizard.views.draft_list import visible_now

#: Graph's address of the next page travels through the browser signed, so nobody can send us to another one.
SALT = "packages.after"
NOTHING = lookup.Found(packages=[], following="")


@signed_in
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """One page of Graph's per request."""
    q = request.GET.get("q", "").strip()[:200]
    after = _after(request)
    found, trouble = _found(request, q, after)
    context = {
        "nav": "packages",
        "q": q,
        "rows": _rows(request, found.packages),
        "first_url": reverse("wizard:packages") if after else "",
        "may_begin": may_begin(request),
        "next": signing.dumps(found.following, salt=SALT) if found.following else "",
        **trouble,
    }
    return page_or_part(request, "wizard/packages.html", "wizard/_packages.html", context)


def _after(request: HttpRequest) -> str:
    """The path of the page that was asked for; an address that is not ours is the first page."""
    try:
        return str(signing.loads(request.GET.get("after", ""), salt=SALT))
    except signing.BadSignature:
        return ""


def _found(request: HttpRequest, q: str, after: str) -> tuple[lookup.Found, dict[str, Any]]:
    """The page, and what the template says in place of one."""
    try:
        return lookup.page(person_of(request), q, after=after), {}
    except DOWN:
        return NOTHING, {"tenant_down": True}
    except GraphRefused as refusal:
        return NOTHING, {"refusal": str(refusal)}


def _rows(request: HttpRequest, found: Collection[lookup.Package]) -> list[dict[str, Any]]:
    made = _made_here(request, found) if found else {}
    return [{"package": one, "submission": made.get(one.id.lower())} for one in found]


def _made_here(request: HttpRequest, found: Collection[lookup.Package]) -> dict[str, Submission]:
    """Submissions that the person may see, by the id of the package that each made.

    Found by the name, which the database can look up quickly, then told apart by the id in the journal.
    """
    names = {one.display_name for one in found}
    drafts = visible_now(request).filter(name__in=names)
    entries = JournalEntry.objects.filter(
        submission__draft__in=drafts,
        submission__state=Submission.State.CREATED,
        step=keys.PACKAGE,
        state=JournalEntry.State.DONE,
    ).select_related("submission")
    return {
        str((entry.answer or {}).get("id", "")).lower(): entry.submission
        for entry in entries
        if is_effect(entry)
    }
