"""Every view says who may call it, and nobody gets in without signing in but where that is said."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.signin.access import is_public

#: Pages for people who are not signed in. A new one is a decision, so it is written down here too.
PUBLIC = {"healthz", "signin/", "signin/callback", "signin/out"}

#: Something that fits each kind of part of an address.
FITTING = {
    "uuid": "00000000-0000-0000-0000-000000000000",
    "slug": "basics",
    "int": "1",
    "str": "x",
    "path": "x",
}


def views(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address of the site with its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def every_view() -> dict[str, Callable[..., Any]]:
    return dict(views(get_resolver().url_patterns))


def example(address: str) -> str:
    """An address that fits the pattern: `drafts/<uuid:draft_id>/` with an id in its place."""
    parts = address.split("<")
    filled = [FITTING[part.partition(":")[0]] + part.partition(">")[2] for part in parts[1:]]
    return "/" + parts[0] + "".join(filled)


def test_every_view_names_who_may_call_it() -> None:
    bare = [address for address, view in every_view().items() if not getattr(view, "permission", "")]
    assert bare == [], "say who may call them"


def test_only_these_are_public() -> None:
    assert {address for address, view in every_view().items() if is_public(view)} == PUBLIC


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_sign_in_page_from_everywhere_else(client: Client) -> None:
    closed = [example(address) for address in every_view() if address not in PUBLIC]
    assert len(closed) > 5
    answers = {address: client.get(address) for address in closed}
    assert {address for address, answer in answers.items() if answer.status_code != 303} == set()
    assert {answer["Location"].partition("?")[0] for answer in answers.values()} == {"/signin/"}


@pytest.mark.django_db
def test_a_stranger_cannot_post_either(client: Client) -> None:
    closed = [example(address) for address in every_view() if address not in PUBLIC]
    assert {client.post(address).status_code for address in closed} == {303}
