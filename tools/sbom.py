"""`make sbom`: what the portal is made of, as CycloneDX JSON, from the pins that are installed.

Source: https://cyclonedx.org/docs/1.6/json/
"""

import json
import re
from pathlib import Path
from typing import Any

from tools.environment import ROOT, RUNTIME

PROJECT = ROOT / "pyproject.toml"


def run(pins: Path = RUNTIME) -> int:
    print(json.dumps(bill_of(pins.read_text(), PROJECT.read_text()), indent=2))
    return 0


def bill_of(pins: str, project: str) -> dict[str, Any]:
    """Pins for every system and Python are in it, whichever this machine installs."""
    name, version = (_said(word, project) for word in ("name", "version"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": name, "version": version}},
        "components": [_component(block) for block in re.split(r"\n(?=[a-z0-9])", pins) if "==" in block],
    }


def _said(word: str, project: str) -> str:
    return re.findall(rf'^{word} = "([^"]+)"', project, re.MULTILINE)[0]  # type: ignore[no-any-return]


def _component(block: str) -> dict[str, Any]:
    """One pin with the hashes of its files."""
    name, version = re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^\s\\;]+)", block)[0]
    hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
    }
