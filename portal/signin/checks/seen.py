"""What was asked for and what came back, as plain data. None always means: could not be learnt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The portal's own settings, as far as they are judged."""

    tenant_id: str
    client_id: str
    cloud: str
    login: str
    graph: str
    admin_center: str
    #: Names of the scopes, without any cloud's prefix.
    scopes: tuple[str, ...]
    #: What the setting PORTAL_LICENCES says; "tenant" asks the tenant.
    licences: str = "tenant"
    #: End of the client certificate; None for a client secret.
    certificate_ends: datetime | None = None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What Entra publishes of the tenant: `issuer` is empty and `refusal` full where it knows none.

    `ahead` is how many seconds Entra's clock is ahead of ours, None where the answer had no date.
    """

    issuer: str = ""
    refusal: str = ""
    ahead: float | None = None


class Redirect(Enum):
    """What an authorize request with an address came to."""

    TAKEN = auto()
    REFUSED = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The application's own object in the tenant. `assigned` is None where only the object could be read."""

    app_roles: tuple[Row, ...]
    assignment_required: bool
    assigned: tuple[Row, ...] | None


@dataclass(frozen=True, kw_only=True)
class Lent:
    """What Entra gave for the sign-in of somebody who used the portal: `name` is theirs."""

    name: str
    #: Names of the scopes consented to; None where Entra answered something else.
    consented: frozenset[str] | None = None
    not_assigned: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything that was asked."""

    discovery: Discovery | None
    #: msal's result of asking for a token as the application itself: a token, or an error and its text.
    own_token: Row | None = None
    #: Whether Graph takes the tokens: None where it does not answer or there was none to show.
    graph_takes_tokens: bool | None = None
    graph_answers: bool | None = None
    redirects: Mapping[str, Redirect]
    #: The application's own list of consents, where it may read it.
    own_consents: frozenset[str] | None = None
    lent: Lent | None = None
    registration: Registration | None = None
    #: Service plan ids of the tenant's licences that are in force.
    plans: frozenset[str] | None = None
