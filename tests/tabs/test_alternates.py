"""Advanced request settings: alternates come, wait and come back, and the days say what is allowed."""

import datetime as dt

import pytest

import wizard.document as d
from tests.tabs.documents import ADA, BOB, LEADS, Page, draft
from tests.tabs.test_pages import Sight
from wizard.rules import Facts, check
from wizard.tabs.requests.alternates import TOO_SHORT
from wizard.tabs.requests.form import RequestsForm

TODAY = Facts(today=dt.date(2026, 11, 24))
#: Decision days, what the hint says, and the day that stands there first. Empty: there is no room.
ALLOWED = [
    ("1", "", ""),
    ("2", "", ""),
    ("3", "", ""),
    ("4", "Allowed: 3", "3"),
    ("5", "Allowed: 4", "4"),
    ("6", "Allowed: 4 to 5", "4"),
    ("7", "Allowed: 5 to 6", "5"),
    ("8", "Allowed: 5 to 7", "5"),
    ("9", "Allowed: 6 to 8", "6"),
    ("10", "Allowed: 6 to 9", "6"),
    ("11", "Allowed: 7 to 10", "7"),
    ("12", "Allowed: 7 to 11", "7"),
    ("13", "Allowed: 8 to 12", "8"),
    ("14", "Allowed: 8 to 13", "8"),
]


@pytest.fixture
def page():
    return Page(RequestsForm, draft())


def alternates(page, stage=0):
    return page.policy.approval.stages[stage].alternates


def advanced(page, stage=0):
    return page.drawn().page.cards[stage].advanced


def reasons(page):
    return page.drawn().fields["stage-0-alternates_enabled"].widget.reasons


def kinds(page, stage=0):
    return [kind for kind, _ in page.drawn().fields[f"stage-{stage}-alternate_kind"].widget.choices]


@pytest.mark.parametrize(("days", "hint", "first"), ALLOWED)
def test_the_days_on_offer_follow_the_decision_time(page, days, hint, first):
    page.send(stage__0__decision_days=days, stage__0__alternates_enabled="yes")
    day = page.drawn()["stage-0-forward_after_days"]
    assert (day.field.widget.hint, day.value()) == (hint, first)
    assert alternates(page).forward_after_days == (int(first) if first else None)


@pytest.mark.parametrize("days", ["1", "2", "3", "", "2.5", "soon"])
def test_without_room_the_switch_is_off_and_says_why(page, days):
    page.send(stage__0__decision_days=days)
    assert reasons(page) == {"yes": TOO_SHORT}


@pytest.mark.parametrize("days", range(4, 15))
def test_with_room_it_is_on(page, days):
    page.send(stage__0__decision_days=str(days))
    assert reasons(page) == {}


def test_a_yes_stays_and_can_be_taken_back_when_the_room_goes(page):
    page.send(stage__0__alternates_enabled="yes")
    page.send(stage__0__decision_days="3")
    assert reasons(page) == {}
    assert "R35" in [one.id for one in check(page.document, TODAY)]
    page.send(stage__0__alternates_enabled="no")
    assert reasons(page) == {"yes": TOO_SHORT}


def test_a_typed_day_stays_and_is_marked_when_the_time_changes(page):
    page.send(stage__0__alternates_enabled="yes", stage__0__forward_after_days="13")
    page.send(stage__0__decision_days="10")
    assert alternates(page).forward_after_days == 13
    [found] = [one for one in check(page.document, TODAY) if one.id == "R37"]
    assert found.message == "Requests can't be forwarded on the last day; the latest day is 9."
    assert page.drawn()["stage-0-forward_after_days"].field.widget.hint == "Allowed: 6 to 9"


def test_a_cleared_day_stays_blank(page):
    page.send(stage__0__alternates_enabled="yes")
    page.send(stage__0__forward_after_days="")
    page.send()
    assert alternates(page).forward_after_days is None


@pytest.mark.parametrize("typed", ["8.5", "+9", "-9", "eight"])
def test_a_day_that_is_no_number_comes_back_as_typed(page, typed):
    page.send(stage__0__alternates_enabled="yes")
    page.send(stage__0__forward_after_days=typed)
    assert alternates(page).forward_after_days is None
    assert page.drawn()["stage-0-forward_after_days"].value() == typed
    [found] = [one.message for one in check(page.document, TODAY) if one.id == "R36"]
    assert found == "Enter a whole number from 8 to 13."


def test_everything_comes_back_after_no(page):
    page.send(stage__0__alternates_enabled="yes", stage__0__alternate_kind="second_level_manager")
    page.send(people={"stage-0-alternate_fallback": (LEADS,)}, stage__0__forward_after_days="9")
    before = page.document
    page.send(stage__0__alternates_enabled="no")
    assert alternates(page) is None
    page.send(stage__0__alternates_enabled="yes")
    assert page.document == before


def test_each_kind_keeps_its_own_people(page):
    page.send(stage__0__alternates_enabled="yes")
    page.send(people={"stage-0-alternates": (ADA, BOB)})
    page.send(stage__0__alternate_kind="second_level_manager")
    assert alternates(page).approver == d.SecondLevelManager()
    page.send(stage__0__alternate_kind="specific")
    assert alternates(page).approver == d.SpecificApprovers(approvers=(ADA, BOB))


@pytest.mark.parametrize("stage", [0, 1])
def test_a_second_level_exists_only_where_the_manager_is_first(page, stage):
    page.send(stage_count="2")
    assert kinds(page, stage) == ["specific", "second_level_manager"]
    page.send(stage__0__approver_kind="specific")
    assert kinds(page, stage) == ["specific"]


def test_a_second_level_that_lost_its_manager_stays_for_the_rules(page):
    page.send(stage__0__alternates_enabled="yes", stage__0__alternate_kind="second_level_manager")
    page.send(stage__0__approver_kind="specific")
    assert kinds(page) == ["specific", "second_level_manager"]
    assert "stage-0-alternate_kind" in [one.place.control for one in check(page.document, TODAY)]


def test_only_the_first_two_cards_have_them(page):
    page.send(stage_count="3")
    assert [bool(card.advanced) for card in page.drawn().page.cards] == [True, True, False]


def test_those_of_a_third_stage_can_only_be_taken_away():
    stages = [{}, {}, {"alternates": {"forward_after_days": 8}}]
    page = Page(RequestsForm, draft(approval={"stages": stages}))
    assert advanced(page, 2).is_open
    assert advanced(page, 2).kind is None
    page.send(stage__2__alternates_enabled="no")
    assert alternates(page, 2) is None
    assert advanced(page, 2) is None


class TestThePage:
    def sight(self, *, problems=(), **stage):
        return Sight("requests", draft(approval={"stages": [stage]}), problems=problems)

    def is_open(self, sight):
        return " open" in sight.tag(id="stage-0-advanced")

    def test_is_folded_until_there_is_something_to_see(self):
        sight = self.sight()
        assert "Show advanced request settings" in sight.text
        assert not self.is_open(sight)
        assert "forward_after_days" not in sight.html

    def test_is_open_with_a_yes(self):
        sight = self.sight(alternates={"forward_after_days": 8})
        assert self.is_open(sight)
        assert sight.tag(value="pick/stage-0-alternates")
        assert "Allowed: 8 to 13" in sight.text

    def test_is_open_with_an_error(self):
        assert self.is_open(self.sight(problems=[("stage-0-alternates_enabled", "No.")]))

    def test_asks_for_the_fallback_of_the_second_level(self):
        alternates = {"approver": {"kind": "second_level_manager"}, "forward_after_days": 8}
        sight = self.sight(approver={"kind": "manager"}, alternates=alternates)
        assert sight.tag(value="pick/stage-0-alternate_fallback")
        assert "pick/stage-0-alternates" not in sight.html

    def test_draws_the_day_in_the_picture(self):
        sight = self.sight(alternates={"forward_after_days": 9})
        assert "From day 9 the alternates are asked too" in sight.text

    def test_a_switch_that_is_off_says_why(self):
        sight = self.sight(decision_days=3)
        assert "disabled" in sight.tag(name="stage-0-alternates_enabled", value="yes")
        assert TOO_SHORT in sight.text
