"""What code must not do, wherever it stands: commit, read the environment, count in floats."""

import ast
from collections.abc import Iterator
from typing import TypeVar

from tests.house import tree

Node = TypeVar("Node", bound=ast.AST)
TREES = frozenset({"src/bolo/core/errors.py"})  # its docstring draws the tree of errors
COMMITTERS = (  # a migration runs outside of any session, in a transaction that Alembic opens
    "src/bolo/platform/database/migrate.py",
)
SETTINGS = "src/bolo/platform/settings.py"
EXACT = (  # money, rates and probabilities are Decimal here
    "src/bolo/core/money.py",
    "src/bolo/core/fx.py",
    "src/bolo/core/fees/",
    "src/bolo/core/valuation/",
    "src/bolo/core/decision/",
    "src/bolo/pipeline/value/",
    "src/bolo/pipeline/decide/",
)


STATISTICS = (  # over logarithms of prices; what leaves them for a verdict is Money
    "src/bolo/core/valuation/forecast/",
)


def _nodes(kind: type[Node], *starts: str) -> Iterator[tuple[str, Node]]:
    for path in tree.python("src"):
        if tree.name(path).startswith(starts or ("src/",)):
            for node in tree.nodes(path):
                if isinstance(node, kind):
                    yield f"{tree.name(path)}:{getattr(node, 'lineno', 0)}", node


def test_every_module_says_what_it_is_in_one_to_five_lines() -> None:
    modules = [
        (tree.name(path), ast.get_docstring(tree.parsed(path)))
        for path in tree.python("src", "tests", "scripts", "bench", "migrations")
        if path.stat().st_size
    ]

    violations = [f"{where}: says nothing" for where, told in modules if not told]
    violations += [
        f"{where}: {len(lines)} lines"
        for where, told in modules
        if where not in TREES
        and (lines := [line for line in (told or "").splitlines() if line])
        and len(lines) > 5
    ]

    assert not violations, tree.report(violations)


def test_only_the_database_door_commits() -> None:
    violations = [
        where
        for where, node in _nodes(ast.Call)
        if not where.startswith(COMMITTERS)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]

    assert not violations, tree.report(violations)


def test_only_settings_read_the_environment() -> None:
    violations = [
        where
        for where, node in _nodes(ast.Attribute)
        if not where.startswith(SETTINGS) and node.attr in {"environ", "getenv"}
    ]

    assert not violations, tree.report(violations)


def test_nobody_waits_by_wait_for() -> None:
    violations = [
        f"{where}: before Python 3.12 it may swallow a cancellation; use asyncio.timeout"
        for where, node in _nodes(ast.Attribute)
        if node.attr == "wait_for"
    ]

    assert not violations, tree.report(violations)


def test_no_float_comes_near_money() -> None:
    violations = [
        where
        for where, node in _nodes(ast.expr, *EXACT)
        if not where.startswith(STATISTICS)
        and (
            (isinstance(node, ast.Name) and node.id == "float")
            or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        )
    ]

    assert not violations, tree.report(violations)
