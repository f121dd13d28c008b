"""Who did what when: append only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from wizard.models.draft import Draft


class Event(models.Model):
    """One change of state. `by` is None where the worker acted."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    data: models.JSONField[Any] = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["draft", "at"], name="event_by_draft")]

    def __str__(self) -> str:
        return self.kind
