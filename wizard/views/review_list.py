"""What waits for a reviewer, and what they decided before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from portal.rights import EVERY, Action, Rights, catalogs_where, may
from portal.signin.models import Person
from wizard.models import Draft, Event, Review, Revision

PER_PAGE = 25
#: Ids of the catalogs in whose drafts a person decides, or EVERYWHERE.
Reach = Sequence[str] | str
EVERYWHERE = "*"
#: Own verdicts that are shown, the latest first.
REMEMBERED = 25


def waiting_for(person: Person, rights: Rights) -> QuerySet[Draft]:
    """Drafts in review that the person may decide on, oldest first, each with `sent_at`."""
    sent = Event.objects.filter(draft=OuterRef("pk"), kind="sent_for_review").order_by("-at")
    return (
        waiting_within(person, reach_of(rights))
        .annotate(sent_at=Subquery(sent.values("at")[:1]))
        .select_related("author")
        .defer("document", "typed")
        .order_by("sent_at", "pk")
    )


def waiting_within(person: Person, reach: Reach) -> QuerySet[Draft]:
    """The same without order, for a reach that was told earlier."""
    mine = Revision.objects.filter(by=person, draft__state=Draft.State.IN_REVIEW).values("draft")
    where = Q() if reach == EVERYWHERE else Q(catalog_id__in=reach)
    found = Draft.objects.filter(where, state=Draft.State.IN_REVIEW)
    return found.exclude(author=person).exclude(pk__in=mine)


def reach_of(rights: Rights) -> Reach:
    """Drafts without an existing catalog, under the empty id, are for those who may review everywhere."""
    where = catalogs_where(rights, Action.REVIEW)
    if where is EVERY:
        return EVERYWHERE
    homeless = {""} if may(rights, Action.REVIEW).allowed else set()
    return sorted(where | homeless)


def page_of_waiting(person: Person, rights: Rights | None, number: str) -> Page[Draft]:
    """Empty while the tenant does not tell the rights."""
    waiting = waiting_for(person, rights) if rights else Draft.objects.none()
    return Paginator(waiting, PER_PAGE).get_page(number)


def decided_by(person: Person, visible: QuerySet[Draft]) -> list[dict[str, Any]]:
    """Own verdicts, on what is still `visible` to the person."""
    found = Review.objects.filter(by=person, draft__in=visible).select_related("draft", "draft__author")
    rows = found.defer("draft__document", "draft__typed").order_by("-at", "-pk")[:REMEMBERED]
    return [{"review": one, "url": reverse("wizard:verdict", args=[one.draft_id])} for one in rows]
