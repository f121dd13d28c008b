"""What the Requests template draws: lists of people, stage cards, the approval picture, hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import BoundField

from wizard.document import Alternates, SecondLevelManager, SpecificApprovers, Stage
from wizard.labels import APPROVERS, CONTROLS, STAGE_CONTROLS, stage_title
from wizard.rules.approval import MOST_DAYS
from wizard.tabs.requests.alternates import Advanced, advanced
from wizard.tabs.requests.kinds import ANYBODY, offered
from wizard.tabs.requests.verified import NOBODY_REQUESTS, VerifiedIds, why_not
from wizard.tabs.typed import PeopleList

if TYPE_CHECKING:
    from wizard.tabs.requests.form import RequestsForm

LEARN_MORE = "https://learn.microsoft.com/entra/id-governance/entitlement-management-external-users"
SECOND_LEVEL_MANAGER = "Second level manager"
#: Per approver kind, when its fallback acts.
WHEN_FALLBACK = {
    "manager": "They get the request when the requestor's manager cannot be found.",
    "sponsors": "They get the request when the requestor has no sponsor.",
    "internal_sponsor": "They get the request when the connected organization has no internal sponsor.",
    "external_sponsor": "They get the request when the connected organization has no external sponsor.",
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One stage."""

    number: int
    title: str
    kind: BoundField
    people: PeopleList
    days: BoundField
    justification: BoundField
    #: None where a stage cannot have alternates.
    advanced: Advanced | None
    #: Whether a kind on offer needs the governance licence.
    licence_note: bool


class RequestsPage:
    """The form's state in the template's words."""

    learn_more = LEARN_MORE

    def __init__(self, form: RequestsForm) -> None:
        self.form = form
        self.family = form.chosen_family
        self.scope = form.chosen_scope

    @property
    def targets(self) -> PeopleList | None:
        if self.scope != "specific_users":
            return None
        help = "Up to 500 users and groups. Membership of a group counts at the moment of the request."
        return self.form.listed("targets", CONTROLS["targets"], "Add users and groups", help)

    @property
    def organizations(self) -> PeopleList | None:
        if self.scope != "specific_connected_organizations":
            return None
        help = "Up to 1,000 connected organizations. Ask an administrator to add one that is missing."
        return self.form.listed("organizations", CONTROLS["organizations"], "Add directories", help)

    @property
    def any_connected(self) -> bool:
        return self.scope == "all_connected_organizations"

    @property
    def connected(self) -> PeopleList | None:
        """Whom that scope means today, to look at only."""
        found = self.form.choices.connected_organizations
        if found is None or not self.any_connected:
            return None
        return PeopleList(slot="connected", label="Connected organizations", add_label="", people=found)

    @property
    def anybody(self) -> bool:
        return self.scope == ANYBODY

    @property
    def cards(self) -> list[Card]:
        return [self._card(n) for n in range(self.form.stage_total)]

    def _card(self, n: int) -> Card:
        return Card(
            number=n,
            title=stage_title(n),
            kind=self.form[f"stage-{n}-approver_kind"],
            people=self._people(n),
            days=self.form[f"stage-{n}-decision_days"],
            justification=self.form[f"stage-{n}-approver_justification"],
            advanced=advanced(self.form, n),
            licence_note="sponsors" in offered(self.family, n) and self.family == "internal",
        )

    @property
    def verified_ids(self) -> VerifiedIds | None:
        """The section Required Verified IDs; None where nobody can request."""
        if not self.form.asks_about_verified_ids:
            return None
        return VerifiedIds(
            issuers=self.form.issuers,
            why_not=NOBODY_REQUESTS if self.family == "none" else why_not(self.form.choices),
            error=self.form.first_error("verified_ids"),
            by_hand=self.form["verified_ids_by_hand"],
        )

    def _people(self, n: int) -> PeopleList:
        kind = str(self.form.data[f"stage-{n}-approver_kind"])
        if kind in WHEN_FALLBACK:
            return self.form.listed(
                f"stage-{n}-fallback", STAGE_CONTROLS["fallback"], "Add fallback", WHEN_FALLBACK[kind]
            )
        return self.form.listed(f"stage-{n}-approvers", "Approvers", STAGE_CONTROLS["approvers"])

    @property
    def picture(self) -> list[dict[str, Any]]:
        """The stages as {% timeline %} wants them; empty while a stage has no days to draw."""
        approval = self.form.apply_to(self.form.document).policy.approval
        stages = approval.stages if approval else ()
        known = all(stage.decision_days in range(1, MOST_DAYS + 1) for stage in stages)
        return [drawn(n, stage) for n, stage in enumerate(stages)] if known else []


def drawn(n: int, stage: Stage) -> dict[str, Any]:
    """One stage of the approval picture."""
    alternates = stage.alternates
    return {
        "title": stage_title(n),
        "who": "; ".join(approvers(stage)),
        "days": stage.decision_days,
        "forward_day": alternates.forward_after_days if alternates else None,
        "alternates": "; ".join(alternate_approvers(alternates)) if alternates else "",
    }


def approvers(stage: Stage) -> list[str]:
    """Who decides a stage, one line each: names, or the relation and its fallback."""
    if isinstance(stage.approver, SpecificApprovers):
        return names(stage.approver.approvers)
    return [APPROVERS[stage.approver.kind], *fallback(stage.approver.fallback)]


def alternate_approvers(alternates: Alternates) -> list[str]:
    """Who is asked as well."""
    if isinstance(alternates.approver, SecondLevelManager):
        return [SECOND_LEVEL_MANAGER, *fallback(alternates.approver.fallback)]
    return names(alternates.approver.approvers)


def fallback(people: Any) -> list[str]:
    """One line for the fallback; none where there is nobody."""
    return [f"Fallback: {', '.join(names(people))}"] if people else []


def names(people: Any) -> list[str]:
    """Display names, ids for those without."""
    return [one.display_name or one.id for one in people]
