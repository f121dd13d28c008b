"""From an exception of `requests` to `GraphUnreachable`: did anything leave before it failed?"""

import requests
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from portal.graph.errors import GraphUnreachable


def unreachable(error: requests.RequestException, host: str) -> GraphUnreachable:
    """Only a connection that never stood proves that the call did not land; the rest leaves it open."""
    why = f"No answer from {host}: {_cause(error)}"
    return GraphUnreachable(why, may_have_landed=not _never_connected(error))


def _never_connected(error: requests.RequestException) -> bool:
    return isinstance(error, ConnectTimeout) or isinstance(
        _inner(error), NewConnectionError | ConnectTimeoutError
    )


def _inner(error: requests.RequestException) -> object:
    inner = error.args[0] if error.args else error
    return inner.reason if isinstance(inner, MaxRetryError) else inner


def _cause(error: requests.RequestException) -> str:
    """The kind of failure in words; urllib3's own text holds memory addresses and query strings."""
    return type(_inner(error)).__name__ if _inner(error) is not error else type(error).__name__
