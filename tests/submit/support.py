"""The cast and the props of these stories: people who signed in, drafts on their way, one company."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from django.utils import timezone

from portal.signin import flow
from portal.signin.models import Person
from portal.tenant.entitlements import new_resource
from portal.tenant.faults import Fault, Faults
from tests.csdl import assert_request_valid
from wizard.actions import drafts
from wizard.document import (
    Basics,
    Document,
    ExistingCatalog,
    Policy,
    Principal,
    Resource,
    ResourceRole,
    Role,
    SpecificUsers,
    digest,
    load,
)
from wizard.evidence import of_create, record
from wizard.models import Draft, Submission
from wizard.plan import Plan
from wizard.submit import claim, run_submission
from wizard.submit.planned import plan_here

WORKER = "worker of this test"
TIMEOUT = 30
EM = "/v1.0/identityGovernance/entitlementManagement"


class Gate(Faults):
    """Stops the first request to a path before the tenant acts; `arrived` says that it is there."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.arrived, self.opened = threading.Event(), threading.Event()

    def take(self, method: str, path: str) -> Fault | None:
        if path.endswith(self.path) and not self.arrived.is_set():
            self.arrived.set()
            self.opened.wait(TIMEOUT)
        return super().take(method, path)


class Meanwhile(Faults):
    """Something happens in the company before it hears of the first request to a path."""

    def __init__(self, method: str, path: str, happens: Callable[[], None]) -> None:
        super().__init__()
        self.method, self.path, self.happens = method, path, happens
        self._once = threading.Lock()

    def take(self, method: str, path: str) -> Fault | None:
        if method == self.method and path.endswith(self.path) and self._once.acquire(blocking=False):
            self.happens()
        return super().take(method, path)


class Company:
    """What the tenant knows, counted from inside."""

    def __init__(self, tenant: Any) -> None:
        self.tenant, self.state = tenant, tenant.state
        self.remember()

    def remember(self) -> None:
        """What is here now counts as having been here before."""
        self.before = deepcopy(self.state.tables)

    def added(self) -> defaultdict[str, list[dict[str, Any]]]:
        """What is new since then, by kind, in the order in which it came."""
        new: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for kind, table in self.state.tables.items():
            new[kind] = [row for key, row in table.items() if key not in self.before.get(kind, {})]
        return new

    def changed(self) -> list[dict[str, Any]]:
        """What was here then and is not the same any more; the tenant's own notes aside."""
        return [
            row
            for kind, table in self.before.items()
            for key, row in table.items()
            if _public(self.state.tables[kind].get(key, {})) != _public(row)
        ]

    def named(self, kind: str, name: str) -> dict[str, Any]:
        return next(row for row in self.state.rows(kind) if row["displayName"] == name)

    def catalog(self, name: str = "Marketing") -> ExistingCatalog:
        row = self.named("catalog", name)
        return ExistingCatalog(id=row["id"], display_name=name)

    def group(self, name: str) -> Resource:
        """A group that its catalog does not have yet."""
        row = self.named("group", name)
        return Resource(origin_system="AadGroup", origin_id=row["id"], display_name=name)

    def new_group(self, name: str) -> Resource:
        """A security group made for this test, so that no catalog has it."""
        template = next(row for row in self.state.rows("group") if row["displayName"] == "Brand Designers")
        number = f"{self.state.count('group'):012d}"
        fresh = template | {"id": f"90000000-0000-4000-8000-{number}", "displayName": name}
        self.state.put("group", fresh)
        return self.group(name)

    def in_catalog(self, resource: Resource, catalog: str = "Marketing") -> Resource:
        """The same group, in the catalog since long ago."""
        origin = self.named("group", resource.display_name)
        row = new_resource(self.catalog(catalog).id, resource.origin_system, origin, {})
        self.state.put("resource", row)
        return resource.model_copy(update={"catalog_resource_id": row["id"]})

    def packages(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.state.rows("accessPackage") if row["displayName"] == name]

    def contents(self, package: dict[str, Any]) -> dict[str, int]:
        """How many scopes and policies it has, and how often each of its resources is in the catalog."""
        return {
            "scopes": sum(row["_package"] == package["id"] for row in self.state.rows("roleScope")),
            "policies": sum(row["_package"] == package["id"] for row in self.state.rows("policy")),
        }

    def resources(self, resource: Resource) -> int:
        return sum(row["originId"] == resource.origin_id for row in self.state.rows("resource"))

    def calls(self, method: str = "", ending: str = "") -> list[dict[str, Any]]:
        """The Graph requests that arrived, in their order; all of them without a method."""
        graph = [call for call in self.tenant.tenant.requests if call["path"].startswith(EM)]
        return [call for call in graph if method in ("", call["method"]) and call["path"].endswith(ending)]

    def faults(self, *faults: dict[str, Any]) -> None:
        self.tenant.tenant.faults.add(list(faults))

    def hold(self, path: str) -> Gate:
        """The next request to this path is answered only once the gate is opened."""
        gate = self.tenant.tenant.faults = Gate(path)
        return gate

    def meanwhile(self, method: str, path: str, happens: Callable[[], None]) -> None:
        self.tenant.tenant.faults = Meanwhile(method, path, happens)

    def takes_roles_from(self, person: Person) -> list[dict[str, Any]]:
        """The person loses every role in catalogs; what they had, to be given back."""
        mine = str(person.object_id)
        held = [row for row in self.state.rows("roleAssignment") if row["principalId"] == mine]
        for row in held:
            self.state.remove("roleAssignment", row["id"])
        return held

    def gives_back(self, roles: list[dict[str, Any]]) -> None:
        for row in roles:
            self.state.put("roleAssignment", row)

    def setting(self, **values: Any) -> None:
        self.tenant.tenant.settings.change(values)

    def assert_all_bodies_valid(self) -> None:
        for call in [*self.calls("POST"), *self.calls("PUT"), *self.calls("PATCH")]:
            assert_request_valid(call["method"], call["path"], call["body"])


def _public(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name[0] != "_"}


def signed_in(company: Company, name: str = "Ada Okafor") -> Person:
    """Through the company's own sign-in page, as everybody."""
    session: dict[str, Any] = {}
    address = flow.begin(session, redirect_uri="http://localhost/signin/callback", onward="/")  # type: ignore[arg-type]
    user = company.named("user", name)["id"]
    chosen = requests.post(address, data={"user": user}, allow_redirects=False, timeout=10)
    answer = {key: values[0] for key, values in parse_qs(urlsplit(chosen.headers["Location"]).query).items()}
    person, _ = flow.finish(session, answer)  # type: ignore[arg-type]
    return person


def document(
    company: Company, name: str, *resources: Resource, roles: tuple[str, ...] = ("Member",)
) -> Document:
    """A package for Ada herself; each of the groups gives all of the roles."""
    ada = company.named("user", "Ada Okafor")
    policy = Policy(audience=SpecificUsers(targets=(Principal(kind="user", id=ada["id"]),)))
    return Document(
        basics=Basics(name=name, description=f"{name} in one package", catalog=company.catalog()),
        resource_roles=tuple(
            ResourceRole(
                resource=resource, role=Role(display_name=role, origin_id=f"{role}_{resource.origin_id}")
            )
            for resource in resources
            for role in roles
        ),
        policies=(policy,),
    )


def submitted(person: Person, content: Document) -> Submission:
    """A draft whose approved plan is queued."""
    return queued(drafts.begin(id=uuid.uuid4(), by=person, document=content, typed={}), person)


def queued(draft: Draft, person: Person) -> Submission:
    """Create was pressed for it."""
    content = load(draft.document)
    plan = plan_here(content)
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.SUBMITTING)
    submission = Submission.objects.create(
        draft=draft,
        created_by=person,
        plan=plan.to_json(),
        digest=digest(content, plan.to_json()),
        not_before=timezone.now(),
    )
    record(draft.pk, "create_pressed", by=person, data=of_create(submission), submission=submission)
    return submission


def work(worker: str = WORKER) -> Submission:
    """One worker serves what is due, here in this process; the submission as it was left."""
    claimed = claim(worker)
    assert claimed is not None, "nothing is due"
    run_submission(claimed.pk, worker=worker)
    return Submission.objects.get(pk=claimed.pk)


def later(submission: Submission) -> Submission:
    """Create was pressed so long ago that what the tenant said then no longer counts."""
    pressed = timezone.now() - dt.timedelta(minutes=5)
    Submission.objects.filter(pk=submission.pk).update(created_at=pressed)
    return submission


def let_the_lease_run_out(submission: Submission) -> None:
    """Time passes after a worker's death."""
    Submission.objects.filter(pk=submission.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))


def plan_of(submission: Submission) -> Plan:
    return Plan.from_json(submission.plan)


def assert_exactly_one(company: Company, content: Document, submission: Submission) -> None:
    """What was approved is there once, whatever happened on the way."""
    assert submission.state == Submission.State.CREATED, submission.problem
    (package,) = company.packages(content.basics.name)
    assert company.contents(package) == {
        "scopes": len(content.resource_roles),
        "policies": len(content.policies),
    }
    assert {company.resources(row.resource) for row in content.resource_roles} <= {1}
    assert Draft.objects.get(pk=submission.draft_id).state == Draft.State.CREATED
    company.assert_all_bodies_valid()


def mark_of(submission: Submission) -> str:
    return f"Being created by the access package portal (reference {submission.pk})."


def same_name(company: Company, content: Document, *, description: str) -> dict[str, Any]:
    """Another package with the same name in the same catalog."""
    moment = timezone.now().isoformat()
    row = {
        "id": str(uuid.uuid4()),
        "displayName": content.basics.name,
        "description": description,
        "isHidden": False,
        "createdDateTime": moment,
        "modifiedDateTime": moment,
        "_catalog": company.catalog().id,
    }
    return dict(company.state.put("accessPackage", row))
