"""Who may call a view: everyone who is signed in, unless the view says that anyone may."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

#: The value of `view.permission` that lets people through who are not signed in.
ANYONE = "anyone, signed in or not"


def public(view: View) -> View:
    """Marks a view that needs no sign-in."""
    view.permission = ANYONE  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    return getattr(view, "permission", None) == ANYONE
