"""What an Admin does on the page Settings, in one line each."""

from __future__ import annotations

from typing import Any

from portal.rights import Action, may, rights_of

NEW = "/settings/grants/new/"


def catalog_id(company: Any, name: str) -> str:
    return str(company.named("catalog", name)["id"])


def object_id(company: Any, name: str) -> str:
    return str(company.named("user", name)["id"])


def give(seat: Any, *catalogs: str, role: str = "Helpdesk", person: str = "", **more: Any) -> Any:
    data = {"role": role, "holder": "person" if person else "everybody", "person": person}
    return seat.client.post(NEW, {**data, "catalog": list(catalogs), "do": "give", **more})


def may_draft(seat: Any, catalog: str) -> bool:
    return may(rights_of(seat.person), Action.DRAFT, catalog).allowed
