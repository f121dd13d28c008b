"""The ground on which all is proven: one package, queued anew in an untouched company for each cell."""

from __future__ import annotations

import threading
from copy import deepcopy
from typing import Any

from django.utils import timezone

from portal.signin.models import Person
from portal.tenant.settings import Settings
from tests.matrix.clock import Clock
from tests.submit.support import TIMEOUT, WORKER, Company, document, submitted
from wizard.document import Basics, Document, NewCatalog, Policy
from wizard.models import Submission
from wizard.submit import claim, run_submission
from wizard.submit.words import MOVING

#: Runs after which a submission that still moves by itself is taken to move for ever.
MOST_RUNS = 60

#: No new resource is late unless a cell says so.
PUNCTUAL = {"visible_after_reads": 0, "roles_after_reads": 0}


class Ground:
    """A company, a person who may do everything, and the package: a new catalog, three resources from outside
    it, five of their roles, two policies.
    """

    def __init__(self, company: Company, person: Person) -> None:
        self.company, self.person = company, person
        groups = [company.new_group(name) for name in ("Campaigners", "Printers", "Writers")]
        self.content = _package(company, groups)
        #: The same with the first resource only.
        self.small = self.content.model_copy(update={"resource_roles": self.content.resource_roles[:2]})
        self._tables, self._links = deepcopy((company.state.tables, company.state.links))
        self._connections: set[Any] = set()

    def fresh(self, *, small: bool = False, **settings: Any) -> Submission:
        """The company as it was before the first cell, with these settings; the package is queued."""
        self.leave()
        state, tenant = self.company.state, self.company.tenant.tenant
        with state.lock:
            state.tables, state.links = deepcopy((self._tables, self._links))
            state.versions = {name: version + 1 for name, version in state.versions.items()}
        tenant.faults.clear()
        tenant.requests.clear()
        self.company.setting(**vars(Settings()) | PUNCTUAL | settings)
        self.company.remember()
        self._connections = set(self.company.tenant.server.open_connections)
        return submitted(self.person, self.small if small else self.content)

    def leave(self) -> None:
        """No worker takes up what the last cell left unfinished."""
        over = (Submission.State.CREATED, Submission.State.UNDONE)
        unfinished = Submission.objects.exclude(state__in=over)
        unfinished.update(state=Submission.State.FAILED, lease_owner="", lease_until=None)

    def until_the_dead_are_quiet(self) -> None:
        """Waits until the tenant has acted on everything that a killed worker had sent."""
        pause = threading.Event()
        for _ in range(TIMEOUT * 1000):
            if set(self.company.tenant.server.open_connections) <= self._connections:
                return
            pause.wait(0.001)
        raise AssertionError("a dead worker's connection stays open")


def _package(company: Company, groups: list[Any]) -> Document:
    plain = document(company, "Campaign", *groups, roles=("Member", "Owner"))
    catalog = NewCatalog(name="Campaigns", description="What campaigns need")
    first = plain.policies[0]
    return plain.model_copy(
        update={
            "basics": Basics(name="Campaign", description="All of a campaign", catalog=catalog),
            "resource_roles": plain.resource_roles[:5],
            "policies": (first, Policy(name="Later", description="For later", audience=first.audience)),
        }
    )


def carry(submission: Submission, clock: Clock) -> Submission:
    """Workers serve it until it no longer moves by itself; as it was left."""
    for _ in range(MOST_RUNS):
        if claimed := claim(WORKER):
            run_submission(claimed.pk, worker=WORKER, stop=clock)
        submission.refresh_from_db()
        if submission.state not in MOVING:
            return submission
        if submission.not_before > timezone.now():
            clock.wait_until(submission.not_before)
    raise AssertionError(f"it never ends: {submission.problem}")
