"""Events become links of chains; those that are there already are linked in the order of their ids."""

import hashlib
import json
import uuid
from datetime import UTC
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

PORTAL_CHAIN = uuid.UUID(int=0)


def link_what_is_there(apps: Any, _editor: Any) -> None:
    event_model, head_model = apps.get_model("wizard", "Event"), apps.get_model("wizard", "ChainHead")
    heads: dict[uuid.UUID, tuple[int, str]] = {}
    for event in event_model.objects.select_related("by").order_by("pk").iterator():
        number, before = heads.get(event.draft_id, (0, ""))
        portal_number, portal_before = heads.get(PORTAL_CHAIN, (0, ""))
        columns = {
            "id": portal_number + 1,
            "number": number + 1,
            "previous": before,
            "portal_previous": portal_before,
        }
        hash = hash_of(event, columns)
        event_model.objects.filter(pk=event.pk).update(hash=hash, **columns)
        heads[event.draft_id] = (number + 1, hash)
        heads[PORTAL_CHAIN] = (portal_number + 1, hash)
    for chain, (length, hash) in heads.items():
        head_model.objects.create(id=chain, length=length, hash=hash)


def hash_of(event: Any, columns: dict[str, Any]) -> str:
    """As `wizard.evidence.links` had it when this was written; a migration keeps its own copy."""
    link = {
        "portal_number": columns["id"],
        "draft": str(event.draft_id),
        "number": columns["number"],
        "kind": event.kind,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": str(event.by.object_id) if event.by else None,
        "data": event.data,
        "previous": columns["previous"],
        "portal_previous": columns["portal_previous"],
    }
    text = json.dumps(link, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("wizard", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("length", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.AddField(
            "event", "number", models.PositiveIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "event",
            "previous",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "event",
            "portal_previous",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "event", "hash", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AlterField("event", "at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AlterField(
            "event",
            "draft",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="wizard.draft",
            ),
        ),
        migrations.AlterField(
            "event", "id", models.PositiveBigIntegerField(primary_key=True, serialize=False)
        ),
        migrations.RunPython(link_what_is_there, migrations.RunPython.noop),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=("draft", "number"), name="one_link_per_number")
        ),
    ]
