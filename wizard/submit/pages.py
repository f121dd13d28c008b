"""One answer from all pages of a list: what is looked for may be on the last one."""

from __future__ import annotations

import uuid
from dataclasses import replace

from portal.graph import paging
from portal.graph.answers import GraphAnswer
from portal.graph.calls import GraphCall
from portal.graph.client import VERSION, GraphClient


def send_whole(client: GraphClient, call: GraphCall, request_id: uuid.UUID) -> GraphAnswer:
    """The answer with the rows of all pages in it. Raises `portal.graph.errors.GraphError`."""
    first = client.send(call, request_id)
    if call.method != "GET" or not isinstance(first.body, dict) or "@odata.nextLink" not in first.body:
        return first
    root = client.base_url + VERSION
    rows, following = paging.split(first.body, call, root)
    while following:
        more, following = paging.split(client.send(following, request_id).body, following, root)
        rows = rows + more
    return replace(first, body=first.body | {"value": rows})
