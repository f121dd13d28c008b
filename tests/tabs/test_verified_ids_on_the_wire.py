"""Required Verified IDs over HTTP: a Global Administrator adds them, others are told who can help."""

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from tests.tabs.test_on_the_wire import policy_of, post, see
from tests.views.stage import document, drafted, in_review, submitted, text_of, work
from wizard.document import AllMembers, Policy, VerifiedId
from wizard.models import Draft

CONTOSO = VerifiedId(issuer="did:web:contoso.example", credential_types=("Employee", "Badge"))
CANNOT = "Cannot be created through Graph v1.0"


def asking(company, *issuers, by_hand=True, **policy):
    known: dict[str, Any] = {
        "audience": AllMembers(),
        "verified_ids": issuers,
        "verified_ids_by_hand": by_hand,
    }
    return document(company).model_copy(update={"policies": (Policy(**{**known, **policy}),)})


@pytest.fixture
def ada(company, db):
    """Global Administrator."""
    return company.seat("ada")


@pytest.fixture
def draft(company, ada):
    return drafted(ada, asking(company))


def pane(draft):
    return reverse("wizard:issuer", args=[draft.pk])


def add(seat, draft, issuer="did:web:fabrikam.example", types="Partner\nDegree, Partner", **more):
    return seat.post(pane(draft), issuer=issuer, credential_types=types, **more)


def test_the_button_leads_to_the_pane(draft, ada):
    answer = post(ada, draft, "requests", open="issuer/")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "Add issuer" in text_of(ada.get(answer["Location"]))


def test_an_issuer_is_added_and_changed(draft, ada):
    assert add(ada, draft)["Location"] == reverse("wizard:tab", args=[draft.pk, "requests"])
    [one] = policy_of(draft).verified_ids
    assert one.credential_types == ("Partner", "Degree")
    editor = ada.get(post(ada, draft, "requests", open=f"issuer/{one.issuer}")["Location"])
    assert "Partner\nDegree</textarea>" in editor.content.decode()
    add(ada, draft, issuer="did:web:partner.example", types="Partner", before=one.issuer)
    assert policy_of(draft).verified_ids == (
        VerifiedId(issuer="did:web:partner.example", credential_types=("Partner",)),
    )
    assert "did:web:partner.example Partner" in text_of(see(ada, draft, "requests"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"issuer": " "}, "Enter the identifier of the issuer."),
        ({"types": " , \n"}, "Select at least one credential type for 'did:web:fabrikam.example'."),
        ({"issuer": "DID:web:contoso.example"}, "'DID:web:contoso.example' is already listed."),
    ],
)
def test_what_is_not_complete_stays_in_the_pane(company, ada, typed, said):
    draft = drafted(ada, asking(company, CONTOSO))
    assert said in text_of(add(ada, draft, **typed))
    assert policy_of(draft).verified_ids == (CONTOSO,)


def test_an_issuer_that_is_gone_is_not_changed(draft, ada):
    answer = add(ada, draft, before="did:web:gone.example")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert policy_of(draft).verified_ids == ()
    assert "did:web:fabrikam.example" in answer.content.decode(), "what was typed is kept"


def test_a_bin_takes_it_off(company, ada):
    draft = drafted(ada, asking(company, CONTOSO))
    post(ada, draft, "requests", do="remove-issuer:did:web:contoso.example")
    assert policy_of(draft).verified_ids == ()


class TestSomebodyElse:
    @pytest.fixture
    def draft(self, company, priya):
        return drafted(priya, asking(company, CONTOSO))

    def test_sees_it_greyed_with_who_can_help(self, draft, priya):
        page = text_of(see(priya, draft, "requests"))
        assert "Only a Global Administrator can require Verified IDs. Ask a Global Administrator" in page

    def test_is_refused_when_posting_by_hand(self, draft, priya):
        answer = add(priya, draft)
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "Only a Global Administrator can require Verified IDs." in text_of(answer)
        assert policy_of(draft).verified_ids == (CONTOSO,)

    def test_cannot_send_it_for_review(self, draft, priya):
        page = text_of(priya.get(reverse("wizard:review", args=[draft.pk])))
        assert "Remove the issuers, or let a Global Administrator add them." in page


def test_nobody_adds_any_where_nobody_can_request(company, ada):
    draft = drafted(ada, document(company))
    assert add(ada, draft).status_code == HTTPStatus.FORBIDDEN
    assert policy_of(draft).verified_ids == ()


def test_the_promise_is_missing_until_it_is_ticked(company, ada):
    draft = drafted(ada, asking(company, CONTOSO, by_hand=False))
    review = reverse("wizard:review", args=[draft.pk])
    assert "Confirm that somebody sets the Verified IDs by hand" in text_of(ada.get(review))
    post(ada, draft, "requests", verified_ids_by_hand="yes")
    page = text_of(ada.get(review))
    assert "Confirm that somebody" not in page
    assert CANNOT in page
    assert "did:web:contoso.example Employee, Badge" in page


def test_the_reviewer_reads_what_the_plan_leaves_out(company, ada, rafael):
    draft = in_review(ada, asking(company, CONTOSO))
    page = text_of(rafael.get(reverse("wizard:verdict", args=[draft.pk])))
    assert CANNOT in page
    assert "must present all of them" in page
    assert "Only a Global Administrator can require Verified IDs." not in page, (
        "the reviewer asks for nothing"
    )


@pytest.mark.django_db(transaction=True)
def test_the_created_package_leaves_it_to_do(company, ada, rafael):
    submission = submitted(ada, asking(company, CONTOSO), by=rafael)
    work()
    page = text_of(ada.get(reverse("wizard:submission", args=[submission.pk])))
    assert "Set by hand now" in page
    assert "did:web:contoso.example Employee, Badge" in page
    assert Draft.objects.get().state == Draft.State.CREATED
