"""T1 to T11: who decides, who asks, and whether they are the same."""

import pytest

from tests.rules.seen import seen_group, seen_user, tells
from tests.rules.support import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    IT_LEADS,
    approval,
    controls,
    group,
    guid,
    messages,
    package,
    problems,
    stage,
)
from wizard.document import (
    AccessReview,
    AllUsers,
    Alternates,
    Manager,
    ManagerReview,
    SecondLevelManager,
    SpecificApprovers,
    SpecificReviewers,
    SpecificUsers,
    Stage,
)
from wizard.rules import Level
from wizard.rules.seen import Managers, ManagersOfAll

PRESS = group("Press")
EVERYWHERE = [
    "stage-0-approvers",
    "stage-0-alternates",
    "stage-1-fallback",
    "stage-1-alternate_fallback",
    "reviewers",
]


def asks(*people):
    return {"audience": SpecificUsers(targets=people)}


def alternates(*people):
    return Alternates(approver=SpecificApprovers(approvers=people), forward_after_days=8)


def named_everywhere(*people):
    """As approver, alternate, fallback, fallback of the second level and reviewer."""
    second = Stage(
        approver=Manager(fallback=people), alternates=Alternates(approver=SecondLevelManager(fallback=people))
    )
    return package(
        approval=approval(stage(*people, alternates=alternates(*people)), second),
        access_review=AccessReview(reviewer=SpecificReviewers(reviewers=people)),
    )


def reviewed_by_managers(*fallback):
    return {"access_review": AccessReview(reviewer=ManagerReview(fallback=fallback))}


def test_t1_a_disabled_account_decides_nothing():
    off = tells(seen_user("Bob", enabled=False))
    assert controls("T1", named_everywhere(BOB), **off) == EVERYWHERE
    assert messages("T1", package(approval=approval(stage(BOB))), **off) == [
        "The account of Bob, the First Approver, is disabled: no answer will come."
    ]
    for enabled in (True, None):
        assert messages("T1", named_everywhere(BOB), **tells(seen_user("Bob", enabled=enabled))) == []
    assert controls("T1", package(**reviewed_by_managers(BOB)), **off) == ["review_fallback"]


def test_t2_an_empty_group_decides_nothing():
    assert controls("T2", named_everywhere(PRESS), **tells(seen_group("Press"))) == EVERYWHERE
    (message,) = messages("T2", package(approval=approval(stage(PRESS))), **tells(seen_group("Press")))
    assert message == "Group 'Press', the First Approver, is empty: nobody will answer."
    assert messages("T2", named_everywhere(PRESS), **tells(seen_group("Press", "Bob"))) == []


def test_t2_a_group_of_disabled_accounts_is_as_good_as_empty():
    off = seen_user("Bob", enabled=False)
    (message,) = messages("T2", package(**asks(PRESS)), **tells(seen_group("Press", off)))
    assert message == "Group 'Press' has no member who can sign in: nobody can request through it."
    for known in (seen_group("Press", off, "Carol"), seen_group("Press", off, is_complete=False, size=900)):
        assert messages("T2", package(**asks(PRESS)), **tells(known)) == []


def test_t2_says_nothing_of_members_nobody_read():
    unread = tells(seen_group("Press", size=None, is_complete=False))
    assert messages("T2", named_everywhere(PRESS), **unread) == []


def test_t3_a_guest_decides():
    assert controls("T3", named_everywhere(BOB), **tells(seen_user("Bob", is_guest=True))) == EVERYWHERE
    for guest in (False, None):
        assert messages("T3", named_everywhere(BOB), **tells(seen_user("Bob", is_guest=guest))) == []


def test_t4_a_disabled_requestor_asks_nothing():
    off = tells(seen_user("Alice", enabled=False))
    assert controls("T4", package(**asks(ALICE, BOB)), **off) == ["targets"]
    assert messages("T4", package(**asks(ALICE)), **tells(seen_user("Alice", enabled=True))) == []


class TestT5:
    def test_the_only_approver_is_a_requestor_through_a_group(self):
        content = package(**asks(PRESS), approval=approval(stage(BOB)))
        assert messages("T5", content, **tells(seen_group("Press", "Alice", "Bob"))) == [
            "Bob may request, and nobody else could approve that as the First Approver."
        ]
        assert controls("T5", content, **tells(seen_group("Press", "Bob"))) == ["stage-0-approvers"]
        assert messages("T5", content, **tells(seen_group("Press", "Alice"))) == []

    def test_a_group_of_one_approves(self):
        content = package(**asks(ALICE, BOB), approval=approval(stage(CAROL), stage(PRESS)))
        assert controls("T5", content, **tells(seen_group("Press", "Bob"))) == ["stage-1-approvers"]
        assert messages("T5", content, **tells(seen_group("Press", "Bob", "Dave"))) == []
        assert messages("T5", content, **tells(seen_group("Press", "Bob", is_complete=False))) == []
        assert messages("T5", content) == []

    def test_r42_speaks_where_both_are_named(self):
        content = package(**asks(ALICE), approval=approval(stage(ALICE)))
        assert messages("T5", content) == []
        assert messages("R42", content)

    def test_one_of_several_named_requestors(self):
        assert messages("T5", package(**asks(ALICE, BOB), approval=approval(stage(ALICE))))

    def test_a_later_stage_counts_like_the_first(self):
        by_manager = Stage(approver=Manager(fallback=(CAROL,)))
        content = package(**asks(ALICE, BOB), approval=approval(by_manager, stage(ALICE)))
        assert controls("T5", content) == ["stage-1-approvers"]

    def test_managers_are_somebody_else(self):
        content = package(**asks(ALICE), approval=approval(Stage(approver=Manager(fallback=(ALICE,)))))
        assert messages("T5", content) == []


def test_t6_a_stage_hangs_on_one_person():
    assert controls("T6", package(approval=approval(stage(BOB), stage(ALICE, CAROL)))) == [
        "stage-0-approvers"
    ]
    assert "Only Bob can decide" in messages("T6", package(approval=approval(stage(BOB))))[0]
    relieved = (stage(BOB, CAROL), stage(IT_LEADS), stage(BOB, alternates=alternates(CAROL)))
    for one in relieved:
        assert messages("T6", package(approval=approval(one))) == []
    assert messages("T6", package(approval=approval(Stage(approver=Manager(fallback=(BOB,)))))) == []


def test_t7_a_fallback_is_named_elsewhere_too():
    first = Stage(approver=Manager(fallback=(BOB,)), alternates=alternates(BOB))
    assert messages("T7", package(approval=approval(first))) == [
        "Bob is the fallback of the First Approver and an alternate of the First Approver: "
        "the same person twice."
    ]
    second = approval(Stage(approver=Manager(fallback=(BOB,))), stage(BOB))
    assert controls("T7", package(approval=second)) == ["stage-1-approvers"]
    turned = approval(stage(BOB), Stage(approver=Manager(fallback=(BOB,))))
    assert controls("T7", package(approval=turned)) == ["stage-1-fallback"]
    assert messages("T7", package(approval=approval(Stage(approver=Manager(fallback=(BOB,)))))) == []


def test_t7_leaves_approvers_and_alternates_to_r30():
    twice = package(approval=approval(stage(BOB, alternates=alternates(BOB)), stage(BOB)))
    assert messages("T7", twice) == []
    assert messages("R30", twice)


class TestT8:
    KNOWN = Managers(asked=frozenset({ALICE.id, BOB.id}), missing=frozenset({BOB.id}))

    def test_missing_managers_are_counted_wherever_one_is_wanted(self):
        first = Stage(
            approver=Manager(fallback=(CAROL,)),
            alternates=Alternates(approver=SecondLevelManager(fallback=(DAVE,))),
        )
        content = package(**asks(ALICE, BOB), approval=approval(first), **reviewed_by_managers(CAROL))
        found = problems("T8", content, managers=self.KNOWN)
        assert [one.place.control for one in found] == [
            "stage-0-fallback",
            "stage-0-alternate_fallback",
            "review_fallback",
        ]
        assert found[0].message.startswith("1 of 2 people checked in scope have no manager;")

    def test_only_people_of_this_policy_count(self):
        by_manager = approval(Stage(approver=Manager(fallback=(CAROL,))))
        assert messages("T8", package(**asks(ALICE), approval=by_manager), managers=self.KNOWN) == []
        through = tells(seen_group("Press", "Bob"), managers=self.KNOWN)
        assert len(messages("T8", package(**asks(PRESS), approval=by_manager), **through)) == 1

    @pytest.mark.parametrize(
        ("counted", "told"),
        [
            ((3, 3, 0), []),
            ((3, 3, 1), ["1 of 3 people in scope have no manager; their requests go to the fallback."]),
            (
                (4000, 1000, 2),
                [
                    "2 of the first 1,000 people have no manager (3,000 not checked); "
                    "their requests go to the fallback."
                ],
            ),
            (
                (1001, 1000, 0),
                [
                    "0 of the first 1,000 people have no manager (1 not checked); "
                    "their requests go to the fallback."
                ],
            ),
        ],
    )
    def test_everybody_is_counted_as_far_as_graph_lets_count(self, counted, told):
        total, asked, missing = counted
        known = {"all_members": ManagersOfAll(total=total, asked=asked, missing=missing)}
        by_manager = approval(Stage(approver=Manager(fallback=(CAROL,))))
        assert messages("T8", package(approval=by_manager), managers_of_all=known) == told
        guests_too = package(audience=AllUsers(), approval=by_manager)
        assert messages("T8", guests_too, managers_of_all=known) == []

    def test_it_is_silent_where_no_manager_is_wanted_or_known(self):
        assert (
            messages("T8", package(**asks(BOB), approval=approval(stage(ALICE))), managers=self.KNOWN) == []
        )
        by_manager = approval(Stage(approver=Manager(fallback=(CAROL,))))
        assert messages("T8", package(**asks(BOB), approval=by_manager)) == []


def test_t9_the_author_decides():
    content = package(approval=approval(stage(BOB, CAROL)))
    assert messages("T9", content, author_id=BOB.id.upper()) == [
        "Bob wrote this package and is the First Approver."
    ]
    assert messages("T9", content, author_id=guid("Dave")) == messages("T9", content) == []


class TestT10:
    CONTENT = package(approval=approval(stage(BOB), stage(PRESS)))

    def test_a_group_brings_somebody_who_is_named(self):
        (problem,) = problems("T10", self.CONTENT, **tells(seen_group("Press", "Bob", "Alice")))
        assert problem.message == "Bob: the First Approver and the Second Approver through group membership."
        assert (problem.level, problem.place.control) == (Level.WARNING, "stage-1-approvers")
        assert messages("T10", self.CONTENT, **tells(seen_group("Press", "Alice"))) == []

    def test_two_groups_share_people(self):
        both = tells(seen_group("Press", *"ABCDE"), seen_group("IT leads", *"EDCBA"))
        content = package(approval=approval(stage(PRESS, alternates=alternates(IT_LEADS))))
        (message,) = messages("T10", content, **both)
        assert message.startswith(
            "A, B, C and 2 more: the First Approver and an alternate of the First Approver"
        )

    def test_three_shared_names_are_spelled_out(self):
        both = tells(seen_group("Press", *"ABC"), seen_group("IT leads", *"CBA"))
        content = package(approval=approval(stage(PRESS), stage(IT_LEADS)))
        assert messages("T10", content, **both)[0].startswith("A, B, C: ")

    def test_one_more_is_counted(self):
        both = tells(seen_group("Press", *"ABCD"), seen_group("IT leads", *"DCBA"))
        content = package(approval=approval(stage(PRESS), stage(IT_LEADS)))
        assert messages("T10", content, **both)[0].startswith("A, B, C and 1 more: ")

    def test_who_is_named_twice_is_not_named_again(self):
        content = package(approval=approval(stage(BOB), stage(BOB, PRESS)))
        assert messages("T10", content, **tells(seen_group("Press", "Bob"))) == []


def test_t11_a_large_group_was_not_compared():
    content = package(approval=approval(stage(BOB), stage(PRESS)))
    large = tells(seen_group("Press", "Alice", size=12_345, is_complete=False))
    (problem,) = problems("T11", content, **large)
    assert problem.message == (
        "Whether 'Press' (12,345 members) shares people with another list was not checked."
    )
    assert problem.place.control == "stage-1-approvers"
    assert messages("T11", package(approval=approval(stage(PRESS))), **large) == []
    assert messages("T11", content, **tells(seen_group("Press", "Alice"))) == []
