"""A draft as its editor has it open: the document, what lives beside it, and the revision the page was drawn
from.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, HttpRequest

from portal.signin.models import Person
from wizard.actions import drafts
from wizard.document import Document, blank, load
from wizard.models import PORTAL_CHAIN, Draft, Revision
from wizard.permissions import editable_draft
from wizard.tabs import Tab
from wizard.tabs.base import Remembered

PAGE = re.compile("[0-9a-f-]{36}")
TURN = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`draft` is None until the first save makes the row; its id is in the address already."""

    id: uuid.UUID
    draft: Draft | None
    document: Document
    typed: Mapping[str, Any]
    #: Names the open page over all its saves.
    page: str = field(default_factory=lambda: str(uuid.uuid4()))
    #: Which of the page's saves this is; 0 without script.
    turn: int = 0

    @property
    def revision(self) -> int:
        return self.draft.revision if self.draft else 0

    def remembered(self, tab: Tab) -> Remembered:
        return Remembered.from_json(self.typed.get("tabs", {}).get(tab.key, {}))

    @property
    def checked(self) -> Sequence[str]:
        """Tabs that the person has left once: their errors are shown."""
        found: Sequence[str] = self.typed.get("checked", [])
        return found

    @property
    def offered_roles(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Per resource the roles that the tenant offered when it was picked."""
        found: Mapping[str, Any] = self.typed.get("roles", {})
        return found

    def with_tab(self, tab: Tab, document: Document, remembered: Remembered, *, left: bool) -> Sheet:
        """After a POST of one tab."""
        tabs = {**self.typed.get("tabs", {}), tab.key: remembered.to_json()}
        checked = sorted({*self.checked, tab.key}) if left else list(self.checked)
        return replace(self, document=document, typed={**self.typed, "tabs": tabs, "checked": checked})

    def with_document(self, document: Document) -> Sheet:
        return replace(self, document=document)

    def with_roles(self, offered: Mapping[str, Sequence[Mapping[str, Any]]]) -> Sheet:
        roles = {**self.offered_roles, **offered}
        return replace(self, typed={**self.typed, "roles": roles})

    def save(self, by: Person) -> Draft:
        """Raises StaleRevision or WrongMoment."""
        typed = dict(self.typed)
        if self.draft is None:
            return drafts.begin(id=self.id, by=by, document=self.document, typed=typed, **self._sender)
        return drafts.save(draft=self.draft, by=by, document=self.document, typed=typed, **self._sender)

    @property
    def _sender(self) -> dict[str, Any]:
        return {"page": self.page, "turn": self.turn}

    @property
    def overtaken(self) -> bool:
        """Whether a later save of the same page was quicker: what this one carries is old."""
        later = Revision.objects.filter(draft=self.draft, page=self.page, turn__gt=self.turn)
        return self.turn > 0 and self.draft is not None and later.exists()


def new_sheet(id: uuid.UUID) -> Sheet:
    return Sheet(id=id, draft=None, document=blank(), typed={})


def sheet_of(draft: Draft) -> Sheet:
    return Sheet(id=draft.pk, draft=draft, document=load(draft.document), typed=draft.typed)


def same_page(request: HttpRequest, sheet: Sheet) -> Sheet:
    """The sheet under the name of the page that posted it."""
    sent, turn = request.POST.get("page", ""), request.POST.get("turn", "")
    if not PAGE.fullmatch(sent):
        return sheet
    return replace(sheet, page=sent, turn=int(turn) if TURN.fullmatch(turn) else 0)


def open_sheet(request: HttpRequest, draft_id: uuid.UUID) -> Sheet:
    """The draft for editing; a page that began a new one (revision 0) finds none yet.

    Raises Http404, also for the id of the portal's own chain: with a draft of that name it would not verify.
    """
    if draft_id == PORTAL_CHAIN:
        raise Http404
    begins = request.POST.get("revision") == "0" and not Draft.objects.filter(pk=draft_id).exists()
    found = new_sheet(draft_id) if begins else sheet_of(editable_draft(request, draft_id))
    return same_page(request, found)
