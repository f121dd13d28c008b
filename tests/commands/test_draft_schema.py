"""`manage.py draft_schema`: what an editor needs to check and complete a draft."""

import json
from typing import Any

import pytest
from django.core.management import call_command

from wizard.document import dump, load
from wizard.document.lenient import read


@pytest.fixture
def schema(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("draft_schema")
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_it_names_its_dialect_and_the_parts_of_a_draft(schema):
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert list(schema["properties"]) == ["version", "basics", "resource_roles", "policies"]
    assert schema["additionalProperties"] is False


def test_it_explains_the_members(schema):
    stage = schema["$defs"]["Stage"]["properties"]
    assert stage["decision_days"]["description"].startswith("Decision must be made in how many days?")
    assert schema["$defs"]["NewCatalog"]["description"]


def test_its_defaults_are_the_document_s(schema):
    defaults = {name: member["default"] for name, member in schema["properties"].items()}
    assert dump(load({})) == defaults
    assert not read(defaults).faults
