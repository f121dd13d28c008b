"""What each rule says, word for word, as docs/rules.md tells it; of a sound package it says nothing."""

import pytest

from tests.rules.support import messages, package
from tests.rules.words import DOCS, EXAMPLES, held_lines, lines
from wizard import rules
from wizard.rules import RULES


def test_every_rule_has_an_example():
    assert {id for ids, _ in RULES for id in ids} == set(EXAMPLES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_says_what_the_documentation_says(rule):
    """After a change of words: python -m tests.rules.words"""
    told = [one for one in DOCS.read_text().splitlines() if one.startswith(f"| {rule} |")]
    assert lines(rule) == told != []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_is_silent_about_a_sound_package(rule):
    assert messages(rule, package()) == []


def test_the_documentation_says_where_the_others_are_held():
    told = DOCS.read_text()
    assert [one for one in held_lines() if one not in told.splitlines()] == []


def test_the_rules_offer_what_they_say_they_offer():
    assert [name for name in rules.__all__ if not hasattr(rules, name)] == []
