"""The three tabs over HTTP: what is sent is stored, or refused and shown again."""

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, text_of
from wizard.document import AllMembers, Approval, MultipleChoice, OnDate, Policy, load
from wizard.models import Draft


@pytest.fixture
def draft(company, priya):
    content = document(company)
    return drafted(priya, content.model_copy(update={"policies": (Policy(approval=Approval()),)}))


def policy_of(draft) -> Any:
    return load(Draft.objects.get(pk=draft.pk).document).policy


def post(seat, draft, key, **data):
    revision = str(Draft.objects.get(pk=draft.pk).revision)
    return seat.post(reverse("wizard:tab", args=[draft.pk, key]), **{"revision": revision, **data})


def see(seat, draft, key):
    answer = seat.get(reverse("wizard:tab", args=[draft.pk, key]))
    assert answer.status_code == HTTPStatus.OK
    return answer


def test_a_scope_is_stored(draft, priya):
    post(priya, draft, "requests", family="internal", scope="all_members")
    assert policy_of(draft).audience == AllMembers()


def test_update_the_page_draws_what_a_choice_brings(draft, priya):
    assert "Add directories" not in text_of(see(priya, draft, "requests"))
    post(priya, draft, "requests", family="external", do="redraw")
    page = text_of(see(priya, draft, "requests"))
    assert "Add directories" in page
    assert "External sponsor" in page


def test_all_connected_organizations_are_those_that_are_configured(draft, priya):
    post(priya, draft, "requests", family="external", scope="all_connected_organizations")
    page = text_of(see(priya, draft, "requests"))
    assert "Fabrikam" in page
    assert "Litware" in page
    assert "Proseware" not in page


def test_a_value_that_is_not_offered_is_refused_and_the_rest_is_kept(draft, priya):
    sent = {"scope": "all_users", "stage-0-approver_kind": "external_sponsor", "stage-0-decision_days": "5"}
    answer = post(priya, draft, "requests", **sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "external_sponsor is not one of the available choices" in text_of(answer)
    [stage] = policy_of(draft).approval.stages
    assert (stage.approver.kind, stage.decision_days) == ("manager", 5)


def test_what_is_no_number_comes_back_with_its_error(draft, priya):
    post(priya, draft, "requests", **{"stage-0-decision_days": "2.5", "go": "lifecycle"})
    answer = see(priya, draft, "requests")
    assert 'value="2.5"' in answer.content.decode()
    assert "Enter a whole number from 1 to 14." in text_of(answer)


def test_questions_grow_and_move(draft, priya):
    typed = {"question-0-text": "Why?", "question-0-format": "multiple_choice"}
    post(priya, draft, "requestor-information", **typed, do="add-question")
    more = {"question-0-choice-0": "Work", "question-1-text": "Which one?", "question-1-required": "yes"}
    post(priya, draft, "requestor-information", **more, do="move-up:1")
    first, second = policy_of(draft).questions
    assert (first.text, first.required) == ("Which one?", True)
    assert isinstance(second, MultipleChoice)
    assert [choice.text for choice in second.choices] == ["Work"]


def test_a_date_is_read_in_the_zone_of_the_browser(draft, priya):
    priya.client.cookies["time_zone"] = "Pacific/Auckland"
    post(priya, draft, "lifecycle", expiration="on_date", expiration_date="2027-06-30")
    expiration = policy_of(draft).expiration
    assert isinstance(expiration, OnDate)
    assert expiration.time_zone == "Pacific/Auckland"


def test_saving_the_same_again_makes_no_revision(draft, priya):
    post(priya, draft, "requests", family="external")
    before = Draft.objects.get(pk=draft.pk).revision
    post(priya, draft, "requests", family="external")
    assert Draft.objects.get(pk=draft.pk).revision == before


@pytest.mark.parametrize("key", ["requests", "requestor-information", "lifecycle"])
def test_a_tab_asks_little_of_the_database(draft, priya, key, django_assert_max_num_queries):
    see(priya, draft, key)
    with django_assert_max_num_queries(12):
        see(priya, draft, key)
