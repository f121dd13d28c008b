"""The row of a person, brought up to date at every sign-in."""

import uuid
from typing import Any

from django.db.models import F

from portal.signin.identity import Identity
from portal.signin.models import Person


def person_from(identity: Identity) -> Person:
    """The person as Entra names them today; the row is made at their first sign-in."""
    facts = _facts(identity)
    person, made = Person.objects.get_or_create(home_account_id=identity.home_account_id, defaults=facts)
    changed = [name for name, value in facts.items() if getattr(person, name) != value]
    if changed and not made:
        for name in changed:
            setattr(person, name, facts[name])
        person.save(update_fields=changed)
    return person


def end_sessions(person: Person) -> None:
    """Every session of this person ends with its next request, in whatever browser."""
    Person.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)


def _facts(identity: Identity) -> dict[str, Any]:
    return {
        "object_id": uuid.UUID(identity.object_id),
        "tenant_id": uuid.UUID(identity.tenant_id),
        "display_name": identity.display_name,
        "user_principal_name": identity.user_principal_name,
        "portal_roles": list(identity.portal_roles),
    }
