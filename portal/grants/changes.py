"""The two changes of a grant: made, ended. Each leaves its own trace in the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.grants.models import CatalogGrant
from portal.signin.models import Person


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whom a grant reaches: a person of the directory, or everybody who holds the role."""

    id: str = ""
    name: str = ""
    address: str = ""

    def reaches(self, person: Person, role: str) -> bool:
        return self.id == str(person.object_id) if self.id else role in person.portal_roles


EVERYBODY = Holder()


@transaction.atomic
def grant(*, role: str, holder: Holder, catalogs: Mapping[str, str], by: Person | None) -> list[CatalogGrant]:
    """One grant for each catalog (name by id); those that stand already are left out of the answer.

    `by` is None for the command line.
    """
    made = []
    for catalog_id, name in catalogs.items():
        row, new = CatalogGrant.objects.get_or_create(
            role=CatalogGrant.Role(role).value,
            holder_id=holder.id,
            catalog_id=catalog_id.lower(),
            ended_at=None,
            defaults={
                "holder_name": holder.name[:256],
                "holder_address": holder.address[:256],
                "catalog_name": name[:1024],
                "granted_by": by,
                "to_self": by is not None and holder.reaches(by, role),
            },
        )
        made += [row] if new else []
    return made


def end(*, grant_id: int, by: Person | None) -> bool:
    """False where it had ended already, or never was."""
    standing = CatalogGrant.objects.filter(pk=grant_id, ended_at=None)
    return bool(standing.update(ended_at=timezone.now(), ended_by=by))


def standing_for(person: Person) -> Iterable[CatalogGrant]:
    """What is given to the person or to everybody with a role, whether or not they hold that role."""
    return CatalogGrant.objects.filter(ended_at=None, holder_id__in=["", str(person.object_id)])
