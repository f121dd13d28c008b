"""A package that no rule finds fault with, and people to spoil it with."""

import datetime as dt
import uuid
from typing import Any

from wizard.document import (
    AllMembers,
    Approval,
    Basics,
    ConnectedOrganization,
    Document,
    ExistingCatalog,
    NewCatalog,
    Policy,
    Principal,
    Resource,
    ResourceRole,
    Role,
    SpecificApprovers,
    Stage,
)
from wizard.rules import CatalogFacts, Facts, Problem, check

TODAY = dt.date(2026, 11, 24)
TOMORROW = dt.date(2026, 11, 25)
YESTERDAY = dt.date(2026, 11, 23)


def guid(name: str) -> str:
    """The same id for the same name."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))


def user(name: str) -> Principal:
    return Principal(kind="user", id=guid(name), display_name=name)


def group(name: str) -> Principal:
    return Principal(kind="group", id=guid(name), display_name=name)


ALICE, BOB, CAROL, DAVE = user("Alice"), user("Bob"), user("Carol"), user("Dave")
IT_LEADS = group("IT leads")
FABRIKAM = ConnectedOrganization(id=guid("Fabrikam"), display_name="Fabrikam")
MARKETING = ExistingCatalog(
    id=guid("Marketing"), display_name="Marketing", is_externally_visible=True, is_published=True
)
LAUNCHES = NewCatalog(name="Launches", description="For launches", enabled_for_external_users=True)


def resource(name: str = "Sales", **facts: Any) -> Resource:
    """A security group of the catalog."""
    known = {"origin_system": "AadGroup", "origin_id": guid(name), "display_name": name}
    return Resource(**{**known, "catalog_resource_id": guid(f"{name} in the catalog"), **facts})


def row(role: str | None = "Member", **facts: Any) -> ResourceRole:
    """A row of the table; `facts` are the resource's."""
    return ResourceRole(resource=resource(**facts), role=Role(display_name=role) if role else None)


def package(
    *rows: ResourceRole,
    basics: Basics | None = None,
    policies: tuple[Policy, ...] | None = None,
    **policy: Any,
) -> Document:
    """A package for all members without approval; `policy` names what is different."""
    known = {"audience": AllMembers(), "enabled": True}
    return Document(
        basics=basics or Basics(name="Campaign", description="For the campaign", catalog=MARKETING),
        resource_roles=rows or (row(),),
        policies=policies if policies is not None else (Policy(**{**known, **policy}),),
    )


def stage(*approvers: Principal, **members: Any) -> Stage:
    """A stage that named people decide."""
    return Stage(**{"approver": SpecificApprovers(approvers=approvers or (BOB,)), **members})


def approval(*stages: Stage) -> Approval:
    return Approval(stages=stages or (stage(),))


def facts(**known: Any) -> Facts:
    return Facts(**{"today": TODAY, **known})


def catalog_facts(catalog: ExistingCatalog = MARKETING, **flags: bool) -> dict[str, CatalogFacts]:
    """The tenant's word about one catalog, as Facts.catalogs."""
    known = {"is_externally_visible": True, "is_published": True, **flags}
    return {catalog.id: CatalogFacts(id=catalog.id, display_name=catalog.display_name, **known)}


def problems(rule: str, document: Document, **known: Any) -> list[Problem]:
    """What one rule says."""
    return [one for one in check(document, facts(**known)) if one.id == rule]


def messages(rule: str, document: Document, **known: Any) -> list[str]:
    return [one.message for one in problems(rule, document, **known)]


def controls(rule: str, document: Document, **known: Any) -> list[str]:
    """Where one rule finds something."""
    return [one.place.control for one in problems(rule, document, **known)]
