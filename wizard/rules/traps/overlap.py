"""The same people in several places through groups (T10, T11)."""

from collections.abc import Iterator

from wizard.document import Policy
from wizard.rules.facts import Facts
from wizard.rules.problem import Problem, warning
from wizard.rules.registry import policy_rule
from wizard.rules.seen import same_id
from wizard.rules.traps.who import Deciders, Everyone, everyone, stage_deciders

#: Names that a message spells out.
SPELLED_OUT = 3


def _lists(policy: Policy, facts: Facts) -> list[tuple[Deciders, Everyone]]:
    """Lists that should not share anybody, with whom they reach."""
    return [(one, everyone(facts, one.people)) for one in stage_deciders(policy) if one.people]


@policy_rule("T10")
def groups_do_not_bring_the_same_people(policy: Policy, facts: Facts) -> Iterator[Problem]:
    """Who is named twice themselves is an error (R30), or a fallback twice (T7)."""
    lists = _lists(policy, facts)
    for number, (later, reached) in enumerate(lists):
        for earlier, before in lists[:number]:
            named = {same_id(one.id) for one in later.people} & {same_id(one.id) for one in earlier.people}
            both = [reached.names[id] for id in reached.names if id in before.names and id not in named]
            if both:
                message = f"{_spelled(both)}: {earlier.role} and {later.role} through group membership."
                yield warning("T10", later.place, message, "Choose groups that share nobody.")


def _spelled(names: list[str]) -> str:
    shown, more = sorted(names)[:SPELLED_OUT], len(names) - SPELLED_OUT
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


@policy_rule("T11")
def what_was_too_large_to_compare_is_said(policy: Policy, facts: Facts) -> Iterator[Problem]:
    lists = _lists(policy, facts)
    if len(lists) < 2:
        return
    for one, reached in lists:
        for group in reached.unknown:
            size = f" ({group.size:,} members)" if group.size else ""
            message = f"Whether '{group.display_name}'{size} shares people with another list was not checked."
            yield warning("T11", one.place, message, "Use smaller groups to have it checked.")
