"""Times as people say them."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil

register = template.Library()

MINUTE = dt.timedelta(minutes=1)


@register.simple_tag
def when(at: dt.datetime) -> SafeString:
    """How long ago; the exact time on hover and for machines."""
    exact = at.astimezone(dt.UTC)
    shown = f"{exact:%Y-%m-%d %H:%M} UTC"
    return format_html('<time datetime="{}" title="{}">{}</time>', exact.isoformat(), shown, ago(at))


@register.simple_tag
def ahead(at: dt.datetime) -> SafeString:
    """How long until then; the exact time on hover and for machines."""
    exact = at.astimezone(dt.UTC)
    left = at - timezone.now()
    shown = f"{exact:%Y-%m-%d %H:%M:%S} UTC"
    told = f"in {timeuntil(at, depth=1)}" if left > MINUTE else "in less than a minute"
    return format_html('<time datetime="{}" title="{}">{}</time>', exact.isoformat(), shown, told)


def ago(at: dt.datetime) -> str:
    """The largest unit is enough: just now, 5 minutes ago, 3 weeks ago."""
    return "just now" if timezone.now() - at < MINUTE else f"{timesince(at, depth=1)} ago"
