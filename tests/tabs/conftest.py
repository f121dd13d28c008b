"""The company of the wire stories, and a draft in it."""

from tests.views.conftest import company, priya, rafael

__all__ = ["company", "priya", "rafael"]
