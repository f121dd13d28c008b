"""Refusals in Graph's own words.

Graph answers every refusal as ``{"error": {"code", "message", "innerError"}}``. Clients branch on ``code``;
the message is for people. Where the vendor's message says little, ``reason`` tells a developer more: it goes
to the request log of the control endpoint, never on the wire.
"""

from collections.abc import Mapping


class GraphError(Exception):
    """A refusal: HTTP status, Graph's code and message, extra headers, and a reason for the request log."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        reason: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.reason = reason
        self.headers = dict(headers or {})


def invalid_model(reason: str) -> GraphError:
    return GraphError(400, "InvalidModel", "The model is invalid.", reason=reason)


def bad_request(message: str, code: str = "BadRequest") -> GraphError:
    return GraphError(400, code, message)


def unsupported_query(message: str) -> GraphError:
    return GraphError(400, "Request_UnsupportedQuery", message)


def invalid_filter(detail: str) -> GraphError:
    return GraphError(400, "InvalidFilter", f"OData query is invalid: {detail}")


def denied(reason: str = "") -> GraphError:
    """The directory's refusal: the token lacks a permission."""
    message = "Insufficient privileges to complete the operation."
    return GraphError(403, "Authorization_RequestDenied", message, reason=reason)


def not_authorized(reason: str = "") -> GraphError:
    """Entitlement management's refusal: the token is good, but the person holds no fitting role."""
    message = "User is not authorized to perform the operation. Reason: Unauthorized"
    return GraphError(403, "accessDenied", message, reason=reason)


def unauthenticated(message: str, headers: Mapping[str, str] | None = None) -> GraphError:
    challenge = {
        "WWW-Authenticate": 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common"'
    }
    return GraphError(401, "InvalidAuthenticationToken", message, headers=headers or challenge)


def object_not_found(object_id: str) -> GraphError:
    message = f"Resource '{object_id}' does not exist or one of its queried reference-property objects "
    message += "are not present."
    return GraphError(404, "Request_ResourceNotFound", message)


def not_found(code: str, thing: str) -> GraphError:
    return GraphError(404, code, f"The {thing} was not found.")


def not_simulated(method: str, path: str) -> GraphError:
    return GraphError(501, "NotSimulated", f"{method} {path} is not part of the simulated tenant.")


def method_not_allowed(method: str) -> GraphError:
    return GraphError(
        405, "MethodNotAllowed", f"The requested resource does not support http method '{method}'."
    )
