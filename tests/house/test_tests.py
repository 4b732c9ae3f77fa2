"""Tests say what must hold: each asserts something, and each name is a sentence."""

import ast
from collections.abc import Iterator

from tests.house import tree

Function = ast.FunctionDef | ast.AsyncFunctionDef
ASSERTING = frozenset("raises fail warns expect timeout".split())
"""Names that fail a test by themselves: of pytest, of the browser's tests, of waiting."""
SENTENCE = 3
"""Words that a sentence has at least, `test` not counted."""


def _functions(*folders: str) -> Iterator[tuple[str, Function]]:
    for path in tree.python(*folders):
        for node in tree.nodes(path):
            if isinstance(node, Function):
                yield f"{tree.name(path)}:{node.lineno} {node.name}", node


def _tests() -> Iterator[tuple[str, Function]]:
    return ((where, node) for where, node in _functions("tests") if node.name.startswith("test_"))


def _named(node: ast.AST) -> str:
    return str(getattr(node, "id", None) or getattr(node, "attr", ""))


def _asserts(function: Function) -> bool:
    names = {_named(node) for node in ast.walk(function)}
    return not names.isdisjoint(ASSERTING) or any(
        isinstance(node, ast.Assert) or _named(node).startswith("assert_")
        for node in ast.walk(function)
    )


def _calls(function: Function) -> set[str]:
    return {_named(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def _that_assert(functions: list[Function]) -> set[str]:
    """Return the names of functions that assert, themselves or by what they call."""
    calls = [(function.name, _calls(function)) for function in functions]
    sure = {function.name for function in functions if _asserts(function)}
    while more := {name for name, called in calls if name not in sure and called & sure}:
        sure |= more
    return sure


def test_every_test_asserts_something() -> None:
    sure = _that_assert([node for _, node in _functions("tests")])

    violations = [where for where, node in _tests() if node.name not in sure]

    assert not violations, tree.report(violations)


def test_the_name_of_every_test_is_a_sentence() -> None:
    violations = [
        where
        for where, node in _tests()
        if len(node.name.removeprefix("test_").split("_")) < SENTENCE
    ]

    assert not violations, tree.report(violations)


def test_no_test_puts_a_mock_in_the_place_of_a_thing() -> None:
    violations = [
        f"{tree.name(path)}:{node.lineno}: fake what stands at a port"
        for path in tree.python("tests")
        for node in tree.nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("mock" in word for word in (getattr(node, "module", None) or "", *_names(node)))
    ]

    assert not violations, tree.report(violations)


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]
