"""The audit of the pins says yes only when every pin was looked up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.audit import applying, faults_of, report_of
from tools.environment import ROOT

PINS = """\
django==5.2.19 \\
    --hash=sha256:aa
    # via somebody
tzdata==2026.1 ; sys_platform == 'nowhere' \\
    --hash=sha256:bb
pyjwt[crypto]==2.10.0 \\
    --hash=sha256:cc
"""
WELL = {
    "django": {"name": "django", "version": "5.2.19", "vulns": []},
    "pyjwt": {"name": "pyjwt", "version": "2.10.0", "vulns": []},
}


def faults(**changed: dict[str, object]) -> list[str]:
    return list(faults_of(PINS, WELL | changed))


def test_pins_for_other_systems_are_not_asked_for() -> None:
    assert applying(PINS) == {"django": "5.2.19", "pyjwt": "2.10.0"}


def test_every_pin_looked_up_and_nothing_known_is_well() -> None:
    assert faults() == []


def test_a_pin_that_was_skipped_fails() -> None:
    (fault,) = faults(django={"name": "django", "skip_reason": "not found"})
    assert fault == "django 5.2.19 was not looked up: not found"


def test_an_answer_about_another_version_fails() -> None:
    assert len(faults(django={"name": "django", "version": "5.2.18", "vulns": []})) == 1


def test_a_known_hole_fails_and_says_what_mends_it() -> None:
    hole = {"id": "CVE-2030-1", "fix_versions": ["5.2.20"]}
    (fault,) = faults(django={"name": "django", "version": "5.2.19", "vulns": [hole]})
    assert fault == "django 5.2.19 has CVE-2030-1, mended by 5.2.20"


@pytest.mark.parametrize("output", ["", "not json", "[]", '{"dependencies": [{}]}', '{"dependencies": null}'])
def test_no_answer_at_all_fails_for_every_pin(output: str) -> None:
    assert len(list(faults_of(PINS, report_of(output)))) == 2


def test_the_command_fails_where_nobody_can_be_asked(tmp_path: Path) -> None:
    """The real pip-audit, behind a proxy that is not there."""
    nowhere = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9")
    surroundings = os.environ | nowhere | {"XDG_CACHE_HOME": str(tmp_path), "NO_PROXY": "", "no_proxy": ""}
    command = [
        sys.executable,
        "-c",
        "import tools.audit as a; raise SystemExit(a.run(a.ROOT / 'requirements.txt'))",
    ]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "was not looked up" in done.stdout
