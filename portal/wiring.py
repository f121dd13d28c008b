"""Joins the parts that may not know each other: a person or the application, their tokens, a Graph client."""

import functools

import requests
from django.conf import settings

from portal.env import on_loopback
from portal.graph.auth import TokenSource
from portal.graph.client import GraphClient
from portal.graph.errors import SignInNeeded
from portal.graph.session import pooled_session
from portal.signin.entra import application_token
from portal.signin.models import Person
from portal.signin.tokens import token_for


def graph_for(person: Person) -> GraphClient:
    """Graph with this person's rights. Its calls raise SignInNeeded once their sign-in has ended.

    One client for each object, and so for each request: their tokens are read from the database once.
    """
    known = vars(person)
    if "_graph" not in known:
        known["_graph"] = _client(person)
    client: GraphClient = known["_graph"]
    return client


def _client(person: Person) -> GraphClient:
    def token(refusal: SignInNeeded | None) -> str:
        if refusal is None:
            return token_for(person)
        return token_for(person, refusal.claims, renew=True)

    return _speaking(token)


def graph_for_application() -> GraphClient:
    """Graph with the application's own permissions, which no person lent. The portal has to have judged what
    is done with it. Its calls raise NotAllowed where the company gave no such permission.
    """

    def token(refusal: SignInNeeded | None) -> str:
        return application_token(refusal.claims if refusal else None, renew=refusal is not None)

    return _speaking(token)


def _speaking(token: TokenSource) -> GraphClient:
    return GraphClient(settings.PORTAL_GRAPH_URL, token, _connections(on_loopback(settings.PORTAL_GRAPH_URL)))


@functools.cache
def _connections(loopback: bool) -> requests.Session:
    """The process's connections, made at first use and so after any fork. Loopback needs no proxy."""
    return pooled_session(trust_env=not loopback)
