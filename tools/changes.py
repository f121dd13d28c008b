"""The ways in which tools.mutants spoils a source: one small change each, as a tired author would make it."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip

#: Changes a copy of the node in place and says what it did.
Change = Callable[[Any], str]


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    line: int
    what: str
    tree: ast.Module
    #: The function whose body it is in, such as Class.method; empty for what runs on import.
    function: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of the source, in the order of its lines."""
    tree = ast.parse(source)
    for number, statement in enumerate(tree.body):
        if _is_text_alone(statement):
            continue
        for position, node in enumerate(_nodes(statement)):
            for change in _changes(node):
                spoilt = copy.deepcopy(statement)
                what = change(list(_nodes(spoilt))[position])
                body = [*tree.body[:number], ast.fix_missing_locations(spoilt), *tree.body[number + 1 :]]
                yield Mutant(
                    line=getattr(node, "lineno", 0),
                    what=what,
                    tree=ast.Module(body=body, type_ignores=[]),
                    function=_function_around(node, statement),
                )


def _function_around(node: ast.AST, statement: ast.stmt) -> str:
    """Its name, if the node is in a body that runs when the function is called."""
    match statement:
        case ast.FunctionDef(name=name, body=body):
            return name if any(node is one for part in body for one in ast.walk(part)) else ""
        case ast.ClassDef(name=name, body=body):
            found = [_function_around(node, one) for one in body if isinstance(one, ast.FunctionDef)]
            return next((f"{name}.{one}" for one in found if one), "")
    return ""


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs: no annotations, docstrings, imports or type aliases."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns"} or isinstance(tree, ast.Import | ast.ImportFrom):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_text_alone(child):
                yield from _nodes(child)


def _is_text_alone(node: ast.AST) -> bool:
    """A docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.expr):
        yield from _changes_of_expression(node)
    else:
        yield from _changes_of_statement(node)


def _changes_of_expression(node: ast.expr) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops) if all(type(op) in _COMPARED for op in ops):
            yield from (partial(_compare_otherwise, position) for position in range(len(ops)))
        case ast.BoolOp():
            yield _join_otherwise
        case ast.UnaryOp(op=ast.Not()):
            yield _say_yes
        case ast.BinOp(op=op) if type(op) in _COUNTED:
            yield _count_otherwise
        case ast.Constant(value=bool() | int() | str()):
            yield _other_value
        case ast.IfExp():
            yield _turn_condition


def _changes_of_statement(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If() | ast.While():
            yield _turn_condition
        case ast.match_case(guard=ast.expr()):
            yield _forget_guard
        case ast.Continue() | ast.Break():
            yield _leave_otherwise
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() | ast.Call()):
            yield _do_nothing
        case ast.Return(value=ast.expr()):
            yield _answer_none


def _compare_otherwise(position: int, node: Any) -> str:
    before = ast.unparse(node)
    node.ops[position] = _COMPARED[type(node.ops[position])]()
    return f"{before}  →  {ast.unparse(node)}"


def _join_otherwise(node: Any) -> str:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return f"→  {ast.unparse(node)}"


def _say_yes(node: Any) -> str:
    before = ast.unparse(node)
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    return f"{before}  without not"


def _count_otherwise(node: Any) -> str:
    node.op = _COUNTED[type(node.op)]()
    return f"→  {ast.unparse(node)}"


def _other_value(node: Any) -> str:
    before = node.value
    if isinstance(before, bool):
        node.value = not before
    else:
        node.value = before + 1 if isinstance(before, int) else f"XX{before}"
    return f"{before!r}  →  {node.value!r}"


def _turn_condition(node: Any) -> str:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return f"if {ast.unparse(node.test)}"


def _forget_guard(node: Any) -> str:
    before, node.guard = node.guard, None
    return f"case without if {ast.unparse(before) if before else ''}"


def _leave_otherwise(node: Any) -> str:
    was_continue = isinstance(node, ast.Continue)
    node.__class__ = ast.Break if was_continue else ast.Continue
    return "continue  →  break" if was_continue else "break  →  continue"


def _do_nothing(node: Any) -> str:
    """Stays a generator where it was one."""
    before = ast.unparse(node)
    nothing = ast.YieldFrom(ast.Tuple([], ast.Load()))
    node.value = ast.Constant(None) if isinstance(node.value, ast.Call) else nothing
    return f"without {before}"


def _answer_none(node: Any) -> str:
    before, node.value = node.value, None
    return f"return nothing instead of {ast.unparse(before) if before else ''}"
