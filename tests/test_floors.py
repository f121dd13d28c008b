"""Imports point down. The contracts are in pyproject.toml; here they are held, and shown to bite."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def judge(house: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's verdict on a tree; exit code 0 when every contract is kept."""
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=house, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that may be spoilt."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for package in ("portal", "wizard"):
        shutil.copytree(ROOT / package, house / package, ignore=shutil.ignore_patterns("__pycache__"))
    return house


def test_the_floors_hold() -> None:
    verdict = judge(ROOT)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("wizard/rules/upward.py", "import wizard.models", "The wizard's floors"),
        ("wizard/actions/sideways.py", "import wizard.tabs", "The wizard's floors"),
        ("wizard/document/upward.py", "from django.db import models", "neither Django nor HTTP"),
        ("wizard/plan/upward.py", "import portal.graph.client", "neither Django nor HTTP"),
        ("wizard/submit/shortcut.py", "import portal.tenant", "met on the wire only"),
        ("portal/tenant/shortcut.py", "import portal.graph", "knows nothing of the portal"),
        ("portal/graph/upward.py", "import wizard.document", "do not know the wizard"),
    ],
)
def test_an_arrow_that_points_up_is_found(copied_house: Path, file: str, line: str, broken: str) -> None:
    spoilt = copied_house / file
    spoilt.write_text(f'"""An import that must not be."""\n\n{line}\n')
    try:
        verdict = judge(copied_house)
    finally:
        spoilt.unlink()
    assert verdict.returncode == 1
    assert broken in verdict.stdout
