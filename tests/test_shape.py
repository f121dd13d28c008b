"""The shape of the tree itself: small files, no host names, nothing undocumented."""

import re
import subprocess
from pathlib import Path

import pytest

from portal.env import TOOLS

ROOT = Path(__file__).resolve().parent.parent

#: Each with a cut in it, so that this file does not name them either.
REGISTRIES = [
    name.replace("|", "")
    for name in [
        "py|pi.org", "python|hosted.org", "npm|js.org", "npm|js.com",
        "deb.deb|ian.org", "archive.ubun|tu.com", "gh|cr.io", "dock|er.io",
    ]
]  # fmt: skip

MOST_LINES = 300
CODE = {".py", ".html", ".css", ".js"}


def tracked() -> list[Path]:
    """Every file under version control that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.skipif("not (ROOT / '.git').exists()", reason="not a clone")
class TestTrackedFiles:
    def test_no_file_is_longer_than_a_reader_can_hold(self) -> None:
        code = [path for path in tracked() if path.suffix in CODE and "migrations" not in path.parts]
        long = {str(path.relative_to(ROOT)): len(text_of(path).splitlines()) for path in code}
        assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}

    @pytest.mark.parametrize("host", REGISTRIES)
    def test_no_file_names_a_registry(self, host: str) -> None:
        assert [str(path.relative_to(ROOT)) for path in tracked() if host in text_of(path)] == []

    def test_no_data_or_secret_is_tracked(self) -> None:
        kinds = re.compile(r"\.(sqlite3(-wal|-shm)?|pem|key|env|log)$")
        assert [path.name for path in tracked() if kinds.search(path.name)] == []


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().split("\n[tool.")[0].splitlines()
    dependencies = [line for line in lines if re.match(r'^    "[a-z]', line)]
    assert len(dependencies) > 20
    assert [line for line in dependencies if not re.search(r'", +# \w', line)] == []


@pytest.mark.parametrize("pins", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_hashed(pins: str) -> None:
    text = (ROOT / pins).read_text()
    named = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", text, re.MULTILINE)
    hashed = re.findall(r"^([a-z0-9-]+)\S*==\S+.* \\\n    --hash=sha256:", text, re.MULTILINE)
    assert named == hashed != []


def test_every_setting_is_in_the_readme() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(PORTAL_\w+)"', (ROOT / "portal/settings.py").read_text()))
    readme = (ROOT / "README.md").read_text()
    table = set(re.findall(r"^\| `(PORTAL_\w+)`", readme, re.MULTILINE))
    assert read == table
    assert [name for name in TOOLS if f"`{name}`" not in readme] == []


def test_every_decision_is_in_the_index_under_a_number_of_its_own() -> None:
    folder = ROOT / "docs" / "decisions"
    notes = sorted(path.name for path in folder.glob("0*.md"))
    index = (folder / "README.md").read_text()
    assert [name for name in notes if f"({name})" not in index] == []
    assert len({name[:4] for name in notes}) == len(notes)
