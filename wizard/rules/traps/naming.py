"""What requestors read first (T28 to T30)."""

import re
from collections.abc import Iterator

from wizard.document import Document
from wizard.rules.basics import DESCRIPTION, NAME
from wizard.rules.facts import Facts
from wizard.rules.problem import Problem, warning
from wizard.rules.registry import rule

_TRIAL = re.compile(r"\b(?:test|testing|tmp|temp|todo|copy of|foo|asdf|xxx)\b", re.IGNORECASE)


@rule("T28")
def a_name_is_meant_seriously(document: Document, facts: Facts) -> Iterator[Problem]:
    if found := _TRIAL.search(document.basics.name):
        message = f"The name says '{found[0]}'; everybody who can request will read it."
        yield warning("T28", NAME, message, "Enter the name that requestors shall see.")


@rule("T29")
def a_name_has_no_spaces_around_it(document: Document, facts: Facts) -> Iterator[Problem]:
    name = document.basics.name
    if name.strip() and (name != name.strip() or "  " in name):
        message = "The name has spaces that nobody sees, so searches and sorting miss it."
        yield warning("T29", NAME, message, "Remove the spaces at its ends and the double ones.")


@rule("T30")
def a_description_says_more_than_the_name(document: Document, facts: Facts) -> Iterator[Problem]:
    name, description = document.basics.name.strip(), document.basics.description.strip()
    if name and name.casefold() == description.casefold():
        message = "The description only repeats the name."
        yield warning("T30", DESCRIPTION, message, "Say who needs the package and what they receive.")
