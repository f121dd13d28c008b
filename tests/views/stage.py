"""The stage of these stories: a company on the wire, people who signed in, and drafts on their way."""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import Any

from django.core.cache import cache
from django.test import Client

from portal.rights import DirectoryRole, Rights
from portal.signin.models import Person
from portal.tenant.entitlements import new_package
from tests.fixtures.given import give_as_in_the_demo
from tests.signin.walk import PORTAL_HOST, sign_in
from wizard.actions import drafts, reviews, submissions
from wizard.actions.content import content_of
from wizard.document import Basics, DirectAssignmentOnly, Document, ExistingCatalog, Policy, load
from wizard.models import Draft, Review, Submission
from wizard.submit import claim, run_submission

WORKER = "worker of this test"
#: Rights that allow everything, for the beginning of stories that are about what comes after.
EVERYTHING = Rights(directory_roles=frozenset({DirectoryRole.GLOBAL_ADMINISTRATOR}))


class Seat:
    """One person in front of the portal."""

    def __init__(self, tenant: Any, name: str) -> None:
        self.client = Client(headers={"host": PORTAL_HOST})
        self.name = name
        sign_in(self.client, tenant, name)
        self.person = Person.objects.get(user_principal_name__startswith=f"{name}@")
        if self.person.portal_roles:
            give_as_in_the_demo(tenant.state)

    def get(self, address: str, *, htmx: bool = False, **query: str) -> Any:
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.get(address, query, headers=headers)

    def post(self, address: str, **data: str) -> Any:
        return self.client.post(address, data)

    def press(self, page: Any, label: str, **typed: str) -> Any:
        """Presses the button with that label as a browser would: its form, hidden values, its own value."""
        text = page.content.decode()
        button = re.search(rf"<button ([^>]*)>{label}</button>", text)
        assert button, f"no button {label}"
        assert " disabled" not in button[1], f"{label} is disabled"
        said = attributes(button[1])
        form = re.search(rf'<form id="{said["form"]}"([^>]*)>(.*?)</form>', text, re.DOTALL)
        assert form, f"no form {said['form']}"
        hidden = [attributes(one) for one in re.findall(r'<input type="hidden" ([^>]*)>', form[2])]
        data = {one["name"]: one.get("value", "") for one in hidden} | typed
        if "name" in said:
            data[said["name"]] = said["value"]
        return self.client.post(attributes(form[1]).get("action", page.request["PATH_INFO"]), data)


def attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


class Company:
    """What the tenant knows, and its switches."""

    def __init__(self, tenant: Any) -> None:
        self.tenant, self.state = tenant, tenant.state

    def named(self, kind: str, name: str) -> dict[str, Any]:
        return next(row for row in self.state.rows(kind) if row["displayName"] == name)

    def packages(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.state.rows("accessPackage") if row["displayName"] == name]

    def has_package(self, name: str, catalog: str = "Marketing") -> dict[str, Any]:
        """Made by somebody else, long ago."""
        package = new_package(self.named("catalog", catalog)["id"], {"displayName": name})
        self.state.put("accessPackage", package)
        return package

    def seat(self, name: str) -> Seat:
        return Seat(self.tenant, name)

    def takes_roles_from(self, seat: Seat) -> None:
        """The person loses every role in catalogs; nobody has remembered the new state yet."""
        mine = str(seat.person.object_id)
        for row in [row for row in self.state.rows("roleAssignment") if row["principalId"] == mine]:
            self.state.remove("roleAssignment", row["id"])

    def fault(self, **fault: Any) -> None:
        """The next call that fits goes wrong."""
        self.tenant.tenant.faults.add([fault])

    def goes_down(self) -> None:
        """Every call is cut off, and what was remembered of it is too old."""
        cache.clear()
        self.tenant.tenant.faults.add([{"path": "^/v1.0/", "times": -1, "kind": "reset"}])

    def comes_back(self) -> None:
        self.tenant.tenant.faults.clear()


def document(company: Company, name: str = "Campaign", catalog: str = "Marketing", **basics: Any) -> Document:
    """Direct assignment only, nothing to mend."""
    row = company.named("catalog", catalog)
    existing = ExistingCatalog(
        id=row["id"],
        display_name=catalog,
        is_externally_visible=row["isExternallyVisible"],
        is_published=row["state"] == "published",
    )
    told: dict[str, Any] = {
        "name": name,
        "description": f"All that {name} needs",
        "catalog": existing,
    } | basics
    return Document(
        basics=Basics(**told),
        policies=(Policy(audience=DirectAssignmentOnly(), enabled=True),),
    )


def drafted(seat: Seat, content: Document) -> Draft:
    return drafts.begin(id=uuid.uuid4(), by=seat.person, document=content, typed={})


def in_review(seat: Seat, content: Document) -> Draft:
    return reviews.send_for_review(draft=drafted(seat, content), by=seat.person, problems=[])


def judged(draft: Draft, by: Seat, verdict: str = "approved", reason: str = "") -> Draft:
    reviews.give_verdict(
        draft=draft,
        by=by.person,
        rights=EVERYTHING,
        verdict=Review.Verdict(verdict),
        reason=reason,
        digest=content_of(draft).digest,
    )
    return Draft.objects.get(pk=draft.pk)


def approved(seat: Seat, content: Document, *, by: Seat) -> Draft:
    return judged(in_review(seat, content), by)


def submitted(seat: Seat, content: Document, *, by: Seat) -> Submission:
    """Create was pressed by its author."""
    draft = approved(seat, content, by=by)
    return submissions.create(draft=draft, by=seat.person, rights=EVERYTHING, problems=[])


def edited(draft: Draft, by: Seat, **basics: Any) -> Draft:
    """Somebody changed the Basics tab."""
    before = load(draft.document)
    after = before.model_copy(update={"basics": before.basics.model_copy(update=basics)})
    return drafts.save(draft=draft, by=by.person, document=after, typed=draft.typed)


def work() -> Submission:
    """One worker serves what is due, in this process."""
    claimed = claim(WORKER)
    assert claimed is not None, "nothing is due"
    run_submission(claimed.pk, worker=WORKER)
    return Submission.objects.get(pk=claimed.pk)


def text_of(answer: Any) -> str:
    """What a person reads of a page: no tags, one space between words."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
