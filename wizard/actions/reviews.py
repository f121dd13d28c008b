"""The second pair of eyes: sent, approved, sent back, rejected."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from portal.rights import Action, Rights, may
from portal.signin.models import Person
from wizard.actions.content import content_of
from wizard.actions.errors import ContentChanged, NotAllowed, NotReady, WrongMoment
from wizard.evidence import of_review, record
from wizard.models import Draft, Review
from wizard.rules import Problem, blocking

SENDABLE = (
    Draft.State.DRAFTING,
    Draft.State.CHANGES_REQUESTED,
    Draft.State.REJECTED,
    Draft.State.UNDONE,
)


@transaction.atomic
def send_for_review(*, draft: Draft, by: Person, problems: Sequence[Problem]) -> Draft:
    """`problems` are what the rules said of this revision with the tenant's facts. Raises NotReady or
    WrongMoment.
    """
    if errors := blocking(problems):
        raise NotReady(errors)
    digest = content_of(draft).digest
    _move(draft, SENDABLE, Draft.State.IN_REVIEW)
    record(draft.pk, "sent_for_review", by=by, data={"revision": draft.revision, "digest": digest})
    return Draft.objects.get(pk=draft.pk)


@transaction.atomic
def withdraw(*, draft: Draft, by: Person) -> Draft:
    """Takes a draft back from review. Raises WrongMoment."""
    _move(draft, (Draft.State.IN_REVIEW,), Draft.State.DRAFTING)
    record(draft.pk, "withdrawn", by=by)
    return Draft.objects.get(pk=draft.pk)


@transaction.atomic
def give_verdict(
    *, draft: Draft, by: Person, rights: Rights, verdict: Review.Verdict, reason: str, digest: str
) -> Review:
    """`digest` is the one on the page that the reviewer read.

    Raises NotAllowed (rights, or own work), ContentChanged, WrongMoment; ValueError without a reason
    where one is due.
    """
    check_may_review(draft, by, rights)
    if verdict != Review.Verdict.APPROVED and not reason.strip():
        raise ValueError("Say why, so that the author knows what to do.")
    if digest != content_of(draft).digest:
        raise ContentChanged(ContentChanged.__doc__)
    _move(draft, (Draft.State.IN_REVIEW,), Draft.State(verdict.value))
    review = Review.objects.create(
        draft=draft,
        revision=draft.revision,
        digest=digest,
        verdict=verdict,
        reason=reason.strip(),
        by=by,
    )
    record(draft.pk, verdict.value, by=by, data=of_review(review))
    return review


def check_may_review(draft: Draft, by: Person, rights: Rights) -> None:
    """Raises NotAllowed for whoever wrote any of it, or may not review in its catalog."""
    answer = may(rights, Action.REVIEW, draft.catalog_id or None)
    if not answer.allowed:
        raise NotAllowed(f"{answer.reason} {answer.who_can_help}")
    if wrote(draft, by):
        raise NotAllowed("You wrote part of this draft; somebody else has to review it.")


def wrote(draft: Draft, person: Person) -> bool:
    """Whether the person is its author or saved any of its revisions."""
    return draft.author_id == person.pk or draft.revisions.filter(by=person).exists()


def _move(draft: Draft, allowed: Sequence[Draft.State], to: Draft.State) -> None:
    """Only from an allowed state, and only at the revision that the caller has seen."""
    moved = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state__in=allowed).update(
        state=to, updated_at=timezone.now()
    )
    if not moved:
        raise WrongMoment(WrongMoment.__doc__)
