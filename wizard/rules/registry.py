"""All rules, and the loop that asks them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps

from wizard.document import Document, Policy
from wizard.labels import TABS
from wizard.rules.facts import Facts
from wizard.rules.problem import Level, Place, Problem

Rule = Callable[[Document, Facts], Iterator[Problem]]
PolicyRule = Callable[[Policy, Facts], Iterator[Problem]]

#: Every rule with the ids it can report, in the order of the tabs.
RULES: list[tuple[tuple[str, ...], Rule]] = []

_TAB_ORDER = {tab: position for position, tab in enumerate(TABS)}


def rule(*ids: str) -> Callable[[Rule], Rule]:
    """Registers a generator of problems under the ids that it reports."""

    def register(function: Rule) -> Rule:
        RULES.append((ids, function))
        return function

    return register


def policy_rule(*ids: str) -> Callable[[PolicyRule], PolicyRule]:
    """The same for a rule about one policy: it is asked about each."""

    def register(function: PolicyRule) -> PolicyRule:
        @rule(*ids)
        @wraps(function)
        def about_each(document: Document, facts: Facts) -> Iterator[Problem]:
            for position, policy in enumerate(document.policies):
                yield from (of_policy(position, problem) for problem in function(policy, facts))

        return function

    return register


def of_policy(position: int, problem: Problem) -> Problem:
    """The page edits the first policy (position 0); a control of any other is named apart from its own."""
    return replace(problem, place=of_policy_control(position, problem.place))


def of_policy_control(position: int, place: Place) -> Place:
    """The same for the place alone."""
    return Place(tab=place.tab, control=f"policy-{position}-{place.control}") if position else place


def check(document: Document, facts: Facts) -> list[Problem]:
    """Every problem of the document, in the order of the tabs."""
    found = (problem for _, find in RULES for problem in find(document, facts))
    return in_tab_order(found)


def in_tab_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by tab; within a tab they stay as they are."""
    return sorted(problems, key=lambda one: _TAB_ORDER.get(one.place.tab, len(_TAB_ORDER)))


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """The errors among them."""
    return [problem for problem in problems if problem.level is Level.ERROR]
