"""What can go wrong with a Graph call.

GraphError
├── GraphUnreachable     no answer that can be read: refused, reset, timed out, cut short
├── SignInNeeded         401, or no token to send: only the person can help, by signing in
└── GraphRefused         an answer with an error in it
    ├── NotAllowed       403
    ├── NotThere         404
    ├── AlreadyThere     409
    ├── TooFast          429
    └── GraphBroken      5xx

Every text carries Graph's request id where there was an answer: it is what Microsoft's support asks for.
Source: https://learn.microsoft.com/graph/errors
"""


class GraphError(Exception):
    """Anything that kept a call from succeeding; raised itself only where we refuse to make the call."""


class GraphUnreachable(GraphError):
    """No answer, or one that says nothing. `may_have_landed` is False only where no byte of the call left."""

    def __init__(self, why: str, *, may_have_landed: bool) -> None:
        super().__init__(why)
        self.may_have_landed = may_have_landed


class SignInNeeded(GraphError):
    """The person has to sign in; `claims` is the JSON text of what the tenant wants to see then, or None."""

    def __init__(self, why: str, *, claims: str | None = None, request_id: str = "") -> None:
        super().__init__(f"{why} (request id {request_id})" if request_id else why)
        self.claims = claims
        self.request_id = request_id


class GraphRefused(GraphError):
    """Graph said no. Branch on `code`, never on `message`; `wait` is Retry-After in seconds or None."""

    def __init__(
        self, *, status: int, code: str, message: str, request_id: str = "", wait: float | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {message} (request id {request_id or 'unknown'})")
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id
        self.wait = wait


class NotAllowed(GraphRefused):
    """403: the token is good, but the person lacks a scope, a role or a licence."""


class NotThere(GraphRefused):
    """404: it does not exist, or not yet."""


class AlreadyThere(GraphRefused):
    """409: it collides with what is there."""


class TooFast(GraphRefused):
    """429: nothing happened; ask again after `wait` seconds."""


class GraphBroken(GraphRefused):
    """5xx: a write may have landed all the same."""


#: No answer, or one that asks to come back later.
DOWN = (GraphUnreachable, GraphBroken, TooFast)


def refusal(
    *, status: int, code: str, message: str, request_id: str, wait: float | None = None
) -> GraphRefused:
    """The fitting kind of `GraphRefused`."""
    kinds = {403: NotAllowed, 404: NotThere, 409: AlreadyThere, 429: TooFast}
    kind = GraphBroken if status >= 500 else kinds.get(status, GraphRefused)
    return kind(status=status, code=code, message=message, request_id=request_id, wait=wait)
