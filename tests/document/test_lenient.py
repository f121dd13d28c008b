"""A hand-written draft in which several things do not fit is understood as far as possible."""

from typing import Any

import pytest

from wizard.document import (
    AccessReview,
    AfterDays,
    AllMembers,
    Approval,
    Document,
    Manager,
    NewCatalog,
    Principal,
    ShortText,
    SpecificUsers,
)
from wizard.document.lenient import Reading, read
from wizard.document.shape import path_text


def policy(**members: Any) -> Reading:
    """Reads a draft with one policy."""
    return read({"policies": [members]})


def said(reading: Reading) -> dict[str, str]:
    return {path_text(one.path): one.message for one in (*reading.faults, *reading.misfits)}


def test_a_draft_that_fits_is_read_without_a_word():
    reading = read({"version": "1", "basics": {"name": "Campaign"}, "policies": [{"enabled": "yes"}]})
    assert said(reading) == {}
    assert reading.document.basics.name == "Campaign"
    assert reading.document.policy.enabled


def test_blank_members_are_as_good_as_absent():
    data = {
        "basics": None,
        "policies": [{"audience": None, "questions": None, "enabled": None, "name": None}],
    }
    reading = read(data)
    assert said(reading) == {}
    assert reading.document == Document()


@pytest.mark.parametrize("data", [None, "text", 7, []])
def test_what_is_no_mapping_is_no_draft(data):
    assert said(read(data)) == {
        "": "A draft is a mapping with the keys version, basics, resource_roles, policies."
    }


def test_a_misspelt_key_is_reported_and_understood():
    reading = read({"basics": {"nam": "Campaign", "colour": "red"}})
    assert said(reading) == {
        "basics.nam": "'nam' is not known here. Did you mean 'name'? "
        "Allowed keys: name, description, catalog.",
        "basics.colour": "'colour' is not known here. Allowed keys: name, description, catalog.",
    }
    assert reading.document.basics.name == "Campaign"


def test_a_misspelt_key_never_replaces_the_right_one():
    reading = read({"basics": {"nam": "Wrong", "name": "Right"}})
    assert reading.document.basics.name == "Right"
    assert "Did you mean" not in said(reading)["basics.nam"]


def test_a_key_of_another_kind_is_named_as_such():
    reading = policy(audience={"kind": "all_members", "targets": []})
    assert said(reading) == {
        "policies[0].audience.targets": "'targets' is not known here. It belongs to kind specific_users. "
        "Allowed keys: kind."
    }
    assert reading.document.policy.audience == AllMembers()


def test_a_misspelt_kind_is_reported_and_understood():
    reading = policy(audience={"kind": "All members"})
    (message,) = said(reading).values()
    assert message.startswith("'All members' is not allowed. Did you mean 'all_members'? Choose one of")
    assert reading.document.policy.audience == AllMembers()


def test_a_missing_or_strange_kind_gets_the_default():
    reading = policy(audience={"targets": []}, expiration={"kind": ["x"]}, questions=[{"text": "Why?"}])
    assert said(reading)["policies[0].audience.kind"].startswith("This is needed: one of specific_users,")
    assert said(reading)["policies[0].expiration.kind"].startswith("'a list' is not allowed.")
    assert "policies[0].questions[0].format" in said(reading)
    assert reading.document.policy.questions == (ShortText(),)


@pytest.mark.parametrize(
    ("value", "shown"), [("2.5", "2.5"), ("ten", "ten"), (2.5, "2.5"), ([], "a list"), ({}, "a mapping")]
)
def test_a_number_that_is_none_becomes_a_blank_misfit(value, shown):
    reading = policy(expiration={"kind": "after_days", "days": value})
    (misfit,) = reading.misfits
    assert misfit.path == ("policies", 0, "expiration", "days")
    assert misfit.value == value
    assert misfit.message == f"This must be a whole number, not {shown}."
    assert reading.document.policy.expiration == AfterDays(days=None)
    assert not reading.faults


@pytest.mark.parametrize(
    ("members", "path", "message"),
    [
        ({"enabled": "maybe"}, "enabled", "This must be true or false, not maybe."),
        (
            {"access_review": {"starts_on": "tomorrow"}},
            "access_review.starts_on",
            "This must be a date such as 2027-06-30, not tomorrow.",
        ),
        ({"name": 2027}, "name", "This must be text, in quotes, not 2027."),
        ({"name": ["x"]}, "name", "This must be text, in quotes, not a list."),
    ],
)
def test_other_misfits_say_what_was_expected(members, path, message):
    assert said(policy(**members)) == {f"policies[0].{path}": message}


def test_a_time_without_its_zone_is_a_misfit():
    reading = read({"basics": {"catalog": {"kind": "existing", "id": "x", "read_at": "2026-01-01T10:00:00"}}})
    (message,) = said(reading).values()
    assert message.startswith("This must be a time with its zone")


def test_lists_and_mappings_must_be_such():
    reading = policy(questions="Why?", approval="yes", audience="all_members")
    assert said(reading) == {
        "policies[0].questions": "This must be a list, not Why?.",
        "policies[0].approval": "This must be a mapping with the keys requestor_justification, stages, "
        "not yes. Leave it out where there is none.",
        "policies[0].audience": "This must be a mapping with the keys kind, targets, organizations, "
        "not all_members.",
    }
    assert reading.document.policy.approval is None


def test_an_item_that_is_no_mapping_is_reported_once():
    reading = policy(audience={"kind": "specific_users", "targets": ["alice", None]})
    assert list(said(reading)) == ["policies[0].audience.targets[0]", "policies[0].audience.targets[1]"]
    nobody = Principal(kind="user", id="")
    assert reading.document.policy.audience == SpecificUsers(targets=(nobody, nobody))


def test_blank_items_of_a_list_of_words_are_misfits():
    reading = policy(verified_ids=[{"issuer": "x", "credential_types": [None, "A", None, ["B"]]}])
    assert said(reading) == {
        "policies[0].verified_ids[0].credential_types[0]": "This must be text, in quotes, not blank.",
        "policies[0].verified_ids[0].credential_types[2]": "This must be text, in quotes, not blank.",
        "policies[0].verified_ids[0].credential_types[3]": "This must be text, in quotes, not a list.",
    }
    assert reading.document.policy.verified_ids[0].credential_types == ("", "A", "", "")


def test_what_is_needed_and_missing_is_named():
    reading = read({"resource_roles": [{}, {"resource": {}}]})
    assert said(reading) == {
        "resource_roles[0].resource": "This is needed.",
        "resource_roles[1].resource.origin_system": "This is needed: one of AadGroup, AadApplication, "
        "SharePointOnline.",
        "resource_roles[1].resource.origin_id": "This is needed.",
    }


def test_a_word_that_is_none_of_the_few_is_reported():
    reading = policy(access_review={"frequency": "yearly", "if_no_response": "remove access"})
    assert said(reading)["policies[0].access_review.frequency"].startswith("'yearly' is not allowed.")
    assert "Did you mean 'remove_access'?" in said(reading)["policies[0].access_review.if_no_response"]
    assert reading.document.policy.access_review == AccessReview(
        frequency="annually", if_no_response="remove_access"
    )


@pytest.mark.parametrize("version", ["7", 7, [], "one"])
def test_an_unknown_version_is_reported(version):
    assert list(said(read({"version": version}))) == ["version"]


def test_one_look_finds_what_is_wrong_at_every_depth():
    reading = policy(
        approval={
            "stage": [{"approver": {"kind": "manger", "fallbak": [{"id": "1"}]}, "decision_days": "soon"}]
        }
    )
    assert list(said(reading)) == [
        "policies[0].approval.stage",
        "policies[0].approval.stages[0].approver.kind",
        "policies[0].approval.stages[0].approver.fallbak",
        "policies[0].approval.stages[0].approver.fallback[0].kind",
        "policies[0].approval.stages[0].decision_days",
    ]
    assert isinstance(reading.document.policy.approval, Approval)
    assert isinstance(reading.document.policy.approval.stages[0].approver, Manager)


def test_a_long_or_wild_value_is_shown_on_one_short_line():
    (message,) = said(read({"version": "\x1b[31m" + "x\n" * 200})).values()
    assert len(message) < 120
    assert message.isprintable()


def test_keys_of_other_types_are_read_as_text():
    assert list(said(read({7: "x", "\ud800": "y"}))) == ["7", "?"]


def test_nesting_without_end_is_refused():
    data: dict[str, Any] = {}
    for _ in range(100_000):
        data = {"basics": data}
    assert said(read(data)) == {"": "This is nested too deeply."}


def test_what_was_read_is_left_as_it_was():
    data = {"basics": {"nam": "Campaign"}}
    read(data)
    assert data == {"basics": {"nam": "Campaign"}}


def test_a_new_catalog_needs_no_id():
    reading = read({"basics": {"catalog": {"kind": "new", "name": "Launches"}}})
    assert reading.document.basics.catalog == NewCatalog(name="Launches")
