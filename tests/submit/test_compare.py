"""What Graph holds in the end, field by field against what was approved."""

import copy
from pathlib import Path
from typing import Any

import pytest

from portal.graph.calls import fill
from tests.submit.support import assert_exactly_one, document, signed_in, submitted, work
from wizard.document import Approval, NewCatalog
from wizard.document.lenient import read
from wizard.document.text import parse
from wizard.models import Event, Submission
from wizard.plan import Plan, build_plan
from wizard.submit.compare import compare

MAXIMAL = Path(__file__).resolve().parents[2] / "docs" / "examples" / "maximal.yaml"


@pytest.fixture
def content(company):
    plain = document(company, "Campaign", company.new_group("Campaigners"), roles=("Member", "Owner"))
    approved = plain.policies[0].model_copy(update={"approval": Approval()})
    return plain.model_copy(update={"policies": (approved,)})


def differing(submission: Submission) -> list[tuple[str, str, str]]:
    rows = submission.comparison or []
    return [(row["field"], row["approved"], row["found"]) for row in rows if not row["same"]]


class TestOverTheWire:
    def test_everything_that_was_approved_is_compared_and_the_same(self, company, ada, content):
        catalog = NewCatalog(name="Launch", description="For the launch")
        basics = content.basics.model_copy(update={"catalog": catalog})
        submitted(ada, content.model_copy(update={"basics": basics}))
        done = work()
        assert done.state == Submission.State.CREATED
        assert differing(done) == []
        fields = {row["field"] for row in done.comparison or []}
        for field in (
            "displayName", "description", "isHidden", "catalog.id", "state", "isExternallyVisible",
            "role.originId", "role.displayName", "scope.originId", "expiration.duration",
            "specificAllowedTargets[0].userId", "questions", "reviewSettings",
            "requestApprovalSettings.stages[0].primaryApprovers[0].managerLevel",
        ):  # fmt: skip
            assert field in fields
        assert "differing" not in Event.objects.get(kind="created").data

    def test_a_field_that_differs_is_told_and_undoes_nothing(self, company, ada, content):
        company.faults(altered(requestApprovalSettings={"isApprovalRequiredForAdd": False}))
        submitted(ada, content)
        done = work()
        assert_exactly_one(company, content, done)
        assert differing(done) == [("requestApprovalSettings.isApprovalRequiredForAdd", "yes", "no")]
        assert Event.objects.get(kind="created").data["differing"] == 1

    def test_a_package_that_somebody_hid_meanwhile(self, company, ada, content):
        company.faults(altered("accessPackages/[^/]+$", isHidden=True))
        submitted(ada, content)
        assert differing(work()) == [("isHidden", "no", "yes")]

    def test_an_old_state_that_is_still_shown_is_no_difference(self, company, ada, content, settings):
        settings.PORTAL_LOOK_SECONDS = 60
        company.faults(altered("accessPackages/[^/]+$", description="Being created") | {"times": 2})
        submitted(ada, content)
        assert differing(work()) == []

    def test_a_catalog_owner_reads_back_what_they_made(self, company, ada, content):
        """They may not list policies, but read each by its id."""
        priya = signed_in(company, "Priya Nair")
        group = company.in_catalog(content.resource_roles[0].resource)
        rows = tuple(row.model_copy(update={"resource": group}) for row in content.resource_roles)
        submitted(priya, content.model_copy(update={"resource_roles": rows}))
        done = work()
        assert done.state == Submission.State.CREATED
        assert differing(done) == []


def altered(path: str = "assignmentPolicies/", **body: Any) -> dict[str, Any]:
    return {"method": "GET", "path": path, "kind": "alter", "body": body, "times": -1}


class TestMeaning:
    """Against an echo of the largest example, as a tenant may rewrite it."""

    @pytest.fixture
    def plan(self) -> Plan:
        return build_plan(read(parse(MAXIMAL.read_bytes())).document)

    @pytest.fixture
    def answers(self, plan) -> dict[str, Any]:
        return echo(plan)

    def test_an_exact_echo_is_the_same(self, plan, answers):
        rows = compare(plan, answers)
        assert len(rows) > 100
        assert [row for row in rows if not row["same"]] == []

    def test_mere_writing_is_no_difference(self, plan, answers):
        rewritten = {key: rewrite(value) for key, value in answers.items()}
        assert rewritten != answers
        assert [row for row in compare(plan, rewritten) if not row["same"]] == []

    def test_every_single_member_counts(self, plan, answers):
        """Each value of the policy in turn becomes another one."""
        policy = answers["verify:policy:1"]["policy:1"]
        places = [path for path in leaves(policy) if path[0] not in ("id", "accessPackage")]
        assert len(places) > 60
        for path in places:
            spoilt = copy.deepcopy(answers)
            spoil(spoilt["verify:policy:1"]["policy:1"], path)
            assert [row for row in compare(plan, spoilt) if not row["same"]], path

    @pytest.mark.parametrize("member", ["specificAllowedTargets", "questions"])
    def test_one_more_or_one_less_counts(self, plan, answers, member):
        policy = answers["verify:policy:1"]["policy:1"]
        less = copy.deepcopy(answers)
        assert policy[member], "the example has some"
        less["verify:policy:1"]["policy:1"][member].pop()
        assert [row for row in compare(plan, less) if not row["same"]]
        more = copy.deepcopy(answers)
        added = {"@odata.type": "#microsoft.graph.singleUser", "userId": "intruder", "sequence": 99}
        more["verify:policy:1"]["policy:1"][member].append(added)
        assert [row for row in compare(plan, more) if not row["same"]]

    def test_people_added_where_none_were_approved_count(self, plan, answers):
        stage = answers["verify:policy:1"]["policy:1"]["requestApprovalSettings"]["stages"][0]
        intruder = {"@odata.type": "#microsoft.graph.singleUser", "userId": "intruder"}
        stage["fallbackPrimaryApprovers"] = [*stage["fallbackPrimaryApprovers"], intruder]
        assert [row for row in compare(plan, answers) if not row["same"]]


def echo(plan: Plan) -> dict[str, Any]:
    """Answers as if the tenant kept each body as it came."""
    answers: dict[str, Any] = {
        "submission": {"reference": "7"},
        "package": {"id": "p"},
        "catalog": {"id": "c"},
    }
    for step in plan.steps:
        if step.key.startswith("policy"):
            answers[step.key] = {"id": step.key}
        if step.key.startswith("visible"):
            answers[step.key] = {"resource": {"id": "r"}}
        if step.key.startswith("roles"):
            answers[step.key] = {match.name: {"originId": match.name} for match in step.until}
    for step in plan.steps:
        found = {}
        for match in step.until:
            bodies = [fill(one.call.body, answers) for one in plan.steps if one.key in match.mirrors]
            if bodies:
                found[match.name] = {name: value for body in bodies for name, value in body.items()}
        if found:
            answers[step.key] = copy.deepcopy(found)
    return answers


def rewrite(value: Any, name: str = "") -> Any:
    """The same in another writing: nothing for what is empty or off, other case, order, times."""
    if isinstance(value, dict):
        return {key: rewrite(one, key) for key, one in value.items() if one not in ("", [], False, 0)}
    if isinstance(value, list):
        ordered = name in ("stages", "choices")
        return [rewrite(one) for one in (value if ordered else reversed(value))]
    if name in ("userId", "groupId", "connectedOrganizationId"):
        return str(value).upper()
    if name == "@odata.type":
        return value.removeprefix("#")
    if isinstance(value, str) and value.startswith("P") and value.endswith("D") and value[1:-1].isdigit():
        return f"{value}T0H"
    return value.replace("Z", ".0000000Z") if isinstance(value, str) and name.endswith("DateTime") else value


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if inner is None:
        return [path]
    return [leaf for key, one in inner for leaf in leaves(one, (*path, key))]


def spoil(value: Any, path: tuple[Any, ...]) -> None:
    for key in path[:-1]:
        value = value[key]
    old = value[path[-1]]
    value[path[-1]] = not old if isinstance(old, bool) else old + 7 if isinstance(old, int) else f"{old}x"
