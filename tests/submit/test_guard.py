"""What the reviewer approved is what is sent; whatever else it became is refused before a byte leaves."""

import copy

import pytest

from portal.clouds import CLOUDS, LAGGING
from portal.graph.calls import GraphCall, answer, fill, path_answer
from tests.submit.support import Company, assert_exactly_one, document, submitted, work
from wizard.document import Approval, digest, dump
from wizard.models import Draft, JournalEntry, Review, Submission
from wizard.plan import Plan, Step, policy
from wizard.submit import executor, resume
from wizard.submit.differences import differences
from wizard.submit.guard import Approved

State = Submission.State

DENIAL = "body.requestApprovalSettings.stages[0].durationBeforeAutomaticDenial"


@pytest.fixture
def content(company):
    """Approved by the requestor's manager within 14 days."""
    plain = document(company, "Campaign", company.new_group("Campaigners"))
    approved = plain.policies[0].model_copy(update={"approval": Approval()})
    return plain.model_copy(update={"policies": (approved,)})


def assert_refused(company: Company, *words: str) -> Submission:
    stopped = work()
    assert stopped.state == State.FAILED
    for word in ("not what was approved", *words):
        assert word in stopped.problem
    assert company.calls("POST") == company.calls("GET") == company.calls("PATCH") == []
    assert not JournalEntry.objects.exists()
    return stopped


def rewrite_plan(submission: Submission, change) -> None:
    plan = copy.deepcopy(submission.plan)
    change({step["key"]: step for step in plan})
    Submission.objects.filter(pk=submission.pk).update(plan=plan)


class TestBeforeAnythingIsSent:
    def test_a_plan_altered_in_the_database_names_step_and_field(self, company, ada, content):
        def deny_sooner(steps):
            settings = steps["policy:1"]["call"]["body"]["requestApprovalSettings"]
            settings["stages"][0]["durationBeforeAutomaticDenial"] = "P7D"

        submission = submitted(ada, content)
        rewrite_plan(submission, deny_sooner)
        assert_refused(company, "“Create the policy Initial Policy”", f"{DENIAL}: approved P14D, now P7D")
        Submission.objects.filter(pk=submission.pk).update(plan=submission.plan)
        assert resume(submission, by=ada)
        assert_exactly_one(company, content, work())

    def test_a_step_that_nobody_approved(self, company, ada, content):
        submission = submitted(ada, content)
        more = [*submission.plan, submission.plan[0] | {"key": "sneaked in", "title": "Sneak in"}]
        Submission.objects.filter(pk=submission.pk).update(plan=more)
        assert_refused(company, "“Sneak in”", "never approved")

    def test_a_step_that_is_gone(self, company, ada, content):
        submission = submitted(ada, content)
        less = [step for step in submission.plan if step["key"] != "describe:package"]
        Submission.objects.filter(pk=submission.pk).update(plan=less)
        assert_refused(company, "Write the description", "is gone")

    def test_plan_code_that_plans_otherwise_today(self, company, ada, content, monkeypatch):
        submitted(ada, content)
        original = policy._stage
        shorter = {"durationBeforeAutomaticDenial": "P7D"}
        monkeypatch.setattr(policy, "_stage", lambda stage: original(stage) | shorter)
        assert_refused(company, f"{DENIAL}: approved P14D, now P7D")

    def test_a_draft_altered_behind_the_portals_back(self, company, ada, content):
        submission = submitted(ada, content)
        data = dump(content)
        data["policies"][0]["approval"]["stages"][0]["decision_days"] = 7
        Draft.objects.filter(pk=submission.draft_id).update(document=data)
        assert_refused(company, f"{DENIAL}: approved P14D, now P7D")

    def test_a_draft_altered_where_no_call_shows_it(self, company, ada, content):
        submission = submitted(ada, content)
        draft = submission.draft
        data = dump(content)
        data["basics"]["catalog"]["display_name"] = "Sales"
        Draft.objects.filter(pk=draft.pk).update(document=data)
        assert_refused(company, "basics.catalog.display_name: approved Marketing, now Sales")

    def test_a_digest_that_was_altered(self, company, ada, content):
        submission = submitted(ada, content)
        Submission.objects.filter(pk=submission.pk).update(digest="0" * 64)
        assert_refused(company, "digest")

    def test_an_approval_of_something_else(self, company, ada, content):
        submission = submitted(ada, content)
        facts = {"verdict": Review.Verdict.APPROVED, "digest": "0" * 64, "by": ada}
        Review.objects.create(draft=submission.draft, revision=submission.draft.revision, **facts)
        assert_refused(company, "the approval is of another content")

    def test_a_draft_that_nobody_can_read(self, company, ada, content):
        submission = submitted(ada, content)
        Draft.objects.filter(pk=submission.draft_id).update(document={"version": 1, "basics": 7})
        assert_refused(company, "cannot be read")

    def test_a_plan_stored_before_steps_learned_a_new_member_is_still_the_same(self, company, ada, content):
        """The digest covers what was stored; a member with its default value is no change of the plan."""
        submission = submitted(ada, content)
        older = [
            {name: one for name, one in step.items() if one not in (None, [])} for step in submission.plan
        ]
        Submission.objects.filter(pk=submission.pk).update(plan=older, digest=digest(content, older))
        assert_exactly_one(company, content, work())


class TestInACloudThatLacksProperties:
    """What was left out of the plan is left out again when it is compared."""

    @pytest.fixture(autouse=True)
    def government(self, settings):
        settings.PORTAL_CLOUD, settings.CLOUD = "usgov", CLOUDS["usgov"]

    def test_what_was_approved_there_is_sent_and_read_back_as_the_same(self, company, ada, content):
        submission = submitted(ada, content)
        done = work()
        assert_exactly_one(company, content, done)
        told = {part for field in done.comparison for part in field["field"].split(".")}
        assert not told & LAGGING
        assert [field for field in done.comparison if not field["same"]] == []
        assert not any(name in str(submission.plan) for name in LAGGING)

    def test_a_plan_altered_in_the_database_is_refused_there_too(self, company, ada, content):
        def deny_sooner(steps):
            settings = steps["policy:1"]["call"]["body"]["requestApprovalSettings"]
            settings["stages"][0]["durationBeforeAutomaticDenial"] = "P7D"

        rewrite_plan(submitted(ada, content), deny_sooner)
        assert_refused(company, f"{DENIAL}: approved P14D, now P7D")


class TestEachCall:
    def test_a_body_that_changed_on_its_way_out_does_not_leave(self, company, ada, content, monkeypatch):
        """A fault of the portal's own between plan and wire."""

        def faulty(value, answers):
            filled = fill(value, answers)
            return filled | {"displayName": "Other"} if filled and "displayName" in filled else filled

        monkeypatch.setattr("wizard.submit.executor.fill", faulty)
        submitted(ada, content)
        stopped = work()
        assert stopped.state == State.FAILED
        assert "“Create the access package Campaign”" in stopped.problem
        assert "body.displayName: approved Campaign, now Other" in stopped.problem
        assert company.calls("POST", "/accessPackages") == []
        assert not JournalEntry.objects.filter(step="package").exists()

    def test_a_body_altered_in_memory_does_not_leave(self, company, ada, content, monkeypatch):
        """Steps are frozen, the bodies in them are not."""
        original = executor.Executor.run

        def alter(self):
            next(task for task in self.schedule.tasks if task.step.key == "package").step.call.body.update(
                isHidden=True
            )
            return original(self)

        monkeypatch.setattr(executor.Executor, "run", alter)
        submitted(ada, content)
        assert "body.isHidden: approved false, now true" in work().problem
        assert company.calls("POST", "/accessPackages") == []


CALL = GraphCall(
    method="POST",
    path=f"/packages/{path_answer('package', 'id')}/roles",
    body={
        "package": {"id": answer("package", "id")},
        "text": answer("s", "r", words="(ref {})"),
        "days": [1],
    },
)
PLAN = Plan(steps=(Step(key="role", title="Put it in", call=CALL),))
SENT = {"package": {"id": "1"}, "text": "(ref 7)", "days": [1]}


def sent(**changes: object) -> GraphCall:
    return CALL.model_copy(update={"path": "/packages/1/roles", "body": SENT} | changes)


def judged(call: GraphCall) -> str:
    return str(Approved(PLAN).departure("role", call, is_look=False) or "")


def test_what_an_earlier_step_answered_is_left_aside():
    assert judged(sent()) == ""


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (sent(method="PUT"), "method: approved POST, now PUT"),
        (sent(path="/packages/1/roles/2"), "path: approved"),
        (sent(path="/packages/1%2F2?x=/roles"), "path: approved"),
        (sent(path="/packages//roles"), "path: approved"),
        (sent(headers={"Prefer": "x"}), "headers.Prefer: approved nothing, now x"),
        (sent(body=SENT | {"days": [1, 2]}), "body.days[1]: approved nothing, now 2"),
        (sent(body=SENT | {"days": [True]}), "body.days[0]: approved 1, now true"),
        (sent(body=SENT | {"days": []}), "body.days[0]: approved 1, now nothing"),
        (sent(body=SENT | {"text": "7"}), "body.text: approved"),
        (sent(body=SENT | {"package": {"id": None}}), "body.package.id: approved"),
        (sent(body=None), "body: approved"),
    ],
)
def test_everything_else_counts(call, words):
    assert f"“Put it in”: {words}" in judged(call)


def test_a_place_is_never_the_same_as_what_stands_in_it_while_plans_are_compared():
    assert list(differences({"id": answer("package", "id")}, {"id": "1"}))
