"""Whether the rights of the person whose sign-in is used still suffice."""

from __future__ import annotations

import threading
from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connection

from portal.graph.calls import Answers
from portal.graph.errors import SignInNeeded
from portal.rights import (
    Action,
    Answer,
    OutsideResource,
    ResourceKind,
    Rights,
    may,
    may_add,
    owned_ids,
    rights_of,
    rights_seen_by_application,
)
from portal.signin.models import Person
from wizard.document import Document, ExistingCatalog, NewCatalog, Resource, load
from wizard.models import Submission
from wizard.plan import Plan, keys
from wizard.plan.undo import UndoPlan

#: Seconds between two looks at whether the worker is asked to stop.
GLANCE = 0.2


def may_create(document: Document, rights: Rights, *, catalog_id: str | None = None) -> Answer:
    """Whether they may create all of this; `catalog_id` is that of a new catalog once it is made."""
    if isinstance(document.basics.catalog, NewCatalog) and not catalog_id:
        return may(rights, Action.CREATE_CATALOG)
    return may(rights, Action.CREATE_PACKAGE, _place(document, catalog_id))


def missing_unless_stopped(submission: Submission, answers: Answers, stop: threading.Event) -> str | None:
    """The same; None when the worker is asked to stop before the tenant has answered."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="rights")
    try:
        asked = pool.submit(_asked_in_thread, submission, answers)
        while not asked.done() and not stop.is_set():
            wait([asked], timeout=GLANCE)
        return asked.result() if asked.done() else None
    finally:
        pool.shutdown(wait=False)


def _asked_in_thread(submission: Submission, answers: Answers) -> str:
    try:
        return missing_rights(submission, answers)
    finally:
        connection.close()


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
    if _touches_catalog(submission, answers):
        wanted.append(may(rights, Action.ADD_OUTSIDE_RESOURCE, _place(document, made)))
    if submission.identity == Submission.Identity.APPLICATION and not submission.is_undoing:
        wanted += _may_add_each(submission.actor, document, rights, answers)
    refused = [answer for answer in wanted if not answer.allowed]
    return f"{refused[0].reason} {refused[0].who_can_help}" if refused else ""


def _may_add_each(person: Person, document: Document, rights: Rights, done: Container[str]) -> list[Answer]:
    """Whether they may add each resource that is still to be added: Microsoft asks the application alone."""
    rows = [row.resource for row in document.resource_roles if row.resource.catalog_resource_id is None]
    ahead = [one for one in rows if keys.request(one) not in done]
    if not ahead:
        return []
    owned, place = _owned(person), _place(document, None)
    return [may_add(rights, _outside(one), owned, catalog_id=place) for one in ahead]


def _outside(one: Resource) -> OutsideResource:
    assignable = bool(one.is_assignable_to_role)
    kind = ResourceKind.of(one.origin_system, one.sub_type, is_assignable_to_role=assignable)
    return OutsideResource(kind=kind, origin_id=one.origin_id, display_name=one.display_name)


def _owned(person: Person) -> frozenset[str]:
    """What the person owns is told to nobody else: after their sign-in has ended, nothing that counts."""
    try:
        return owned_ids(person, fresh=True)
    except SignInNeeded:
        return frozenset()


def _rights_now(submission: Submission) -> Rights:
    """Read as the person where their sign-in still allows it: the application sees no more than they do."""
    try:
        return rights_of(submission.actor, fresh=True)
    except SignInNeeded:
        if submission.identity == Submission.Identity.PERSON:
            raise
        return rights_seen_by_application(submission.actor)


def _touches_catalog(submission: Submission, answers: Answers) -> bool:
    """Whether something is still to be added to the catalog. What Graph would not let the person take out of
    it, the application does not take out for them either.
    """
    if not submission.is_undoing:
        return _adds_resources(Plan.from_json(submission.plan), answers)
    if submission.identity == Submission.Identity.PERSON:
        return False
    back = UndoPlan.from_json(submission.undo_plan or [])
    return any(step.takes_back.startswith((keys.RESOURCE, keys.CATALOG)) for step in back.steps)


def _adds_resources(plan: Plan, done: Container[str]) -> bool:
    """Whether a resource from outside the catalog is still to be added."""
    return any(step.key.startswith(keys.RESOURCE) and step.key not in done for step in plan.steps)
