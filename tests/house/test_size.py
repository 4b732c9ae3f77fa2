"""Nothing grows past what a reader holds in mind: what does holds two ideas."""

import ast

from tests.house import tree

PYTHON, TYPESCRIPT, FUNCTION, ARGUMENTS = 400, 250, 40, 6
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _limit(name: str) -> int | None:
    if name.startswith("web/src/") and name.endswith((".ts", ".tsx")):
        return TYPESCRIPT
    return PYTHON if name.endswith((".py", ".ts", ".tsx", ".js", ".sh")) else None


def _positional(function: Function) -> int:
    given = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(given) - (given[:1] in (["self"], ["cls"]))


def _functions() -> list[tuple[str, Function]]:
    return [
        (f"{tree.name(path)}:{node.lineno} {node.name}", node)
        for path in tree.python("src", "scripts", "bench", "migrations")
        for node in tree.nodes(path)
        if isinstance(node, Function)
    ]


def test_no_file_is_longer_than_its_limit() -> None:
    counted = [
        (tree.name(path), len(tree.text(path).splitlines()), _limit(tree.name(path)))
        for path in tree.files()
        if not tree.generated(path)
    ]

    violations = [
        f"{name}: {lines} lines, {limit} allowed"
        for name, lines, limit in counted
        if limit is not None and lines > limit
    ]

    assert not violations, tree.report(violations)


def test_no_function_is_longer_than_its_limit() -> None:
    lengths = [
        (where, (node.end_lineno or node.lineno) - node.lineno + 1)
        for where, node in _functions()
        if "/migrations/" not in f"/{where}"  # a table is one statement, however many columns
    ]

    violations = [f"{where}: {length} lines" for where, length in lengths if length > FUNCTION]

    assert not violations, tree.report(violations)


def test_no_function_takes_more_positional_arguments_than_its_limit() -> None:
    counts = [(where, _positional(node)) for where, node in _functions()]

    violations = [f"{where}: {count} positional" for where, count in counts if count > ARGUMENTS]

    assert not violations, tree.report(violations)
