"""Fixtures every test may ask for. Browser and tenant have files of their own beside this one."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from portal.limits import limiter
from portal.signin import entra

pytest_plugins = ["tests.fixtures.browser", "tests.fixtures.tenant"]

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """No test needs anything beyond this machine."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host not in LOOPBACK and host:
        raise RuntimeError(f"a test reached for the network: {host}")


sys.addaudithook(refuse_the_network)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What one test read of its people and tenant is not the next one's."""
    yield
    cache.clear()
    limiter.cache_clear()
    entra._session.cache_clear()  # the next company may stand at the same port
    entra._own_tokens.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything", action="store_true", help="Walk matrices whole instead of a sample: minutes."
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: once Playwright runs, Django takes this thread for an asynchronous one."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
