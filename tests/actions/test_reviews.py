"""A second pair of eyes, bound to what it saw."""

import uuid

import pytest

from portal.rights import CatalogRole, PortalRole, Rights
from wizard.actions import content, drafts, reviews, submissions
from wizard.actions.errors import ContentChanged, NotAllowed, NotReady, WrongMoment
from wizard.document import Basics, DirectAssignmentOnly, Document, ExistingCatalog, Policy
from wizard.models import Draft, Review, Submission
from wizard.rules import Level, Place, Problem

CATALOG = "c-marketing"
OWNER = Rights(catalog_roles={CATALOG: frozenset({CatalogRole.CATALOG_OWNER})})
PORTAL_REVIEWER = Rights(
    granted={CATALOG: frozenset({PortalRole.REVIEWER})},
    portal_roles=frozenset({PortalRole.REVIEWER}),
)
ERROR = Problem(
    id="R1", level=Level.ERROR, place=Place(tab="basics", control="name"), message="Enter a name."
)


def document(description="For the campaign"):
    catalog = ExistingCatalog(id=CATALOG, display_name="Marketing")
    basics = Basics(name="Campaign", description=description, catalog=catalog)
    return Document(basics=basics, policies=(Policy(audience=DirectAssignmentOnly()),))


@pytest.fixture
def draft(olivia):
    return drafts.begin(id=uuid.uuid4(), by=olivia, document=document(), typed={})


@pytest.fixture
def sent(draft, olivia):
    return reviews.send_for_review(draft=draft, by=olivia, problems=[])


def judge(draft, by, verdict=Review.Verdict.APPROVED, reason="", digest=None, rights=PORTAL_REVIEWER):
    return reviews.give_verdict(
        draft=draft,
        by=by,
        rights=rights,
        verdict=verdict,
        reason=reason,
        digest=digest or content.content_of(draft).digest,
    )


def create(draft, by, rights=OWNER, problems=()):
    return submissions.create(draft=draft, by=by, rights=rights, problems=problems)


def test_a_draft_with_errors_is_not_sent(draft, olivia):
    with pytest.raises(NotReady):
        reviews.send_for_review(draft=draft, by=olivia, problems=[ERROR])
    assert Draft.objects.get().state == Draft.State.DRAFTING


def test_a_reviewer_approves_and_an_owner_creates(sent, olivia, rafael):
    judge(sent, rafael)
    draft = Draft.objects.get()
    submission = create(draft, olivia)
    assert submission.digest == draft.reviews.get().digest
    assert submission.plan == content.content_of(draft).plan.to_json()
    assert Draft.objects.get().state == Draft.State.SUBMITTING


def test_nobody_approves_what_they_wrote(sent, olivia):
    with pytest.raises(NotAllowed):
        judge(sent, olivia, rights=OWNER)


def test_whoever_saved_any_revision_wrote_it_too(draft, olivia, rafael):
    drafts.save(draft=draft, by=rafael, document=document("Changed"), typed={})
    sent = reviews.send_for_review(draft=Draft.objects.get(), by=olivia, problems=[])
    with pytest.raises(NotAllowed):
        judge(sent, rafael)


def test_a_stranger_to_the_catalog_reviews_nothing(sent, emil):
    with pytest.raises(NotAllowed):
        judge(sent, emil, rights=Rights())


def test_an_approval_speaks_only_of_what_was_on_the_page(sent, rafael):
    with pytest.raises(ContentChanged):
        judge(sent, rafael, digest="0" * 64)
    assert not Review.objects.exists()


@pytest.mark.parametrize("verdict", [Review.Verdict.CHANGES_REQUESTED, Review.Verdict.REJECTED])
def test_sending_back_needs_a_reason(sent, rafael, verdict):
    with pytest.raises(ValueError, match="Say why"):
        judge(sent, rafael, verdict, reason="  ")
    judge(sent, rafael, verdict, reason="The catalog is wrong.")
    assert Draft.objects.get().state == verdict.value


def test_a_change_after_approval_needs_a_new_one(sent, olivia, rafael):
    judge(sent, rafael)
    drafts.save(draft=Draft.objects.get(), by=olivia, document=document("Other"), typed={})
    with pytest.raises(WrongMoment):
        create(Draft.objects.get(), olivia)
    assert not Submission.objects.exists()


def test_create_pressed_twice_makes_one_submission(sent, olivia, rafael):
    judge(sent, rafael)
    draft = Draft.objects.get()
    assert create(draft, olivia) == create(draft, olivia)
    assert Submission.objects.count() == 1


def test_rights_lost_since_then_stop_create(sent, olivia, rafael):
    judge(sent, rafael)
    with pytest.raises(NotAllowed):
        create(Draft.objects.get(), olivia, rights=Rights())
    assert Draft.objects.get().state == Draft.State.APPROVED


def test_errors_found_since_then_stop_create(sent, olivia, rafael):
    judge(sent, rafael)
    with pytest.raises(NotReady):
        create(Draft.objects.get(), olivia, problems=[ERROR])


def test_without_an_approval_nothing_is_created(draft, olivia):
    with pytest.raises(WrongMoment):
        create(draft, olivia)


def test_a_company_that_wants_no_review_creates_at_once(draft, olivia, settings):
    settings.PORTAL_REVIEW = "never"
    assert create(draft, olivia).draft == draft


def test_an_author_with_the_rights_may_go_alone_where_the_setting_says_so(draft, olivia, rafael, settings):
    settings.PORTAL_REVIEW = "when-author-lacks-rights"
    with pytest.raises(WrongMoment):
        create(draft, rafael)
    assert create(draft, olivia)


def test_a_withdrawn_draft_can_no_longer_be_approved(sent, olivia, rafael):
    reviews.withdraw(draft=sent, by=olivia)
    with pytest.raises(WrongMoment):
        judge(sent, rafael)
