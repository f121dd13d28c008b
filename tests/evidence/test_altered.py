"""Whatever is altered, removed or swapped behind the portal's back, the verifier names it."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import pairwise
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from tests.evidence.stage import Told, change, findings, findings_of, places, remove, undone, words_at
from tests.submit.support import Company, document, submitted, work
from wizard.document import load
from wizard.evidence.links import hash_of, link_of
from wizard.models import PORTAL_CHAIN, ChainHead, Event, JournalEntry, Submission
from wizard.submit import resume


def other(column: models.Field[Any, Any], value: Any) -> Any:
    """Something else that the column can hold."""
    if isinstance(column, models.ForeignKey):
        return uuid.uuid4() if isinstance(value, uuid.UUID) else None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=1)
    if isinstance(value, dict):
        return {**value, "one": "more"}
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if column.get_internal_type() == "JSONField":
        return {"one": "more"}
    return {64: "0" * 64}.get(column.max_length or 0, f"{value or ''}x"[-(column.max_length or 99) :])


def columns_of(row: models.Model) -> dict[str, Any]:
    """Each column with another value than the row's."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    told = {field.attname: other(field, values[field.attname]) for field in row._meta.concrete_fields}
    return {name: value for name, value in told.items() if value != values[name]}


class TestEvents:
    def test_any_column_of_any_event(self, told: Told) -> None:
        assert findings() == []
        tried = set()
        for event in Event.objects.order_by("pk"):
            for name, value in columns_of(event).items():
                with undone():
                    change(event, **{name: value})
                    named = {found.link for found in findings_of(event.draft_id)}
                    assert event.number in named, (event, name)
                tried.add(name)
        assert tried == {field.attname for field in Event._meta.concrete_fields}

    def test_what_it_says_is_no_object_any_more(self, told: Told) -> None:
        for event in told.events:
            said: list[Any] = [[], "x", 1, {}, {"revision": None, "journal": [], "submission": {}}]
            for data in said:
                with undone():
                    change(event, data=data)
                    assert event.number in {found.link for found in findings_of(told.draft.pk)}

    @pytest.mark.postgres
    def test_any_that_is_gone_and_any_two_that_were_swapped(self, told: Told) -> None:
        for event in Event.objects.order_by("pk"):
            with undone():
                remove(event)
                assert {(str(event.draft_id), event.number), ("the portal", event.pk)} <= places(), event
        for first, second in pairwise(told.events):
            with undone():
                swap(first, second)
                assert {(told.chain, first.number), (told.chain, second.number)} <= places()

    def test_one_that_was_altered_with_its_hash(self, told: Told) -> None:
        """Who knows how hashes are made still breaks the link after it, or the head."""
        for event in told.events:
            with undone():
                change(event, kind="x")
                change(event, hash=hash_of(link_of(Event.objects.get(pk=event.pk))))
                is_last = event.number == len(told.events)
                assert (told.chain, event.number + (not is_last)) in places()

    def test_a_cut_chain_whose_head_was_cut_too(self, told: Told) -> None:
        """The chain of the draft is whole then; that of the portal is not."""
        *_, before, last = told.events
        with undone():
            remove(last)
            change(ChainHead.objects.get(pk=told.draft.pk), length=before.number, hash=before.hash)
            assert ("the portal", last.pk) in places()
        gone = Event.objects.exclude(draft=told.draft.pk)
        assert [event.kind for event in gone.order_by("pk")] == ["begun", "discarded"]
        numbers = [event.pk for event in gone]
        with undone():
            for event in gone:
                remove(event)
            remove(ChainHead.objects.exclude(pk__in=[told.draft.pk, PORTAL_CHAIN]).get())
            assert {("the portal", number) for number in numbers} <= places()

    def test_any_head(self, told: Told) -> None:
        for head in ChainHead.objects.all():
            for name in ("length", "hash"):
                with undone():
                    change(head, **{name: columns_of(head)[name]})
                    chain = "the portal" if head.pk == PORTAL_CHAIN else str(head.pk)
                    assert chain in {found.chain for found in findings()}


def swap(first: Event, second: Event) -> None:
    """What they say, not where they stand."""
    said = ("kind", "data", "at", "by", "hash")
    of_first, of_second = ({name: getattr(one, name) for name in said} for one in (first, second))
    change(first, **of_second)
    change(second, **of_first)


class TestCalls:
    def test_any_column_of_any_call(self, told: Told) -> None:
        tried = set()
        for call in told.calls:
            for name, value in columns_of(call).items():
                if name not in NOT_SAID:
                    with undone():
                        change(call, **{name: value})
                        found = findings_of(told.draft.pk)
                        assert any(named(call) in finding.words for finding in found), name
                    tried.add(name)
        assert tried == {field.attname for field in JournalEntry._meta.concrete_fields} - NOT_SAID

    def test_any_that_is_gone(self, told: Told) -> None:
        for call in told.calls:
            with undone():
                remove(call)
                (found,) = [
                    found for found in findings_of(told.draft.pk) if "missing from the journal" in found.words
                ]
                assert named(call) in found.words
                assert found.link in {event.number for event in told.events}

    def test_one_that_was_never_made(self, told: Told) -> None:
        made = told.calls[-1]
        with undone():
            made.pk, made.attempt = None, 99
            made.save()
            assert f"{named(made)} is in the journal, and no link tells of it" in words_at(None)

    def test_one_that_was_altered_while_the_creation_stood_still(self, told: Told, company: Company) -> None:
        """Going on after it does not hide it."""
        submission = submitted(told.draft.author, document(company, "Other"))
        company.faults({"method": "POST", "path": "assignmentPolicies$", "status": 400})
        work()
        change(submission.entries.get(step="package"), request_id="another")
        resume(submission)
        work()
        found = [found for found in findings() if found.chain == str(submission.draft_id)]
        assert [finding.link for finding in found] == [3]
        assert "the call package#1 was altered before link" in found[0].words


#: Columns that say nothing of the call.
NOT_SAID = {"id", "submission_id"}


def named(call: JournalEntry) -> str:
    return f"the call {call.step}#{call.attempt}"


class TestRowsBesideTheChain:
    def test_any_column_of_any_verdict(self, told: Told) -> None:
        for review in told.draft.reviews.all():
            place = (told.chain, told.number_of(review.verdict))
            values = columns_of(review) | {"verdict": "rejected", "by_id": told.draft.author_id}
            for name in set(values) - {"id", "draft_id"}:
                with undone():
                    change(review, **{name: values[name]})
                    assert place in places(), name
            with undone():
                remove(review)
                assert place in places()
            with undone():
                review.pk = None
                review.save()
                assert "no link tells of the verdict" in words_at(None)

    def test_any_step_of_the_plan(self, told: Told) -> None:
        number = told.number_of("create_pressed")
        for position in range(len(told.submission.plan)):
            plan = [dict(step) for step in told.submission.plan]
            plan[position]["title"] += "!"
            with undone():
                change(told.submission, plan=plan)
                assert "the plan was altered" in words_at(number)

    def test_the_submission(self, told: Told) -> None:
        place = (told.chain, told.number_of("create_pressed"))
        spoilt: list[dict[str, Any]] = [
            {"digest": "0" * 64},
            {"created_by": told.stranger},
            {"identity": "application"},
        ]
        for columns in spoilt:
            with undone():
                change(told.submission, **columns)
                assert place in places(), columns
        with undone():
            change(told.submission, comparison=[])
            assert "what was read back and compared was altered" in words_at(told.number_of("created"))
        with undone():
            for row in (*told.calls, told.submission):
                remove(row)
            assert place in places()
        submitted(told.draft.author, load(told.draft.document))
        with undone():
            change(Submission.objects.latest("created_at"), state="created", finished_at=timezone.now())
            assert "says it is created, and no link tells so" in words_at(None)

    def test_any_revision_and_the_draft(self, told: Told) -> None:
        saves = [event for event in told.events if event.kind in ("begun", "saved")]
        for event, revision in zip(saves, told.draft.revisions.order_by("number"), strict=True):
            spoilt: list[dict[str, Any]] = [{"document": {}}, {"number": 77}, {"by": told.stranger}]
            for columns in spoilt:
                with undone():
                    change(revision, **columns)
                    assert (told.chain, event.number) in places(), columns
        with undone():
            change(told.draft, document=told.draft.document | {"hidden": True})
            assert "is not the one that was saved last" in words_at(saves[-1].number)
        with undone():
            remove(told.draft)
            assert "no link tells that it was discarded" in words_at(len(told.events))
