"""A package whose creation met everything, and hands that reach into its rows behind the portal's back."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from portal.signin.models import Person
from tests.submit.support import Company, document, signed_in, work
from tests.views.stage import EVERYTHING
from wizard.actions import drafts, reviews, submissions
from wizard.actions.content import content_of
from wizard.evidence.check import check
from wizard.evidence.links import Finding
from wizard.evidence.story import story_of
from wizard.evidence.verify import verify
from wizard.models import Draft, Event, JournalEntry, Review, Submission
from wizard.submit import resume

TENANT = uuid.UUID("7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01")


@dataclass(frozen=True)
class Told:
    """A story that has been lived through."""

    draft: Draft
    submission: Submission
    stranger: Person

    @property
    def chain(self) -> str:
        return str(self.draft.pk)

    @property
    def events(self) -> list[Event]:
        return list(Event.objects.filter(draft=self.draft.pk).order_by("number"))

    @property
    def calls(self) -> list[JournalEntry]:
        return list(self.submission.entries.order_by("pk"))

    def number_of(self, kind: str) -> int:
        """Of the first link of that kind."""
        return next(event.number for event in self.events if event.kind == kind)


def person(name: str) -> Person:
    """Somebody whose rights nobody asks for here."""
    id = uuid.uuid5(TENANT, name)
    return Person.objects.create(
        home_account_id=f"{id}.{TENANT}",
        object_id=id,
        tenant_id=TENANT,
        display_name=name,
        user_principal_name=f"{name}@contoso.example",
    )


def stony_way(company: Company) -> Told:
    """Sent back once, edited by a second person, refused by Graph once, an answer lost once; and another
    draft that was discarded.
    """
    ada, reviewer, second = signed_in(company), person("reviewer"), person("second")
    content = document(company, "Campaign", company.in_catalog(company.new_group("Campaigners")))
    passing = drafts.begin(id=uuid.uuid4(), by=ada, document=content, typed={})
    draft = drafts.begin(id=uuid.uuid4(), by=ada, document=content, typed={})
    draft = judge(draft, reviewer, "changes_requested")
    basics = content.basics.model_copy(update={"description": "For the spring campaign"})
    edited = content.model_copy(update={"basics": basics})
    draft = judge(drafts.save(draft=draft, by=second, document=edited, typed={}), reviewer, "approved")
    drafts.discard(draft=passing, by=ada)
    company.faults({"method": "POST", "path": "accessPackages$", "status": 400})
    company.faults({"method": "POST", "path": "assignmentPolicies$", "status": 504, "when": "after"})
    submission = submissions.create(draft=draft, by=ada, rights=EVERYTHING, problems=[])
    assert work().state == Submission.State.FAILED
    assert resume(submission, by=second)
    assert work().state == Submission.State.CREATED
    return Told(Draft.objects.get(pk=draft.pk), Submission.objects.get(pk=submission.pk), reviewer)


def judge(draft: Draft, by: Person, verdict: str) -> Draft:
    """Sent for review by its author, and judged."""
    sent = reviews.send_for_review(draft=draft, by=draft.author, problems=[])
    reviews.give_verdict(
        draft=sent,
        by=by,
        rights=EVERYTHING,
        verdict=Review.Verdict(verdict),
        reason="Say who it is for.",
        digest=content_of(sent).digest,
    )
    return Draft.objects.get(pk=draft.pk)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back at the end: the same story for the next attempt."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def change(row: models.Model, **columns: Any) -> None:
    """Past the portal, as with a database's own tools."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**columns)


def remove(row: models.Model) -> None:
    meta = row._meta
    with connection.cursor() as cursor:
        key = meta.pk.get_db_prep_value(row.pk, connection)
        cursor.execute(f'DELETE FROM "{meta.db_table}" WHERE "{meta.pk.column}" = %s', [key])


def findings() -> list[Finding]:
    return list(verify())


def findings_of(draft: uuid.UUID) -> list[Finding]:
    """The same of one draft, without the chain that joins all."""
    return check(story_of(draft))


def places() -> set[tuple[str, int | None]]:
    """What the verifier names: chain and number of the link."""
    return {(found.chain, found.link) for found in findings()}


def words_at(link: int | None) -> str:
    return " | ".join(found.words for found in findings() if found.link == link)


def command(*arguments: str) -> tuple[int, str]:
    """Exit code of `manage.py verify_evidence` and what it printed."""
    out = io.StringIO()
    try:
        call_command("verify_evidence", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()
