"""What stories of the way back need: Undo pressed, the whole tenant remembered, a plan with everything in it.

`fail_and_undo` and `kill_while_undoing` are the cells of two matrices: the suite runs a sample of each,
`make crash-matrix` all of them.
"""

from __future__ import annotations

import copy
from typing import Any

from portal.rights import DirectoryRole, Rights
from portal.signin.models import Person
from tests.matrix.oracle import the_evidence_is_whole
from tests.submit.crashing import die_at
from tests.submit.support import EM, Company, document, let_the_lease_run_out, submitted, work
from wizard.actions.undo import undo
from wizard.document import DirectAssignmentOnly, Document, NewCatalog, Policy
from wizard.lookups import holders
from wizard.models import Submission
from wizard.plan.undo import CHECKS, CONTENTS
from wizard.submit import way_back
from wizard.submit.decide import Question, question_of

State = Submission.State
EVERYTHING = Rights(directory_roles=frozenset({DirectoryRole.GLOBAL_ADMINISTRATOR}))

#: The tenant's own log of what was asked of it; not a thing that a submission leaves behind.
LOG = "resourceRequest"


def pressed_undo(
    submission: Submission, by: Person, *, with_resources: bool = False, typed: str = ""
) -> None:
    """As the page does it: read what would go, ask who holds the package, type its name, press."""
    found = Submission.objects.select_related("draft", "created_by", "undo_by").get(pk=submission.pk)
    back = way_back.of(found)
    rows = holders.of_package(by, back.package_id) if back.package_id else ([], [])
    undo(
        submission=found,
        by=by,
        rights=EVERYTHING,
        typed=typed or found.draft.name,
        plan=back.whole if with_resources else back.plain,
        held=way_back.why_not(*rows),
    )


def undone(submission: Submission, by: Person, **how: Any) -> Submission:
    """Pressed and carried out."""
    pressed_undo(submission, by, **how)
    after = work()
    assert (after.state, after.problem) == (State.UNDONE, "")
    return after


def refuse(company: Company, method: str, path: str, **fault: Any) -> None:
    """The next such call is refused."""
    company.faults({"method": method, "path": path, "status": 403, "code": "accessDenied"} | fault)


def asked(submission: Submission) -> Question:
    """What the submission waits to be told."""
    question = question_of(submission)
    assert question is not None, submission.problem
    return question


def dump(company: Company, *without: str) -> dict[str, Any]:
    """Every object of the tenant with all its notes; only how often a resource was read does not count."""
    kept = {kind: rows for kind, rows in company.state.tables.items() if kind not in (LOG, *without)}
    tables = {kind: copy.deepcopy(rows) for kind, rows in kept.items() if rows}
    for row in tables.get("resource", {}).values():
        row.pop("_hidden_reads", None)
        row.pop("_roleless_reads", None)
    return tables


def everything(company: Company, name: str = "Campaign") -> Document:
    """A new catalog, three resources from outside, five role scopes, two policies."""
    groups = [company.new_group(f"{name} group {letter}") for letter in "ABC"]
    content = document(company, name, *groups, roles=("Member", "Owner"))
    catalog = NewCatalog(name=f"{name} catalog", description="For the campaign alone")
    second = Policy(name="Second policy", audience=DirectAssignmentOnly(), enabled=True)
    return content.model_copy(
        update={
            "basics": content.basics.model_copy(update={"catalog": catalog}),
            "resource_roles": content.resource_roles[:5],
            "policies": (*content.policies, second),
        }
    )


def fail_and_undo(company: Company, person: Person, content: Document, *, call: int, status: int) -> bool:
    """Call number `call` (from 0) of the creation is refused for good; what came before it is taken back.

    Afterwards the tenant is what it was. False where the creation has fewer calls, so that nothing failed.
    """
    before = dump(company)
    refusal = {"method": "*", "path": f"^{EM}/", "status": status, "code": "InvalidModel", "skip": call}
    company.faults(refusal | {"message": "Not like this."})
    submission = submitted(person, content)
    failed = work().state == State.FAILED
    company.tenant.tenant.faults.clear()
    pressed_undo(submission, person, with_resources=True)
    undone = work()
    assert (undone.state, undone.problem) == (State.UNDONE, ""), (call, status)
    assert dump(company) == before, (call, status)
    the_evidence_is_whole(undone)
    return failed


def kill_while_undoing(
    company: Company,
    person: Person,
    content: Document,
    environment: dict[str, str],
    *,
    step: str,
    instant: str,
    times: int = 1,
) -> None:
    """Workers die at that instant of that step of the way back, `times` in a row; the next one ends it."""
    before = dump(company)
    submission = submitted(person, content)
    assert work().state == State.CREATED
    pressed_undo(submission, person, with_resources=True)
    for _ in range(times):
        assert die_at(instant, step, environment) == -9, (step, instant)
        let_the_lease_run_out(submission)
    undone = work("the next worker")
    assert (undone.state, undone.problem) == (State.UNDONE, ""), (step, instant)
    assert dump(company) == before, (step, instant)
    the_evidence_is_whole(undone)


def steps_back(company: Company, content: Document) -> list[str]:
    """Keys of the way back of a created package with everything in it, in their order."""
    groups = [row.resource.origin_id for row in content.resource_roles]
    resources = [key for origin in dict.fromkeys(reversed(groups)) for key in _out(origin)]
    policies = [f"undo:policy:{number}" for number in range(len(content.policies), 0, -1)]
    return [*CHECKS, *policies, "undo:package", *resources, CONTENTS, "undo:catalog"]


def _out(origin_id: str) -> tuple[str, str]:
    return f"undo:found:{origin_id}", f"undo:resource:{origin_id}"
