"""Drafts are begun once, saved over exactly what was read, and never silently overwritten."""

import uuid

import pytest

from wizard.actions import drafts
from wizard.actions.errors import StaleRevision, WrongMoment
from wizard.document import Basics, Document, ExistingCatalog, NewCatalog, load
from wizard.models import Draft

MARKETING = ExistingCatalog(id="c-marketing", display_name="Marketing")


def document(name="Campaign", catalog=MARKETING):
    return Document(basics=Basics(name=name, description="For the campaign", catalog=catalog))


def begin(by, name="Campaign", id=None):
    return drafts.begin(id=id or uuid.uuid4(), by=by, document=document(name), typed={})


def test_the_first_save_makes_the_row_and_its_first_revision(olivia):
    draft = begin(olivia)
    assert (draft.revision, draft.name, draft.catalog_name) == (1, "Campaign", "Marketing")
    assert draft.revisions.get().number == 1
    assert draft.events.get().kind == "begun"


def test_pressing_twice_makes_one_draft(olivia):
    id = uuid.uuid4()
    begin(olivia, id=id)
    with pytest.raises(StaleRevision):
        begin(olivia, id=id)
    assert Draft.objects.count() == 1


def test_a_save_makes_the_next_revision_and_keeps_the_old_one(olivia, rafael):
    draft = begin(olivia)
    saved = drafts.save(draft=draft, by=rafael, document=document("Launch"), typed={})
    assert (saved.revision, saved.name, saved.updated_by) == (2, "Launch", rafael)
    assert load(saved.revisions.get(number=1).document).basics.name == "Campaign"


def test_saving_what_is_there_already_changes_nothing(olivia):
    draft = begin(olivia)
    saved = drafts.save(draft=draft, by=olivia, document=document(), typed={})
    assert saved.revision == 1
    assert draft.revisions.count() == 1


def test_the_loser_of_a_race_overwrites_nothing(olivia, rafael):
    first = begin(olivia)
    second = Draft.objects.get(pk=first.pk)
    drafts.save(draft=first, by=olivia, document=document("Olivia's"), typed={})
    with pytest.raises(StaleRevision) as refused:
        drafts.save(draft=second, by=rafael, document=document("Rafael's"), typed={})
    assert refused.value.draft.name == "Olivia's"
    assert Draft.objects.get().name == "Olivia's"


def test_what_was_typed_beside_is_a_change_of_its_own_but_voids_nothing(olivia):
    draft = begin(olivia)
    Draft.objects.update(state=Draft.State.APPROVED)
    draft.refresh_from_db()
    saved = drafts.save(draft=draft, by=olivia, document=document(), typed={"checked": ["basics"]})
    assert (saved.revision, saved.state) == (2, Draft.State.APPROVED)


@pytest.mark.parametrize("state", [Draft.State.IN_REVIEW, Draft.State.APPROVED, Draft.State.REJECTED])
def test_a_change_takes_back_what_was_said_of_the_old_content(olivia, state):
    draft = begin(olivia)
    Draft.objects.update(state=state)
    draft.refresh_from_db()
    saved = drafts.save(draft=draft, by=olivia, document=document("Launch"), typed={})
    assert saved.state == Draft.State.DRAFTING
    assert saved.events.filter(kind="review_voided").get().data == {"was": state}


@pytest.mark.parametrize("state", [Draft.State.SUBMITTING, Draft.State.CREATED])
def test_what_is_being_created_can_neither_be_changed_nor_discarded(olivia, state):
    draft = begin(olivia)
    Draft.objects.update(state=state)
    draft.refresh_from_db()
    with pytest.raises(WrongMoment):
        drafts.save(draft=draft, by=olivia, document=document("Launch"), typed={})
    with pytest.raises(WrongMoment):
        drafts.discard(draft=draft, by=olivia)


def test_only_its_author_discards_a_draft(olivia, emil):
    draft = begin(olivia)
    with pytest.raises(WrongMoment):
        drafts.discard(draft=draft, by=emil)
    drafts.discard(draft=draft, by=olivia)
    assert not Draft.objects.exists()


def test_a_planned_catalog_shows_in_the_list_as_new(olivia):
    planned = document(catalog=NewCatalog(name="Launch", description="For the launch"))
    draft = drafts.begin(id=uuid.uuid4(), by=olivia, document=planned, typed={})
    assert (draft.catalog_id, draft.catalog_name) == ("", "Launch (new)")
