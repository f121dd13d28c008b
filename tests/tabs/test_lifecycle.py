"""Lifecycle: one value per choice, and extensions where they make sense."""

import datetime as dt

import pytest

import wizard.document as d
from tests.tabs.documents import Page, draft
from wizard.tabs.lifecycle.form import NO_APPROVAL, NO_LICENCE, ONLY_REQUESTORS, LifecycleForm


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


ADA = d.Principal(kind="user", id="ada", display_name="Ada Okafor")
LEADS = d.Principal(kind="group", id="leads", display_name="IT Leads")
TODAY = dt.date(2027, 1, 4)


class TestAccessReview:
    @pytest.fixture
    def page(self):
        return Page(LifecycleForm, draft(), today=TODAY)

    @pytest.fixture
    def review(self, page):
        """Require access reviews: Yes, and nothing else."""
        page.send(review="yes")
        return page

    def test_is_no_until_somebody_wants_one(self, page):
        page.send(custom_timeline="no")
        assert page.policy.access_review is None
        assert not page.drawn().is_reviewed

    def test_starts_with_the_defaults_of_the_wizard_and_today(self, review):
        assert review.policy.access_review == d.AccessReview(starts_on=TODAY)
        form = review.drawn()
        assert form["review_duration"].value() == "25"
        assert form["reviewer"].value() == "specific"

    def test_everything_goes_in(self, review):
        review.send(
            review_start="2027-02-01",
            review_frequency="weekly",
            review_duration="3",
            reviewer="manager",
            review_no_response="remove_access",
            review_helpers="no",
            review_justification="no",
            people={"review_fallback": (LEADS,)},
        )
        assert review.policy.access_review == d.AccessReview(
            starts_on=dt.date(2027, 2, 1),
            frequency="weekly",
            duration_days=3,
            reviewer=d.ManagerReview(fallback=(LEADS,)),
            if_no_response="remove_access",
            decision_helpers=False,
            reviewer_justification=False,
        )

    def test_no_takes_it_away_and_yes_brings_it_back(self, review):
        review.send(review_frequency="annually", review_start="2027-02-01", people={"reviewers": (ADA,)})
        before = review.policy.access_review
        review.send(review="no")
        assert review.policy.access_review is None
        review.send(review="yes")
        assert review.policy.access_review == before
        assert before.reviewer == d.SpecificReviewers(reviewers=(ADA,))

    def test_each_kind_of_reviewer_keeps_its_people(self, review):
        review.send(people={"reviewers": (ADA,)})
        review.send(reviewer="manager", people={"review_fallback": (LEADS,)})
        review.send(reviewer="self")
        assert review.policy.access_review.reviewer == d.SelfReview()
        assert review.drawn().reviewer_list is None
        review.send(reviewer="manager")
        assert review.policy.access_review.reviewer == d.ManagerReview(fallback=(LEADS,))
        assert review.drawn().reviewer_list.add_label == "Add fallback reviewers"
        review.send(reviewer="specific")
        assert review.policy.access_review.reviewer == d.SpecificReviewers(reviewers=(ADA,))

    def test_another_frequency_keeps_the_days_and_tells_its_own_maximum(self, review):
        review.send(review_duration="80")
        assert review.drawn().fields["review_duration"].widget.hint == "Maximum 80"
        review.send(review_frequency="monthly")
        assert review.drawn().fields["review_duration"].widget.hint == "Maximum 27"
        assert review.policy.access_review.duration_days == 80

    @pytest.mark.parametrize("typed", ["2.5", "abc", ""])
    def test_days_that_are_no_whole_number_come_back_as_typed(self, review, typed):
        review.send(review_duration=typed)
        assert review.policy.access_review.duration_days is None
        assert review.drawn()["review_duration"].value() == typed
        assert review.drawn().calendar is None

    def test_a_day_that_is_none_stays_none(self, review):
        review.send(review_start="someday")
        assert review.policy.access_review.starts_on is None
        assert review.drawn()["review_start"].value() == "someday"
        assert review.drawn().calendar is None

    def test_the_calendar_follows(self, review):
        first = review.drawn().calendar
        assert [bar.opens.isoformat() for bar in first.bars][:2] == ["2027-01-04", "2027-04-04"]
        review.send(review_frequency="weekly", review_duration="5")
        assert review.drawn().calendar.bars[1].opens == dt.date(2027, 1, 11)
        review.send(review_duration="6")
        assert review.drawn().calendar is None

    def test_the_end_of_all_calendars_has_no_picture(self, review):
        review.send(review_start="9999-12-31")
        assert review.drawn().calendar is None

    def test_today_is_today_also_when_reviews_are_wanted_later(self, page):
        page.send(custom_timeline="no")
        later = Page(LifecycleForm, page.document, today=dt.date(2027, 3, 1))
        later.remembered = page.remembered
        later.send(review="yes")
        assert later.policy.access_review.starts_on == dt.date(2027, 3, 1)

    def test_without_licence_it_cannot_be_chosen_but_taken_back(self):
        unlicensed = Page(LifecycleForm, draft(), governance_licence=False)
        assert unlicensed.drawn().fields["review"].widget.locked == NO_LICENCE
        of_a_file = Page(LifecycleForm, draft(access_review={}), governance_licence=False)
        assert of_a_file.drawn().fields["review"].widget.locked == ""
        assert Page(LifecycleForm, draft()).drawn().fields["review"].widget.locked == ""

    def test_what_a_file_left_open_stays_open(self):
        page = Page(LifecycleForm, draft(access_review={"duration_days": None}), today=TODAY)
        before = page.document
        page.send(custom_timeline="yes")
        assert page.document == before
        assert page.drawn()["review_start"].value() == ""

    def test_a_choice_that_does_not_exist_is_refused(self, review):
        before = review.document
        review.send(review_frequency="hourly", reviewer="nobody")
        assert sorted(review.refused) == ["review_frequency", "reviewer"]
        assert review.document == before
