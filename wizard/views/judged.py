"""A draft as the rules see it now, with what the tenant says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from portal.graph.errors import DOWN, GraphRefused
from portal.rights import Rights
from wizard.actions.content import Content, content_of
from wizard.actions.errors import ContentChanged
from wizard.document import Document, load
from wizard.lookups.facts import facts_at_hand, facts_for, forget_facts
from wizard.models import Draft
from wizard.permissions import person_of, rights_for
from wizard.plan.errors import NotPlannable
from wizard.rules import Facts, Level, Problem, check

UNREACHABLE = "Your tenant cannot be reached."


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`content` is None while the document has no plan, `rights` while the tenant does not tell them."""

    document: Document
    problems: Sequence[Problem]
    content: Content | None
    rights: Rights | None
    #: Why the tenant's own facts are not in `problems`; empty where they are.
    trouble: str = ""

    @property
    def errors(self) -> list[Problem]:
        return [one for one in self.problems if one.level is Level.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [one for one in self.problems if one.level is Level.WARNING]

    @property
    def digest(self) -> str:
        """Of what the page shows; empty while there is no plan."""
        return self.content.digest if self.content else ""


def judge(request: HttpRequest, draft: Draft, *, fresh: bool = False, for_reader: bool = False) -> Judged:
    """`fresh` asks the tenant anew; `for_reader` leaves out what only concerns the rights of an author.

    What is being created or exists already is past judging: its name is taken, by itself.
    """
    document = load(draft.document)
    if not draft.is_editable:
        return Judged(document=document, problems=(), content=_content(draft), rights=None)
    rights, facts, trouble = _asked(request, draft, document, fresh)
    problems = check(document, _without_rights(facts) if for_reader else facts)
    return Judged(
        document=document, problems=problems, content=_content(draft), rights=rights, trouble=trouble
    )


def _asked(
    request: HttpRequest, draft: Draft, document: Document, fresh: bool
) -> tuple[Rights | None, Facts, str]:
    rights = None
    author_id = str(draft.author.object_id)
    if fresh:
        forget_facts(person_of(request), document)
    try:
        rights = rights_for(request, fresh=fresh)
        return rights, facts_for(person_of(request), rights, document, author_id=author_id), ""
    except DOWN:
        return rights, facts_at_hand(), UNREACHABLE
    except GraphRefused as refusal:
        return (
            rights,
            facts_at_hand(),
            f"Your tenant did not answer what the rules need to know: {refusal}",
        )


def _content(draft: Draft) -> Content | None:
    try:
        return content_of(draft)
    except NotPlannable:
        return None


def _without_rights(facts: Facts) -> Facts:
    return replace(
        facts, catalogs=None, may_create_catalog=None, cannot_add=None, is_global_administrator=None
    )


def refuse_unread(request: HttpRequest, judged: Judged) -> None:
    """Raises ContentChanged unless the page that was sent showed what is there now."""
    if request.POST.get("digest") != judged.digest:
        raise ContentChanged(ContentChanged.__doc__)
