"""Create: an approved draft becomes a submission, once."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.rights import Rights
from portal.signin.models import Person
from wizard.actions.content import Content, content_of, standing_approval
from wizard.actions.errors import NotAllowed, NotReady, WrongMoment
from wizard.actions.identity import as_application, why_not_as_application
from wizard.document import Document, load
from wizard.evidence import of_create, record
from wizard.evidence.kinds import CREATE_PRESSED
from wizard.models import Draft, Submission
from wizard.rules import Problem, blocking
from wizard.submit.entitled import may_create


def create(*, draft: Draft, by: Person, rights: Rights, problems: Sequence[Problem]) -> Submission:
    """Queues exactly what was approved. Pressed twice, it answers the one submission there is.

    `rights` and `problems` must be fresh: asked of the tenant for this press. Raises NotAllowed,
    NotReady, WrongMoment.
    """
    if already := live(draft):
        return already
    check_rights(load(draft.document), rights)
    if errors := blocking(problems):
        raise NotReady(errors)
    content = content_of(draft)
    check_may_create(draft, content, by, rights)
    try:
        return _queue(draft, by, content)
    except (IntegrityError, WrongMoment):
        if meanwhile := live(draft):
            return meanwhile  # the other click of a double click
        raise


def live(draft: Draft) -> Submission | None:
    """The draft's submission that was not undone: at most one, says the database."""
    return Submission.objects.filter(draft=draft).exclude(state=Submission.State.UNDONE).first()


def check_may_create(draft: Draft, content: Content, by: Person, rights: Rights) -> None:
    """Raises NotAllowed (rights) or WrongMoment (no approval of exactly this content, where one is due; or
    content that the application's own identity cannot create).
    """
    check_rights(content.document, rights)
    if as_application() and (reason := why_not_as_application(content.document, rights)):
        raise WrongMoment(reason)
    if needs_review(draft, by) and standing_approval(draft, content) is None:
        raise WrongMoment("A second person has to approve exactly this content first.")


def check_rights(document: Document, rights: Rights) -> None:
    """Raises NotAllowed, which outweighs what else is wrong: who cannot create need not mend."""
    answer = may_create(document, rights)
    if not answer.allowed:
        raise NotAllowed(f"{answer.reason} {answer.who_can_help}")


def needs_review(draft: Draft, by: Person) -> bool:
    """Whether Create needs an approval: with `when-author-lacks-rights`, unless the author presses it with
    own rights.
    """
    if settings.PORTAL_REVIEW == "when-author-lacks-rights":
        return draft.author_id != by.pk
    return bool(settings.PORTAL_REVIEW == "always")


@transaction.atomic
def _queue(draft: Draft, by: Person, content: Content) -> Submission:
    from_states = [Draft.State.APPROVED] if needs_review(draft, by) else list(_UNREVIEWED)
    moved = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state__in=from_states).update(
        state=Draft.State.SUBMITTING, updated_at=timezone.now()
    )
    if not moved:
        raise WrongMoment(WrongMoment.__doc__)
    submission = Submission.objects.create(
        draft=draft,
        created_by=by,
        identity=Submission.Identity(settings.PORTAL_CREATE_AS),
        plan=content.plan.to_json(),
        digest=content.digest,
        not_before=timezone.now(),
    )
    record(draft.pk, CREATE_PRESSED, by=by, data=of_create(submission), submission=submission)
    return submission


_UNREVIEWED = (
    Draft.State.DRAFTING,
    Draft.State.APPROVED,
    Draft.State.CHANGES_REQUESTED,
    Draft.State.UNDONE,
)
