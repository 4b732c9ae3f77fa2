"""`bolo api-usage` over one database."""

import asyncio
from pathlib import Path

from bolo.accounts.service import Accounts
from bolo.accounts.usage.service import Usage
from bolo.cli.workspace import api_usage
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell


async def _asked(url: str) -> None:
    """Have the owner use one route twice, once with an error."""
    db = Database(url, pool_size=1)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    usage = Usage(db, system_clock)
    usage.note(owner, ("GET", "/api/v1/listings"), 200, 0.004)
    usage.note(owner, ("GET", "/api/v1/listings"), 500, 9.0)
    await usage.write()
    await db.close()


def test_how_the_api_was_used(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (api_usage.mount,), "api-usage")
    asyncio.run(_asked(database_url))

    [used] = shell.lines()

    assert (used["method"], used["route"]) == ("GET", "/api/v1/listings")
    assert (used["requests"], used["errors"], used["p95_ms"]) == (2, 1, None)
    assert "more than 5 s" in shell.run().stdout
