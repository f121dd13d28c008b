"""One rule, four doors: the page, a form made by hand, a YAML file and Create all say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.proofs.wire import creates, nothing_created, post, sends, stored
from tests.views.stage import approved, document, drafted, text_of
from wizard.document import (
    AccessReview,
    AfterDays,
    AfterHours,
    AllExternalUsers,
    AllMembers,
    Alternates,
    Approval,
    Document,
    ManagerReview,
    MultipleChoice,
    OnDate,
    Policy,
    Principal,
    SpecificApprovers,
    SpecificUsers,
    Stage,
    dump,
)
from wizard.rules import Facts, blocking, check

pytestmark = pytest.mark.django_db(transaction=True)

OLIVIA = Principal(kind="user", id="778dd5fe-7bfc-5090-b164-cfcaa0d32f62", display_name="Olivia Brandt")
EMIL = Principal(kind="user", id="29ca6ec6-caee-5844-b8a7-f6c6e27d6c8d", display_name="Emil Larsen")


def stage(days: int | None = 14, after: int | None = None) -> Stage:
    others = Alternates(approver=SpecificApprovers(approvers=(EMIL,)), forward_after_days=after)
    named = SpecificApprovers(approvers=(OLIVIA,))
    return Stage(approver=named, decision_days=days, alternates=others if after else None)


@dataclass(frozen=True)
class Case:
    """A rule, a sound policy, and what a form says that spoils it."""

    rule: str
    message: str
    tab: str
    sends: dict[str, str]
    sound: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.rule


APPROVED = {"approval": Approval(stages=(stage(),))}
FORWARDED = {"approval": Approval(stages=(stage(14, 8),))}
QUESTION = {"questions": (MultipleChoice(text="Why?", choices=({"text": "Work"},)),)}  # type: ignore[arg-type]
REVIEWED = {
    "access_review": AccessReview(
        starts_on=dt.date(2090, 1, 1), reviewer=ManagerReview(fallback=(OLIVIA,)), frequency="monthly"
    )
}
CASES = [
    Case("R1", "Enter a description.", "basics", {"description": " "}),
    Case("R21", "Select at least one user or group.", "requests", {"remove:targets": OLIVIA.id},
         {"audience": SpecificUsers(targets=(OLIVIA,))}),
    Case("R26", "Approval is required when any external user can request.", "requests", {"approval": "no"},
         {"audience": AllExternalUsers(), **APPROVED}),
    Case("R32", "Add at least one approver to the First Approver.", "requests",
         {"remove:stage-0-approvers": OLIVIA.id}, APPROVED),
    Case("R33", "Enter a whole number from 1 to 14.", "requests", {"stage-0-decision_days": "15"}, APPROVED),
    Case("R35", "Set at least 4 days for the decision, or turn off alternate approvers.", "requests",
         {"stage-0-decision_days": "3"}, FORWARDED),
    Case("R36", "Requests can't be forwarded before day 8: half of 14 days is day 7, and forwarding starts "
         "the day after.", "requests", {"stage-0-forward_after_days": "7"}, FORWARDED),
    Case("R37", "Requests can't be forwarded on the last day; the latest day is 13.", "requests",
         {"stage-0-forward_after_days": "14"}, FORWARDED),
    Case("R49", "Add at least one answer.", "requestor-information", {"do": "remove-choice:0:0"}, QUESTION),
    Case("R53", "Choose a date after today.", "lifecycle",
         {"expiration_date": "2020-01-01"}, {"expiration": OnDate(date=dt.date(2090, 1, 1))}),
    Case("R54", "Enter a whole number from 0 to 3660.", "lifecycle", {"expiration_days": "3661"},
         {"expiration": AfterDays(days=30)}),
    Case("R55", "Enter a whole number of hours, 1 or more.", "lifecycle", {"expiration_hours": "0"},
         {"expiration": AfterHours(hours=8)}),
    Case("R60", "For a monthly review enter 1 to 27 days.", "lifecycle", {"review_duration": "28"}, REVIEWED),
    Case("R61", "Add a fallback reviewer.", "lifecycle", {"remove:review_fallback": OLIVIA.id}, REVIEWED),
]  # fmt: skip


def sound(company: Any, case: Case) -> Document:
    policy = Policy(**{"audience": AllMembers(), "enabled": True, **case.sound})
    return document(company).model_copy(update={"policies": (policy,)})


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_door_is_guarded_by_the_same_rule(case, company, priya, rafael, tmp_path, capsys):
    draft = drafted(priya, sound(company, case))
    post(priya, draft, case.tab, **case.sends)
    only_that_error(case, sound(company, case), stored(draft))
    the_page_says_it(case, priya, draft)
    a_send_made_by_hand_is_refused(case, priya, draft)
    a_file_is_refused(case, stored(draft), tmp_path / "draft.yaml", capsys)
    create_is_refused_even_after_approval(case, company, priya, rafael, stored(draft))


def only_that_error(case, before, after):
    """A form made by hand is saved all the same: rules judge meaning, and nothing typed is lost."""
    known = Facts(today=dt.date(2026, 11, 24))
    assert blocking(check(before, known)) == []
    assert [(one.id, one.message) for one in blocking(check(after, known))] == [(case.rule, case.message)]


def the_page_says_it(case, seat, draft):
    page = text_of(seat.get(reverse("wizard:review", args=[draft.pk])))
    assert "Validation failed: 1 error." in page
    assert case.message in page


def a_send_made_by_hand_is_refused(case, seat, draft):
    answer = sends(seat, draft)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert case.message in text_of(answer)


def a_file_is_refused(case, content, file, capsys):
    file.write_text(yaml.safe_dump(dump(content)))
    with pytest.raises(CommandError, match="1 error, so there is no plan"):
        call_command("plan", str(file))
    printed = capsys.readouterr().out
    assert f"ERROR {case.rule} " in printed
    assert case.message in printed


def create_is_refused_even_after_approval(case, company, author, reviewer, content):
    """The content became wrong after its approval, as facts and days can make it."""
    draft = approved(author, sound(company, case), by=reviewer)
    draft.document = dump(content)
    draft.save()
    answer = creates(author, draft)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert case.message in text_of(answer)
    assert nothing_created()
