"""Requests: who may ask, who approves, and whether it is switched on."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from portal.widgets import starred
from wizard.document import Approval, Audience, Document, ExistingCatalog, NewCatalog, Stage
from wizard.labels import APPROVERS, CONTROLS, STAGE_CONTROLS, stage_title
from wizard.rules.approval import MOST_STAGES
from wizard.tabs.base import YES_NO, Listed, yes_no
from wizard.tabs.controls import checkbox, drop_down, number, pill, radios
from wizard.tabs.requests import alternates, audience, stages, verified
from wizard.tabs.requests.kinds import (
    ANYBODY,
    FAMILIES,
    FAMILY_HELP,
    FAMILY_LINES,
    NO_LICENCE,
    SCOPE_HELP,
    SCOPE_LABELS,
    SCOPES,
    offered,
)
from wizard.tabs.requests.show import RequestsPage
from wizard.tabs.requests.switching import family_in, follow, memories
from wizard.tabs.typed import TypedForm

LOCKED = "Approval is required when any external user can request."
APPROVAL_HELP = "No means that every request is approved at once, without anyone checking."
JUSTIFICATION_HELP = "Requestors have to enter a business justification."
EMAILS_HELP = "Yes stops the emails about access that was delivered, has ended or is about to end."
ENABLED_HELP = "Yes: people can request as soon as the access package is created. It can be changed later."
USED = "Already used by an earlier stage."


class RequestsForm(TypedForm):
    family = radios(CONTROLS["family"], FAMILIES, sublines=FAMILY_LINES, star=True, help_text=FAMILY_HELP)
    scope = radios(CONTROLS["scope"], star=True)
    approval = pill(CONTROLS["approval"], star=True, help_text=APPROVAL_HELP)
    requestor_justification = pill(
        CONTROLS["requestor_justification"], star=True, help_text=JUSTIFICATION_HELP
    )
    stage_count = pill(CONTROLS["stage_count"], star=True)
    disable_assignment_emails = pill(CONTROLS["disable_assignment_emails"], star=True, help_text=EMAILS_HELP)
    enabled = pill(CONTROLS["enabled"], star=True, help_text=ENABLED_HELP)
    verified_ids_by_hand = starred(checkbox(CONTROLS["verified_ids_by_hand"]))

    @classmethod
    def controls_of(cls, document: Document) -> dict[str, str]:
        policy = document.policy
        silent = policy.approval is None and policy.audience.family == "none"
        return {
            **audience.controls_of(policy.audience),
            **({} if silent else stages.controls_of(policy.approval)),
            "disable_assignment_emails": yes_no(policy.disable_assignment_emails),
            "enabled": yes_no(policy.enabled),
            **verified.controls_of(policy),
        }

    @classmethod
    def people_of(cls, document: Document) -> dict[str, Sequence[Listed]]:
        policy = document.policy
        return {**audience.people_of(policy.audience), **stages.people_of(policy.approval)}

    # --- Building ---

    def build(self) -> None:
        policy = self.document.policy
        family = family_in(self.data, policy)
        self.defaults = stages.defaults(family, self.stages_before)
        known = {**self.defaults, **self.data}
        self.stored = self.controls_of(self.document)
        drawn = {**self.remembered.controls, **self.stored}
        self.data = follow(known, policy, drawn, self.most_stages)
        self.data |= alternates.first_days(self.data, self.stages_before, self.most_stages)
        self._build_audience()
        self._build_approval()
        for n in range(self.most_stages):
            self._build_stage(n)
        self.issuers = verified.held(policy, self.remembered, family)
        self.settle(self._hidden(), self.defaults)

    @property
    def stages_before(self) -> Sequence[Stage]:
        approval = self.document.policy.approval
        return approval.stages if approval else ()

    @property
    def most_stages(self) -> int:
        """Three; more only where a file brought more."""
        return max(MOST_STAGES, len(self.stages_before))

    def _build_audience(self) -> None:
        scopes = SCOPES.get(self.chosen_family, tuple(SCOPE_LABELS.items()))
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["scope"].help_text = SCOPE_HELP.get(self.chosen_family, "")
        if self.chosen_family != "external" and (reason := self._why_not_external()):
            self.fields["family"].widget.reasons = {"external": reason}

    def _why_not_external(self) -> str:
        match self.document.basics.catalog:
            case ExistingCatalog(is_externally_visible=False, display_name=name, id=id):
                return f"Catalog '{name or id}' is not enabled for external users."
            case NewCatalog(enabled_for_external_users=False, name=name):
                return f"Catalog '{name}' is not enabled for external users."
            case _:
                return ""

    def _build_approval(self) -> None:
        counts = [str(n + 1) for n in range(MOST_STAGES)]
        stored = self.stored.get("stage_count", "1")
        options = counts if stored in counts else [*counts, stored]
        self.fields["stage_count"].choices = [(one, one) for one in options]  # type: ignore[attr-defined]
        if self.chosen_scope == ANYBODY and self.data["approval"] == "yes":
            self.fields["approval"].widget.locked = LOCKED

    def _build_stage(self, n: int) -> None:
        prefix = f"stage-{n}-"
        self.fields |= {
            prefix + "approver_kind": self._approver_kind(n),
            prefix + "decision_days": number(STAGE_CONTROLS["decision_days"], hint="Maximum 14", star=True),
            prefix + "approver_justification": pill(STAGE_CONTROLS["approver_justification"], star=True),
            **alternates.fields(self.data, n),
        }

    def _approver_kind(self, n: int) -> forms.ChoiceField:
        """The document's own kind stays on the list: a rule says that it does not belong there."""
        name = f"stage-{n}-approver_kind"
        kinds = list(offered(self.chosen_family, n))
        stored = self.stored.get(name, "")
        if self.chosen_family == self.document.policy.audience.family and stored and stored not in kinds:
            kinds.append(stored)
        options = [(kind, APPROVERS[kind]) for kind in kinds]
        return drop_down(stage_title(n), options, reasons=self._reasons(n, kinds), star=True)

    def _reasons(self, n: int, kinds: Sequence[str]) -> dict[str, str]:
        """Why a kind is off. Never the chosen one: a browser does not send an option that is off."""
        earlier = {self.data[f"stage-{one}-approver_kind"] for one in range(n)} - {"specific"}
        reasons = {kind: USED for kind in kinds if kind in earlier}
        if "sponsors" in kinds and self.choices.governance_licence is False:
            reasons["sponsors"] = NO_LICENCE
        chosen = self.data[f"stage-{n}-approver_kind"]
        return {kind: reason for kind, reason in reasons.items() if kind != chosen}

    # --- What is chosen and what is shown ---

    @property
    def chosen_family(self) -> str:
        return family_in(self.data, self.document.policy)

    @property
    def chosen_scope(self) -> str:
        """The audience's kind, `none` included."""
        return "none" if self.chosen_family == "none" else str(self.data.get("scope", ""))

    @property
    def asks_about_approval(self) -> bool:
        """None has no request settings; those that a file gave it are shown, to be taken away."""
        policy = self.document.policy
        stray = policy.audience.family == "none" and policy.approval is not None
        return self.chosen_family != "none" or stray

    @property
    def asks_about_verified_ids(self) -> bool:
        """The same for Verified IDs."""
        return self.chosen_family != "none" or verified.are_stray(self.document.policy)

    @property
    def with_approval(self) -> bool:
        stored = yes_no(self.document.policy.approval is not None)
        chosen = self.data["approval"] if self.data["approval"] in dict(YES_NO) else stored
        return self.asks_about_approval and chosen == "yes"

    @property
    def stage_total(self) -> int:
        """How many stage cards are shown."""
        count = str(self.data.get("stage_count", ""))
        offered = [value for value, _ in self.fields["stage_count"].choices]  # type: ignore[attr-defined]
        if not self.with_approval:
            return 0
        return int(count) if count in offered else len(self.stages_before)

    def _hidden(self) -> list[str]:
        hidden = [] if self.chosen_family in SCOPES else ["scope"]
        hidden += [] if self.asks_about_approval else ["approval"]
        hidden += [] if self.with_approval else ["requestor_justification", "stage_count"]
        hidden += [] if self.issuers else ["verified_ids_by_hand"]
        quiet = range(self.stage_total)
        hidden += [
            f"stage-{n}-alternate_kind" for n in quiet if self.data[f"stage-{n}-alternates_enabled"] != "yes"
        ]
        unseen = range(self.stage_total, self.most_stages)
        return hidden + [f"stage-{n}-{name}" for n in unseen for name in stages.STAGE_CONTROLS]

    # --- Back into the document ---

    def apply_to(self, document: Document) -> Document:
        """Only what is chosen goes in; everything else is remembered beside it."""
        policy = document.policy
        changes = {
            "audience": self._audience(),
            "approval": self._approval(),
            "disable_assignment_emails": self.answer(
                "disable_assignment_emails", policy.disable_assignment_emails
            ),
            "enabled": self.answer("enabled", policy.enabled),
            "verified_ids": self.issuers if self.asks_about_verified_ids else (),
            "verified_ids_by_hand": self._by_hand(),
        }
        policies = (policy.model_copy(update=changes), *document.policies[1:])
        return document.model_copy(update={"policies": policies})

    def _audience(self) -> Audience:
        before = self.document.policy.audience
        family = self.chosen("family", before.family)
        kind = "none" if family == "none" else self.chosen("scope", before.kind)
        return audience.audience_of(kind, self.principals("targets"), self.organizations("organizations"))

    def _approval(self) -> Approval | None:
        before = self.document.policy.approval
        if not self.asks_about_approval or not self.answer("approval", before is not None):
            return None
        known = before or Approval()
        return Approval(
            requestor_justification=self.answer("requestor_justification", known.requestor_justification),
            stages=tuple(self._stage(n) for n in range(self.stage_total)),
        )

    def _by_hand(self) -> bool:
        """The author's word is about the issuers on the list: without any there is nothing to promise."""
        policy = self.document.policy
        if self.issuers and self.asks_about_verified_ids:
            return self.answer("verified_ids_by_hand", policy.verified_ids_by_hand)
        return policy.verified_ids_by_hand and not policy.verified_ids

    def _stage(self, n: int) -> Stage:
        before = self.stages_before[n] if n < len(self.stages_before) else None
        return stages.stage_of(self, n, before)

    def _known_controls(self) -> dict[str, str]:
        """The memory of both families as well, and what waits while nobody can request."""
        kept = {name: str(self.data[name]) for name in memories(self.most_stages) if name in self.data}
        waiting = verified.kept(self.issuers, self.remembered, asked=self.asks_about_verified_ids)
        return {**super()._known_controls(), **kept, **waiting}

    def act(self, verb: str, argument: str) -> None:
        """Issuers are taken away by their identifier, so that an old page hits the right one."""
        if verb == "remove-issuer":
            self.issuers = tuple(one for one in self.issuers if one.issuer != argument)
        else:
            super().act(verb, argument)

    # --- For the page ---

    @property
    def page(self) -> RequestsPage:
        """Cards, lists and hints for the template."""
        return RequestsPage(self)
