"""What stories of the way back need: Undo pressed, the whole tenant remembered, a plan with everything in it."""

from __future__ import annotations

import copy
from typing import Any

from portal.rights import DirectoryRole, Rights
from portal.signin.models import Person
from tests.submit.support import Company, document
from wizard.actions.undo import undo
from wizard.document import DirectAssignmentOnly, Document, NewCatalog, Policy
from wizard.lookups import holders
from wizard.models import Submission
from wizard.submit import way_back

EVERYTHING = Rights(directory_roles=frozenset({DirectoryRole.GLOBAL_ADMINISTRATOR}))

#: What a submission can leave in the tenant. Requests are the tenant's own log of what was asked.
TABLES = ("catalog", "resource", "accessPackage", "policy", "roleScope", "assignment", "assignmentRequest")


def pressed_undo(submission: Submission, by: Person, *, with_resources: bool = False, typed: str = "") -> None:
    """As the page does it: read what would go, ask who holds the package, type its name, press."""
    submission = Submission.objects.select_related("draft", "created_by", "undo_by").get(pk=submission.pk)
    back = way_back.of(submission)
    rows = holders.of_package(by, back.package_id) if back.package_id else ([], [])
    undo(
        submission=submission,
        by=by,
        rights=EVERYTHING,
        typed=typed or submission.draft.name,
        plan=back.whole if with_resources else back.plain,
        held=way_back.why_not(*rows),
    )


def dump(company: Company, *without: str) -> dict[str, Any]:
    """Every object of entitlement management, with all its notes; how often it was read does not count."""
    tables = {kind: copy.deepcopy(company.state.tables.get(kind, {})) for kind in TABLES if kind not in without}
    for row in tables.get("resource", {}).values():
        row.pop("_hidden_reads", None)
        row.pop("_roleless_reads", None)
    return tables


def everything(company: Company, name: str = "Campaign") -> Document:
    """A new catalog, three resources from outside, five role scopes, two policies."""
    groups = [company.new_group(f"{name} group {letter}") for letter in "ABC"]
    content = document(company, name, *groups, roles=("Member", "Owner"))
    catalog = NewCatalog(name=f"{name} catalog", description="For the campaign alone")
    return content.model_copy(
        update={
            "basics": content.basics.model_copy(update={"catalog": catalog}),
            "resource_roles": content.resource_roles[:5],
            "policies": (
                *content.policies,
                Policy(name="Second policy", audience=DirectAssignmentOnly(), enabled=True),
            ),
        }
    )
