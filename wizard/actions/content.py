"""What a reviewer approves: the document, its plan, and the digest of both."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.document import Document, digest, load
from wizard.models import Draft, Review
from wizard.plan import Plan
from wizard.submit.planned import plan_here


@dataclass(frozen=True)
class Content:
    """One draft's content at one revision."""

    document: Document
    plan: Plan
    digest: str


def content_of(draft: Draft) -> Content:
    """Raises wizard.plan.errors.NotPlannable while the document has errors."""
    document = load(draft.document)
    plan = plan_here(document)
    return Content(document=document, plan=plan, digest=digest(document, plan.to_json()))


def standing_approval(draft: Draft, content: Content) -> Review | None:
    """The approval that covers exactly this content, if the latest verdict is one."""
    latest = draft.reviews.order_by("-at", "-pk").first()
    stands = (
        latest is not None
        and latest.verdict == Review.Verdict.APPROVED
        and latest.digest == content.digest
        and draft.state == Draft.State.APPROVED
    )
    return latest if stands else None
