"""A submission and its journal: the only memory that survives a crash."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wizard.models.draft import Draft


class Submission(models.Model):
    """One approved plan on its way into the tenant."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting for a worker"
        RUNNING = "running", "Creating"
        PARKED = "parked", "Waiting for sign-in"
        NEEDS_PERSON = "needs_person", "Needs a decision"
        FAILED = "failed", "Stopped"
        CREATED = "created", "Created"
        UNDONE = "undone", "Undone"

    class Identity(models.TextChoices):
        PERSON = "person", "With the rights of whoever pressed Create"
        APPLICATION = "application", "With the portal's own identity"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="submissions")
    #: As whom the calls are made: settled when Create is pressed, whatever the setting says later.
    identity = models.CharField(max_length=20, choices=Identity.choices, default=Identity.PERSON)
    #: Who pressed Create, and whose roles count either way.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    #: The plan that was approved, as `Plan.to_json` wrote it; exactly this is sent.
    plan: models.JSONField[Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    #: What takes back what was made, as `UndoPlan.to_json` wrote it; None while nobody asked for that.
    undo_plan: models.JSONField[Any] = models.JSONField(null=True, blank=True)
    #: Whose rights the way back uses.
    undo_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: What it was when Undo was pressed: {"state", "problem", "finished_at"}; empty without an undo.
    before_undo: models.JSONField[Any] = models.JSONField(default=dict, blank=True)
    #: Why it is not moving, in words for people; empty while all is well.
    problem = models.TextField(blank=True)
    #: What was read back in the end against what was approved: [{of, field, approved, found, same}].
    comparison: models.JSONField[Any] = models.JSONField(null=True, blank=True)
    #: No worker touches it before this time.
    not_before = models.DateTimeField()
    #: The worker that holds the lease, until when, and how often it was taken: the fence for every journal
    #: write.
    lease_owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_number = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"], name="submission_due")]
        constraints = [
            # However often Create is pressed, a draft is on its way once, and succeeds once. What was undone
            # has left nothing behind, so the draft may go its way again.
            models.UniqueConstraint(
                fields=["draft"], condition=~Q(state="undone"), name="one_live_submission_per_draft"
            ),
            models.CheckConstraint(
                name="over_and_finished_go_together",
                condition=Q(state__in=["created", "undone"], finished_at__isnull=False)
                | (~Q(state__in=["created", "undone"]) & Q(finished_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="an_undo_has_somebody_who_asked",
                condition=Q(undo_plan__isnull=True, undo_by__isnull=True)
                | Q(undo_plan__isnull=False, undo_by__isnull=False),
            ),
            models.CheckConstraint(
                name="undone_by_a_plan", condition=~Q(state="undone") | Q(undo_plan__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def is_undoing(self) -> bool:
        """Whether it is on its way back, or has arrived."""
        return self.undo_plan is not None

    @property
    def is_pausing(self) -> bool:
        """Whether it waits for a time rather than for a worker."""
        return self.state == self.State.QUEUED and self.not_before > timezone.now()

    @property
    def actor(self) -> Any:
        """The person whose rights its calls use now."""
        return self.undo_by if self.is_undoing else self.created_by

    @property
    def label(self) -> str:
        """The state in words that say which way it goes."""
        if self.is_pausing:
            return "Waiting for Microsoft"
        words = str(self.State(self.state).label)
        return _UNDOING.get(self.state, words) if self.is_undoing else words


_UNDOING = {
    Submission.State.QUEUED.value: "Waiting for a worker to undo",
    Submission.State.RUNNING.value: "Undoing",
    Submission.State.FAILED.value: "Stopped while undoing",
}


class JournalEntry(models.Model):
    """One call. Written before the bytes leave (intended) and again when the outcome is known."""

    class State(models.TextChoices):
        #: Stored before sending. Found after a restart it means: the call may have landed.
        INTENDED = "intended", "Sent"
        DONE = "done", "Done"
        #: A read that did not find yet what it waits for, or a tenant that has not caught up.
        NOT_YET = "not_yet", "Waiting for Microsoft"
        #: Refused without effect.
        REFUSED = "refused", "Refused"
        #: No answer, or one that does not say whether the call took effect: look before repeating.
        UNKNOWN = "unknown", "Answer lost"
        #: A look that is over: nothing in the tenant is ours (any more).
        NOTHING = "nothing", "Nothing of ours"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="entries")
    step = models.CharField(max_length=700)
    #: 1 for the first call of the step, growing.
    attempt = models.PositiveIntegerField()
    #: What the call was for: the step itself, or a look whether a lost answer took effect.
    is_look = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INTENDED)
    method = models.CharField(max_length=6)
    path = models.TextField()
    #: SHA-256 of the body as sent, hex; empty without one.
    body_digest = models.CharField(max_length=64, blank=True)
    client_request_id = models.UUIDField(default=uuid.uuid4)
    #: Graph's own id of the call, for Microsoft's support.
    request_id = models.CharField(max_length=64, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error_code = models.CharField(max_length=100, blank=True)
    error_message = models.TextField(blank=True)
    #: What the step answered; later steps take ids from here.
    answer: models.JSONField[Any] = models.JSONField(null=True, blank=True)
    #: True where the effect of an earlier call was found instead of sending again.
    adopted = models.BooleanField(default=False)
    lease_number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "journal entries"
        constraints = [
            models.UniqueConstraint(fields=["submission", "step", "attempt"], name="one_row_per_attempt"),
            models.CheckConstraint(
                name="an_outcome_has_its_time",
                condition=Q(state="intended", finished_at__isnull=True)
                | (~Q(state="intended") & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.state}"
