"""For every trap (T), and for everything that changes in the tenant (A), a package that it speaks of."""

import datetime as dt
from typing import Any

from tests.rules.seen import seen_application, seen_group, seen_organization, seen_user, tells
from tests.rules.spoilt import Spoilt, asking
from tests.rules.support import (
    ALICE,
    BOB,
    CAROL,
    FABRIKAM,
    IT_LEADS,
    MARKETING,
    TODAY,
    approval,
    group,
    guid,
    package,
    row,
    stage,
)
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    AllConnectedOrganizations,
    Alternates,
    Basics,
    Choice,
    DirectAssignmentOnly,
    Document,
    Extension,
    ExternalSponsor,
    InternalSponsor,
    Localization,
    Manager,
    ManagerReview,
    MultipleChoice,
    Never,
    OnDate,
    SecondLevelManager,
    ShortText,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)
from wizard.labels import FREQUENCIES
from wizard.rules.seen import Managers, ManagersOfAll

PRESS = group("Press")
PARTNERS: dict[str, Any] = {"audience": SpecificConnectedOrganizations(organizations=(FABRIKAM,))}
LEDGER: dict[str, Any] = {"origin_system": "AadApplication", "origin_id": guid("Ledger"), "name": "Ledger"}
SITE = "https://contoso.sharepoint.example/sites/M"
ALTERNATES = Alternates(approver=SpecificApprovers(approvers=(PRESS,)), forward_after_days=8)
BY_MANAGERS = approval(
    Stage(
        approver=Manager(fallback=(BOB,)),
        alternates=Alternates(approver=SecondLevelManager(fallback=(CAROL,))),
    )
)
#: As the document allows them.
EVERY_FREQUENCY: tuple[Any, ...] = tuple(FREQUENCIES)
MANAGED: dict[str, Any] = {"access_review": AccessReview(reviewer=ManagerReview(fallback=(ALICE,)))}
EVERYBODY_DECIDES = package(
    approval=approval(stage(PRESS, alternates=ALTERNATES), Stage(approver=Manager(fallback=(PRESS,)))),
    access_review=AccessReview(reviewer=SpecificReviewers(reviewers=(PRESS,))),
)

NOBODY_STANDS_IN = package(
    approval=approval(
        Stage(
            approver=Manager(fallback=(BOB,)),
            alternates=Alternates(approver=SecondLevelManager(fallback=(PRESS,))),
        )
    ),
    access_review=AccessReview(reviewer=ManagerReview(fallback=(PRESS,))),
)


def asked_by(*people: Any, **policy: Any) -> Document:
    return package(audience=SpecificUsers(targets=people), **policy)


def named(name: str, description: str = "For the campaign") -> Document:
    return package(basics=Basics(name=name, description=description, catalog=MARKETING))


def short(text: str, *languages: str, required: bool = False) -> ShortText:
    spoken = tuple(Localization(language_code=code, text=text) for code in languages)
    return ShortText(text=text, localizations=spoken, required=required)


MIXED = package(
    row(),
    row("Reader", **LEDGER),
    row(origin_system="SharePointOnline", origin_id=SITE, name="Assets"),
    **PARTNERS,
)

TRAPPED: dict[str, list[Spoilt]] = {
    "A1": [
        (
            MIXED,
            {
                "seen": dict.fromkeys(
                    [guid("Sales"), guid("Ledger"), SITE.casefold(), MARKETING.id, FABRIKAM.id]
                )
            },
        ),
        (asked_by(ALICE, IT_LEADS), {"seen": {ALICE.id: None, IT_LEADS.id: None}}),
    ],
    "A2": [
        (package(row()), tells(seen_group("Sales", is_dynamic=True))),
        (package(row()), tells(seen_group("Sales", is_synced=True))),
        (package(row(sub_type="Security")), tells(seen_group("Sales", sub_type="Distribution"))),
    ],
    "A3": [(asked_by(ALICE), {"seen": {ALICE.id: seen_user("Alice B.")}})],
    "A4": [
        (
            package(
                *[
                    one.model_copy(update={"role": one.role.model_copy(update={"origin_id": "Member_x"})})
                    for one in [row()]
                    if one.role
                ]
            ),
            {"offered_roles": {guid("Sales"): frozenset({"Owner_x"})}},
        )
    ],
    "A5": [
        (package(), {"unread": ("users", "groups", "connected organizations", "applications")}),
    ],
    "T1": [(package(approval=approval(stage(BOB))), tells(seen_user("Bob", enabled=False)))],
    "T2": [
        (EVERYBODY_DECIDES, tells(seen_group("Press"))),
        (NOBODY_STANDS_IN, tells(seen_group("Press"))),
        (asked_by(PRESS), tells(seen_group("Press"))),
        (asked_by(PRESS), tells(seen_group("Press", seen_user("Bob", enabled=False)))),
    ],
    "T3": [(package(approval=approval(stage(BOB))), tells(seen_user("Bob", is_guest=True)))],
    "T4": [(asked_by(ALICE), tells(seen_user("Alice", enabled=False)))],
    "T5": [(asked_by(PRESS, approval=approval(stage(BOB))), tells(seen_group("Press", "Alice", "Bob")))],
    "T6": [(package(approval=approval(stage(BOB))), {})],
    "T7": [(package(approval=approval(Stage(approver=Manager(fallback=(BOB,))), stage(BOB))), {})],
    "T8": [
        (
            asked_by(ALICE, BOB, approval=BY_MANAGERS, **MANAGED),
            {"managers": Managers(asked=frozenset({ALICE.id, BOB.id}), missing=frozenset({BOB.id}))},
        ),
        (
            package(approval=BY_MANAGERS),
            {"managers_of_all": {"all_members": ManagersOfAll(total=40, asked=40, missing=2)}},
        ),
        (
            package(approval=BY_MANAGERS),
            {"managers_of_all": {"all_members": ManagersOfAll(total=4000, asked=999, missing=2)}},
        ),
    ],
    "T9": [(package(approval=approval(stage(BOB, CAROL))), {"author_id": BOB.id})],
    "T10": [
        (package(approval=approval(stage(BOB), stage(PRESS))), tells(seen_group("Press", "Bob", "Alice")))
    ],
    "T11": [
        (
            package(approval=approval(stage(BOB), stage(PRESS))),
            tells(seen_group("Press", "Alice", size=12_345, is_complete=False)),
        ),
        (
            package(approval=approval(stage(BOB), stage(PRESS))),
            tells(seen_group("Press", "Alice", size=None, is_complete=False)),
        ),
    ],
    "T12": [(asked_by(IT_LEADS), tells(seen_group("IT leads", "Bob", is_dynamic=True)))],
    "T13": [(package(**PARTNERS), {"invitations_from": "none"})],
    "T14": [(package(audience=AllConnectedOrganizations()), {"configured_organizations": 0})],
    "T15": [(package(**PARTNERS, **MANAGED), {})],
    "T16": [(package(audience=DirectAssignmentOnly(), questions=(short("Why?"),)), {})],
    "T17": [(asked_by(IT_LEADS).model_copy(update={"resource_roles": (row(name="IT leads"),)}), {})],
    "T18": [(package(**PARTNERS, disable_assignment_emails=True), {})],
    "T19": [(package(**PARTNERS), tells(seen_organization(domains=("gmail.com",))))],
    "T20": [(package(**PARTNERS), tells(seen_organization(is_proposed=True)))],
    "T21": [
        (
            package(**PARTNERS, approval=approval(Stage(approver=kind(fallback=(BOB,))))),
            tells(seen_organization(internal_sponsors=0, external_sponsors=0)),
        )
        for kind in (InternalSponsor, ExternalSponsor)
    ],
    "T22": [(package(row("Reader", **LEDGER)), tells(seen_application("Ledger", enabled=False)))],
    "T23": [(package(row(is_assignable_to_role=True)), {})],
    "T24": [(package(row("Owner")), {}), (package(row("Owner", is_dynamic=True)), {})],
    "T25": [(package(row(name="IT leads"), approval=approval(stage(IT_LEADS))), {})],
    "T26": [(package(row("Member", is_pim_managed=True)), {})],
    "T27": [(package(row("Member", is_pim_managed=True), row("Eligible Member", is_pim_managed=True)), {})],
    "T28": [(named("My test package"), {})],
    "T29": [(named("The  campaign"), {})],
    "T30": [(named("Campaign", "campaign"), {})],
    "T31": [(asking(short("Cost centre?"), short("Cost  centre")), {})],
    "T32": [(asking(*[short(f"Question {number}?") for number in range(11)]), {})],
    "T33": [(asking(short("Why?", "es", "fr"), short("Where?", required=True)), {})],
    "T34": [(asking(MultipleChoice(text="Which?", choices=(Choice(text="Yes"),))), {})],
    "T35": [
        (asking(short(f"Your {secret}?")), {})
        for secret in ("password", "passcode", "passphrase", "PIN code", "secret", "credit card")
    ],
    "T36": [(package(expiration=AfterDays(days=13), extension=Extension()), {})],
    "T37": [(package(extension=Extension(), disable_assignment_emails=True), {})],
    "T38": [
        (package(expiration=AfterDays(days=8), approval=approval()), {}),
        (package(expiration=AfterHours(hours=8), approval=approval()), {}),
    ],
    "T39": [
        (package(expiration=AfterDays(days=6), access_review=AccessReview(frequency=often)), {})
        for often in EVERY_FREQUENCY
    ],
    "T40": [(package(expiration=Never()), {})],
    "T41": [(package(expiration=Never()), {})],
    "T42": [(package(expiration=OnDate(date=TODAY + dt.timedelta(days=14)), enabled=False), {})],
}
