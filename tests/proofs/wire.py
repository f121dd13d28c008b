"""What these stories do over the wire."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.views.stage import Company, Seat, drafted, text_of
from wizard.document import Document, Policy, Resource, ResourceRole, Role, load
from wizard.models import Draft, Submission


def begun(seat: Seat, content: Document, **policy: Any) -> Draft:
    """A draft whose one policy is as named, or stays."""
    changed = content.model_copy(update={"policies": (Policy(**policy),)}) if policy else content
    return drafted(seat, changed)


def post(seat: Seat, draft: Draft, tab: str, **controls: str) -> Any:
    """The form of a tab, made by hand."""
    revision = str(Draft.objects.get(pk=draft.pk).revision)
    return seat.post(reverse("wizard:tab", args=[draft.pk, tab]), **{"revision": revision, **controls})


def shown(seat: Seat, draft: Draft, tab: str) -> str:
    """What a person reads of the tab."""
    return text_of(seat.get(reverse("wizard:tab", args=[draft.pk, tab])))


def stored(draft: Draft) -> Any:
    return load(Draft.objects.get(pk=draft.pk).document)


def sends(seat: Seat, draft: Draft) -> Any:
    """Send for review, made by hand."""
    return _pressed(seat, draft, "send")


def creates(seat: Seat, draft: Draft) -> Any:
    """Create, made by hand."""
    return _pressed(seat, draft, "create")


def _pressed(seat: Seat, draft: Draft, what: str) -> Any:
    digest = seat.get(reverse("wizard:review", args=[draft.pk])).context["judged"].digest
    return seat.post(reverse(f"wizard:{what}", args=[draft.pk]), digest=digest)


def nothing_created() -> bool:
    return not Submission.objects.exists()


def member_of(company: Company, name: str) -> ResourceRole:
    """Membership of a group that the catalog does not have."""
    row = company.named("group", name)
    group = Resource(origin_system="AadGroup", origin_id=row["id"], display_name=name)
    return ResourceRole(resource=group, role=Role(display_name="Member", origin_id=f"Member_{row['id']}"))
