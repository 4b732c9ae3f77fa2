"""Commands of the program in the tests' own process, against one database."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner, Result

from bolo.accounts.audit.service import Audit
from bolo.accounts.audit.store import Entry, Wanted
from bolo.accounts.service import Accounts
from bolo.cli.frame.opening import console, out
from bolo.core.errors import BoloError
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id

Mount = Callable[[typer.Typer], None]
WIDE = 250
"""Columns of a terminal in which no table folds; rich looks only once how wide it is."""


class Shell:
    """Runs commands of what is mounted; `group` stands before the words of each."""

    def __init__(self, data: Path, url: str, mounts: Sequence[Mount], *group: str) -> None:
        self.data, self.url = data, url
        self._mounts, self._group = mounts, group
        out.width = console.width = WIDE

    def run(self, *words: str, code: int = 0, typed: str | None = None) -> Result:
        """Run a command that must end with `code`, answering what it asks with `typed`.

        A refusal of ours is raised.
        """
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
            input=typed,
        )
        if isinstance(told.exception, BoloError):
            raise told.exception
        assert told.exit_code == code, told.output or told.exception
        return told

    def logged(self) -> list[Entry]:
        """Return the owner's audit log, the oldest first."""

        async def read() -> tuple[Entry, ...]:
            db = Database(self.url, pool_size=1)
            owner = await Accounts(db, system_clock, new_id).ensure_owner()
            found = await Audit(db, system_clock).page(owner, Wanted(limit=100))
            await db.close()
            return found

        return [*reversed(asyncio.run(read()))]

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """Return the JSON lines of a command."""
        return [json.loads(line) for line in self.run(*words, "--json").stdout.splitlines()]
