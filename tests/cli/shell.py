"""Commands of the program in the tests' own process, against one database."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner, Result

from bolo.cli.opening import console, out
from bolo.core.errors import BoloError

Mount = Callable[[typer.Typer], None]
WIDE = 250
"""Columns of a terminal in which no table folds; rich looks only once how wide it is."""


class Shell:
    """Runs commands of what is mounted; `group` stands before the words of each."""

    def __init__(self, data: Path, url: str, mounts: Sequence[Mount], *group: str) -> None:
        self.data, self.url = data, url
        self._mounts, self._group = mounts, group
        out.width = console.width = WIDE

    def run(self, *words: str, code: int = 0) -> Result:
        """Run a command that must end with `code`; a refusal of ours is raised."""
        app = typer.Typer()

        @app.callback()
        def begin(data: Path) -> None:
            assert data == self.data

        for mount in self._mounts:
            mount(app)
        told = CliRunner().invoke(
            app,
            [str(self.data), *self._group, *words],
            env={"DATABASE_URL": self.url},
        )
        if isinstance(told.exception, BoloError):
            raise told.exception
        assert told.exit_code == code, told.output or told.exception
        return told

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """Return the JSON lines of a command."""
        return [json.loads(line) for line in self.run(*words, "--json").stdout.splitlines()]
