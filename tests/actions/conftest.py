"""The cast: Olivia owns the catalog and asks, Rafael reviews, Emil is a stranger."""

import uuid

import pytest

from portal.signin.models import Person

TENANT = uuid.UUID("7c0f3a52-1d1b-4c8e-9a55-2f6a4d1e8b01")


def person(name):
    object_id = uuid.uuid5(TENANT, name)
    return Person.objects.create(
        home_account_id=f"{object_id}.{TENANT}",
        object_id=object_id,
        tenant_id=TENANT,
        display_name=name.title(),
        user_principal_name=f"{name}@contoso.example",
    )


@pytest.fixture
def olivia(db):
    return person("olivia")


@pytest.fixture
def rafael(db):
    return person("rafael")


@pytest.fixture
def emil(db):
    return person("emil")
