"""Packages that name people, groups and resources of the company, and what Review + create says of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from tests.views.stage import Company, Seat, document, drafted
from wizard.document import (
    Approval,
    ConnectedOrganization,
    Document,
    Policy,
    Principal,
    Resource,
    ResourceRole,
    Role,
    SpecificApprovers,
    Stage,
)
from wizard.models import Draft
from wizard.rules import Problem

LONG_AGO = dt.datetime.now(dt.UTC) - dt.timedelta(hours=3, minutes=5)


def principal(company: Company, kind: Any, name: str) -> Principal:
    return Principal(
        kind=kind, id=company.named(kind, name)["id"], display_name=name, read_at=LONG_AGO, detail="x"
    )


def user(company: Company, name: str) -> Principal:
    return principal(company, "user", name)


def group(company: Company, name: str) -> Principal:
    return principal(company, "group", name)


def organization(company: Company, name: str) -> ConnectedOrganization:
    row = company.named("connectedOrganization", name)
    return ConnectedOrganization(id=row["id"], display_name=name)


def row(company: Company, kind: str, name: str, role: str, **facts: Any) -> ResourceRole:
    """A resource of the catalog Marketing, as it was picked."""
    inside = next(
        one
        for one in company.state.rows("resource")
        if one["displayName"] == name and one["_catalog"] == company.named("catalog", "Marketing")["id"]
    )
    known = {
        "origin_system": inside["originSystem"],
        "origin_id": inside["originId"],
        "display_name": name,
        "catalog_resource_id": inside["id"],
        "read_at": LONG_AGO,
    }
    chosen = Role(display_name=role, origin_id=f"{role}_{inside['originId']}" if kind == "group" else None)
    return ResourceRole(resource=Resource(**{**known, **facts}), role=chosen)


def package(company: Company, *rows: ResourceRole, **policy: Any) -> Document:
    return document(company).model_copy(
        update={"resource_roles": rows, "policies": (Policy(**{"enabled": True, **policy}),)}
    )


def asked_by(*people: Principal, **stage: Any) -> dict[str, Any]:
    """Requests are approved by these people."""
    approver = SpecificApprovers(approvers=people)
    return {"approval": Approval(stages=(Stage(**{"approver": approver, **stage}),))}


def found(seat: Seat, draft: Draft) -> list[Problem]:
    page = seat.get(reverse("wizard:review", args=[draft.pk]))
    assert page.status_code == 200
    assert not page.context["judged"].trouble
    problems: list[Problem] = page.context["judged"].problems
    return problems


def said(seat: Seat, content: Document, rule: str) -> list[tuple[str, str]]:
    """Control and message of one rule."""
    problems = found(seat, drafted(seat, content))
    return [(one.place.control, one.message) for one in problems if one.id == rule]
