"""No rule of the wizard is missing, and each has a test of what it passes and one of what it refuses."""

import ast
import re
from pathlib import Path

import pytest

from wizard.rules import RULES
from wizard.rules.held_elsewhere import HELD_ELSEWHERE

ROOT = Path(__file__).resolve().parents[2]
#: The wizard's own rules.
WIZARDS = {f"R{number}" for number in range(1, 71)}
IMPLEMENTED = {id for ids, _ in RULES for id in ids}
PASSES = re.compile(r"passes|lets|takes")
FAILS = re.compile(r"fails|refuses|wants|warns")


def names_in(path: Path) -> set[str]:
    """Test functions of a file, those of classes included."""
    tree = ast.parse(path.read_text())
    found = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {name for name in found if name.startswith("test_")}


NAMES = sorted(
    name for folder in ("rules", "proofs") for path in (ROOT / "tests" / folder).glob("test_*.py")
    for name in names_in(path)
)  # fmt: skip


def named_after(rule: str, how: re.Pattern[str]) -> list[str]:
    """A name may begin with several rules: test_r36_and_r37_pass."""
    return [name for name in NAMES if re.search(rf"_{rule.lower()}_", name) and how.search(name)]


def test_no_rule_is_missing_and_none_is_unknown():
    wizards = {id for id in IMPLEMENTED | set(HELD_ELSEWHERE) if id.startswith("R")}
    assert sorted(WIZARDS - wizards) == []
    assert sorted(wizards - WIZARDS) == []
    assert {id for id in HELD_ELSEWHERE if not id.startswith("R")} == set()


def test_what_is_held_elsewhere_is_held_there_alone():
    assert set(HELD_ELSEWHERE).isdisjoint(IMPLEMENTED)


@pytest.mark.parametrize("rule", HELD_ELSEWHERE)
def test_what_is_held_elsewhere_is_there_and_proven(rule):
    held = HELD_ELSEWHERE[rule]
    assert (ROOT / held.file).is_file()
    for proof in held.proofs:
        file, _, name = proof.partition("::")
        assert name in names_in(ROOT / file), proof


@pytest.mark.parametrize("rule", sorted(WIZARDS))
def test_every_rule_has_an_example_that_passes(rule):
    assert named_after(rule, PASSES)


@pytest.mark.parametrize("rule", sorted(WIZARDS))
def test_every_rule_has_an_example_that_fails(rule):
    assert named_after(rule, FAILS)
