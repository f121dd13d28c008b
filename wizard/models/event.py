"""Who did what when: append only, each one a link of two chains of hashes."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from wizard.models.draft import Draft

#: The id of the chain that joins all events of the portal; other chains are named after their draft.
PORTAL_CHAIN = uuid.UUID(int=0)


class AppendOnly(models.QuerySet["Event"]):
    """Refuses what would break a chain. `wizard.evidence.record` appends."""

    def update(self, **columns: Any) -> NoReturn:
        raise TypeError("events are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("events are never deleted")

    def bulk_create(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("wizard.evidence.record appends events, one at a time")


class Event(models.Model):
    """One change of state. `by` is None where the worker acted.

    It outlives a discarded draft: what it holds is no content, only digests and ids.
    """

    #: Its place in the chain of all events of the portal, from 1.
    id = models.PositiveBigIntegerField(primary_key=True)
    draft = models.ForeignKey(
        Draft, on_delete=models.DO_NOTHING, related_name="events", db_constraint=False, db_index=False
    )
    #: Its place in the chain of its draft, from 1.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    data: models.JSONField[Any] = models.JSONField(default=dict)
    #: The hash of the draft's event before this one, and of the portal's; empty for the first.
    previous = models.CharField(max_length=64, blank=True)
    portal_previous = models.CharField(max_length=64, blank=True)
    #: SHA-256 (hex) over everything above, as `wizard.evidence.links` writes it.
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [models.Index(fields=["draft", "at"], name="event_by_draft")]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_link_per_number"),
        ]

    def __str__(self) -> str:
        return self.kind

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding or not self.hash:
            raise TypeError("wizard.evidence.record appends events; afterwards they are never changed")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("events are never deleted")


class ChainHead(models.Model):
    """How long a chain is and the hash of its last link: what shows that its end was cut off."""

    #: The draft's id, or PORTAL_CHAIN.
    id = models.UUIDField(primary_key=True, editable=False)
    length = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.length}:{self.hash}"
