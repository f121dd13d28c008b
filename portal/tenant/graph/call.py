"""One Graph call: what came in, who asks, and how a list or an object goes out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from portal.tenant.caller import Caller
from portal.tenant.errors import GraphError, bad_request, object_not_found, unsupported_query
from portal.tenant.graph.kinds import KINDS
from portal.tenant.odata.filter import Filter, needs_advanced_query
from portal.tenant.odata.model import Kind
from portal.tenant.odata.page import ordered, read_position, take_page
from portal.tenant.odata.query import ITEM_OPTIONS, LIST_OPTIONS, Query, read_query
from portal.tenant.odata.search import search
from portal.tenant.odata.shape import shape
from portal.tenant.rights import Rights
from portal.tenant.state import Row, State
from portal.tenant.tenant import Tenant


@dataclass(frozen=True)
class Incoming:
    """A request without its transport: from the wire or from inside a batch. Header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base_url: str


@dataclass
class Answer:
    """Status, JSON body (None = no body) and further headers."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """What a handler works with."""

    tenant: Tenant
    incoming: Incoming
    caller: Caller
    path: Mapping[str, str]

    @property
    def state(self) -> State:
        return self.tenant.state

    @cached_property
    def rights(self) -> Rights:
        return Rights(self.state, self.caller)

    @property
    def body(self) -> Any:
        """The JSON body; raises 400 for anything else."""
        try:
            return json.loads(self.incoming.body)
        except ValueError as problem:
            raise bad_request("Unable to read JSON request payload.") from problem

    def query(self, kind_name: str, allowed: frozenset[str]) -> Query:
        return read_query(self.incoming.query, KINDS[kind_name], KINDS, allowed)

    def page(
        self,
        table: str,
        rows: Iterable[Row] | None = None,
        *,
        extra: frozenset[str] = frozenset(),
        page_size: int | None = None,
    ) -> Answer:
        """A page of these rows, or of the whole table; ``extra`` names options beyond OData's."""
        query = self.query(table, LIST_OPTIONS | extra)
        kind = KINDS[table]
        self._check_advanced(kind, query)
        found = self._found(table, kind, query, rows)
        size = query.top or page_size or self.tenant.settings.page_size
        return Answer(200, self._page_body(table, query, found, size))

    def _page_body(self, table: str, query: Query, found: Iterable[Row], size: int) -> dict[str, Any]:
        body: dict[str, Any] = {"@odata.context": f"{self.root}/$metadata#{table}"}
        position = read_position(query)
        if query.count and position.offset == 0:
            found = [*found]
            body["@odata.count"] = len(found)
        taken = take_page(found, position, size, self.tenant.settings.empty_pages)
        if taken.following is not None:
            body["@odata.nextLink"] = self._link(taken.following.token())
        body["value"] = [shape(self.tenant, KINDS[table], KINDS, row, query) for row in taken.rows]
        return body

    def item(self, table: str, row: Row | None, missing: Exception | None = None) -> Answer:
        """One object as the query options ask, or the 404."""
        query = self.query(table, ITEM_OPTIONS)
        if row is None:
            raise missing or object_not_found(self.path.get("id", ""))
        return Answer(200, self._with_context(table, shape(self.tenant, KINDS[table], KINDS, row, query)))

    def created(self, table: str, row: Row) -> Answer:
        return Answer(201, self._with_context(table, self.whole(table, row)))

    def whole(self, table: str, row: Row) -> dict[str, Any]:
        """All properties, nothing expanded."""
        return shape(self.tenant, KINDS[table], KINDS, row, Query())

    def refuse_second(self, table: str, name: str, code: str) -> None:
        """409 for a name that is taken, where the switches ask for it; the real service allows it mostly."""
        taken = any(row["displayName"] == name for row in self.state.rows(table))
        if self.tenant.settings.unique_names and taken:
            raise GraphError(409, code, f"The name '{name}' is taken.")

    @property
    def root(self) -> str:
        return self.incoming.base_url + "/v1.0"

    def is_eventual(self) -> bool:
        return self.incoming.headers.get("consistencylevel", "").lower() == "eventual"

    def _with_context(self, table: str, body: dict[str, Any]) -> dict[str, Any]:
        return {"@odata.context": f"{self.root}/$metadata#{table}/$entity", **body}

    def _found(self, table: str, kind: Kind, query: Query, rows: Iterable[Row] | None) -> Iterable[Row]:
        found: Iterable[Row] = self.state.rows(table) if rows is None else rows
        if query.search:
            found = self._searched(table, kind, query.search, rows)
        if query.filter:
            found = filter(Filter(self.tenant, kind, KINDS, query.filter), found)
        return ordered(found, kind, query.orderby)

    def _searched(self, table: str, kind: Kind, text: str, rows: Iterable[Row] | None) -> Iterable[Row]:
        ids = search(self.tenant.index, table, kind, text)
        if rows is not None:
            return [row for row in rows if row["id"] in ids]
        ranked = self.tenant.index.ranked(table, ids)
        return filter(None, (self.state.get(table, object_id) for object_id in ranked))

    def _check_advanced(self, kind: Kind, query: Query) -> None:
        """Directory lists answer some options only to callers who accept a stale index."""
        if not kind.directory:
            if query.search:
                raise unsupported_query("$search is not supported on this resource.")
            return
        if (query.search or query.count) and not self.is_eventual():
            raise unsupported_query(
                "Request with $search or $count query parameter only works through MSGraph with a special "
                "request header: 'ConsistencyLevel: eventual'"
            )
        advanced = query.filter and (query.orderby or needs_advanced_query(query.filter))
        if advanced and not (self.is_eventual() and query.count):
            raise unsupported_query(
                "Unsupported or invalid query filter clause: advanced query capabilities needed."
            )

    def _link(self, token: str) -> str:
        options = {**self.incoming.query, "$skiptoken": token}
        return f"{self.incoming.base_url}{quote(self.incoming.path)}?{urlencode(options)}"
