"""Names say what a thing is; these say nothing."""

import ast
import re

from tests.house import tree

EMPTY = frozenset(
    "util utils helper helpers common base manager managers handler handlers processor "
    "processors model models misc".split()
)
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _says_nothing(name: str) -> bool:
    return not EMPTY.isdisjoint(word.lower() for word in WORDS.findall(name))


def test_no_file_or_folder_has_an_empty_name() -> None:
    ours = [p for p in tree.files() if not tree.generated(p) and "recorded" not in p.parts]

    violations = [
        tree.name(path)
        for path in ours
        if any(_says_nothing(part) for part in path.relative_to(tree.ROOT).with_suffix("").parts)
    ]

    assert not violations, tree.report(violations)


def test_no_class_has_an_empty_name() -> None:
    classes = [
        (tree.name(path), node)
        for path in tree.python("src", "tests", "scripts", "bench")
        for node in tree.nodes(path)
        if isinstance(node, ast.ClassDef)
    ]

    violations = [
        f"{where}:{node.lineno} {node.name}" for where, node in classes if _says_nothing(node.name)
    ]

    assert not violations, tree.report(violations)
