"""All rules, and the loop that asks them."""

from collections.abc import Callable, Iterable, Iterator

from wizard.document import Document
from wizard.rules.facts import Facts
from wizard.rules.problem import Level, Problem

Rule = Callable[[Document, Facts], Iterator[Problem]]

#: Every rule with the ids it can report, in the order of the tabs.
RULES: list[tuple[tuple[str, ...], Rule]] = []


def rule(*ids: str) -> Callable[[Rule], Rule]:
    """Registers a generator of problems under the ids that it reports."""

    def register(function: Rule) -> Rule:
        RULES.append((ids, function))
        return function

    return register


def check(document: Document, facts: Facts) -> list[Problem]:
    """Every problem of the document, in the order of the tabs."""
    return [problem for _, find in RULES for problem in find(document, facts)]


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """The errors among them."""
    return [problem for problem in problems if problem.level is Level.ERROR]
