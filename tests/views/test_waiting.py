"""The number of waiting reviews beside Reviews, on every page."""

import re

import pytest
from django.urls import reverse

from tests.signin.control import requests_to
from tests.views.stage import document, drafted, in_review, judged
from wizard.models import Draft

DRAFTS, REVIEWS = reverse("wizard:drafts"), reverse("wizard:reviews")


def beside_reviews(answer):
    """What the navigation says there, if anything."""
    found = re.search(r'<span class="count">(.*?)<', answer.content.decode())
    return found[1] if found else ""


def test_it_is_there_before_the_reviews_are_opened(company, priya, rafael):
    draft = in_review(priya, document(company))
    assert beside_reviews(rafael.get(DRAFTS)) == "1"
    judged(draft, rafael, "rejected", "No budget.")
    assert beside_reviews(rafael.get(DRAFTS)) == ""


def test_own_drafts_do_not_wait_for_their_author(company, olivia, rafael):
    in_review(olivia, document(company))
    assert beside_reviews(olivia.get(DRAFTS)) == ""
    assert beside_reviews(rafael.get(REVIEWS)) == "1"


def test_a_stranger_to_the_catalog_sees_no_number(company, priya, emil):
    in_review(priya, document(company))
    assert beside_reviews(emil.get(DRAFTS)) == ""


def test_a_page_that_asks_no_rights_knows_them_from_the_one_before(company, priya, olivia):
    """And asks the tenant nothing for the number, even when its memory of rights is gone."""
    mine = drafted(olivia, document(company, name="Mine"))
    in_review(priya, document(company))
    olivia.get(DRAFTS)
    before = len(requests_to(company.tenant, ""))
    tab = reverse("wizard:tab", args=[mine.pk, "requestor-information"])
    assert beside_reviews(olivia.get(tab)) == "1"
    assert len(requests_to(company.tenant, "")) == before


def test_many_are_not_counted_one_by_one(company, priya, rafael, django_assert_max_num_queries):
    base = {"author": priya.person, "updated_by": priya.person, "document": {"version": 1}}
    catalog = company.named("catalog", "Marketing")["id"]
    Draft.objects.bulk_create(
        Draft(**base, state=Draft.State.IN_REVIEW, catalog_id=catalog, name=str(n)) for n in range(100)
    )
    with django_assert_max_num_queries(12):
        assert beside_reviews(rafael.get(DRAFTS)) == "99+"


@pytest.mark.django_db
def test_nobody_who_is_not_signed_in_is_told_a_number(client):
    assert beside_reviews(client.get(reverse("signin:start"))) == ""
