"""For every rule a package that it finds fault with, and what the tenant says of it then."""

import datetime as dt
from typing import Any

from tests.rules.support import (
    ALICE,
    BOB,
    FABRIKAM,
    IT_LEADS,
    LAUNCHES,
    MARKETING,
    TODAY,
    TOMORROW,
    YESTERDAY,
    approval,
    catalog_facts,
    guid,
    package,
    row,
    stage,
    user,
)
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    AllConnectedOrganizations,
    AllExternalUsers,
    Alternates,
    Basics,
    Choice,
    ConnectedOrganization,
    DirectAssignmentOnly,
    Document,
    Extension,
    Localization,
    Manager,
    ManagerReview,
    MultipleChoice,
    Never,
    NewCatalog,
    OnDate,
    Policy,
    QuestionWithoutFormat,
    SecondLevelManager,
    ShortText,
    SpecificApprovers,
    SpecificConnectedOrganizations,
    SpecificReviewers,
    SpecificUsers,
    Sponsors,
    VerifiedId,
)

Spoilt = tuple[Document, dict[str, Any]]


def in_catalog(catalog: Any, name: str = "Campaign", description: str = "For it", **members: Any) -> Document:
    return package(basics=Basics(name=name, description=description, catalog=catalog), **members)


def forwarding(days: int | None, after: int | None, approver: Any = None) -> Document:
    """Two days of one stage: when it is denied, and when it is forwarded."""
    alternates = Alternates(
        approver=approver or SpecificApprovers(approvers=(ALICE,)), forward_after_days=after
    )
    return package(approval=approval(stage(BOB, decision_days=days, alternates=alternates)))


def asking(*questions: Any) -> Document:
    return package(questions=questions)


def reviewing(expiration: Any = None, **members: Any) -> Document:
    known = {"starts_on": TODAY, "reviewer": SpecificReviewers(reviewers=(ALICE,))}
    return package(access_review=AccessReview(**{**known, **members}), expiration=expiration or AfterDays())


def with_ids(*issuers: VerifiedId, **members: Any) -> Document:
    return package(verified_ids=issuers, **members)


EMPLOYEE = VerifiedId(issuer="did:web:contoso.example", credential_types=("VerifiedEmployee",))
WITHOUT_ROWS = Document(basics=package().basics, policies=package().policies)
NOBODY = SpecificApprovers()
ALTERNATE = Alternates(approver=SpecificApprovers(approvers=(ALICE,)), forward_after_days=8)
SPANISH = Localization(language_code="es", text="Por qué")
LONELY_CATALOG = NewCatalog(name="", description="")
MANY_USERS = tuple(user(f"u{n}") for n in range(501))
MANY_ORGANIZATIONS = tuple(ConnectedOrganization(id=guid(f"o{n}")) for n in range(1001))
ISSUES = catalog_facts(is_published=False)
CLOSED = catalog_facts(is_externally_visible=False)

EXAMPLES: dict[str, list[Spoilt]] = {
    "R1": [(in_catalog(MARKETING, "", " "), {})],
    "R2": [(package(), {"catalogs": {}})],
    "R3": [(in_catalog(None), {})],
    "R4": [(in_catalog(LAUNCHES), {"may_create_catalog": False})],
    "R5": [(in_catalog(LAUNCHES), {"catalog_names": frozenset({"launches"})})],
    "R6": [(package(), {"package_names": frozenset({"campaign"})})],
    "R8": [(package(), {"catalog_resource_ids": frozenset()})],
    "R9": [(package(), {"catalogs": ISSUES})],
    "R10": [(WITHOUT_ROWS, {})],
    "R11": [(package(row(None)), {})],
    "R12": [(package(row("Member", is_dynamic=True)), {})],
    "R13": [(package(row("Eligible Member")), {})],
    "R14": [(package(row(catalog_resource_id=None)), {"cannot_add": {guid("Sales"): "You must own it."}})],
    "R17": [(package(row(is_synced=True), row(name="Press", sub_type="Distribution")), {})],
    "R18": [(package(row("Member"), row("Member")), {})],
    "R19": [
        (
            package(row("Eligible Member", is_pim_managed=True)),
            {"eligible_days": {guid("Sales"): {"member": 40}}},
        )
    ],
    "R21": [(package(audience=SpecificUsers()), {})],
    "R22": [(package(audience=SpecificUsers(targets=MANY_USERS)), {})],
    "R23": [
        (package(audience=SpecificConnectedOrganizations()), {}),
        (
            package(audience=SpecificConnectedOrganizations(organizations=(FABRIKAM,))),
            {"organization_ids": frozenset()},
        ),
    ],
    "R24": [(package(audience=SpecificConnectedOrganizations(organizations=MANY_ORGANIZATIONS)), {})],
    "R25": [(package(audience=AllConnectedOrganizations()), {"catalogs": CLOSED})],
    "R26": [(package(audience=AllExternalUsers()), {})],
    "R27": [(package(audience=DirectAssignmentOnly(), approval=approval(), verified_ids=(EMPLOYEE,)), {})],
    "R28": [(package(approval=approval(*[stage()] * 4)), {})],
    "R29": [
        (package(audience=AllExternalUsers(), approval=approval(stage(approver=Manager()))), {}),
    ],
    "R30": [
        (package(approval=approval(stage(BOB), stage(BOB))), {}),
        (package(approval=approval(stage(ALICE, alternates=ALTERNATE))), {}),
    ],
    "R31": [(package(approval=approval(stage(approver=Manager()), stage(approver=Sponsors()))), {})],
    "R32": [(package(approval=approval(stage(approver=NOBODY))), {})],
    "R33": [(package(approval=approval(stage(decision_days=15))), {})],
    "R34": [
        (
            package(approval=approval(stage(), stage(IT_LEADS), stage(user("Eve"), alternates=ALTERNATE))),
            {},
        )
    ],
    "R35": [(forwarding(3, 2), {})],
    "R36": [(forwarding(14, 7), {}), (forwarding(5, 3), {}), (forwarding(4, None), {})],
    "R37": [(forwarding(14, 14), {})],
    "R38": [(forwarding(14, 8, NOBODY), {})],
    "R39": [(forwarding(14, 8, SecondLevelManager()), {})],
    "R40": [(package(approval=approval(stage(approver=Sponsors()))), {"governance_licence": False})],
    "R41": [(package(approval=approval(stage(approver=Sponsors()), stage(approver=Sponsors()))), {})],
    "R42": [(package(audience=SpecificUsers(targets=(BOB,)), approval=approval()), {})],
    "R44": [(package(audience=DirectAssignmentOnly(), enabled=False), {})],
    "R45": [(with_ids(EMPLOYEE), {"is_global_administrator": False})],
    "R48": [(asking(QuestionWithoutFormat()), {})],
    "R49": [
        (asking(MultipleChoice(text="Why?")), {}),
        (asking(MultipleChoice(text="Why?", choices=(Choice(), Choice(text="a"), Choice(text="a")))), {}),
    ],
    "R50": [
        (asking(ShortText(text="Why?", localizations=(SPANISH, SPANISH))), {}),
        (asking(ShortText(text="Why?", localizations=(Localization(text="Por qué"),))), {}),
        (asking(ShortText(text="Why?", localizations=(Localization(language_code="es"),))), {}),
    ],
    "R51": [(asking(ShortText(localizations=(SPANISH,))), {})],
    "R53": [
        (package(expiration=OnDate(date=TODAY)), {}),
        (package(expiration=OnDate(date=dt.date(9999, 1, 1))), {}),
    ],
    "R54": [(package(expiration=AfterDays(days=3661)), {})],
    "R55": [
        (package(expiration=AfterHours(hours=0)), {}),
        (package(expiration=AfterHours(hours=99_999)), {}),
    ],
    "R56": [(package(expiration=Never(), extension=Extension()), {})],
    "R57": [(package(extension=Extension(approval_required=True)), {})],
    "R58": [(package(audience=DirectAssignmentOnly(), extension=Extension()), {})],
    "R60": [(reviewing(frequency="monthly", duration_days=28), {})],
    "R61": [(reviewing(reviewer=SpecificReviewers()), {}), (reviewing(reviewer=ManagerReview()), {})],
    "R62": [(reviewing(starts_on=YESTERDAY), {})],
    "R63": [(reviewing(OnDate(date=TOMORROW), starts_on=TOMORROW.replace(year=2027)), {})],
    "R64": [(reviewing(AfterHours(hours=8)), {})],
    "R66": [(package(policies=()), {})],
    "D2": [
        (in_catalog(MARKETING.model_copy(update={"id": "Marketing"})), {}),
        (
            package(
                row(origin_id="Sales", catalog_resource_id="Sales"), row(origin_system="SharePointOnline")
            ),
            {},
        ),
        (package(audience=SpecificUsers(targets=(ALICE.model_copy(update={"id": "alice"}),))), {}),
    ],
    "D3": [(in_catalog(LONELY_CATALOG), {})],
    "D4": [(package(policies=(Policy(name=""), Policy(), Policy())), {})],
    "D5": [(package(expiration=OnDate(date=TOMORROW, time_zone="Mars/Olympus")), {})],
    "D6": [(asking(ShortText(text="Why?"), ShortText(text="why?")), {})],
    "D7": [(package(audience=SpecificUsers(targets=(ALICE, ALICE))), {})],
    "D8": [
        (with_ids(EMPLOYEE, EMPLOYEE), {}),
        (with_ids(VerifiedId(), EMPLOYEE.model_copy(update={"credential_types": ()})), {}),
        (with_ids(EMPLOYEE.model_copy(update={"credential_types": ("A", "A")})), {}),
    ],
    "D9": [(with_ids(EMPLOYEE), {})],
    "D10": [(asking(ShortText(text="Why?", regex_pattern="[")), {})],
    "D11": [
        (
            package(verified_ids=(EMPLOYEE,), access_review=AccessReview()),
            {"governance_licence": False},
        )
    ],
    "W1": [(in_catalog(MARKETING, "n" * 257, "d" * 1025), {})],
    "W2": [
        (
            package(*[row(role, origin_system="AadApplication") for role in ("User", "Reader")]),
            {},
        )
    ],
    "W3": [(package(audience=AllConnectedOrganizations()), {})],
    "W4": [(package(enabled=False), {})],
    "W5": [(asking(ShortText(text="Why?", regex_pattern="\\p{L}")), {})],
    "W6": [(package(expiration=AfterDays(days=0)), {})],
    "W7": [(reviewing(if_no_response="take_recommendations", decision_helpers=False), {})],
    "W8": [(package(row("Eligible Member", is_pim_managed=True)), {"governance_licence": False})],
    "W9": [(with_ids(EMPLOYEE, verified_ids_by_hand=True), {})],
    "W30": [
        (
            package(disable_assignment_emails=True, approval=approval(stage(ALICE))),
            {"cloud_lacks": frozenset({"notificationSettings", "isRequestorJustificationRequired"})},
        )
    ],
}
