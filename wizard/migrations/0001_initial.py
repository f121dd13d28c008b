import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "Drafting"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("submitting", "Creating"),
                            ("created", "Created"),
                        ],
                        default="drafting",
                        max_length=20,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("document", models.JSONField()),
                ("typed", models.JSONField(default=dict)),
                ("name", models.CharField(blank=True, max_length=1024)),
                ("catalog_id", models.CharField(blank=True, max_length=64)),
                ("catalog_name", models.CharField(blank=True, max_length=1024)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("data", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="wizard.draft"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("changes_requested", "Changes requested"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="wizard.draft"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("document", models.JSONField()),
                ("typed", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="wizard.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting for a worker"),
                            ("running", "Creating"),
                            ("parked", "Waiting for sign-in"),
                            ("needs_person", "Needs a decision"),
                            ("failed", "Stopped"),
                            ("created", "Created"),
                        ],
                        default="queued",
                        max_length=20,
                    ),
                ),
                ("plan", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("problem", models.TextField(blank=True)),
                ("not_before", models.DateTimeField()),
                ("lease_owner", models.CharField(blank=True, max_length=64)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("lease_number", models.PositiveIntegerField(default=0)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="wizard.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=700)),
                ("attempt", models.PositiveIntegerField()),
                ("is_look", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("intended", "Sent"),
                            ("done", "Done"),
                            ("not_yet", "Waiting for Microsoft"),
                            ("refused", "Refused"),
                            ("unknown", "Answer lost"),
                        ],
                        default="intended",
                        max_length=10,
                    ),
                ),
                ("method", models.CharField(max_length=6)),
                ("path", models.TextField()),
                ("body_digest", models.CharField(blank=True, max_length=64)),
                ("client_request_id", models.UUIDField(default=uuid.uuid4)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("error_code", models.CharField(blank=True, max_length=100)),
                ("error_message", models.TextField(blank=True)),
                ("answer", models.JSONField(blank=True, null=True)),
                ("adopted", models.BooleanField(default=False)),
                ("lease_number", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="wizard.submission",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "journal entries",
            },
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["author", "-updated_at"], name="draft_author_recent"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["catalog_id", "-updated_at"], name="draft_catalog_recent"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["state", "-updated_at"], name="draft_state_recent"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["-updated_at"], name="draft_recent"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision__gte", 1)), name="draft_revision_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["draft", "at"], name="event_by_draft"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", "approved"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="only_an_approval_needs_no_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("draft", "number"), name="one_row_per_revision"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["state", "not_before"], name="submission_due"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("draft",), name="one_submission_per_draft"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("state", "created")),
                    models.Q(models.Q(("state", "created"), _negated=True), ("finished_at__isnull", True)),
                    _connector="OR",
                ),
                name="created_and_finished_go_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.UniqueConstraint(
                fields=("submission", "step", "attempt"), name="one_row_per_attempt"
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("state", "intended")),
                    models.Q(models.Q(("state", "intended"), _negated=True), ("finished_at__isnull", False)),
                    _connector="OR",
                ),
                name="an_outcome_has_its_time",
            ),
        ),
    ]
