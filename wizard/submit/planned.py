"""The plan of a document for the cloud that the portal stands in: approved, stored, and compared again."""

from __future__ import annotations

from django.conf import settings

from wizard.document import Document
from wizard.plan import Plan, build_plan, left_out


def plan_here(document: Document) -> Plan:
    """Raises wizard.plan.errors.NotPlannable while the document has errors."""
    return left_out(build_plan(document), settings.CLOUD.lacks)
