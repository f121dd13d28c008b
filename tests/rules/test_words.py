"""What each rule says, word for word, as docs/rules.md tells it; of a sound package it says nothing."""

import pytest

from tests.rules.spoilt import EXAMPLES
from tests.rules.support import messages, package
from tests.rules.words import DOCS, lines
from wizard.rules import RULES

#: Families whose examples are told in docs/rules.md.
TOLD = ("R", "D", "W")


def test_every_rule_of_the_wizard_has_an_example():
    assert {id for ids, _ in RULES for id in ids if id.startswith(TOLD)} == set(EXAMPLES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_says_what_the_documentation_says(rule):
    """After a change of words: python -m tests.rules.words"""
    told = [one for one in DOCS.read_text().splitlines() if one.startswith(f"| {rule} |")]
    assert lines(rule) == told != []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_is_silent_about_a_sound_package(rule):
    assert messages(rule, package()) == []
