"""What a cloud's Graph v1.0 lacks is in no body for it, and the author is told."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from portal.clouds import CLOUDS, LAGGING
from tests.views.stage import Company, document, drafted, in_review, text_of
from wizard.actions.content import content_of
from wizard.document import Approval, Manager, Stage
from wizard.document.lenient import read
from wizard.document.text import parse
from wizard.plan import build_plan, left_out, plan_as_json

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "docs" / "examples").glob("*.yaml"))
LAGGARDS = [name for name, cloud in CLOUDS.items() if cloud.lacks]


def names(value: Any) -> set[str]:
    """Every property name in a body."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in names(inner)}
    return {name for inner in value for name in names(inner)} if isinstance(value, list) else set()


def sent(example: Path, cloud: str) -> set[str]:
    plan = left_out(build_plan(read(parse(example.read_bytes())).document), CLOUDS[cloud].lacks)
    return {name for step in plan_as_json(plan) for name in names(step["body"])}


def test_three_clouds_lag_and_the_global_one_lacks_nothing() -> None:
    assert LAGGARDS == ["usgov", "usgov-dod", "china"]
    assert not CLOUDS["global"].lacks


@pytest.mark.parametrize("cloud", LAGGARDS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_no_body_holds_what_the_cloud_lacks(example: Path, cloud: str) -> None:
    everything = sent(example, "global")
    assert "notificationSettings" in everything
    assert sent(example, cloud) == everything - LAGGING - {"isAssignmentNotificationDisabled"}


@pytest.mark.parametrize("cloud", LAGGARDS)
def test_the_plan_that_is_reviewed_leaves_it_out_and_review_says_so(
    company: Company, settings: Settings, cloud: str
) -> None:
    settings.PORTAL_CLOUD, settings.CLOUD = cloud, CLOUDS[cloud]
    priya = company.seat("priya")
    draft = drafted(priya, wishful(company))
    body = next(step.call.body for step in content_of(draft).plan.steps if step.key == "policy:1")
    assert not names(body) & LAGGING
    page = text_of(priya.get(f"/drafts/{draft.pk}/review/"))
    assert "Disabling assignment emails is not available in this cloud" in page
    assert "Requiring a requestor justification is not available in this cloud" in page


def test_the_reviewer_is_told_as_well(company: Company, settings: Settings) -> None:
    settings.PORTAL_CLOUD, settings.CLOUD = "china", CLOUDS["china"]
    draft = in_review(company.seat("priya"), wishful(company))
    page = text_of(company.seat("rafael").get(f"/reviews/{draft.pk}/"))
    assert "Disabling assignment emails is not available in this cloud" in page


def test_in_the_global_cloud_nothing_is_said(company: Company) -> None:
    priya = company.seat("priya")
    draft = drafted(priya, wishful(company))
    body = next(step.call.body for step in content_of(draft).plan.steps if step.key == "policy:1")
    assert {"notificationSettings", "isRequestorJustificationRequired"} <= names(body)
    assert "not available in this cloud" not in text_of(priya.get(f"/drafts/{draft.pk}/review/"))


def test_a_plan_on_the_command_line_can_be_for_another_cloud() -> None:
    said, told = StringIO(), StringIO()
    call_command("plan", str(EXAMPLES[-1]), cloud="china", json=True, stdout=said, stderr=told)
    assert not names([step["body"] for step in json.loads(said.getvalue())]) & LAGGING


@pytest.fixture
def company(tenant: Any) -> Company:
    return Company(tenant)


def wishful(company: Company) -> Any:
    """Asks for everything that lagging clouds lack."""
    content = document(company)
    from wizard.document import AllMembers

    policy = content.policies[0].model_copy(
        update={
            "audience": AllMembers(),
            "disable_assignment_emails": True,
            "approval": Approval(stages=(Stage(approver=Manager(), decision_days=14),)),
        }
    )
    return content.model_copy(update={"policies": (policy,)})
