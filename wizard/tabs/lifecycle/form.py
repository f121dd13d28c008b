"""Lifecycle: when assignments end, whether they can be extended and whether they are reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.forms import BoundField

from portal.widgets import DateBox, starred
from wizard.document import AfterDays, AfterHours, Document, Expiration, Extension, Never, OnDate
from wizard.labels import CONTROLS
from wizard.rules.access_review import LONGEST
from wizard.tabs.base import Listed, yes_no
from wizard.tabs.controls import number, pill
from wizard.tabs.lifecycle import review
from wizard.tabs.lifecycle.picture import Calendar, calendar_of
from wizard.tabs.lifecycle.review import ReviewControls, day_in
from wizard.tabs.lifecycle.rounds import STEPS, rounds
from wizard.tabs.typed import PeopleList

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
NO_LICENCE = "Needs a Microsoft Entra ID Governance licence, which this tenant does not have."
NO_APPROVAL = "There are no approval settings to use. Turn on Require approval on the Requests tab first."
TIMELINE_HELP = (
    "People who ask may name a start and an end. The period never exceeds what the setting above allows."
)
EXTENSION_HELP = (
    "People get an email 14 days and 1 day before their access ends. They can extend it if they may still "
    "request the package then. With a fixed end date an extension cannot pass that date."
)


class LifecycleForm(ReviewControls):
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
            **review.controls_of(policy.access_review),
        }

    @classmethod
    def people_of(cls, document: Document) -> dict[str, Sequence[Listed]]:
        return review.people_of(document.policy.access_review)

    def build(self) -> None:
        policy = self.document.policy
        own = VALUES.get(policy.expiration.kind)
        blank = {own: ""} if own else {}
        self.defaults = {
            **DEFAULTS,
            **blank,
            **review.defaults(policy.access_review, self.choices.today),
        }
        self.data = {**self.defaults, **self.data}
        self._tell_time_zone()
        self._lock_extension()
        self._build_review()
        self.settle(self._hidden(), self.defaults)

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

    def _build_review(self) -> None:
        """A review that is there already can be taken back, licence or not."""
        longest = LONGEST[self.chosen_frequency]
        self.fields["review_duration"].widget.hint = f"Maximum {longest}"
        if self.choices.governance_licence is False and not self.is_reviewed:
            self.fields["review"].widget.locked = NO_LICENCE

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

    @property
    def is_reviewed(self) -> bool:
        answer = self.data.get("review")
        stored = self.document.policy.access_review is not None
        return stored if answer not in ("yes", "no") else answer == "yes"

    @property
    def chosen_frequency(self) -> str:
        chosen = str(self.data.get("review_frequency", ""))
        known = self.document.policy.access_review
        return chosen if chosen in LONGEST else known.frequency if known else "quarterly"

    @property
    def reviewer_list(self) -> PeopleList | None:
        """The list that belongs to the chosen kind of reviewer; Self-review has none."""
        match self.data.get("reviewer"):
            case "specific":
                return self.listed("reviewers", CONTROLS["reviewers"], "Add reviewers")
            case "manager":
                return self.listed("review_fallback", CONTROLS["review_fallback"], "Add fallback reviewers")
            case _:
                return None

    @property
    def review_advanced_open(self) -> bool:
        """Nothing that a rule has something to say about hides behind the link."""
        return bool(set(review.ADVANCED) & (set(self.problems) | set(self.errors)))

    @property
    def calendar(self) -> Calendar | None:
        """The next rounds; None while there is no day to begin with or the days are none that can be."""
        start, days = day_in(str(self.data.get("review_start", ""))), self.whole("review_duration")
        frequency = self.chosen_frequency
        if start is None or days is None or not 1 <= days <= LONGEST[frequency]:
            return None
        try:
            return calendar_of(rounds(start, frequency, days), days, STEPS[frequency])
        except OverflowError:
            return None

    def _hidden(self) -> list[str]:
        hidden = [] if self.can_extend else ["extension", "extension_approval"]
        return hidden if self.is_reviewed else [*hidden, *review.CHOICES]

    def _known_controls(self) -> dict[str, str]:
        """Today is no typed day: tomorrow the control starts with tomorrow."""
        kept = super()._known_controls()
        if not self.is_reviewed and kept.get("review_start") == self.defaults["review_start"]:
            del kept["review_start"]
        return kept

    # --- Back into the document ---

    def apply_to(self, document: Document) -> Document:
        """Only what is chosen goes in; everything else is remembered beside it."""
        policy = document.policy
        changes = {
            "expiration": self._expiration(),
            "custom_timeline": self.answer("custom_timeline", policy.custom_timeline),
            "extension": self._extend(policy.extension),
            "access_review": review.review_of(self, policy.access_review),
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
        date = day_in(str(self.data.get("expiration_date", "")))
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
