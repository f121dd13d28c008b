"""The Authorization header: whose token a call carries, and where it may go."""

from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from portal.graph.errors import GraphError, SignInNeeded

#: Gives a token. Called with the refusal that the last one met, it gives another or raises SignInNeeded.
TokenSource = Callable[[SignInNeeded | None], str]


class Bearer(AuthBase):
    """Adds the person's token to requests for one origin; anything else would hand the token to a stranger.

    The token is fetched once and shared by all threads that use the client.
    """

    def __init__(self, base_url: str, source: TokenSource) -> None:
        self.origin = origin_of(base_url)
        self._source = source
        self._token: str | None = None
        self._lock = Lock()

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if origin_of(request.url or "") != self.origin:
            raise GraphError(f"refused to send a token to {request.url}: Graph is {self.origin}")
        request.headers["Authorization"] = f"Bearer {self.token()}"
        return request

    def token(self) -> str:
        """The token in use; fetched at the first call."""
        with self._lock:
            if self._token is None:
                self._token = self._source(None)
            return self._token

    def renew(self, stale: str, refusal: SignInNeeded) -> None:
        """Replace a token that was refused, unless another thread did so already. Raises SignInNeeded."""
        with self._lock:
            if self._token == stale:
                self._token = self._source(refusal)


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, with the port that the scheme implies."""
    parts = urlsplit(url)
    default = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or default
