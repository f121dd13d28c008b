"""A company per test, over real HTTP; unlike the suite's own fixture it leaves the portal alone."""

from collections.abc import Callable, Iterator

import pytest

from portal.tenant.server import RunningTenant, start_tenant
from tests.tenant.support import EVERYTHING, Graph

SignIn = Callable[..., Graph]


@pytest.fixture
def tenant() -> Iterator[RunningTenant]:
    with start_tenant() as running:
        yield running


@pytest.fixture
def as_user(tenant: RunningTenant) -> Iterator[SignIn]:
    """Graph as somebody of Contoso: ``as_user("olivia")``."""
    opened: list[Graph] = []

    def sign_in(name: str, scope: str = EVERYTHING) -> Graph:
        opened.append(Graph.of(tenant, name, scope))
        return opened[-1]

    yield sign_in
    for graph in opened:
        graph.close()
