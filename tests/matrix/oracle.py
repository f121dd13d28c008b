"""What every cell has to end with: the approved package, once, and nothing else in the tenant; or, undone,
nothing of it at all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from http import HTTPStatus
from typing import Any

from django.db.models import Q

from tests.submit.support import Company, plan_of
from wizard.document import Document, NewCatalog, load
from wizard.evidence.check import check
from wizard.evidence.story import story_of
from wizard.models import Draft, JournalEntry, Submission
from wizard.plan.undo import CONTENTS, PREFIX
from wizard.submit.journal import is_effect

Row = dict[str, Any]

#: What a submission may add to.
KINDS = ("catalog", "resource", "accessPackage", "roleScope", "policy")


def everything_is_there_once(company: Company, submission: Submission) -> None:
    """Raises AssertionError with what differs: in the tenant, in what it was asked, or in the journal."""
    submission = Submission.objects.select_related("draft").get(pk=submission.pk)
    assert submission.state == Submission.State.CREATED, submission.problem
    assert submission.draft.state == Draft.State.CREATED
    assert (submission.lease_owner, submission.problem) == ("", "")
    the_tenant_holds_what_was_approved(company, submission)
    no_write_took_effect_twice(company, submission)
    the_journal_is_consistent(company, submission)
    the_evidence_is_whole(submission)


def the_tenant_holds_what_was_approved(company: Company, submission: Submission) -> None:
    """Object for object; what was there before is untouched."""
    new = company.added()
    content = load(submission.draft.document)
    (package,) = new["accessPackage"]
    assert (package["displayName"], package["description"]) == (
        content.basics.name,
        content.basics.description,
    )
    assert [row["id"] for row in new["catalog"]] == _catalogs(content, package)
    assert {row["_package"] for row in [*new["roleScope"], *new["policy"]]} <= {package["id"]}
    assert _origins(new["resource"], package) == _outside(content)
    assert Counter(map(_role_of, new["roleScope"])) == _roles(content)
    _policies_are_as_approved(new["policy"], submission)
    assert company.changed() == []


def nothing_of_it_is_left(company: Company, submission: Submission) -> None:
    """What an undone submission has to end with; resources may stay, and a catalog with them."""
    submission = Submission.objects.select_related("draft").get(pk=submission.pk)
    assert (submission.state, submission.problem) == (Submission.State.UNDONE, "")
    assert submission.draft.state == Draft.State.UNDONE
    assert (submission.lease_owner, submission.lease_until) == ("", None)
    left = {kind for kind in KINDS if company.added()[kind]}
    assert left <= {"catalog", "resource"}, f"{left} is left"
    assert not left or _was_to_stay(submission), f"{left} was to go"
    assert company.changed() == []
    attempts_have_no_gap(submission)
    nothing_left_unwritten(company, submission)
    the_evidence_is_whole(submission)


def _was_to_stay(submission: Submission) -> bool:
    """Nobody asked for resources to go, or the journal says that Graph, or what others added, kept one."""
    removals = {step["key"] for step in submission.undo_plan if step["call"]["method"] != "GET"}
    kept = Q(step__startswith=PREFIX, status=HTTPStatus.BAD_REQUEST) | Q(step=CONTENTS, state="nothing")
    return "undo:catalog" not in removals or submission.entries.filter(kept).exists()


def no_write_took_effect_twice(company: Company, submission: Submission) -> None:
    """Each write of the plan had its effect once; none that is not in the plan had any."""
    effects = Counter(json.dumps([call["path"], call["body"]]) for call in landed(company))
    assert {text: count for text, count in effects.items() if count > 1} == {}
    assert len(effects) == sum(step.call.method == "POST" for step in plan_of(submission).steps)


def the_journal_is_consistent(company: Company, submission: Submission) -> None:
    """Every step once done, attempts without a gap, nothing sent that was not written down before."""
    calls: defaultdict[str, list[JournalEntry]] = defaultdict(list)
    for entry in submission.entries.exclude(step__startswith=PREFIX).order_by("pk"):
        calls[entry.step].append(entry)
    assert {key for key, found in calls.items() if sum(map(is_effect, found)) == 1} == {
        step.key for step in plan_of(submission).steps
    }
    attempts_have_no_gap(submission)
    assert not submission.entries.filter(state=JournalEntry.State.INTENDED).exists()
    nothing_left_unwritten(company, submission)


def the_evidence_is_whole(submission: Submission) -> None:
    """No link of the draft's chain is missing or altered, and plan, calls and objects fit it."""
    found = [str(finding) for finding in check(story_of(submission.draft_id))]
    assert not found, found


def attempts_have_no_gap(submission: Submission) -> None:
    """1, 2, 3 … for each step, in the order of the journal."""
    seen: Counter[str] = Counter()
    for step, attempt in submission.entries.order_by("pk").values_list("step", "attempt"):
        seen[step] += 1
        assert attempt == seen[step], f"{step}: attempt {attempt} is number {seen[step]}"


def nothing_left_unwritten(company: Company, submission: Submission) -> None:
    """Every write that the tenant has seen is in the journal."""
    written = {str(sent) for sent in submission.entries.values_list("client_request_id", flat=True)}
    assert {call["client-request-id"] for call in company.calls("POST")} <= written


def at_most_once(company: Company, submission: Submission) -> None:
    """True at every moment of every run: nothing of what was approved is there twice, and nothing else is."""
    new = company.added()
    content = load(submission.draft.document)
    assert len(new["catalog"]) <= 1
    assert len(new["accessPackage"]) <= 1
    assert Counter(row["originId"] for row in new["resource"]) <= Counter(_outside(content))
    assert Counter(map(_role_of, new["roleScope"])) <= _roles(content)
    assert Counter(row["displayName"] for row in new["policy"]) <= Counter(p.name for p in content.policies)
    attempts_have_no_gap(submission)
    nothing_left_unwritten(company, submission)


def landed(company: Company) -> list[Row]:
    """The POSTs that had an effect, whatever their caller was told."""
    return [call for call in company.calls("POST") if _had_effect(call)]


def _had_effect(call: Row) -> bool:
    spoilt_afterwards = call["reason"].startswith("fault answer after")
    return spoilt_afterwards or (call["status"] == 201 and not call["reason"].endswith(" before"))


def _catalogs(content: Document, package: Row) -> list[str]:
    return [package["_catalog"]] if isinstance(content.basics.catalog, NewCatalog) else []


def _origins(resources: list[Row], package: Row) -> list[str]:
    assert {row["_catalog"] for row in resources} <= {package["_catalog"]}
    return sorted(row["originId"] for row in resources)


def _outside(content: Document) -> list[str]:
    outside = {
        row.resource.origin_id for row in content.resource_roles if not row.resource.catalog_resource_id
    }
    return sorted(outside)


def _roles(content: Document) -> Counter[tuple[Any, ...]]:
    return Counter(
        (row.resource.origin_id, row.role.origin_id if row.role else None) for row in content.resource_roles
    )


def _role_of(scope: Row) -> tuple[Any, ...]:
    return scope["_scope"]["originId"], scope["_role"]["originId"]


def _policies_are_as_approved(policies: list[Row], submission: Submission) -> None:
    bodies = [step.call.body or {} for step in plan_of(submission).steps if step.key.startswith("policy:")]
    assert [row["displayName"] for row in policies] == [body["displayName"] for body in bodies]
    for row, body in zip(policies, bodies, strict=True):
        sent = {name: value for name, value in body.items() if name in row}
        assert _holds(row, sent), f"{row} is not {sent}"


def _holds(kept: Any, sent: Any) -> bool:
    """Whether the tenant kept every value that was sent; it may have added some of its own."""
    if isinstance(sent, dict):
        return all(_holds(kept.get(name), value) for name, value in sent.items() if name[0] != "@")
    if isinstance(sent, list):
        return len(kept) == len(sent) and all(map(_holds, kept, sent))
    return bool(kept == sent)
