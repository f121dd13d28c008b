"""`manage.py plan FILE`: what would be created, or everything that is wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "docs/examples").glob("*.yaml"))
FAULTY = """
basics: {nam: Campaign, description: " "}
policies:
  - audience: {kind: all_members}
    approval: {stages: [{approver: {kind: manager}, decision_days: 2.5}]}
    expiration: {kind: after_days, days: 3661}
"""


def example(name: str) -> Path:
    return ROOT / "docs/examples" / f"{name}.yaml"


def refusal(file: Path | str, *options: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("plan", str(file), *options)
    assert refused.value.returncode == 1
    return str(refused.value)


@pytest.fixture
def written(tmp_path):
    """Writes a draft and gives its path."""

    def write(content: str | bytes, name: str = "draft.yaml") -> Path:
        file: Path = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return write


def planned(file: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    call_command("plan", str(file), "--json")
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def policy_in(plan: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = next(step["body"] for step in plan if step["key"] == "policy:1")
    return found


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_has_a_plan(file, capsys):
    plan = planned(file, capsys)
    assert {frozenset(step) for step in plan} == {
        frozenset({"key", "title", "method", "path", "body", "needs"})
    }
    keys = [step["key"] for step in plan]
    assert {"package", "policy:1"} <= set(keys)
    assert all(set(step["needs"]) <= set(keys) for step in plan)


def test_specific_users_are_sent_as_the_wizard_sends_them(capsys):
    policy = policy_in(planned(example("specific-users"), capsys))
    assert policy["allowedTargetScope"] == "specificDirectoryUsers"
    assert [one["@odata.type"] for one in policy["specificAllowedTargets"]] == [
        "#microsoft.graph.groupMembers",
        "#microsoft.graph.singleUser",
    ]


def test_manager_approval_has_one_stage_and_one_question(capsys):
    policy = policy_in(planned(example("manager-approval"), capsys))
    (stage,) = policy["requestApprovalSettings"]["stages"]
    assert stage["primaryApprovers"][0]["@odata.type"] == "#microsoft.graph.requestorManager"
    assert stage["durationBeforeAutomaticDenial"] == "P7D"
    assert [question["text"] for question in policy["questions"]] == ["Which campaign do you work on?"]


def test_direct_assignment_has_no_targets_no_stages_and_no_end(capsys):
    plan = planned(example("direct-assignment"), capsys)
    policy = policy_in(plan)
    assert policy["allowedTargetScope"] == "notSpecified"
    assert policy["specificAllowedTargets"] == policy["requestApprovalSettings"]["stages"] == []
    assert policy["expiration"] == {"type": "noExpiration"}
    (role,) = [step["body"]["role"] for step in plan if step["key"].startswith("role:")]
    assert "id" not in role


def test_people_read_numbered_steps_with_what_they_need(capsys):
    call_command("plan", str(example("direct-assignment")))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("WARNING T40")
    first = lines.index("1. Create the access package Brand library (package)")
    assert lines[first + 1] == "   POST /identityGovernance/entitlementManagement/accessPackages"
    assert "   needs step 1" in lines


def test_what_no_call_creates_comes_last(capsys):
    call_command("plan", str(example("maximal")))
    *_, heading, title, way, issuer, note = capsys.readouterr().out.splitlines()
    assert heading == "Cannot be created through Graph v1.0:"
    assert title == "Required Verified IDs of the policy Initial Policy"
    assert "Access packages > Product launch > Policies > Initial Policy" in way
    assert issuer == "   - did:web:verifiedid.contoso.example: VerifiedEmployee"
    assert "must present all of them" in note


def test_with_json_it_leaves_the_output_alone(capsys):
    call_command("plan", str(example("maximal")), "--json")
    captured = capsys.readouterr()
    assert isinstance(json.loads(captured.out), list)
    assert "Cannot be created through Graph v1.0:" in captured.err


def test_every_fault_is_printed_with_rule_place_and_remedy(written, capsys):
    said = refusal(written(FAULTY))
    assert said.endswith("6 errors, so there is no plan.")
    printed = capsys.readouterr().out
    for line in (
        "ERROR D1  Basics > Name",
        "    basics.nam: 'nam' is not known here. Did you mean 'name'? "
        "Allowed keys: name, description, catalog.",
        "ERROR R1  Basics > Description",
        "ERROR R3  Basics > Catalog",
        "WARNING R10  Resource roles > Resources",
        "ERROR R31  Requests > First Approver, Fallback",
        "    Add a fallback approver in case the requestor has no manager.",
        "ERROR R33  Requests > First Approver, Decision must be made in how many days?",
        "    Enter a whole number from 1 to 14.",
        "ERROR R54  Lifecycle > Assignments expire after (number of days)",
        "    Enter a whole number from 0 to 3660.",
    ):
        assert line in printed.splitlines()
    assert "must be a whole number, not 2.5." in printed


def test_with_json_problems_leave_the_output_alone(written, capsys):
    refusal(written(FAULTY), "--json")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "ERROR R54" in captured.err


def test_warnings_come_before_the_plan_and_do_not_stop_it(written, capsys):
    text = example("direct-assignment").read_text().replace("enabled: true", "enabled: false")
    call_command("plan", str(written(text)))
    printed = capsys.readouterr().out
    assert printed.startswith("WARNING R44  Requests > Enable new requests and assignments\n")
    assert "1. Create the access package" in printed


def test_json_is_read_by_its_name(written, capsys):
    refusal(written('{"version": 1}', "draft.json"))
    assert "ERROR R1" in capsys.readouterr().out


def test_a_name_cannot_command_the_terminal(written, capsys):
    refusal(written('basics: {catalog: {kind: "\\e[2J"}}'))
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [\n  b: }", "line 2, column 6"),
        (b"a: \xe6rlig", "It is not written in UTF-8"),
        (b"a: &a [x]\nb: *a", "alias"),
        (b"#" * 1_100_000, "larger than 1024 KiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(written, content, words):
    said = refusal(written(content))
    assert "draft.yaml cannot be read: " in said
    assert words in said


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path):
    assert refusal(tmp_path / "gone.yaml").endswith("gone.yaml cannot be read: No such file or directory")
    assert refusal(tmp_path).endswith("cannot be read: Is a directory")
    assert "cannot be read" in refusal("a\0b")


def test_it_needs_neither_settings_nor_tenant_nor_database(tmp_path, written):
    nothing = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "plan", written(FAULTY)],
        cwd=tmp_path,
        env=nothing,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ERROR R33" in done.stdout
    assert "Traceback" not in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["draft.yaml"]


def test_the_draft_in_the_documentation_has_a_plan(written, capsys):
    text = (ROOT / "docs/draft-format.md").read_text()
    assert planned(written(text.split("```yaml\n")[1].split("```")[0]), capsys)
    assert capsys.readouterr().err == ""
