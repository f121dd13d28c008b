"""A draft, its history and what reviewers said of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """One access package in the making. The document is the truth; the columns beside it serve lists and
    rights.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "Drafting"
        IN_REVIEW = "in_review", "In review"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        SUBMITTING = "submitting", "Creating"
        CREATED = "created", "Created"
        UNDOING = "undoing", "Undoing"
        UNDONE = "undone", "Undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFTING)
    #: Grows by one with every save; a save names the revision it started from.
    revision = models.PositiveIntegerField(default=1)
    document: models.JSONField[Any] = models.JSONField()
    #: Per tab what was typed but does not fit, or belongs to a choice that is off: {"lifecycle":
    #: {"expiration_days": "2.5"}}.
    typed: models.JSONField[Any] = models.JSONField(default=dict)
    name = models.CharField(max_length=1024, blank=True)
    #: Empty while no existing catalog is chosen.
    catalog_id = models.CharField(max_length=64, blank=True)
    catalog_name = models.CharField(max_length=1024, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["author", "-updated_at"], name="draft_author_recent"),
            models.Index(fields=["catalog_id", "-updated_at"], name="draft_catalog_recent"),
            models.Index(fields=["state", "-updated_at"], name="draft_state_recent"),
            models.Index(fields=["-updated_at"], name="draft_recent"),
            models.Index(fields=["name"], name="draft_by_name"),
        ]
        constraints = [models.CheckConstraint(name="draft_revision_from_one", condition=Q(revision__gte=1))]

    def __str__(self) -> str:
        return self.name or "Untitled draft"

    @property
    def is_editable(self) -> bool:
        """Whether its document may change: a change while in review or approved voids what was said of it."""
        return self.state not in {self.State.SUBMITTING, self.State.CREATED, self.State.UNDOING}

    @property
    def submission(self) -> Any:
        """The one on its way or arrived, else the last that was undone, else None. Prefetch them in lists."""
        found = sorted(self.submissions.all(), key=lambda one: one.created_at)
        live = [one for one in found if one.state != "undone"]
        return next(iter([*live, *found[::-1]]), None)


class Revision(models.Model):
    """What one save left behind."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    document: models.JSONField[Any] = models.JSONField()
    typed: models.JSONField[Any] = models.JSONField(default=dict)
    #: The open page that saved it: a page whose answer got lost must not take itself for somebody else.
    page = models.CharField(max_length=36, blank=True)
    #: Counts the page's saves: one that was overtaken by a later one of the same page comes too late.
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_row_per_revision"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Review(models.Model):
    """One verdict on one digest. The latest one counts, and only while the digest is still the draft's."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        REJECTED = "rejected", "Rejected"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_an_approval_needs_no_reason", condition=Q(verdict="approved") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.by_id}"
