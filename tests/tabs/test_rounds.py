"""When reviews open and close, and the picture of it."""

import datetime as dt
from itertools import pairwise

import pytest

from wizard.labels import FREQUENCIES
from wizard.rules.access_review import LONGEST
from wizard.tabs.lifecycle.picture import MOST_NAMES, WIDTH, calendar_of
from wizard.tabs.lifecycle.rounds import STEPS, months_later, rounds


def day(text):
    return dt.date.fromisoformat(text)


def opens(start, frequency, count=4):
    return [one.opens.isoformat() for one in rounds(day(start), frequency, 1, count)]


class TestRounds:
    @pytest.mark.parametrize(
        ("frequency", "second"),
        [
            ("weekly", "2027-01-11"),
            ("monthly", "2027-02-04"),
            ("quarterly", "2027-04-04"),
            ("bi_annually", "2027-07-04"),
            ("annually", "2028-01-04"),
        ],
    )
    def test_the_next_opens_a_step_later(self, frequency, second):
        assert opens("2027-01-04", frequency)[:2] == ["2027-01-04", second]

    def test_the_last_day_of_a_month_comes_back_after_a_shorter_one(self):
        assert opens("2027-01-31", "monthly") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]

    def test_february_has_one_more_day_in_a_leap_year(self):
        assert opens("2027-12-31", "monthly", 3)[-1] == "2028-02-29"

    def test_a_leap_day_comes_back_every_fourth_year(self):
        assert opens("2028-02-29", "annually", 5) == [
            "2028-02-29",
            "2029-02-28",
            "2030-02-28",
            "2031-02-28",
            "2032-02-29",
        ]

    def test_the_days_count_the_first_one(self):
        [one] = rounds(day("2027-01-04"), "weekly", 5, 1)
        assert (one.opens, one.closes) == (day("2027-01-04"), day("2027-01-08"))

    @pytest.mark.parametrize("frequency", FREQUENCIES)
    @pytest.mark.parametrize("start", ["2027-01-31", "2027-08-31", "2028-02-29", "2027-11-30"])
    def test_no_round_opens_before_the_one_before_has_closed(self, frequency, start):
        found = rounds(day(start), frequency, LONGEST[frequency], 13)
        assert all(one.closes < following.opens for one, following in pairwise(found))

    def test_calendars_end(self):
        with pytest.raises(OverflowError):
            rounds(dt.date.max, "monthly", 1)
        with pytest.raises(OverflowError):
            rounds(dt.date.max, "weekly", 1)


class TestPicture:
    def picture(self, frequency, start="2027-01-31"):
        return calendar_of(rounds(day(start), frequency, LONGEST[frequency]), LONGEST[frequency], "")

    @pytest.mark.parametrize("frequency", FREQUENCIES)
    def test_bars_stand_beside_each_other_inside_the_drawing(self, frequency):
        bars = self.picture(frequency).bars
        assert all(one.x + one.width <= following.x for one, following in pairwise(bars))
        assert bars[0].x >= 0
        assert bars[-1].x + bars[-1].width <= WIDTH

    @pytest.mark.parametrize("frequency", FREQUENCIES)
    def test_months_are_named_as_far_as_there_is_room(self, frequency):
        months = self.picture(frequency).months
        assert 1 <= len(months) <= MOST_NAMES
        assert months[0].first == day("2027-01-01")

    def test_it_begins_with_the_month_of_the_first_round(self):
        assert self.picture("quarterly", "2027-03-15").months[0].first == day("2027-03-01")


def test_every_frequency_has_words_and_a_step():
    assert set(STEPS) == set(FREQUENCIES) == set(LONGEST)
    assert months_later(day("2027-12-15"), 1) == day("2028-01-15")
