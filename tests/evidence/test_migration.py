"""Events from before there was a chain are linked in their order."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from django.utils import timezone

from tests.evidence.stage import findings, person
from wizard.document import blank, dump
from wizard.evidence import record
from wizard.models import Event


@pytest.fixture
def before(transactional_db: None) -> Iterator[StateApps]:
    """The tables as they were before."""
    executor = MigrationExecutor(connection)
    (ours,) = [key for key in executor.loader.graph.nodes if key[1].endswith("_evidence")]
    parents = [node.key for node in executor.loader.graph.node_map[ours].parents if node.key[0] == ours[0]]
    yield executor.migrate(parents).apps
    forward()


def forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.postgres
def test_what_is_there_is_linked(before: Any) -> None:
    ada = person("ada")
    document = dump(blank())
    for kinds in (("begun",), ("begun", "withdrawn")):
        draft = before.get_model("wizard", "Draft").objects.create(
            id=uuid.uuid4(), author_id=ada.pk, updated_by_id=ada.pk, document=document
        )
        revision = {"draft": draft, "number": 1, "by_id": ada.pk, "document": document, "at": timezone.now()}
        before.get_model("wizard", "Revision").objects.create(**revision)
        for kind in kinds:
            gap = before.get_model("wizard", "Event").objects.create(draft=draft, kind="passing")
            gap.delete()
            before.get_model("wizard", "Event").objects.create(
                draft=draft, kind=kind, by_id=ada.pk, data={"revision": 1}
            )
    forward()
    assert [event.pk for event in Event.objects.order_by("pk")] == [1, 2, 3]
    assert findings() == []
    record(Event.objects.latest("pk").draft_id, "sent_for_review", by=ada)
    assert findings() == []
