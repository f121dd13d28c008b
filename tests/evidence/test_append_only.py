"""Events are appended by one function, one after another, and never touched again."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from portal.signin.models import Person
from tests.evidence.stage import change, person, undone
from wizard.evidence import record
from wizard.evidence.links import check_links, link_of
from wizard.evidence.story import head_of
from wizard.evidence.verify import check_portal
from wizard.models import PORTAL_CHAIN, ChainHead, Event

THREADS, EACH = 8, 6


@pytest.fixture
def ada(transactional_db: None) -> Person:
    return person("ada")


@pytest.fixture
def event(ada: Person) -> Event:
    return record(uuid.uuid4(), "begun", by=ada)


@pytest.mark.parametrize(
    "touch",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.update(kind="x"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.create(draft_id=event.draft_id, kind="x"),
        lambda event: Event.objects.bulk_create([Event(draft_id=event.draft_id, kind="x")]),
        lambda event: Event.objects.bulk_update([event], ["kind"]),
    ],
)
def test_the_model_refuses_everything_else(event: Event, touch: Callable[[Event], object]) -> None:
    with pytest.raises(TypeError, match=r"never|appends"):
        touch(event)
    assert list(Event.objects.values_list("kind", flat=True)) == ["begun"]


def test_what_is_rolled_back_left_no_gap(ada: Person) -> None:
    draft = uuid.uuid4()
    record(draft, "begun", by=ada)
    with undone():
        record(draft, "saved", by=ada)
    record(draft, "withdrawn", by=ada)
    assert [(one.pk, one.number) for one in Event.objects.order_by("pk")] == [(1, 1), (2, 2)]
    assert list(check_portal()) == []


@pytest.mark.postgres
def test_many_at_once_make_one_unbroken_chain(ada: Person) -> None:
    """All begin at the same moment, on two drafts, in one chain of the portal."""
    drafts, gate = [uuid.uuid4(), uuid.uuid4()], threading.Barrier(THREADS, timeout=30)

    def write(number: int) -> None:
        try:
            gate.wait()
            for turn in range(EACH):
                with transaction.atomic():
                    record(drafts[number % 2], "saved", by=ada, data={"of": number, "turn": turn})
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert list(check_portal()) == []
    assert ChainHead.objects.get(pk=PORTAL_CHAIN).length == THREADS * EACH
    for draft in drafts:
        links = [link_of(one) for one in Event.objects.filter(draft=draft).order_by("number")]
        head = head_of(draft)
        assert [link["number"] for link in links] == [*range(1, THREADS * EACH // 2 + 1)]
        assert list(check_links(str(draft), links, head["length"], head["hash"])) == []


def test_the_log_tells_each_head_once_it_is_kept(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever keeps the log elsewhere has an anchor that no database can rewrite."""
    with caplog.at_level("INFO", "wizard.evidence"), undone():
        record(uuid.uuid4(), "begun", by=ada)
    assert caplog.messages == []
    with caplog.at_level("INFO", "wizard.evidence"):
        kept = record(uuid.uuid4(), "begun", by=ada)
    assert caplog.messages == [f"Evidence 1:{kept.hash}"]


def test_the_persons_object_id_counts_not_the_row(event: Event, ada: Person) -> None:
    change(ada, display_name="Ada Lovelace", user_principal_name="ada.lovelace@contoso.example")
    assert link_of(Event.objects.get())["hash"] == event.hash
    head = head_of(event.draft_id)
    links = [link_of(Event.objects.get())]
    assert list(check_links(str(event.draft_id), links, head["length"], head["hash"])) == []
    change(ada, object_id=uuid.uuid4())
    links = [link_of(Event.objects.get())]
    assert list(check_links(str(event.draft_id), links, head["length"], head["hash"])) != []
