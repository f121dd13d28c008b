"""The people of the views' stories are these stories' too."""

from tests.views.conftest import company, emil, olivia, petra, priya, rafael, sits

__all__ = ["company", "emil", "olivia", "petra", "priya", "rafael", "sits"]
