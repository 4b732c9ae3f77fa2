"""`bolo marketplaces`: the facts that each connector states, and its health."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import typer
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bolo.cli.sources.marketplaces import mount
from bolo.cli.watching import watches
from bolo.marketplaces import discover
from bolo.platform.database.access import Database
from tests.cli.shell import Shell


def bolo_marketplaces(*arguments: str, width: int = 240, **health: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)

    def known(_: typer.Context) -> Mapping[str, str]:
        return health

    mount(app, known)
    return CliRunner().invoke(app, ["marketplaces", *arguments], env={"COLUMNS": str(width)})


def test_every_connector_is_listed() -> None:
    result = bolo_marketplaces()

    assert result.exit_code == 0
    for kind in discover().values():
        assert kind.title in result.stdout
    assert "none needed" in result.stdout
    assert "not asked yet" in result.stdout


def test_json_lines_hold_every_fact() -> None:
    result = bolo_marketplaces("--json")

    listed = {one["slug"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert list(listed) == list(discover())
    assert listed["gog"]["powers"] == ["reads_page", "searches"]
    assert listed["steam"]["per_minute"] == 40
    assert listed["steam"]["access"] == "official_api"
    assert listed["shopify"]["credentials"] == []


def test_health_is_shown_where_it_is_known() -> None:
    result = bolo_marketplaces(steam="2 ok, 1 waiting")

    assert "2 ok, 1 waiting" in result.stdout
    assert "not asked yet" in result.stdout


def test_no_address_and_no_name_is_broken_in_a_narrow_terminal() -> None:
    result = bolo_marketplaces(width=80)

    for kind in discover().values():
        assert kind.title in result.stdout
        assert kind.policy.source in result.stdout


async def answer(url: str) -> None:
    """Have the source answered, as an asker would."""
    db = Database(url, pool_size=1)
    async with db.transaction() as session:
        await session.execute(text("update source set marketplace = 'gog', state = 'ok'"))
    await db.close()


def test_the_health_of_what_is_watched_here_is_told(tmp_path: Path, database_url: str) -> None:
    shell = Shell(tmp_path, database_url, (watches.mount, mount))
    shell.run("watch", "add", "https://www.gog.com/en/game/gothic")
    asyncio.run(answer(database_url))

    told = {one["slug"]: one["health"] for one in shell.lines("marketplaces")}

    assert told["gog"] == "1 ok"
    assert told["steam"] == "not asked yet"


def test_where_no_bolo_is_there_is_no_health_to_tell(tmp_path: Path) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    mount(app)

    result = CliRunner().invoke(app, ["marketplaces"], env={"BOLO_DATA": str(tmp_path)})

    assert result.exit_code == 0
    assert "not asked yet" in result.stdout
    assert not any(tmp_path.iterdir())
