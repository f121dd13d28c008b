"""Nothing of the mission is skipped: each of its statements, in order and in few words, has a control that is
on a page or a rule that exists.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wizard.labels import CONTROLS, QUESTION_CONTROLS, STAGE_CONTROLS, TABS
from wizard.rules import RULES
from wizard.rules.held_elsewhere import HELD_ELSEWHERE

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "wizard-reference.md"
RULE_IDS = {id for ids, _ in RULES for id in ids} | set(HELD_ELSEWHERE)

#: What is asked for, and what answers it: rules, controls, tabs (tab:), or a file with words in it
#: (file#words, with a tilde for each blank).
STATEMENTS: list[tuple[str, str]] = [
    ("General where no catalog is named", "catalog R3"),
    ("a package stays in its catalog", "catalog R7"),
    ("resources join the catalog on the way", "resources R16"),
    ("resources can come later", "tab:resource-roles R10"),
    ("package managers add nothing from outside", "resources R14"),
    ("a policy is needed", "R66"),
    ("three families", "family"),
    ("who may begin", "portal/rights/table.py#CREATE_PACKAGE"),
    ("New access package", "templates/wizard/drafts.html#New~access~package"),
    ("name and description", "name description R1"),
    ("only catalogs of one's own", "catalog R2"),
    ("a new catalog and who may make it", "catalog_name catalog_description R4"),
    ("a new catalog takes package and resources",
     "catalog_enabled wizard/plan/package.py#catalog_steps"),
    ("the buttons that lead on", "wizard/views/page.py#Next:~Requests"),
    ("no roles yet", "R10"),
    ("three kinds of resources", "resources templates/wizard/tabs/resource_roles.html#SharePoint~sites"),
    ("a pane to choose several", "templates/components/picker_footer.html#Select"),
    ("what one owns, in General or a new catalog", "portal/rights/outside.py#owner"),
    ("dynamic groups give ownership", "role R12"),
    ("what the catalog has needs no ownership", "R8"),
    ("See all, cleared at first", "R15 R16"),
    ("a role for each resource", "role R11"),
    ("PIM: active and eligible", "role R13"),
    ("begin with direct assignment where unsure", "family wizard/tabs/requests#direct~assignments~only"),
    ("three scopes inside", "scope"),
    ("users and groups", "targets R21"),
    ("invitations may be restricted", "wizard/rules/traps#invitations_from"),
    ("guests come with approval", "scope wizard/tabs/requests#guest"),
    ("three scopes outside", "scope"),
    ("directories by name or domain", "organizations R23"),
    ("which organizations are all", "scope wizard/tabs/requests#connected_organizations"),
    ("anybody outside needs approval", "approval R26"),
    ("subdomains and social domains", "wizard/rules/traps#social"),
    ("None keeps lifecycle, loses requests", "family R27"),
    ("one decision settles a stage", "templates/wizard/tabs/_approval.html#One~decision~settles~a~stage"),
    ("approval or not", "approval"),
    ("why somebody asks", "requestor_justification"),
    ("one to three stages", "stage_count R28"),
    ("who comes first", "stage:approver_kind R29"),
    ("sponsors and their licence", "stage:approver_kind R40"),
    ("who steps in", "stage:fallback R31"),
    ("named approvers", "stage:approvers R32"),
    ("days to decide", "stage:decision_days R33"),
    ("why somebody approves", "stage:approver_justification"),
    ("who comes second", "stage:approver_kind R29"),
    ("who comes third", "stage:approver_kind R29"),
    ("alternates of the first two", "stage:alternates_enabled R34"),
    ("nobody twice", "R30"),
    ("advanced request settings", "stage:alternates_enabled stage:alternates"),
    ("the manager's manager", "stage:alternate_kind stage:alternate_fallback R39"),
    ("after half the time, before the last day", "stage:forward_after_days R35 R36 R37"),
    ("emails off", "disable_assignment_emails R47"),
    ("switched on or not", "enabled R44"),
    ("Verified IDs", "verified_ids R45 R46"),
    ("questions", "question:text question:format question:choices question:localizations R48 R49 R50 R51"),
    ("attributes to look at", "R52"),
    ("four ways to end",
     "expiration expiration_date expiration_days expiration_hours R53 R54 R55 R56"),
    ("a timeline of one's own", "custom_timeline"),
    ("extensions and their approval", "extension extension_approval R57"),
    ("emails before the end; no extension past it", "extension R59"),
    ("access reviews", "review reviewer review_frequency review_duration R60 R61 R62"),
    ("all on one page, then Create", "tab:review R65 R66"),
    ("the package is listed", "templates/wizard/packages.html#packages"),
    ("not hidden; a link to hand out", "wizard/views/receipt.py#my_access_link R67"),
    ("what else can follow", "wizard/document/package.py#policies"),
    ("Graph, call by call", "wizard/plan/build.py#verify_step docs/examples/direct-assignment.yaml#none"),
    ("no id for a role without one", "wizard/plan/resources.py#id"),
]  # fmt: skip


def exists(answer: str) -> bool:
    """Whether the rule, control, tab or word is there."""
    kind, _, name = answer.rpartition(":")
    if re.fullmatch(r"R\d+", answer):
        return answer in RULE_IDS
    if "#" in answer:
        return is_written(*answer.split("#"))
    if kind == "tab":
        return name in TABS
    known = {"stage": STAGE_CONTROLS, "question": QUESTION_CONTROLS, "": CONTROLS}[kind]
    return answer == "role" or (name in known and is_on_a_page(name))


def is_written(place: str, word: str) -> bool:
    path = ROOT / place
    files = [path] if path.is_file() else list(path.rglob("*.py"))
    words = word.replace("~", " ").casefold()
    return any(words in one.read_text().casefold() for one in files)


def is_on_a_page(control: str) -> bool:
    """A form or a template speaks of it, or the New catalog pane does."""
    files = [*(ROOT / "wizard/tabs").rglob("*.py"), *(ROOT / "templates/wizard").rglob("*.html")]
    files.append(ROOT / "wizard/views/catalog.py")
    return any(control in one.read_text() for one in files)


@pytest.mark.parametrize(("said", "answers"), STATEMENTS, ids=[said for said, _ in STATEMENTS])
def test_a_statement_has_a_control_or_a_rule(said, answers):
    assert [one for one in answers.split() if not exists(one)] == []


@pytest.mark.parametrize("control", [*CONTROLS, *STAGE_CONTROLS, *QUESTION_CONTROLS])
def test_every_control_that_has_a_label_is_on_a_page(control):
    assert is_on_a_page(control)


def reference_rows() -> list[str]:
    part = REFERENCE.read_text().split("\n## 7.")[1].split("\n## ")[0]
    return [one for one in part.splitlines() if one.startswith("| ")][1:]


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference is not beside the clone")
def test_every_row_of_the_reference_is_answered_with_its_rules():
    rows = reference_rows()
    assert len(rows) == len(STATEMENTS)
    for row, (said, answers) in zip(rows, STATEMENTS, strict=True):
        where = row.strip("| ").split(" | ")[-1]
        wanted = set(re.findall(r"\bR\d+\b", where))
        for first, last in re.findall(r"\bR(\d+)-R(\d+)\b", where):
            wanted |= {f"R{number}" for number in range(int(first), int(last) + 1)}
        assert wanted <= set(answers.split()), f"{said}: {row}"
