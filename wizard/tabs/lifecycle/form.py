"""Lifecycle: when assignments end and whether they can be extended."""

from __future__ import annotations

import datetime as dt
import re

from django import forms
from django.forms import BoundField

from portal.widgets import DateBox, starred
from wizard.document import AfterDays, AfterHours, Document, Expiration, Extension, Never, OnDate
from wizard.labels import CONTROLS
from wizard.tabs.base import yes_no
from wizard.tabs.controls import number, pill
from wizard.tabs.typed import TypedForm

EXPIRATIONS = (
    ("on_date", "On date"),
    ("after_days", "Number of days"),
    ("after_hours", "Number of hours"),
    ("never", "Never"),
)
#: The control with the value of each choice; Never has none.
VALUES = {
    "on_date": "expiration_date",
    "after_days": "expiration_days",
    "after_hours": "expiration_hours",
}
#: What a choice starts with. The value that the document holds for its own choice stays, a blank one too.
DEFAULTS = {
    "expiration_date": "",
    "expiration_days": "365",
    "expiration_hours": "",
    "extension": "no",
    "extension_approval": "no",
}
ONLY_REQUESTORS = "Only people who can request can extend."
NO_APPROVAL = "There are no approval settings to use. Turn on Require approval on the Requests tab first."
TIMELINE_HELP = (
    "People who ask may name a start and an end. The period never exceeds what the setting above allows."
)
EXTENSION_HELP = (
    "People get an email 14 days and 1 day before their access ends. They can extend it if they may still "
    "request the package then. With a fixed end date an extension cannot pass that date."
)


class LifecycleForm(TypedForm):
    expiration = pill(CONTROLS["expiration"], EXPIRATIONS, star=True)
    expiration_date = starred(
        forms.CharField(label=CONTROLS["expiration_date"], required=False, strip=False, widget=DateBox())
    )
    expiration_days = number(
        CONTROLS["expiration_days"],
        hint="Maximum 3660",
        star=True,
        help_text="Counted from the day on which access is delivered.",
    )
    expiration_hours = number(
        CONTROLS["expiration_hours"],
        star=True,
        help_text="Counted from the hour in which access is delivered.",
    )
    custom_timeline = pill(CONTROLS["custom_timeline"], star=True, help_text=TIMELINE_HELP)
    extension = pill(CONTROLS["extension"], help_text=EXTENSION_HELP)
    extension_approval = pill(
        CONTROLS["extension_approval"],
        help_text="The approvers of the Requests tab decide on extensions as well.",
    )

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        policy = document.policy
        return {
            "expiration": policy.expiration.kind,
            **_value(policy.expiration),
            "custom_timeline": yes_no(policy.custom_timeline),
            **_extension(policy.extension, policy.expiration),
        }

    def build(self) -> None:
        own = VALUES.get(self.document.policy.expiration.kind)
        blank = {own: ""} if own else {}
        self.data = {**DEFAULTS, **blank, **self.data}
        self._tell_time_zone()
        self._lock_extension()
        self.settle(self._hidden(), DEFAULTS)

    def _tell_time_zone(self) -> None:
        chosen = self._on_date()
        zone = chosen.time_zone if chosen.date else self.choices.time_zone
        hint = f"Access ends at the end of that day in the time zone {zone}."
        self.fields["expiration_date"].widget.hint = hint

    def _lock_extension(self) -> None:
        """On No where Yes makes no sense. A Yes that is there already is not locked: it can be taken back."""
        policy = self.document.policy
        if policy.audience.family == "none" and self.data["extension"] != "yes":
            self.fields["extension"].widget.locked = ONLY_REQUESTORS
        if policy.approval is None and self.data["extension_approval"] != "yes":
            self.fields["extension_approval"].widget.locked = NO_APPROVAL

    # --- What is chosen and what is shown ---

    @property
    def chosen_kind(self) -> str:
        chosen = str(self.data.get("expiration", ""))
        return chosen if chosen in dict(EXPIRATIONS) else self.document.policy.expiration.kind

    @property
    def value_field(self) -> BoundField | None:
        """The control that belongs to the chosen expiration."""
        name = VALUES.get(self.chosen_kind)
        return self[name] if name else None

    @property
    def can_extend(self) -> bool:
        """Never has no extension; one that a file gave it is shown so that it can be taken away."""
        policy = self.document.policy
        stray = isinstance(policy.expiration, Never) and policy.extension is not None
        return self.chosen_kind != "never" or stray

    @property
    def advanced_open(self) -> bool:
        """Nothing that is in force, and nothing wrong, hides behind the link."""
        wrong = {"extension", "extension_approval"} & (set(self.problems) | set(self.errors))
        return self.data.get("extension") == "yes" or bool(wrong)

    @property
    def too_short_for_first_mail(self) -> bool:
        days = self.whole("expiration_days")
        return self.chosen_kind == "after_hours" or (
            self.chosen_kind == "after_days" and days is not None and days < 14
        )

    def _hidden(self) -> list[str]:
        return [] if self.can_extend else ["extension", "extension_approval"]

    # --- Back into the document ---

    def apply_to(self, document: Document) -> Document:
        """Only what is chosen goes in; everything else is remembered beside it."""
        policy = document.policy
        changes = {
            "expiration": self._expiration(),
            "custom_timeline": self.answer("custom_timeline", policy.custom_timeline),
            "extension": self._extend(policy.extension),
        }
        policies = (policy.model_copy(update=changes), *document.policies[1:])
        return document.model_copy(update={"policies": policies})

    def _expiration(self) -> Expiration:
        before = self.document.policy.expiration
        match self.chosen("expiration", before.kind):
            case "on_date":
                return self._on_date()
            case "after_days":
                days = before.days if isinstance(before, AfterDays) else None
                return AfterDays(days=self.number("expiration_days", days))
            case "after_hours":
                hours = before.hours if isinstance(before, AfterHours) else None
                return AfterHours(hours=self.number("expiration_hours", hours))
            case _:
                return Never()

    def _on_date(self) -> OnDate:
        """A date is read in the time zone of whoever typed it; an unchanged one keeps its zone."""
        before = self.document.policy.expiration
        date = _date(str(self.data.get("expiration_date", "")))
        if isinstance(before, OnDate) and before.date == date:
            return before
        return OnDate(date=date, time_zone=self.choices.time_zone)

    def _extend(self, before: Extension | None) -> Extension | None:
        if not self.can_extend or not self.answer("extension", before is not None):
            return None
        known = before or Extension()
        return Extension(approval_required=self.answer("extension_approval", known.approval_required))


def _value(expiration: Expiration) -> dict[str, str]:
    """The value of the chosen expiration; a blank one is left out."""
    match expiration:
        case OnDate(date=dt.date() as date):
            return {"expiration_date": date.isoformat()}
        case AfterDays(days=int() as days):
            return {"expiration_days": str(days)}
        case AfterHours(hours=int() as hours):
            return {"expiration_hours": str(hours)}
        case _:
            return {}


def _extension(extension: Extension | None, expiration: Expiration) -> dict[str, str]:
    """Never says nothing of extensions, so the remembered answer waits."""
    if extension is not None:
        return {"extension": "yes", "extension_approval": yes_no(extension.approval_required)}
    return {} if isinstance(expiration, Never) else {"extension": "no"}


def _date(text: str) -> dt.date | None:
    """A day as browsers write it, such as 2027-06-30; None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip(), re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
