"""Who reads in a catalog: the person, or the application for somebody who has it by a grant alone."""

from __future__ import annotations

from django.conf import settings

from portal.graph.client import GraphClient
from portal.rights import rights_of, shown_by_grant_alone
from portal.signin.models import Person
from portal.wiring import graph_for, graph_for_application


def application_reads() -> bool:
    """Only where the company lets the application act by itself at all."""
    return bool(settings.PORTAL_CREATE_AS == "application")


def graph_in(person: Person, catalog_id: str) -> GraphClient:
    """Never the application's for a catalog that is not given to the person. Raises GraphError."""
    if application_reads() and shown_by_grant_alone(rights_of(person), catalog_id):
        return graph_for_application()
    return graph_for(person)
