"""The time of the last save is the one on the reader's own clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.urls import reverse

from tests.views.stage import document, drafted, text_of
from wizard.models import Draft


def test_saved_at_the_readers_own_time(company, priya):
    draft = drafted(priya, document(company))
    Draft.objects.filter(pk=draft.pk).update(updated_at=dt.datetime(2026, 11, 24, 22, 10, tzinfo=dt.UTC))
    address = reverse("wizard:tab", args=[draft.pk, "basics"])
    assert "Saved 22:10" in text_of(priya.get(address))
    priya.client.cookies["time_zone"] = ZoneInfo("Asia/Kolkata").key
    assert "Saved 03:40" in text_of(priya.get(address))
