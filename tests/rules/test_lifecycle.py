"""R53 to R58, D5, W6: when assignments end."""

import datetime as dt

import pytest

from tests.rules.support import TODAY, TOMORROW, YESTERDAY, approval, controls, messages, package, problems
from wizard.document import AfterDays, AfterHours, DirectAssignmentOnly, Extension, Never, OnDate
from wizard.rules import Level

ASKS = Extension(approval_required=True)


def ending(expiration, **policy):
    return package(expiration=expiration, **policy)


def test_r53_passes_for_tomorrow():
    assert messages("R53", ending(OnDate(date=TOMORROW))) == []


@pytest.mark.parametrize("date", [TODAY, YESTERDAY, None])
def test_r53_refuses_today_and_before(date):
    assert messages("R53", ending(OnDate(date=date))) == ["Choose a date after today."]
    assert controls("R53", ending(OnDate(date=date))) == ["expiration_date"]


def test_r53_refuses_the_last_year_there_is():
    assert messages("R53", ending(OnDate(date=dt.date(9998, 12, 31)))) == []
    assert messages("R53", ending(OnDate(date=dt.date(9999, 1, 1)))) == [
        "Choose a date before the year 9999."
    ]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Oslo", "America/Argentina/Buenos_Aires"])
def test_d5_passes_for_a_zone_of_the_database(zone):
    assert messages("D5", ending(OnDate(date=TOMORROW, time_zone=zone))) == []


@pytest.mark.parametrize("zone", ["", "Oslo", "../../etc/passwd", "Europe", "\0", "x" * 5000])
def test_d5_refuses_any_other_word(zone):
    assert controls("D5", ending(OnDate(date=TOMORROW, time_zone=zone))) == ["expiration_date"]


@pytest.mark.parametrize("days", [0, 1, 365, 3660])
def test_r54_passes_from_0_to_3660(days):
    assert messages("R54", ending(AfterDays(days=days))) == []


@pytest.mark.parametrize("days", [-1, 3661, None])
def test_r54_refuses_any_other_number(days):
    assert messages("R54", ending(AfterDays(days=days))) == ["Enter a whole number from 0 to 3660."]
    assert controls("R54", ending(AfterDays(days=days))) == ["expiration_days"]


def test_w6_warns_of_zero_days():
    (found,) = problems("W6", ending(AfterDays(days=0)))
    assert found.level is Level.WARNING
    assert found.message == "Assignments would end as soon as they are delivered."
    assert messages("W6", ending(AfterDays(days=1))) == messages("W6", ending(Never())) == []


@pytest.mark.parametrize("hours", [1, 8, 87840])
def test_r55_passes_from_one_hour_on(hours):
    assert messages("R55", ending(AfterHours(hours=hours))) == []


@pytest.mark.parametrize("hours", [0, -3, None])
def test_r55_refuses_less(hours):
    assert messages("R55", ending(AfterHours(hours=hours))) == ["Enter a whole number of hours, 1 or more."]
    assert controls("R55", ending(AfterHours(hours=hours))) == ["expiration_hours"]


def test_r55_refuses_more_than_3660_days():
    assert messages("R55", ending(AfterHours(hours=87841))) == [
        "Enter a whole number of hours from 1 to 87840."
    ]


def test_r56_passes_for_never_alone():
    assert messages("R56", ending(Never())) == []
    assert messages("R56", ending(AfterDays(), extension=Extension())) == []


def test_r56_refuses_to_extend_what_never_ends():
    assert controls("R56", ending(Never(), extension=Extension())) == ["extension"]


def test_r57_passes_where_both_need_approval():
    assert messages("R57", package(extension=ASKS, approval=approval())) == []
    assert messages("R57", package(extension=Extension())) == []


def test_r57_refuses_extension_approval_without_approval():
    assert messages("R57", package(extension=ASKS)) == [
        "There are no approval settings to use. Turn on Require approval on the Requests tab, "
        "or set this to No."
    ]
    assert controls("R57", package(extension=ASKS)) == ["extension_approval"]


def test_r58_passes_where_people_can_request():
    assert messages("R58", package(extension=Extension())) == []
    assert messages("R58", package(audience=DirectAssignmentOnly())) == []


def test_r58_refuses_extension_where_nobody_can():
    direct = package(audience=DirectAssignmentOnly(), extension=ASKS)
    assert controls("R58", direct) == ["extension"]
    assert messages("R57", direct) == []
