"""SharePoint sites; they can be searched, not listed."""

from portal.tenant.errors import bad_request
from portal.tenant.graph.call import Answer, Call
from portal.tenant.state import Row


def search_sites(call: Call) -> Answer:
    """``?search=`` without a dollar sign; ``*`` finds every site."""
    text = call.incoming.query.get("search")
    if not text:
        raise bad_request("The 'search' query parameter is required.", "invalidRequest")
    rows = [site for site in call.state.rows("site") if text == "*" or _mentions(site, text.lower())]
    return call.page("site", rows, extra=frozenset({"search"}))


def get_site(call: Call) -> Answer:
    return call.item("site", call.state.get("site", call.path["id"]))


def _mentions(site: Row, text: str) -> bool:
    return any(text in (site.get(name) or "").lower() for name in ("displayName", "name", "webUrl"))
