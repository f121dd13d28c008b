"""The bill of materials holds what is pinned, all of it."""

import json
import re

import pytest

from tools.environment import RUNTIME
from tools.sbom import run


def test_every_pin_is_in_it_with_its_hashes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    bill = json.loads(capsys.readouterr().out)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    pins = RUNTIME.read_text()
    pinned = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^\s;]+)", pins, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == pinned
    assert sum(len(one["hashes"]) for one in bill["components"]) == pins.count("--hash=sha256:")
    assert {one["purl"] for one in bill["components"]} >= {f"pkg:pypi/django@{dict(pinned)['django']}"}
