"""An Auditor reads what is given, and changes nothing: every address of the site is tried."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.grants.models import CatalogGrant
from portal.signin.access import is_public
from portal.signin.models import Person
from tests.test_permissions import every_view
from tests.views.stage import document, drafted, in_review, submitted, text_of
from wizard.models import Draft, Event, Review, Revision, Submission

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def audrey(company, db):
    return company.seat("audrey")


def known(draft, submission):
    """What stands for the parts of an address: objects that exist, so that nothing is refused as missing."""
    return {
        "<uuid:draft_id>": str(draft.pk),
        "<uuid:submission_id>": str(submission.pk),
        "<slug:key>": "basics",
        "<slug:slot>": "groups",
        "<int:number>": "0",
        "<int:grant_id>": str(CatalogGrant.objects.earliest("pk").pk),
    }


def filled(address, parts):
    for part, value in parts.items():
        address = address.replace(part, value)
    assert "<" not in address, f"say what stands for the parts of {address}"
    return f"/{address}"


def everything_stored():
    """All rows that a change could touch."""
    return {
        model.__name__: sorted(map(str, model.objects.values_list()))
        for model in (Draft, Revision, Review, Event, Submission, CatalogGrant)
    }


@pytest.mark.parametrize("mine", [False, True])
def test_every_post_of_the_site_is_refused(company, audrey, priya, rafael, mine):
    """`mine`: also for drafts that they wrote before they became an Auditor."""
    submission = submitted(priya, document(company), by=rafael)
    draft = in_review(audrey if mine else priya, document(company, name="Another"))
    tried = [address for address, view in every_view().items() if not is_public(view)]
    stored = everything_stored()
    for address in tried:
        path = filled(address, known(draft, submission))
        assert audrey.post(path, revision="0", do="give", verdict="approved").status_code in (403, 405), path
    new = reverse("wizard:tab", args=["00000000-0000-0000-0000-000000000001", "basics"])
    assert audrey.post(new, revision="0", name="Mine").status_code == 403
    assert everything_stored() == stored
    assert len(tried) > 20


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_opens_a_way(company, audrey, priya, method):
    draft = drafted(priya, document(company))
    answer = getattr(audrey.client, method)(reverse("wizard:tab", args=[draft.pk, "basics"]))
    assert answer.status_code == 403


def test_whoever_else_they_are(company, audrey, priya):
    """Also a catalog owner or an Admin changes nothing while they hold the role Auditor."""
    Person.objects.filter(pk=audrey.person.pk).update(portal_roles=["Admin", "Auditor", "Helpdesk"])
    draft = drafted(priya, document(company))
    answer = audrey.post(reverse("wizard:tab", args=[draft.pk, "basics"]), name="Mine", revision="1")
    assert answer.status_code == 403
    assert "change nothing" in text_of(answer)
    assert audrey.post("/settings/grants/new/", do="give").status_code == 403


def test_what_is_given_is_read(company, audrey, priya, rafael):
    submission = submitted(priya, document(company), by=rafael)
    waiting = in_review(priya, document(company, name="Another"))
    for address in (
        reverse("wizard:review", args=[waiting.pk]),
        reverse("wizard:verdict", args=[waiting.pk]),
        reverse("wizard:submission", args=[submission.pk]),
        "/drafts/",
        "/packages/",
    ):
        answer = audrey.get(address)
        assert answer.status_code == 200, address
        assert "New access package" not in text_of(answer).replace("New access package -", "")
    assert not audrey.get(reverse("wizard:review", args=[waiting.pk])).context["editable"]


def test_nothing_given_nothing_read(company, audrey, priya):
    draft = drafted(priya, document(company))
    CatalogGrant.objects.all().delete()
    assert audrey.get(reverse("wizard:review", args=[draft.pk])).status_code == 404
    assert audrey.get("/drafts/").context["rows"] == []


def test_signing_out_is_always_open(audrey):
    assert audrey.post("/signin/out").status_code in (200, 302, 303)


def test_the_empty_wizard_is_not_offered(audrey):
    assert audrey.get("/drafts/new/").status_code == 403
    assert 'href="/drafts/new/"' not in audrey.get("/drafts/").content.decode()
