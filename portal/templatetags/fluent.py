"""Small template tags of the look: icons, initials, the kind of a control, the approval picture."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import widgets

register = template.Library()

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (widgets.PillToggle, "pill"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.Select, "select"),
    (forms.DateInput, "date"),
    (forms.FileInput, "file"),
)

#: Colour of a badge by the state it shows; whatever is missing here is neutral.
BADGES = {
    "info": ("in review", "submitting", "running", "queued", "undoing"),
    "ok": ("approved", "created", "done"),
    "warning": (
        "changes requested",
        "parked",
        "needs a person",
        "needs person",
        "asks",
        "waiting for sign-in",
    ),
    "error": ("rejected", "failed"),
}


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """One icon of `icons.svg`; silent for screen readers unless it has a title."""
    href = f"{static('icons.svg')}#{name}"
    if title:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', title, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last word: "Ada Okafor" -> "AO"."""
    words = str(name or "").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def control_kind(field: BoundField) -> str:
    """The style sheet's word for this control: text, select, pill, radios, check, checks, date, file."""
    return next((word for kind, word in KINDS if isinstance(field.field.widget, kind)), "text")


@register.filter
def hint(field: BoundField) -> str:
    """The line under the control, when its widget has one."""
    return getattr(field.field.widget, "hint", "")


@register.simple_tag
def described_by(field: BoundField) -> str:
    """Ids of everything that explains the field: help, hint, error."""
    ids = [field.aria_describedby or field.field.widget.attrs.get("aria-describedby", "")]
    if hint(field):
        ids.insert(0, f"{field.auto_id}_hint")
    return " ".join(filter(None, ids))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget itself, tied to its help, hint and error."""
    attrs = {} if field.use_fieldset else {"aria-describedby": described_by(field) or None}
    return field.as_widget(attrs={key: value for key, value in attrs.items() if value})


@register.filter
def badge_kind(state: str) -> str:
    """The colour word of a state's badge: info, ok, warning, error or neutral."""
    words = str(state).replace("_", " ").replace("-", " ").lower()
    return next((kind for kind, states in BADGES.items() if words in states), "neutral")


@register.filter
def words(state: str) -> str:
    """A stored state as words: "in_review" -> "In review"."""
    return str(state).replace("_", " ").replace("-", " ").capitalize()


@register.inclusion_tag("components/timeline.html")
def timeline(stages: list[dict[str, Any]]) -> dict[str, Any]:
    """The approval picture: one bar per stage, as long as its days.

    `stages` is a list of {"title", "who", "days", "forward_day", "alternates"}; the two day counts are whole
    numbers, `forward_day` may be None.
    """
    total = sum(_days(stage) for stage in stages)
    drawn, day = [], 0
    for stage in stages:
        drawn.append({**stage, **_bar(day, _days(stage), stage.get("forward_day"), 700 / total)})
        day += _days(stage)
    return {"stages": drawn, "total": total}


def _bar(start: int, days: int, forward: Any, scale: float) -> dict[str, Any]:
    """A stage on the picture (`scale` units a day), and the days of its start, end and forwarding."""
    x, width = round(start * scale), round(days * scale) - 3
    bar = {"from_day": start, "to_day": start + days, "x": x, "width": width, "middle": x + width // 2}
    bar |= {"roomy": width > 100, "labelled": width > 50}
    if isinstance(forward, int) and 0 < forward < days:
        forward_x = round((start + forward) * scale)
        bar |= {"forward_on": start + forward, "forward_x": forward_x, "forward_width": x + width - forward_x}
        bar["middle"] = (x + forward_x) // 2
    return bar


def _days(stage: dict[str, Any]) -> int:
    """A stage's days as a number; what is not a number yet is drawn as one day."""
    try:
        return max(1, int(stage.get("days") or 1))
    except (TypeError, ValueError):
        return 1
