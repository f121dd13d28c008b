"""Forms made by hand: refused in words, or taken for what they can mean, and never a crash."""

import uuid

import pytest
from django.urls import reverse

from tests.views.stage import document, drafted, text_of
from wizard.document import load
from wizard.models import Draft

pytestmark = pytest.mark.django_db


def policy(draft):
    return load(Draft.objects.get(pk=draft.pk).document).policy


def test_a_catalog_of_others_is_refused_in_words_and_the_rest_is_kept(company, emil):
    url = reverse("wizard:tab", args=[uuid.uuid4(), "basics"])
    catalog = company.named("catalog", "Marketing")["id"]
    answer = emil.post(url, revision="0", name="Typed", description="Also typed", catalog=catalog)
    assert answer.status_code == 403
    assert "You can't use the catalog that was sent" in text_of(answer)
    assert catalog not in text_of(answer)
    assert Draft.objects.get().name == "Typed"
    assert Draft.objects.get().catalog_id == ""


def test_more_answers_than_anybody_offers_are_not_kept(company, olivia):
    draft = drafted(olivia, document(company))
    url = reverse("wizard:tab", args=[draft.pk, "requestor-information"])
    answers = {f"question-0-choice-{n}": str(n) for n in range(1_000)}
    start = {"revision": "1", "question-0-text": "Which?", "question-0-format": "multiple_choice"}
    assert olivia.post(url, **start, **answers).status_code == 303
    (question,) = policy(draft).questions
    assert [one.text for one in question.choices] == [str(n) for n in range(100)]


@pytest.mark.parametrize("verb", ["remove-question", "move-up", "move-down", "remove-choice"])
@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "٣", "x", "", "0:" + "9" * 5_000])
def test_a_button_for_a_row_that_never_was_does_nothing(company, olivia, verb, number):
    draft = drafted(olivia, document(company))
    url = reverse("wizard:tab", args=[draft.pk, "requestor-information"])
    assert olivia.post(url, revision="1", do=f"{verb}:{number}").status_code == 303
    assert policy(draft).questions == ()
