"""$search: ``"displayName:anna" OR "mail:anna"``, clauses joined by AND and OR in capitals."""

import re

from portal.tenant.errors import bad_request
from portal.tenant.odata.model import Kind
from portal.tenant.search import SearchIndex

_CLAUSE = re.compile(r'"(?P<prop>\w+):(?P<text>(?:[^"\\]|\\.)*)"')
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|AND\b|OR\b)\s*')


def search(index: SearchIndex, table: str, kind: Kind, text: str) -> set[str]:
    """Ids that match; AND binds stronger than OR. Raises 400 for a clause that Graph would not understand."""
    tokens = _tokens(text)
    found: set[str] = set()
    for group in _grouped(tokens):
        found |= set.intersection(*(_matches(index, table, kind, clause) for clause in group))
    return found


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _syntax_error(text)
        tokens.append(match[1])
        place = match.end()
    if not tokens or len(tokens) % 2 == 0:
        raise _syntax_error(text)
    return tokens


def _grouped(tokens: list[str]) -> list[list[str]]:
    """Clauses joined by AND, one list per alternative of OR."""
    groups = [[tokens[0]]]
    for joint, clause in zip(tokens[1::2], tokens[2::2], strict=True):
        if joint not in ("AND", "OR"):
            raise _syntax_error(" ".join(tokens))
        groups[-1].append(clause) if joint == "AND" else groups.append([clause])
    return groups


def _matches(index: SearchIndex, table: str, kind: Kind, clause: str) -> set[str]:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        raise _syntax_error(clause)
    if match["prop"] not in kind.searchable:
        raise bad_request(f"The property '{match['prop']}' is not searchable on '{kind.name}'.")
    return index.find(table, match["prop"], re.sub(r"\\(.)", r"\1", match["text"]))


def _syntax_error(text: str) -> Exception:
    return bad_request(f"Syntax error in $search: {text}")
