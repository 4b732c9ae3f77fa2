"""ARCHITECTURE.md is true: its layers, stages, folders and shared tables are those of the code."""

import re
import tomllib
from importlib import import_module
from typing import Any

from sqlalchemy import Table

from bolo.platform.database.schema import Row
from tests.house import tree

PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
BELOW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
OWN = {"match_model", "push_key"}
"""Of the installation, neither seen on pages nor anybody's."""
BESIDE = {"backtest", "across"}
"""Packages of the pipeline that are no stages."""
OPENED = {"core", "platform", "accounts", "pipeline", "api", "cli"}
"""Packages whose own folders are told, too."""
SHARED = re.compile(r"observed on public pages is shared: `([a-z_ ]+)`")


def _page(name: str) -> str:
    return tree.text(tree.ROOT / name)


def _layers(container: str) -> list[str]:
    """Return the layers that import-linter holds a package to, the upper first."""
    told = tomllib.loads(_page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    [contract] = [
        one for one in told if one["type"] == "layers" and one["containers"] == [container]
    ]
    return [layer for layer in contract["layers"] if not layer.startswith("(")]


def _tables(package: str) -> dict[str, Any]:
    for path in tree.python(f"src/bolo/{package}"):
        if path.name == "tables.py":
            parts = path.relative_to(tree.ROOT / "src").with_suffix("").parts
            import_module(".".join(parts))
    return {
        table.name: table.c
        for mapper in Row.registry.mappers
        if mapper.class_.__module__.startswith(f"bolo.{package}.")
        and isinstance(table := mapper.local_table, Table)
    }


def test_the_layers_that_are_drawn_are_those_that_are_checked() -> None:
    layers = BELOW.join(layer for layer in _layers("bolo") if layer != "__main__")

    for name in PAGES:
        assert layers in _page(name).replace("`", ""), f"{name}: {layers}"


def test_the_stages_that_are_drawn_are_those_that_are_checked() -> None:
    stages = [stage for stage in reversed(_layers("bolo.pipeline")) if stage not in BESIDE]

    for name in PAGES:
        assert " → ".join(stages) in _page(name), name


def test_every_folder_of_the_code_is_told() -> None:
    told = set(re.findall(r"[a-z_]+", _page("ARCHITECTURE.md")))
    folders = {path.parent.relative_to(tree.ROOT / "src/bolo") for path in tree.python("src/bolo")}

    violations = [
        str(folder)
        for folder in sorted(folders)
        if folder.parts
        and (len(folder.parts) == 1 or (len(folder.parts) == 2 and folder.parts[0] in OPENED))
        and folder.name not in told
    ]

    assert not violations, tree.report(violations)


def test_the_tables_that_all_share_are_those_without_a_workspace() -> None:
    told = SHARED.search(_page("ARCHITECTURE.md"))
    shared = {
        name for name, columns in _tables("pipeline").items() if "workspace_id" not in columns
    }

    assert told
    assert set(told[1].split()) == shared - OWN
