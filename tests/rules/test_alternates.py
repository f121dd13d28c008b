"""R30, R34 to R39: who is asked as well when nobody acted in time."""

import pytest

from tests.rules.support import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    IT_LEADS,
    approval,
    controls,
    messages,
    package,
    problems,
    stage,
    user,
)
from wizard.document import Alternates, Manager, SecondLevelManager, SpecificApprovers, Stage
from wizard.rules.alternates import forward_days

MANAGER = Manager(fallback=(IT_LEADS,))
SECOND_LEVEL = SecondLevelManager(fallback=(IT_LEADS,))

#: Decision days, the first and the last day to forward on, and half of the time as it is said.
WINDOWS = [
    (4, 3, 3, "2"),
    (5, 4, 4, "2.5"),
    (6, 4, 5, "3"),
    (7, 5, 6, "3.5"),
    (8, 5, 7, "4"),
    (9, 6, 8, "4.5"),
    (10, 6, 9, "5"),
    (11, 7, 10, "5.5"),
    (12, 7, 11, "6"),
    (13, 8, 12, "6.5"),
    (14, 8, 13, "7"),
]


def alternates(*people, forward_after_days=8):
    return Alternates(approver=SpecificApprovers(approvers=people), forward_after_days=forward_after_days)


def forwarding(decision_days, forward_after_days):
    """A package whose only stage forwards on that day."""
    asked = alternates(CAROL, forward_after_days=forward_after_days)
    return package(approval=approval(stage(BOB, decision_days=decision_days, alternates=asked)))


def test_r30_passes_for_different_sets_of_people():
    first = stage(ALICE, BOB, alternates=alternates(CAROL))
    second = stage(DAVE, alternates=alternates(IT_LEADS))
    assert messages("R30", package(approval=approval(first, second))) == []


def test_r30_refuses_an_approver_as_alternate():
    document = package(approval=approval(stage(ALICE, BOB, alternates=alternates(BOB))))
    assert messages("R30", document) == [
        "Bob is already a First Approver. List different people as alternates."
    ]
    assert controls("R30", document) == ["stage-0-alternates"]


def test_r30_refuses_one_person_in_two_stages():
    document = package(approval=approval(stage(ALICE), stage(BOB), stage(ALICE)))
    assert messages("R30", document) == [
        "Alice is already a First Approver. List different people as Third Approvers."
    ]
    assert controls("R30", document) == ["stage-2-approvers"]


def test_r30_refuses_the_same_alternate_twice():
    stages = [stage(person, alternates=alternates(CAROL)) for person in (ALICE, BOB)]
    assert messages("R30", package(approval=approval(*stages))) == [
        "Carol is already an alternate of the First Approver. List different people as alternates."
    ]


def test_r30_finds_an_id_in_any_case():
    shouted = BOB.model_copy(update={"id": BOB.id.upper()})
    document = package(approval=approval(stage(BOB, alternates=alternates(shouted))))
    assert controls("R30", document) == ["stage-0-alternates"]


def test_r34_passes_on_the_first_two_stages():
    two = approval(stage(ALICE, alternates=alternates(CAROL)), stage(BOB, alternates=alternates(DAVE)))
    assert messages("R34", package(approval=two)) == []


def test_r34_refuses_alternates_of_the_third():
    three = approval(stage(ALICE), stage(BOB), stage(CAROL, alternates=alternates(DAVE)))
    assert messages("R34", package(approval=three)) == [
        "Only the First and the Second Approver can have alternates."
    ]
    assert controls("R34", package(approval=three)) == ["stage-2-alternates_enabled"]


@pytest.mark.parametrize("days", range(4, 15))
def test_r35_passes_from_four_days_on(days):
    assert messages("R35", forwarding(days, 1)) == []


@pytest.mark.parametrize("days", [1, 2, 3])
def test_r35_refuses_alternates_where_no_day_is_left(days):
    document = forwarding(days, 2)
    assert messages("R35", document) == [
        "Set at least 4 days for the decision, or turn off alternate approvers."
    ]
    assert controls("R35", document) == ["stage-0-decision_days"]
    assert messages("R36", document) == messages("R37", document) == []
    assert list(forward_days(days)) == []


def test_r35_is_silent_without_alternates():
    assert messages("R35", package(approval=approval(stage(decision_days=1)))) == []


@pytest.mark.parametrize(("days", "first", "last", "half"), WINDOWS)
def test_r36_passes_and_r37_passes_exactly_from_the_first_day_to_the_last(days, first, last, half):
    allowed = [
        day
        for day in range(-1, 20)
        if not messages("R36", forwarding(days, day)) and not messages("R37", forwarding(days, day))
    ]
    assert allowed == list(range(first, last + 1)) == list(forward_days(days))


@pytest.mark.parametrize(("days", "first", "last", "half"), WINDOWS)
def test_r36_refuses_to_forward_before_half_the_time_is_over(days, first, last, half):
    document = forwarding(days, first - 1)
    assert messages("R36", document) == [
        f"Requests can't be forwarded before day {first}: half of {days} days is day {half}, "
        "and forwarding starts the day after."
    ]
    assert controls("R36", document) == ["stage-0-forward_after_days"]


@pytest.mark.parametrize(("days", "first", "last", "half"), WINDOWS)
def test_r37_refuses_to_forward_on_the_last_day(days, first, last, half):
    document = forwarding(days, days)
    assert messages("R37", document) == [
        f"Requests can't be forwarded on the last day; the latest day is {last}."
    ]
    assert controls("R37", document) == ["stage-0-forward_after_days"]


@pytest.mark.parametrize(
    ("days", "expected"), [(14, "Enter a whole number from 8 to 13."), (4, "Enter 3."), (5, "Enter 4.")]
)
def test_r36_names_the_days_where_none_was_understood(days, expected):
    assert messages("R36", forwarding(days, None)) == [expected]


@pytest.mark.parametrize("days", [None, 0, 15])
def test_forwarding_is_not_judged_by_a_decision_time_that_is_wrong_itself(days):
    assert messages("R36", forwarding(days, 1)) == messages("R37", forwarding(days, 99)) == []
    assert messages("R35", forwarding(days, 1)) == []
    assert messages("R33", forwarding(days, 1)) != []


def test_r37_a_day_that_fitted_a_longer_time_stays_and_is_marked():
    assert messages("R37", forwarding(14, 13)) == []
    (found,) = problems("R37", forwarding(10, 13))
    assert found.hint == "Enter a whole number from 6 to 9."


def test_each_stage_counts_its_own_days():
    first = stage(ALICE, decision_days=14, alternates=alternates(CAROL, forward_after_days=13))
    second = stage(BOB, decision_days=4, alternates=alternates(DAVE, forward_after_days=13))
    assert controls("R37", package(approval=approval(first, second))) == ["stage-1-forward_after_days"]


def test_r38_passes_with_an_alternate():
    assert messages("R38", forwarding(14, 8)) == []


def test_r38_wants_an_alternate():
    document = package(approval=approval(stage(alternates=alternates())))
    assert messages("R38", document) == ["Add at least one alternate approver."]
    assert controls("R38", document) == ["stage-0-alternates"]


def managed(first, second_level):
    asked = Alternates(approver=second_level, forward_after_days=8)
    return package(approval=approval(Stage(approver=first, alternates=asked)))


def test_r39_passes_where_the_manager_is_first():
    assert messages("R39", managed(MANAGER, SECOND_LEVEL)) == []
    second = stage(BOB, alternates=Alternates(approver=SECOND_LEVEL, forward_after_days=8))
    assert messages("R39", package(approval=approval(Stage(approver=MANAGER), second))) == []


def test_r39_refuses_a_second_level_manager_without_a_manager():
    document = managed(SpecificApprovers(approvers=(BOB,)), SECOND_LEVEL)
    assert controls("R39", document) == ["stage-0-alternate_kind"]


def test_r39_wants_a_fallback():
    document = managed(MANAGER, SecondLevelManager())
    assert messages("R39", document) == ["Add a fallback in case the second level manager can't be found."]
    assert controls("R39", document) == ["stage-0-alternate_fallback"]


def test_r36_warns_of_a_later_stage_too_when_the_first_is_right():
    """Every stage is looked at, whatever was found before."""
    right = stage(ALICE, alternates=alternates(BOB, forward_after_days=9))
    wrong = stage(CAROL, alternates=alternates(DAVE, forward_after_days=2))
    document = package(approval=approval(right, wrong))
    assert controls("R36", document) == ["stage-1-forward_after_days"]


def test_r39_wants_a_fallback_behind_a_stage_with_named_alternates():
    named = stage(ALICE, alternates=alternates(BOB, forward_after_days=9))
    relative = stage(CAROL, alternates=Alternates(approver=SecondLevelManager(), forward_after_days=9))
    document = package(approval=approval(named, relative))
    assert controls("R39", document) == ["stage-1-alternate_kind", "stage-1-alternate_fallback"]


def test_r30_refuses_a_fourth_approver_of_a_file_in_its_words():
    stages = [stage(one) for one in (ALICE, BOB, CAROL, DAVE)]
    fourth = stage(user("Eve"), DAVE)
    assert messages("R30", package(approval=approval(*stages, fourth))) == [
        "Dave is already an Approver 4. List different people as Approver 5s."
    ]
