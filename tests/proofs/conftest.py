"""The company and the people of the wire stories."""

from tests.views.conftest import company, olivia, priya, rafael

__all__ = ["company", "olivia", "priya", "rafael"]
