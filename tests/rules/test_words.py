"""What each rule says, word for word, as docs/rules.md tells it; and that it says nothing of a sound package."""

from pathlib import Path

import pytest

from tests.rules.spoilt import EXAMPLES
from tests.rules.support import facts, messages, package, problems
from wizard.labels import TABS, label_of
from wizard.rules import RULES, Problem

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
IDS = [id for ids, _ in RULES for id in ids]
#: Families whose examples are told in docs/rules.md.
TOLD = ("R", "D", "W")


def line(found: Problem) -> str:
    """A row of the table."""
    place = f"{TABS[found.place.tab]} > {label_of(found.place.tab, found.place.control)}"
    words = f"{found.message} {found.hint}".strip().replace("|", "\\|")
    return f"| {found.id} | {found.level} | {place} (`{found.place.control}`) | {words} |"


def lines(rule: str) -> list[str]:
    """Each different thing the rule says of its examples."""
    return list(
        dict.fromkeys(
            line(found) for document, known in EXAMPLES[rule] for found in problems(rule, document, **known)
        )
    )


def test_every_rule_of_the_wizard_has_an_example():
    assert {id for id in IDS if id.startswith(TOLD)} == set(EXAMPLES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_says_what_the_documentation_says(rule):
    told = [one for one in DOCS.read_text().splitlines() if one.startswith(f"| {rule} |")]
    assert lines(rule) == told != []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_is_silent_about_a_sound_package(rule):
    assert messages(rule, package()) == []
    assert facts().today
