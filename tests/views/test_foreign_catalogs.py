"""A name that nobody but the owners of one catalog may see is planted there, and looked for everywhere."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from portal.grants.models import CatalogGrant
from portal.signin.access import is_public
from portal.signin.models import Person
from portal.tenant.entitlements import new_catalog, new_package, new_resource
from tests.fixtures.given import give_as_in_the_demo
from tests.test_permissions import every_view
from tests.views.stage import approved, document, drafted, in_review, judged, submitted
from tests.views.test_auditors import filled, known
from wizard.models import Draft, Submission

pytestmark = pytest.mark.django_db(transaction=True)

#: In every name that lives in the foreign catalog; nowhere else.
CANARY = "Kanarienvogel"
LIMITED = ["hanna", "rafael", "audrey", "olivia", "emil"]
#: Panes and pickers by what their address wants to know.
SLOTS = ("groups", "applications", "sites", "targets", "stage-0-approvers")


@pytest.fixture
def foreign(company, db):
    """A catalog with everything in it, worked in by administrators alone."""
    catalog = company.state.put("catalog", new_catalog({"displayName": CANARY, "state": "published"}))
    company.state.put("accessPackage", new_package(catalog["id"], {"displayName": f"{CANARY} package"}))
    site = next(iter(company.state.rows("site")))
    hidden = {**site, "displayName": f"{CANARY} site"}
    company.state.put("resource", new_resource(catalog["id"], "SharePointOnline", site, hidden))
    give_as_in_the_demo(company.state)
    ada, ivan = company.seat("ada"), company.seat("ivan")
    content = document(company, name=f"{CANARY} draft", catalog=CANARY)
    judged(in_review(ada, content), ivan, "rejected", f"{CANARY} reason")
    drafts = [drafted(ada, content), approved(ada, content, by=ivan)]
    submission = submitted(ada, content, by=ivan)
    return catalog, drafts, submission


def addresses(draft: Draft, submission: Submission):
    """Every page of the site with these objects in it."""
    parts = known(draft, submission)
    for address, view in every_view().items():
        if is_public(view):
            continue
        for slot in SLOTS if "<slug:slot>" in address else ("",):
            yield filled(address, {**parts, "<slug:slot>": slot} if slot else parts)


@pytest.mark.parametrize("name", LIMITED)
def test_it_is_nowhere(company, foreign, name):
    _, drafts, submission = foreign
    seat = company.seat(name)
    own = drafted(seat, document(company, name="My own"))
    walked = [*addresses(own, submission), *(one for draft in drafts for one in addresses(draft, submission))]
    searches = ["/drafts/", "/packages/", "/settings/", "/settings/grants/new/", "/reviews/"]
    for path in walked:
        answer = seat.get(path)
        assert CANARY not in answer.content.decode(), path
        assert answer.status_code < 500, path
    for path in searches:
        answer = seat.get(path, q="package", catalogs_q="a", state="", page="2")
        assert CANARY not in answer.content.decode(), path
    assert len(walked) > 50


def test_an_admin_reads_the_catalogs_name_where_they_give_it_and_nothing_else(company, foreign):
    """Settings offers what drafts name; that is all of it."""
    _, drafts, submission = foreign
    petra = company.seat("petra")
    own = drafted(petra, document(company, name="My own"))
    named = set()
    for path in [*addresses(own, submission), *addresses(drafts[0], submission)]:
        body = petra.get(path).content.decode()
        assert f"{CANARY} " not in body, path
        named |= {path} if CANARY in body else set()
    assert named == {"/settings/grants/new/"}


@pytest.mark.parametrize("name", ["hanna", "rafael", "olivia"])
def test_refusals_do_not_name_it_either(company, foreign, name):
    """Every write at foreign objects, and the foreign catalog's id typed by hand into one's own draft."""
    catalog, drafts, submission = foreign
    seat = company.seat(name)
    own = drafted(seat, document(company, name="My own"))
    for path in addresses(drafts[1], submission):
        answer = seat.post(path, verdict="approved", revision="1", reason="x", go="stay")
        assert answer.status_code in (403, 404, 405), path
        assert CANARY not in answer.content.decode(), path
    tab = reverse("wizard:tab", args=[own.pk, "basics"])
    answer = seat.post(tab, catalog=catalog["id"], revision=str(own.revision), name="My own", go="stay")
    assert CANARY not in answer.content.decode()
    assert answer.status_code in (403, 422)
    assert not Draft.objects.filter(author=seat.person, catalog_id=catalog["id"]).exists()


def test_the_walk_would_find_it(company, foreign):
    """For those who may see it, it is on the very pages that are walked."""
    _, drafts, submission = foreign
    seat = company.seat("ada")
    paths = {path for draft in drafts for path in addresses(draft, submission)}
    found = {path for path in paths if CANARY in seat.get(path).content.decode()}
    for path in ("/drafts/", "/packages/", reverse("wizard:submission", args=[submission.pk])):
        assert path in found
    assert len(found) > 15


def test_what_somebody_decided_goes_with_the_grant(company, rafael, priya):
    """A reviewer whose grant ended reads no more names of that catalog, nor what became of them."""
    judged(in_review(priya, document(company, name=CANARY)), rafael, "rejected", "No.")
    assert CANARY in rafael.get("/reviews/").content.decode()
    CatalogGrant.objects.filter(role="Reviewer").delete()
    assert CANARY not in rafael.get("/reviews/").content.decode()


def test_a_role_lost_in_entra_ends_it_as_well(company, rafael, priya):
    draft = in_review(priya, document(company, name=CANARY))
    assert CANARY in rafael.get("/reviews/").content.decode()
    Person.objects.filter(pk=rafael.person.pk).update(portal_roles=[])
    assert CANARY not in rafael.get("/reviews/").content.decode()
    assert rafael.get(reverse("wizard:verdict", args=[draft.pk])).status_code == 404


def test_an_id_that_nobody_has_is_answered_like_a_foreign_one(company, foreign, hanna):
    stranger = hanna.get(reverse("wizard:review", args=[foreign[1][0].pk]))
    nobody = hanna.get(reverse("wizard:review", args=[uuid.uuid4()]))
    assert (stranger.status_code, nobody.status_code) == (404, 404)
    assert len(stranger.content) == len(nobody.content)
