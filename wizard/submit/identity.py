"""As whom a submission's calls are made: chosen when Create was pressed, judged again when a run starts."""

from __future__ import annotations

from portal.graph.client import GraphClient
from portal.graph.errors import SignInNeeded
from portal.rights import Action, Rights, may, rights_of, rights_seen_by_application
from portal.signin.models import Person
from portal.wiring import graph_for, graph_for_application
from wizard.models import Submission
from wizard.plan import Plan, keys


class RightsGone(Exception):
    """The person may no longer do what the application would do for them; the text says what is missing."""


def graph_of(submission: Submission, plan: Plan) -> GraphClient:
    """The person's own client, or the application's once the person's rights were seen to suffice.

    Raises RightsGone; GraphError where the rights cannot be read.
    """
    if submission.identity == Submission.Identity.PERSON:
        return graph_for(submission.created_by)
    _require(submission, plan)
    return graph_for_application()


def _require(submission: Submission, plan: Plan) -> None:
    rights = _rights_now(submission.created_by)
    for action in _actions(plan):
        answer = may(rights, action, submission.draft.catalog_id or None)
        if not answer.allowed:
            raise RightsGone(f"{answer.reason} {answer.who_can_help}")


def _actions(plan: Plan) -> list[Action]:
    """What the plan does that needs a right."""
    known = {step.key for step in plan.steps}
    first = Action.CREATE_CATALOG if keys.CATALOG in known else Action.CREATE_PACKAGE
    adds = any(key.startswith(keys.REQUEST) for key in known)
    return [first, Action.ADD_OUTSIDE_RESOURCE] if adds else [first]


def _rights_now(person: Person) -> Rights:
    """Read as the person where their sign-in still allows it: the application sees no more than they do."""
    try:
        return rights_of(person, fresh=True)
    except SignInNeeded:
        return rights_seen_by_application(person)
