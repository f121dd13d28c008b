"""`manage.py grant`: what the page Settings does, from a script."""

from __future__ import annotations

import io
import uuid

import pytest
from django.core.management import CommandError, call_command

from portal.grants.models import CatalogGrant

pytestmark = pytest.mark.django_db
CATALOG, PERSON = str(uuid.uuid4()), str(uuid.uuid4())


def grant(*arguments: str) -> str:
    said = io.StringIO()
    call_command("grant", *arguments, stdout=said)
    return said.getvalue()


def test_a_catalog_is_given_to_everybody_with_the_role() -> None:
    said = grant("Reviewer", "--catalog", CATALOG.upper(), "Marketing")
    assert said == "Reviewer for everybody with the role Reviewer: Marketing\n"
    row = CatalogGrant.objects.get()
    assert (row.role, row.holder_id, row.catalog_id, row.granted_by) == ("Reviewer", "", CATALOG, None)


def test_once_more_changes_nothing_and_says_nothing() -> None:
    grant("Helpdesk", "--catalog", CATALOG, "Marketing", "--person", PERSON, "Hanna")
    assert grant("Helpdesk", "--catalog", CATALOG, "Renamed", "--person", PERSON, "Hanna") == ""
    assert CatalogGrant.objects.get().catalog_name == "Marketing"


@pytest.mark.parametrize(
    "arguments", [("Helpdesk", "--catalog", "Marketing", "x"), ("Admin", "--catalog", CATALOG, "x")]
)
def test_what_is_no_catalog_and_no_role_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        grant(*arguments)
    assert not CatalogGrant.objects.exists()
