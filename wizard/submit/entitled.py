"""Whether the rights of the person whose sign-in is used still suffice."""

from __future__ import annotations

from collections.abc import Container

from portal.graph.calls import Answers
from portal.graph.errors import SignInNeeded
from portal.rights import Action, Answer, Rights, may, rights_of, rights_seen_by_application
from wizard.document import Document, ExistingCatalog, NewCatalog, load
from wizard.models import Submission
from wizard.plan import Plan, keys


def may_create(document: Document, rights: Rights, *, catalog_id: str | None = None) -> Answer:
    """Whether they may create all of this; `catalog_id` is that of a new catalog once it is made."""
    if isinstance(document.basics.catalog, NewCatalog) and not catalog_id:
        return may(rights, Action.CREATE_CATALOG)
    return may(rights, Action.CREATE_PACKAGE, _place(document, catalog_id))


def _place(document: Document, made: str | None) -> str | None:
    """The catalog's id; None while there is none."""
    catalog = document.basics.catalog
    return catalog.id if isinstance(catalog, ExistingCatalog) else made


def missing_rights(submission: Submission, answers: Answers) -> str:
    """What the person lacks for the rest and who can give it; empty where nothing is missing.

    Asks the tenant anew; raises GraphError. `answers` are those of the steps that are done.
    """
    rights = _rights_now(submission)
    document = load(submission.draft.document)
    made = (answers.get(keys.CATALOG) or {}).get("id")
    wanted = [may_create(document, rights, catalog_id=made)]
    if _adds_resources(Plan.from_json(submission.plan), answers):
        wanted.append(may(rights, Action.ADD_OUTSIDE_RESOURCE, _place(document, made)))
    refused = [answer for answer in wanted if not answer.allowed]
    return f"{refused[0].reason} {refused[0].who_can_help}" if refused else ""


def _rights_now(submission: Submission) -> Rights:
    """Read as the person where their sign-in still allows it: the application sees no more than they do."""
    try:
        return rights_of(submission.created_by, fresh=True)
    except SignInNeeded:
        if submission.identity == Submission.Identity.PERSON:
            raise
        return rights_seen_by_application(submission.created_by)


def _adds_resources(plan: Plan, done: Container[str]) -> bool:
    """Whether a resource from outside the catalog is still to be added."""
    return any(step.key.startswith(keys.RESOURCE) and step.key not in done for step in plan.steps)
