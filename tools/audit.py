"""`make audit`: does the world know of a hole in what is pinned?

pip-audit asks, but ends well even when it could not look a package up. Here every pin needs an answer.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.environment import DEVELOPMENT, ROOT, VENV

OPTIONS = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]


def run(pins: Path = DEVELOPMENT) -> int:
    """1 unless every pin was looked up and nothing is known against any."""
    command: list[Path | str] = [VENV / "bin" / "pip-audit", "--requirement", pins, *OPTIONS]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    faults = list(faults_of(pins.read_text(), report_of(done.stdout)))
    for fault in faults or [f"Nothing is known against the {len(applying(pins.read_text()))} pins."]:
        print(fault)
    if faults and not done.stdout:
        print(done.stderr.strip()[-2_000:])
    return min(len(faults), 1)


def report_of(output: str) -> dict[str, dict[str, Any]]:
    """What pip-audit found, by package; nothing at all where it broke off."""
    try:
        found = json.loads(output)["dependencies"]
        return {f"{row['name']}": row for row in found}
    except (ValueError, KeyError, TypeError):
        return {}


def faults_of(pins: str, report: dict[str, dict[str, Any]]) -> Iterator[str]:
    """One line for each pin that is known to be bad, and for each that nobody could say anything about."""
    for name, version in applying(pins).items():
        row = report.get(name, {})
        if row.get("version") != version:
            yield f"{name} {version} was not looked up: {row.get('skip_reason', 'no answer')}"
        for hole in row.get("vulns", ()):
            mended = ", ".join(hole.get("fix_versions", ())) or "nothing yet"
            yield f"{name} {version} has {hole['id']}, mended by {mended}"


def applying(pins: str) -> dict[str, str]:
    """Name and version of the pins that this machine installs; a pin may be for other systems or Pythons."""
    from packaging.requirements import Requirement

    lines = re.findall(r"^[a-z0-9][^\n\\]*==[^\n\\]*", pins, re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return {
        one.name: str(one.specifier).removeprefix("==")
        for one in wanted
        if one.marker is None or one.marker.evaluate()
    }
