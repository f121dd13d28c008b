"""Finds in an answer the element that a `Match` means, comparing as the tenant compares. Pure."""

from typing import Any

from portal.graph.calls import Answers, fill
from wizard.plan import Match

Element = dict[str, Any]

#: Ids and addresses of sites: the tenant ignores case, and a closing slash says nothing.
IDENTIFIERS = frozenset({"id", "originId", "userId", "groupId", "connectedOrganizationId"})


def elements_that_fit(match: Match, body: Any, answers: Answers) -> list[Element]:
    """Every element of the answer's list that has all the values, each once although pages may repeat it."""
    wanted = {path: fill(value, answers) for path, value in match.where.items()}
    fitting = [
        element
        for element in _listed(match.under, body)
        if all(_same(path, _at(element, path), value) for path, value in wanted.items())
    ]
    return list({element.get("id", str(element)): element for element in fitting}.values())


def _listed(under: str, body: Any) -> list[Any]:
    """The list that is meant; a single object is a list of one."""
    found = body if not under else body.get(under) if isinstance(body, dict) else None
    return found if isinstance(found, list) else [found] if isinstance(found, dict) else []


def _at(element: Any, path: str) -> Any:
    for key in path.split("."):
        element = element.get(key) if isinstance(element, dict) else None
    return element


def _same(path: str, found: Any, wanted: Any) -> bool:
    """An empty text comes back as none at all."""
    if isinstance(found, str) and isinstance(wanted, str) and path.rpartition(".")[2] in IDENTIFIERS:
        return plain(found) == plain(wanted)
    return (found or "") == (wanted or "") if found is None or wanted is None else bool(found == wanted)


def plain(identifier: str) -> str:
    """An identifier as the tenant compares it."""
    return identifier.rstrip("/").casefold()
