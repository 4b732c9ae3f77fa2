"""`bolo opportunities list`: a row for each deal, with an id that can be copied."""

import asyncio
from pathlib import Path

from bolo.cli.frame.opening import out
from bolo.cli.opportunities import commands as opportunities
from bolo.platform.settings import Settings
from bolo.wiring import build
from tests.api.seed import add_deals
from tests.cli.shell import Shell


async def seeded(data: Path, url: str) -> None:
    services = build(Settings(data=data), url, role="test", supervised=False)
    owner = await services.accounts.ensure_owner()
    await add_deals(services, owner.workspace, [12_000, 45])
    await services.db.close()


def test_the_id_of_each_deal_stays_whole_in_a_narrow_terminal(
    tmp_path: Path, database_url: str
) -> None:
    asyncio.run(seeded(tmp_path, database_url))
    shell = Shell(tmp_path, database_url, (opportunities.mount,))
    ids = [one["id"] for one in shell.lines("opportunities", "list")]
    out.width = 80

    told = shell.run("opportunities", "list").stdout

    assert len(ids) == 2
    assert all(one in told for one in ids)
    assert max(map(len, told.splitlines())) <= 80
    assert [line.split()[-1] for line in told.splitlines() if "BUY" in line or "SKIP" in line] == [
        "%"
    ] * 2
