"""The gallery's own addresses and templates, served like the portal."""

from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def site(settings: Settings, live_server: LiveServer) -> str:
    """The origin of a portal that also has the gallery; needs the mark `urls("tests.look.urls")`."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    return str(live_server.url)
