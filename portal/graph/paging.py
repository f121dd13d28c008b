"""Pages of a list. https://learn.microsoft.com/graph/paging"""

from typing import Any
from urllib.parse import unquote, urlsplit

from portal.graph.auth import origin_of
from portal.graph.calls import GraphCall
from portal.graph.errors import GraphError, GraphUnreachable


def split(body: Any, call: GraphCall, root: str) -> tuple[list[dict[str, Any]], GraphCall | None]:
    """The rows of a page and the call for the next one. `root` is Graph's address with its version.

    Raises GraphUnreachable for what is no page, GraphError for a next page anywhere else than below `root`.
    """
    rows = body.get("value") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        raise GraphUnreachable("an answer that should be a list and is none", may_have_landed=False)
    link = body.get("@odata.nextLink")
    return rows, following(str(link), call, root) if link else None


def following(link: str, call: GraphCall, root: str) -> GraphCall:
    """The call for an `@odata.nextLink`, with the headers of the first page, which Graph wants to see again.

    A link to another place would carry the person's token there.
    """
    path = link.partition("://")[2].partition("/")[2]
    base = root.partition("://")[2].partition("/")[2]
    if not _same_origin(link, root) or not path.startswith(f"{base}/") or _climbs(path):
        raise GraphError(f"refused a next page outside {root}: {link}")
    return GraphCall(path=path.removeprefix(base), headers=call.headers)


def _same_origin(link: str, root: str) -> bool:
    try:
        return origin_of(link) == origin_of(root) and urlsplit(link).username is None
    except ValueError:  # no address at all
        return False


def _climbs(path: str) -> bool:
    """Whether it would leave the folder in which it begins."""
    return ".." in unquote(path.partition("?")[0]).split("/")
