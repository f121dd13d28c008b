"""What a finished submission left in the tenant: ids to quote, and the link that requestors need."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from portal.graph.errors import GraphError
from portal.signin.models import Person
from wizard.lookups import tenant
from wizard.models import JournalEntry, Submission
from wizard.plan import keys
from wizard.submit.journal import is_effect


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Ids are empty where the journal does not hold them, the link where the tenant could not be asked."""

    package_id: str
    catalog_id: str
    policy_id: str
    my_access: str


def receipt_of(submission: Submission, person: Person) -> Receipt:
    ids = _ids(submission)
    package = ids.get(keys.PACKAGE, "")
    return Receipt(
        package_id=package,
        catalog_id=submission.draft.catalog_id or ids.get(keys.CATALOG, ""),
        policy_id=ids.get(keys.policy(1), ""),
        my_access=my_access_link(person, package) if package else "",
    )


def _ids(submission: Submission) -> dict[str, str]:
    """What Graph answered to the steps that made something, by step key."""
    wanted = (keys.CATALOG, keys.PACKAGE, keys.policy(1))
    entries = submission.entries.filter(step__in=wanted, state=JournalEntry.State.DONE).order_by("pk")
    return {entry.step: str((entry.answer or {}).get("id", "")) for entry in entries if is_effect(entry)}


def my_access_link(person: Person, package_id: str) -> str:
    """Where people ask for the package. Empty in clouds without My Access and while the tenant is silent.

    https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-settings
    """
    host = settings.CLOUD.my_access
    if host is None:
        return ""
    try:
        domain = tenant.domain(person)
    except GraphError:
        return ""
    return f"{host}/@{domain}#/access-packages/{package_id}" if domain else ""
