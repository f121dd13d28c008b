"""Shape and meaning of a hand-written draft, in one list."""

from pathlib import Path

import pytest

from tests.rules.support import facts
from wizard.document import Document, blank, dump
from wizard.document.shape import locate, path_text
from wizard.document.text import parse
from wizard.labels import TABS, label_of
from wizard.rules.handwritten import judge
from wizard.rules.places import _PLACES, NOWHERE, place_of
from wizard.rules.problem import Place, Problem

ROOT = Path(__file__).resolve().parents[2]


def judged(data: object) -> list[Problem]:
    return list(judge(data, facts())[1])


def of_policy(**members: object) -> list[Problem]:
    return judged({"policies": [members]})


def one(problems: list[Problem], control: str) -> Problem:
    (found,) = [problem for problem in problems if problem.place.control == control]
    return found


def test_a_misfit_is_reported_by_the_rule_about_its_control():
    found = one(of_policy(expiration={"kind": "after_days", "days": "2.5"}), "expiration_days")
    assert found.id == "R54"
    assert found.message == "Enter a whole number from 0 to 3660."
    assert found.hint == "policies[0].expiration.days: This must be a whole number, not 2.5."


def test_a_misfit_that_no_rule_speaks_of_is_reported_by_its_shape():
    found = [problem for problem in of_policy(enabled="maybe") if problem.id == "D1"]
    assert [problem.message for problem in found] == [
        "policies[0].enabled: This must be true or false, not maybe."
    ]
    assert found[0].place == Place(tab="requests", control="enabled")


def test_a_warning_stays_as_it_is_beside_a_misfit():
    found = of_policy(audience={"kind": "all_members"}, enabled="maybe")
    by_id = {problem.id: problem for problem in found if problem.place.control == "enabled"}
    assert by_id["W4"].hint == "Set Enable new requests and assignments to Yes, now or after creation."
    assert "maybe" in by_id["D1"].message


def test_a_wrong_shape_is_reported_where_it_is_edited():
    found = one(of_policy(expiration={"kind": "someday"}), "expiration")
    assert (found.id, found.place.tab) == ("D1", "lifecycle")


def test_shape_and_meaning_come_together_in_the_order_of_the_tabs():
    found = judged({"basics": {"nam": "Campaign"}, "policies": [{"custom_timeline": "perhaps"}]})
    assert [problem.id for problem in found if problem.level == "error"] == ["D1", "R1", "R3", "R21", "D1"]


def test_the_second_policy_has_places_of_its_own():
    found = judged({"policies": [{}, {"name": "Partners", "enabled": "maybe"}]})
    assert "policy-1-enabled" in [problem.place.control for problem in found if problem.id == "D1"]


def test_what_is_no_draft_at_all_is_said_first():
    assert judged("hello")[0].message.startswith("A draft is a mapping")


@pytest.mark.parametrize("path", [("version",), ("whatever",), ()])
def test_what_belongs_to_no_control_is_reported_at_the_first(path):
    assert place_of(path) == NOWHERE


def test_a_policy_without_a_better_place_is_reported_at_its_audience():
    for path in (("policies",), ("policies", 0), ("policies", 0, "name")):
        assert place_of(path) == Place(tab="requests", control="family")


MEMBERS = [
    (("basics", "name"), "name"),
    (("basics", "catalog", "enabled_for_external_users"), "catalog"),
    (("basics", "catalog", "id"), "catalog"),
    (("resource_roles", 12, "resource", "origin_id"), "role-12"),
    (
        ("policies", 0, "approval", "stages", 2, "alternates", "approver", "fallback", 0),
        "stage-2-alternate_fallback",
    ),
    (("policies", 0, "approval", "stages", 1, "approver_justification"), "stage-1-approver_justification"),
    (("policies", 0, "approval", "stages", 1, "approver", "kind"), "stage-1-approver_kind"),
    (("policies", 0, "questions", 3, "choices", 4, "text"), "question-3-choice-4"),
    (("policies", 0, "questions", 3, "format"), "question-3-format"),
    (("policies", 0, "disable_assignment_emails"), "disable_assignment_emails"),
    (("policies", 0, "extension", "approval_required"), "extension_approval"),
    (("policies", 0, "access_review", "reviewer_justification"), "review_justification"),
    (("policies", 0, "access_review", "reviewer", "kind"), "reviewer"),
]


@pytest.mark.parametrize(("path", "control"), MEMBERS)
def test_each_member_has_its_control(path, control):
    assert place_of(path).control == control
    assert label_of(place_of(path).tab, control) != control


def test_every_member_of_a_new_draft_has_a_control():
    def members(value, path=()):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from members(item, (*path, key)) if isinstance(item, dict | list) else ()

    places = {path_text(path): place_of(path) for path in members(dump(blank()))}
    assert [path for path, place in places.items() if place == NOWHERE] == [
        "version",
        "basics",
        "basics.name",
    ]


def members_of(value, path=()):
    """Every path into a JSON value, lists and objects included."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from members_of(item, (*path, key))


def full(kind, **members):
    """Kinds whose members the richest example leaves out, as a file has them."""
    return {"policies": [{kind: members}]}


def all_paths():
    everything = parse((ROOT / "docs/examples/maximal.yaml").read_bytes())
    others = [
        full("audience", organizations=[]),
        full("expiration", days=1, hours=1),
        full("access_review", reviewer={"reviewers": []}, decision_helpers=True, reviewer_justification=True),
    ]
    return [path for one in (everything, *others) for path in members_of(one)]


def test_every_place_is_that_of_a_member_and_has_a_label():
    """And each member's own: the table in docs/rules.md is in the order of the file."""
    texts = [path_text(path[2:] if path[:1] == ("policies",) else path) for path in all_paths()]
    first = [next((row for row in _PLACES if row[0].match(text)), None) for text in texts]
    assert [row[0].pattern for row in _PLACES if row not in first] == []
    for _, tab, control in _PLACES:
        name = control.format(0, "text") if control.startswith("question-{}-{}") else control.format(0, 0)
        assert tab in TABS
        assert label_of(tab, name) != name


TABS_OF = {
    "basics": "basics",
    "resource_roles": "resource-roles",
    "audience": "requests",
    "approval": "requests",
    "disable_assignment_emails": "requests",
    "enabled": "requests",
    "verified_ids": "requests",
    "verified_ids_by_hand": "requests",
    "questions": "requestor-information",
    "expiration": "lifecycle",
    "custom_timeline": "lifecycle",
    "extension": "lifecycle",
    "access_review": "lifecycle",
}


def test_every_member_is_on_the_tab_of_its_part():
    for path in all_paths():
        part = path[2] if path[:1] == ("policies",) and len(path) > 2 else path[0]
        if part in TABS_OF:
            assert place_of(path).tab == TABS_OF[part], path


def test_the_type_of_a_place_is_found_through_kinds_and_lists():
    assert locate(())[1] is Document
    assert locate(("policies", 0, "expiration", "after_days", "days")) == (
        ("policies", 0, "expiration", "days"),
        int | None,
    )
