"""The one door to Graph."""

import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import requests

from portal.graph import paging
from portal.graph.answers import GraphAnswer, answer_of
from portal.graph.auth import Bearer, TokenSource
from portal.graph.batch import batches, bodies, missing, together
from portal.graph.calls import GraphCall
from portal.graph.errors import GraphBroken, GraphUnreachable, NotThere, SignInNeeded
from portal.graph.failures import unreachable
from portal.graph.session import TIMEOUT, pooled_session

VERSION = "/v1.0"
#: Reads that `read_all` has under way at one time.
PARALLEL = 8
#: Seconds before a read is repeated, once, for a person who is waiting.
QUICK = 0.1

Item = TypeVar("Item")
Result = TypeVar("Result")
Rows = list[dict[str, Any]]


class GraphClient:
    """Calls with one person's rights. Threads may share it.

    `base_url` is Graph's origin, such as https://graph.microsoft.com. `token` is a token, or what gives one.
    """

    def __init__(
        self, base_url: str, token: str | TokenSource, session: requests.Session | None = None
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._auth = Bearer(self.base_url, token if callable(token) else _fixed(token))
        self._session = session or pooled_session(trust_env=True)

    def send(self, call: GraphCall, client_request_id: str | uuid.UUID | None = None) -> GraphAnswer:
        """Make the call once; only after a 401, when nothing happened, again with a renewed token.

        Raises the family of `portal.graph.errors`.
        """
        request_id = str(client_request_id or uuid.uuid4())
        return self._with_token(lambda: self._once(call, request_id))

    def read(self, call: GraphCall) -> Any:
        """The decoded answer of a GET, repeated once where a moment may mend it. Raises `GraphError`."""
        return self._with_token(lambda: self._patiently(call))

    def page(self, call: GraphCall) -> tuple[Rows, GraphCall | None]:
        """The rows of one page, which may be none, and the call for the next page. Raises `GraphError`."""
        return self._with_token(lambda: self._page(call))

    def rows(self, call: GraphCall) -> Rows:
        """The rows of all pages. Raises `GraphError`."""
        return self._with_token(lambda: self._rows(call))

    def read_all(self, calls: Sequence[GraphCall]) -> list[Any]:
        """The answers of reads made side by side, in the order of the calls. Raises the first error."""
        return self._side_by_side(self._patiently, calls)

    def read_many(self, calls: Sequence[GraphCall]) -> list[Any]:
        """As `read_all`, twenty in one request; None for what is not there. Raises the first other error."""
        if len(calls) == 1:
            return [self._with_token(lambda: self._or_none(calls[0]))]
        return [body for part in self._side_by_side(self._many, list(batches(calls))) for body in part]

    def rows_of_many(self, calls: Sequence[GraphCall]) -> list[Rows]:
        """As `rows_all`, for dozens of short lists: twenty travel in one request. Raises the first error."""
        return [rows for part in self._side_by_side(self._batch, list(batches(calls))) for rows in part]

    def rows_all(self, calls: Sequence[GraphCall]) -> list[Rows]:
        """The rows of lists read side by side, in the order of the calls. Raises the first error."""
        return self._side_by_side(self._rows, calls)

    def _side_by_side(self, work: Callable[[Item], Result], calls: Sequence[Item]) -> list[Result]:
        if len(calls) < 2:
            return self._with_token(lambda: [work(call) for call in calls]) if calls else []
        self._auth.token()  # here, so that no other thread opens a connection to the database for it
        with ThreadPoolExecutor(max_workers=min(PARALLEL, len(calls))) as pool:
            return self._with_token(lambda: list(pool.map(work, calls)))

    def _with_token(self, work: Callable[[], Result]) -> Result:
        """Do the work; when the token is refused, renew it and do the work once more."""
        stale = self._auth.token()
        try:
            return work()
        except SignInNeeded as refusal:
            self._auth.renew(stale, refusal)
            return work()

    def _batch(self, calls: Sequence[GraphCall]) -> list[Rows]:
        """Whatever the batch did not answer is asked for by itself, which also brings its error to light."""
        answers = bodies(self._patiently(together(calls)), len(calls))
        return [
            self._rows(call) if body is None else self._rest(*self._split(body, call))
            for call, body in zip(calls, answers, strict=True)
        ]

    def _many(self, calls: Sequence[GraphCall]) -> list[Any]:
        """The same for single objects: one that is not there is an answer, too."""
        answer = self._patiently(together(calls))
        gone = missing(answer)
        return [
            self._or_none(call) if body is None and place not in gone else body
            for place, (call, body) in enumerate(zip(calls, bodies(answer, len(calls)), strict=True))
        ]

    def _or_none(self, call: GraphCall) -> Any:
        try:
            return self._patiently(call)
        except NotThere:
            return None

    def _rows(self, call: GraphCall) -> Rows:
        return self._rest([], call)

    def _rest(self, rows: Rows, following: GraphCall | None) -> Rows:
        while following:
            page, following = self._page(following)
            rows = rows + page
        return rows

    def _page(self, call: GraphCall) -> tuple[Rows, GraphCall | None]:
        return self._split(self._patiently(call), call)

    def _split(self, body: Any, call: GraphCall) -> tuple[Rows, GraphCall | None]:
        return paging.split(body, call, self.base_url + VERSION)

    def _patiently(self, call: GraphCall) -> Any:
        try:
            return self._once(call, str(uuid.uuid4())).body
        except (GraphUnreachable, GraphBroken) as error:
            if not _worth_a_moment(error):
                raise
        time.sleep(QUICK)
        return self._once(call, str(uuid.uuid4())).body

    def _once(self, call: GraphCall, request_id: str) -> GraphAnswer:
        try:
            response = self._session.request(
                call.method,
                self.base_url + VERSION + call.path,
                json=call.body,
                headers={**call.headers, "client-request-id": request_id, "Accept": "application/json"},
                auth=self._auth,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise unreachable(error, self.base_url) from error
        return answer_of(response)


def _worth_a_moment(error: GraphUnreachable | GraphBroken) -> bool:
    """A connection that was cut, or a server that asks for a moment: often good at the second try."""
    if isinstance(error, GraphUnreachable):
        return error.may_have_landed
    return error.status in {503, 504} and (error.wait or 0.0) <= QUICK


def _fixed(token: str) -> TokenSource:
    def source(refusal: SignInNeeded | None) -> str:
        if refusal:
            raise refusal
        return token

    return source
