"""A package as huge as anybody likes, watched in many windows: what it costs does not grow with it."""

import re
import uuid
from typing import Any

import pytest

from tests.views.named import package
from tests.views.stage import Company, Seat, submitted
from tests.views.submissions import address
from wizard.document import Document, Resource, ResourceRole, Role

pytestmark = pytest.mark.django_db(transaction=True)


def of_size(company: Company, count: int) -> Document:
    return package(company, *(group() for _ in range(count)))


def group() -> ResourceRole:
    id = str(uuid.uuid4())
    known: dict[str, Any] = {"display_name": id, "catalog_resource_id": str(uuid.uuid4())}
    resource = Resource(origin_system="AadGroup", origin_id=id, **known)
    return ResourceRole(resource=resource, role=Role(display_name="Member", origin_id=f"Member_{id}"))


def test_the_page_of_a_huge_one_asks_less_often(company: Company, priya: Seat, rafael: Seat) -> None:
    pauses, sizes = [], (1, 500)
    for count in sizes:
        submission = submitted(priya, of_size(company, count), by=rafael)
        page = priya.get(address(submission), htmx=True).content.decode()
        asks = re.search(r'hx-trigger="every ([0-9]+)s"', page)
        assert asks
        pauses.append(int(asks[1]))
    assert pauses[0] == 1
    assert pauses[1] >= 5
