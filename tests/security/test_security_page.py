"""SECURITY.md names tests that exist, and every file of probes."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)


def defined(file: Path) -> set[str]:
    """Functions and classes at the top of a file, those that are skipped left out."""
    found = [
        one for one in ast.parse(file.read_text()).body if isinstance(one, ast.FunctionDef | ast.ClassDef)
    ]
    return {one.name for one in found if not any("skip" in ast.unparse(mark) for mark in one.decorator_list)}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_it_names_is_there(file: str, name: str) -> None:
    assert (ROOT / file).is_file()
    assert not name or name in defined(ROOT / file)


def test_it_proves_every_goal() -> None:
    goals = re.split(r"^### ", PAGE.partition("## What was measured")[0], flags=re.MULTILINE)[1:]
    assert len(goals) == 11
    assert [goal.splitlines()[0] for goal in goals if "`tests/" not in goal] == []


def test_no_probe_is_left_out() -> None:
    probes = {f"tests/security/{one.name}" for one in (ROOT / "tests" / "security").glob("test_*.py")}
    assert probes - {file for file, _ in NAMED} - {"tests/security/test_security_page.py"} == set()


def test_it_speaks_of_every_chapter() -> None:
    assert re.findall(r"^\| (V\d+) ", PAGE, re.MULTILINE) == [f"V{number}" for number in range(1, 18)]
