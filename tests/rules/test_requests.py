"""R20 to R27, R44, R47, W3, W4: who can request, and whether it is switched on."""

import pytest
from pydantic import ValidationError

from tests.rules.support import (
    FABRIKAM,
    LAUNCHES,
    MARKETING,
    approval,
    catalog_facts,
    controls,
    group,
    guid,
    messages,
    package,
    problems,
    user,
)
from wizard.document import (
    AllConnectedOrganizations,
    AllExternalUsers,
    AllMembers,
    AllUsers,
    Basics,
    ConnectedOrganization,
    DirectAssignmentOnly,
    Policy,
    SpecificConnectedOrganizations,
    SpecificUsers,
)
from wizard.rules import Level

FABRIKAM_ONLY = SpecificConnectedOrganizations(organizations=(FABRIKAM,))
EXTERNAL = [FABRIKAM_ONLY, AllConnectedOrganizations(), AllExternalUsers()]


def organizations(count):
    listed = tuple(ConnectedOrganization(id=guid(f"o{n}")) for n in range(count))
    return package(audience=SpecificConnectedOrganizations(organizations=listed), approval=approval())


def targets(count):
    return package(audience=SpecificUsers(targets=tuple(user(f"u{n}") for n in range(count))))


def test_r20_a_scope_cannot_carry_the_list_of_another():
    assert Policy.model_validate({"audience": {"kind": "all_members"}}).audience == AllMembers()
    with pytest.raises(ValidationError):
        Policy.model_validate({"audience": {"kind": "all_members", "organizations": []}})


def test_r21_passes_with_one_group():
    assert messages("R21", package(audience=SpecificUsers(targets=(group("All employees"),)))) == []


def test_r21_wants_somebody():
    assert messages("R21", targets(0)) == ["Select at least one user or group."]
    assert controls("R21", targets(0)) == ["targets"]


def test_r22_passes_with_500():
    assert messages("R22", targets(500)) == []


def test_r22_refuses_501():
    assert messages("R22", targets(501)) == [
        "A policy can list at most 500 users and groups; put people in a group instead."
    ]


def test_r23_passes_for_a_known_organization():
    document = package(audience=FABRIKAM_ONLY)
    assert messages("R23", document) == []
    assert messages("R23", document, organization_ids=frozenset({FABRIKAM.id})) == []


def test_r23_wants_an_organization():
    assert messages("R23", organizations(0)) == ["Add at least one connected organization."]


def test_r23_refuses_an_organization_that_does_not_exist():
    assert messages("R23", package(audience=FABRIKAM_ONLY), organization_ids=frozenset()) == [
        "No connected organization matches 'Fabrikam'. Ask an administrator to add it."
    ]


def test_r24_passes_with_1000():
    assert messages("R24", organizations(1000)) == []


def test_r24_refuses_1001():
    assert messages("R24", organizations(1001)) == [
        "A policy can list at most 1,000 connected organizations."
    ]


def in_catalog(catalog, audience):
    basics = Basics(name="Campaign", description="For it", catalog=catalog)
    return package(basics=basics, audience=audience, approval=approval())


@pytest.mark.parametrize("audience", EXTERNAL)
def test_r25_passes_in_a_catalog_for_external_users(audience):
    assert messages("R25", in_catalog(MARKETING, audience), catalogs=catalog_facts()) == []
    assert messages("R25", in_catalog(LAUNCHES, audience)) == []


@pytest.mark.parametrize("audience", EXTERNAL)
def test_r25_refuses_external_users_elsewhere(audience):
    document = in_catalog(MARKETING, audience)
    assert messages("R25", document, catalogs=catalog_facts(is_externally_visible=False)) == [
        "Catalog 'Marketing' is not enabled for external users."
    ]


def test_r25_asks_the_document_where_nobody_asked_the_tenant():
    closed = MARKETING.model_copy(update={"is_externally_visible": False})
    unknown = MARKETING.model_copy(update={"is_externally_visible": None})
    assert controls("R25", in_catalog(closed, AllExternalUsers())) == ["family"]
    assert controls("R25", in_catalog(unknown, AllExternalUsers())) == []
    assert controls("R25", in_catalog(closed, AllUsers())) == []


def test_r25_asks_a_new_catalog_too():
    closed = LAUNCHES.model_copy(update={"enabled_for_external_users": False})
    assert messages("R25", in_catalog(closed, FABRIKAM_ONLY)) == [
        "Catalog 'Launches' is not enabled for external users."
    ]


def test_r26_passes_with_approval():
    assert messages("R26", package(audience=AllExternalUsers(), approval=approval())) == []
    assert messages("R26", package(audience=AllConnectedOrganizations())) == []


def test_r26_wants_approval_for_any_external_user():
    assert messages("R26", package(audience=AllExternalUsers())) == [
        "Approval is required when any external user can request."
    ]


def test_w3_warns_of_guests_whom_nobody_checks():
    for audience in (FABRIKAM_ONLY, AllConnectedOrganizations()):
        (found,) = problems("W3", package(audience=audience))
        assert found.level is Level.WARNING
        assert found.message == "New guests would be added without anyone checking."
    for checked in (AllMembers(), AllExternalUsers(), DirectAssignmentOnly()):
        assert messages("W3", package(audience=checked)) == []
    assert messages("W3", package(audience=FABRIKAM_ONLY, approval=approval())) == []


def test_r27_passes_for_none_without_request_settings():
    assert messages("R27", package(audience=DirectAssignmentOnly())) == []
    assert messages("R27", package(approval=approval())) == []


def test_r27_refuses_a_stage_stored_under_none():
    assert controls("R27", package(audience=DirectAssignmentOnly(), approval=approval())) == ["approval"]


def test_r44_passes_where_administrators_can_assign():
    assert messages("R44", package(audience=DirectAssignmentOnly(), enabled=True)) == []


def test_r44_warns_where_not_even_administrators_can_assign():
    (found,) = problems("R44", package(audience=DirectAssignmentOnly(), enabled=False))
    assert found.level is Level.WARNING
    assert found.place.control == "enabled"
    assert messages("R44", package(audience=DirectAssignmentOnly())) == []
    assert messages("R44", package(enabled=False)) == []


def test_r47_emails_and_enable_are_independent():
    for emails_off in (True, False):
        for enabled in (True, False):
            policy = package(disable_assignment_emails=emails_off, enabled=enabled).policy
            assert (policy.disable_assignment_emails, policy.enabled) == (emails_off, enabled)


def test_w4_says_plainly_that_nobody_can_request_yet():
    assert messages("W4", package(enabled=False)) == ["Nobody can request yet."]
    assert messages("W4", package()) == []
    assert messages("W4", package(audience=DirectAssignmentOnly(), enabled=False)) == []
