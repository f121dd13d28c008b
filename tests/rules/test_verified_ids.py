"""R45, D8, D9, W9: Required Verified IDs; D11, W8: what needs a licence."""

import pytest

from tests.rules.support import approval, controls, messages, package, problems, row
from wizard.document import AccessReview, DirectAssignmentOnly, VerifiedId
from wizard.rules import Level

CONTOSO = VerifiedId(issuer="did:web:contoso.example", credential_types=("Employee",))


def asking(*issuers, by_hand=True, **policy):
    return package(verified_ids=issuers, verified_ids_by_hand=by_hand, **policy)


@pytest.mark.parametrize("administrator", [True, None])
def test_r45_passes_for_a_global_administrator(administrator):
    assert messages("R45", asking(CONTOSO), is_global_administrator=administrator) == []


def test_r45_refuses_anybody_else():
    assert messages("R45", asking(CONTOSO), is_global_administrator=False) == [
        "Only a Global Administrator can require Verified IDs."
    ]
    assert messages("R45", package(), is_global_administrator=False) == []


def test_r27_none_asks_for_no_verified_id():
    found = asking(CONTOSO, audience=DirectAssignmentOnly())
    assert controls("R27", found) == ["verified_ids"]
    assert controls("R27", asking(CONTOSO, audience=DirectAssignmentOnly(), approval=approval())) == [
        "approval",
        "verified_ids",
    ]
    assert controls("R27", asking(CONTOSO)) == []


def test_d8_passes_for_issuers_with_types():
    fabrikam = VerifiedId(issuer="did:web:fabrikam.example", credential_types=("Partner", "Degree"))
    assert messages("D8", asking(CONTOSO, fabrikam)) == []


@pytest.mark.parametrize(
    ("issuers", "message"),
    [
        (
            [VerifiedId(issuer="did:web:contoso.example")],
            "Select at least one credential type for 'did:web:contoso.example'.",
        ),
        (
            [VerifiedId(issuer="x", credential_types=("", " "))],
            "Select at least one credential type for 'x'.",
        ),
        ([VerifiedId(issuer="x", credential_types=("A", "A"))], "List each credential type of 'x' once."),
        ([VerifiedId(issuer="x", credential_types=("A", ""))], "List each credential type of 'x' once."),
        ([VerifiedId(credential_types=("A",))], "Enter the identifier of the issuer, or remove the row."),
        (
            [CONTOSO, CONTOSO.model_copy(update={"issuer": "DID:web:contoso.example "})],
            "'DID:web:contoso.example' is already listed.",
        ),
    ],
)
def test_d8_refuses_unfinished_and_repeated_issuers(issuers, message):
    assert messages("D8", asking(*issuers)) == [message]
    assert controls("D8", asking(*issuers)) == ["verified_ids"]


def test_d9_wants_the_word_that_somebody_sets_them_by_hand():
    assert controls("D9", asking(CONTOSO, by_hand=False)) == ["verified_ids_by_hand"]
    assert controls("D9", asking(CONTOSO)) == controls("D9", asking(by_hand=False)) == []


def test_w9_says_that_the_plan_leaves_them_out():
    (found,) = problems("W9", asking(CONTOSO))
    assert found.level is Level.WARNING
    assert messages("W9", asking(CONTOSO, by_hand=False)) == messages("W9", package()) == []


LICENSED = package(
    row("Member"),
    row("Eligible Member", is_pim_managed=True),
    verified_ids=(CONTOSO,),
    access_review=AccessReview(),
)


@pytest.mark.parametrize(
    ("rule", "level", "places"),
    [("D11", Level.ERROR, ["verified_ids", "review"]), ("W8", Level.WARNING, ["role-1"])],
)
def test_d11_and_w8_name_what_needs_the_licence(rule, level, places):
    found = problems(rule, LICENSED, governance_licence=False)
    assert [one.place.control for one in found] == places
    assert {one.level for one in found} == {level}
    assert controls(rule, LICENSED, governance_licence=True) == controls(rule, LICENSED) == []
    assert controls(rule, package(), governance_licence=False) == []
