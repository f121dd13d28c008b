"""Alternate approvers on the stage cards: when they can be had, on which day they start, what is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.forms import BoundField

from wizard.document import Stage
from wizard.labels import STAGE_CONTROLS
from wizard.rules.alternates import LEAST_DAYS, WITH_ALTERNATES, forward_days
from wizard.rules.approval import MOST_DAYS
from wizard.tabs.controls import drop_down, number, pill
from wizard.tabs.requests.kinds import ALTERNATES, SECOND_LEVEL
from wizard.tabs.typed import PeopleList

if TYPE_CHECKING:
    from wizard.tabs.requests.form import RequestsForm

TOO_SHORT = f"Alternate approvers need a decision time of at least {LEAST_DAYS} days."
FORWARD_HELP = (
    "They are asked from that day on, besides the approvers, who can still decide. Forwarding starts the day "
    "after half of the decision time and never on the last day."
)
FALLBACK_HELP = "They get the request when the second level manager cannot be found."
#: Everything that is edited in here, without the prefix of the stage.
CONTROLS = ("alternates_enabled", "alternate_kind", "alternates", "alternate_fallback", "forward_after_days")


@dataclass(frozen=True, kw_only=True)
class Advanced:
    """The advanced request settings of one card."""

    enabled: BoundField
    is_open: bool
    #: None while the answer is No.
    kind: BoundField | None = None
    people: PeopleList | None = None
    day: BoundField | None = None


def fields(data: Mapping[str, str], n: int) -> dict[str, forms.Field]:
    """The controls of stage `n` (from 0), as far as they are Django's."""
    prefix = f"stage-{n}-"
    hint = allowed_days(data[prefix + "decision_days"])
    day = number(STAGE_CONTROLS["forward_after_days"], hint=hint, star=True, help_text=FORWARD_HELP)
    return {
        prefix + "alternates_enabled": _switch(data, prefix),
        prefix + "alternate_kind": _kind(data, prefix),
        prefix + "forward_after_days": day,
    }


def _switch(data: Mapping[str, str], prefix: str) -> forms.ChoiceField:
    """Yes is off while no day is left for it; one that stands there can be taken back."""
    field = pill(STAGE_CONTROLS["alternates_enabled"])
    days = _number(data[prefix + "decision_days"])
    if data[prefix + "alternates_enabled"] != "yes" and (days is None or days < LEAST_DAYS):
        field.widget.reasons = {"yes": TOO_SHORT}
    return field


def _kind(data: Mapping[str, str], prefix: str) -> forms.ChoiceField:
    """Without a manager there is no second level to choose; one that was chosen before stays for the rules
    to speak of.
    """
    field = drop_down(STAGE_CONTROLS["alternate_kind"], ALTERNATES.items(), star=True)
    chosen = data[prefix + "alternate_kind"]
    if data["stage-0-approver_kind"] != "manager" and chosen != SECOND_LEVEL:
        field.widget.choices = [(kind, label) for kind, label in ALTERNATES.items() if kind != SECOND_LEVEL]
    return field


def allowed_days(typed: str) -> str:
    """The days to forward on, for a decision time as it was typed."""
    days = _number(typed)
    window = forward_days(days) if days is not None and days <= MOST_DAYS else range(0)
    if not window:
        return ""
    return f"Allowed: {window[0]}" + (f" to {window[-1]}" if len(window) > 1 else "")


def _number(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"\s*[0-9]{1,9}\s*", typed, re.ASCII) else None


def first_days(data: Mapping[str, str], before: Sequence[Stage], stages: int) -> dict[str, str]:
    """The earliest day where alternates were switched on just now and no day was typed yet."""
    known = [stage.alternates is not None for stage in before]
    fresh = [n for n in range(stages) if n >= len(known) or not known[n]]
    found = {f"stage-{n}-forward_after_days": _first_day(data, f"stage-{n}-") for n in fresh}
    return {name: day for name, day in found.items() if day}


def _first_day(data: Mapping[str, str], prefix: str) -> str:
    """Empty where the day is typed already, not asked for, or none is left."""
    if data[prefix + "alternates_enabled"] != "yes" or data[prefix + "forward_after_days"]:
        return ""
    window = forward_days(_number(data[prefix + "decision_days"]) or 0)
    return str(window[0]) if window else ""


def advanced(form: RequestsForm, n: int) -> Advanced | None:
    """The First and the Second Approver have them. A third keeps those of a file, to be taken away."""
    prefix = f"stage-{n}-"
    asked = form.data[prefix + "alternates_enabled"] == "yes"
    marked = any(form.problems.get(prefix + name) for name in CONTROLS)
    enabled = form[prefix + "alternates_enabled"]
    if n >= WITH_ALTERNATES:
        return Advanced(enabled=enabled, is_open=True) if asked or marked else None
    if not asked:
        return Advanced(enabled=enabled, is_open=marked)
    return Advanced(
        enabled=enabled,
        is_open=True,
        kind=form[prefix + "alternate_kind"],
        people=_people(form, prefix),
        day=form[prefix + "forward_after_days"],
    )


def _people(form: RequestsForm, prefix: str) -> PeopleList:
    if form.data[prefix + "alternate_kind"] == SECOND_LEVEL:
        label = STAGE_CONTROLS["alternate_fallback"]
        return form.listed(
            prefix + "alternate_fallback", label, f"Add {label[0].lower()}{label[1:]}", FALLBACK_HELP
        )
    return form.listed(prefix + "alternates", "Specific alternate approvers", STAGE_CONTROLS["alternates"])
