"""Lifecycle: one value per choice, and extensions where they make sense."""

import datetime as dt

import pytest

import wizard.document as d
from tests.tabs.documents import Page, draft
from wizard.tabs.lifecycle.form import NO_APPROVAL, ONLY_REQUESTORS, LifecycleForm


@pytest.fixture
def page():
    return Page(LifecycleForm, draft(), time_zone="Europe/Helsinki")


def shown(page):
    field = page.drawn().value_field
    return field and field.name


def test_a_new_draft_ends_after_a_year(page):
    form = page.drawn()
    assert form["expiration"].value() == "after_days"
    assert form["expiration_days"].value() == "365"
    assert form["custom_timeline"].value() == "yes"
    assert form["extension"].value() == "no"


class TestExpiration:
    def test_each_choice_has_its_own_value(self, page):
        assert shown(page) == "expiration_days"
        page.send(expiration="on_date")
        assert shown(page) == "expiration_date"
        page.send(expiration="after_hours")
        assert shown(page) == "expiration_hours"
        page.send(expiration="never")
        assert shown(page) is None
        assert page.policy.expiration == d.Never()

    def test_values_come_back(self, page):
        page.send(expiration_days="30")
        page.send(expiration="after_hours")
        assert page.policy.expiration == d.AfterHours(hours=None)
        page.send(expiration_hours="8")
        page.send(expiration="on_date")
        page.send(expiration_date="2027-06-30")
        page.send(expiration="never")
        page.send(expiration="after_hours")
        assert page.policy.expiration == d.AfterHours(hours=8)
        page.send(expiration="after_days")
        assert page.policy.expiration == d.AfterDays(days=30)
        page.send(expiration="on_date")
        assert page.policy.expiration == d.OnDate(date=dt.date(2027, 6, 30), time_zone="Europe/Helsinki")

    @pytest.mark.parametrize("typed", ["2.5", "abc", "-3", ""])
    def test_days_that_are_no_whole_number_come_back_as_typed(self, page, typed):
        page.send(expiration_days=typed)
        assert page.policy.expiration == d.AfterDays(days=None)
        assert page.drawn()["expiration_days"].value() == typed

    def test_zero_days_are_zero_days(self, page):
        page.send(expiration_days=" 0 ")
        assert page.policy.expiration == d.AfterDays(days=0)

    @pytest.mark.parametrize("typed", ["soon", "2027-02-30", "20270630", "0000-01-01", "2027-06-30T12", ""])
    def test_a_date_that_is_none_comes_back_as_typed(self, page, typed):
        page.send(expiration="on_date", expiration_date=typed)
        assert page.policy.expiration == d.OnDate(date=None, time_zone="Europe/Helsinki")
        assert page.drawn()["expiration_date"].value() == typed

    def test_an_unchanged_date_keeps_the_zone_of_whoever_typed_it(self, page):
        page.send(expiration="on_date", expiration_date="2027-06-30")
        elsewhere = Page(LifecycleForm, page.document, time_zone="America/Lima")
        elsewhere.send(expiration_date="2027-06-30", custom_timeline="no")
        assert elsewhere.policy.expiration == page.policy.expiration
        assert "Europe/Helsinki" in elsewhere.drawn().fields["expiration_date"].widget.hint
        elsewhere.send(expiration_date="2027-07-01")
        assert elsewhere.policy.expiration == d.OnDate(date=dt.date(2027, 7, 1), time_zone="America/Lima")

    def test_a_choice_that_does_not_exist_is_refused(self, page):
        before = page.document
        page.send(expiration="someday")
        assert list(page.refused) == ["expiration"]
        assert page.document == before


class TestExtension:
    def test_comes_with_its_approval(self, page):
        page.send(extension="yes", extension_approval="yes")
        assert page.policy.extension == d.Extension(approval_required=True)

    def test_no_hides_the_approval_which_comes_back(self, page):
        page.send(extension="yes", extension_approval="yes")
        page.send(extension="no")
        assert page.policy.extension is None
        page.send(extension="yes")
        assert page.policy.extension == d.Extension(approval_required=True)

    def test_never_has_none_until_access_ends_again(self, page):
        page.send(extension="yes")
        page.send(expiration="never", extension="yes")
        assert page.policy.extension is None
        assert not page.drawn().can_extend
        page.send(expiration="after_days")
        assert page.policy.extension == d.Extension()

    def test_never_with_an_extension_from_a_file_can_be_mended(self):
        page = Page(LifecycleForm, draft(expiration={"kind": "never"}, extension={}))
        assert page.drawn().can_extend
        page.send(extension="no")
        assert page.policy.extension is None
        assert not page.drawn().can_extend

    def test_is_not_for_packages_that_nobody_requests(self):
        page = Page(LifecycleForm, draft(audience={"kind": "none"}, approval=None))
        assert page.drawn().fields["extension"].widget.locked == ONLY_REQUESTORS
        left_over = Page(LifecycleForm, draft(audience={"kind": "none"}, extension={}))
        assert left_over.drawn().fields["extension"].widget.locked == ""

    def test_approval_of_it_needs_the_approvers_of_requests(self):
        page = Page(LifecycleForm, draft(approval=None))
        assert page.drawn().fields["extension_approval"].widget.locked == NO_APPROVAL

    def test_what_is_in_force_is_not_folded_away(self, page):
        assert not page.drawn().advanced_open
        page.send(extension="yes")
        assert page.drawn().advanced_open

    def test_short_access_has_no_first_mail(self, page):
        assert not page.drawn().too_short_for_first_mail
        page.send(expiration_days="13")
        assert page.drawn().too_short_for_first_mail
        page.send(expiration="after_hours")
        assert page.drawn().too_short_for_first_mail


def test_an_access_review_of_a_file_stays_although_no_control_shows_it():
    page = Page(LifecycleForm, draft(access_review={"frequency": "weekly", "duration_days": 3}))
    before = page.policy.access_review
    page.send(expiration="never", custom_timeline="no")
    assert page.policy.access_review == before
