"""$filter: parsed by odata-query, turned into a predicate over an object in Graph's shape."""

import operator
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from odata_query import ast
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

from portal.tenant.errors import invalid_filter, unsupported_query
from portal.tenant.odata.model import Kind, Kinds
from portal.tenant.state import Row
from portal.tenant.tenant import Tenant

Value = Callable[[Row], Any]

_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
}
#: A list of one, which the parser wants to end with a comma; or a text, in which nothing is a list.
_ONE_OF = re.compile(r"(?P<one>\bin\s*\(\s*(?:'(?:[^']|'')*'|[\w-]+)\s*)\)|'(?:[^']|'')*'")
_TEXT_CHANGES: dict[str, Callable[[str], str]] = {"tolower": str.lower, "toupper": str.upper}


@lru_cache(maxsize=512)
def parse(text: str) -> Any:
    """The syntax tree; raises 400 InvalidFilter for what OData does not allow."""
    try:
        return ODataParser().parse(ODataLexer().tokenize(_ONE_OF.sub(_with_comma, text)))
    except (ODataException, ValueError) as problem:
        raise invalid_filter(str(problem) or "Invalid filter clause") from problem


def _with_comma(match: re.Match[str]) -> str:
    return f"{match['one']},)" if match["one"] else match[0]


def needs_advanced_query(text: str) -> bool:
    """Does the directory answer this filter only with ``ConsistencyLevel: eventual`` and ``$count=true``?"""
    tree = repr(parse(text))
    return any(word in tree for word in ("NotEq(", "Not(", "name='endswith'"))


class Filter:
    """A predicate built once per request. Directory objects compare text without regard to case."""

    def __init__(self, tenant: Tenant, kind: Kind, kinds: Kinds, text: str) -> None:
        self._tenant, self._kind, self._kinds = tenant, kind, kinds
        self._variables: dict[str, Any] = {}
        self._test = self._predicate(parse(text))

    def __call__(self, row: Row) -> bool:
        return bool(self._test(row))

    # conditions

    def _predicate(self, node: Any) -> Value:
        if isinstance(node, ast.BoolOp):
            left, right = self._predicate(node.left), self._predicate(node.right)
            if isinstance(node.op, ast.And):
                return lambda row: left(row) and right(row)
            return lambda row: left(row) or right(row)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self._predicate(node.operand)
            return lambda row: not inner(row)
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.CollectionLambda):
            return self._any(node)
        return self._text_test(node)

    def _comparison(self, node: ast.Compare) -> Value:
        left = self._value(node.left)
        if isinstance(node.comparator, ast.In):
            wanted = [self._literal(item) for item in getattr(node.right, "val", [])]
            return lambda row: self._folded(left(row)) in wanted
        self._check_guid(node)
        compare, right = _COMPARE[type(node.comparator)], self._value(node.right)
        if isinstance(node.comparator, _ORDER):
            return lambda row: _ordered(compare, left(row), right(row))
        return lambda row: compare(self._folded(left(row)), self._folded(right(row)))

    def _any(self, node: ast.CollectionLambda) -> Value:
        if not isinstance(node.operator, ast.Any) or node.lambda_ is None:
            raise unsupported_query("Only any() with a condition is supported on collections.")
        owner, variable = self._value(node.owner), node.lambda_.identifier.name
        self._variables[variable] = None
        test = self._predicate(node.lambda_.expression)

        def matches(row: Row) -> bool:
            return any(self._with(variable, element, test, row) for element in owner(row) or [])

        return matches

    def _with(self, variable: str, element: Any, test: Value, row: Row) -> bool:
        self._variables[variable] = element
        return bool(test(row))

    def _text_test(self, node: Any) -> Value:
        name = node.func.name if isinstance(node, ast.Call) else ""
        if name not in _TEXT_TESTS or len(node.args) != 2:
            raise unsupported_query(f"The filter function '{name or type(node).__name__}' is not supported.")
        if name == "contains" and self._kind.directory:
            raise unsupported_query("The filter function 'contains' is not supported on this resource.")
        if hasattr(node.args[1], "py_val") and not isinstance(node.args[1], ast.String):
            raise invalid_filter(f"The second argument of '{name}' must be text.")
        test, text, part = _TEXT_TESTS[name], self._value(node.args[0]), self._value(node.args[1])
        return lambda row: test(self._folded(_text(text(row))), self._folded(_text(part(row))))

    # values

    def _value(self, node: Any) -> Value:
        if isinstance(node, ast.Identifier | ast.Attribute):
            return self._path(_steps(node))
        if isinstance(node, ast.Call) and node.func.name in _TEXT_CHANGES and len(node.args) == 1:
            change, inner = _TEXT_CHANGES[node.func.name], self._value(node.args[0])
            return lambda row: change(_text(inner(row)))
        literal = self._literal(node)
        return lambda row: literal

    def _literal(self, node: Any) -> Any:
        if not hasattr(node, "py_val"):
            raise unsupported_query(f"The filter expression '{type(node).__name__}' is not supported.")
        value = node.py_val
        return self._folded(str(value) if isinstance(value, UUID) else value)

    def _path(self, steps: list[str]) -> Value:
        if steps[0] in self._variables:
            return lambda row: _inside(self._variables[steps[0]], steps[1:])
        return self._property(self._kind, steps)

    def _property(self, kind: Kind, steps: list[str]) -> Value:
        name, rest = steps[0], steps[1:]
        kind.require(name)
        if name not in kind.navigation:
            return lambda row: _inside(row.get(name), rest)
        navigation = kind.navigation[name]
        if not rest:
            return lambda row: navigation.follow(self._tenant, row)
        further = self._property(self._kinds[navigation.target], rest)

        def follow(row: Row) -> Any:
            target = navigation.follow(self._tenant, row)
            return further(target) if isinstance(target, dict) else None

        return follow

    def _folded(self, value: Any) -> Any:
        return value.lower() if self._kind.directory and isinstance(value, str) else value

    def _check_guid(self, node: ast.Compare) -> None:
        """Entitlement management refuses a name where an id belongs."""
        names_id = isinstance(node.left, ast.Identifier | ast.Attribute) and _steps(node.left)[-1] == "id"
        if names_id and not self._kind.directory and isinstance(node.right, ast.String):
            try:
                UUID(node.right.val)
            except ValueError as problem:
                raise invalid_filter("Unrecognized Guid format") from problem


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _steps(node: Any) -> list[str]:
    return [*_steps(node.owner), node.attr] if isinstance(node, ast.Attribute) else [node.name]


def _inside(value: Any, steps: list[str]) -> Any:
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _ordered(compare: Callable[[Any, Any], Any], left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if isinstance(right, datetime) and isinstance(left, str):
        left = datetime.fromisoformat(left)
    try:
        return bool(compare(left, right))
    except TypeError:
        return False
