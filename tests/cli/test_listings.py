"""`bolo listings`: what was seen, in a table, as JSON, in a file."""

import asyncio
import csv
import json
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bolo.accounts.service import Accounts
from bolo.cli import listings
from bolo.core.errors import Invalid
from bolo.pipeline.across.demo import SHOPS
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.ids import new_id
from tests.cli.shell import Shell
from tests.pipeline.street import question, wanted


async def _seen(url: str) -> None:
    """Have the owner's workspace watch two listings."""
    db = Database(url, pool_size=1)
    try:
        owner = await Accounts(db, system_clock, new_id).ensure_owner()
        async with db.transaction() as session:
            asked = await question(session)
            connection = await (await session.connection()).get_raw_connection()
            driver = connection.driver_connection
            assert isinstance(driver, asyncpg.Connection)
            await wanted(session, owner.workspace, asked)
            for title, amount in (("Emma Mug", 20), ("Emma Teapot", 60)):
                listing = uuid4()
                await driver.execute(
                    "INSERT INTO listing (id, marketplace, shop, ref, url, title, facts,"
                    " first_seen_at, seen_at)"
                    " VALUES ($1, 'webpage', 's.example', $2, 'https://s.example/', $3, '',"
                    " now(), now())",
                    listing,
                    str(listing),
                    title,
                )
                await driver.execute(
                    "INSERT INTO current_price (listing_id, amount, currency, since, reads)"
                    " VALUES ($1, $2, 'USD', now(), 2)",
                    listing,
                    amount,
                )
                await driver.execute("INSERT INTO sighting VALUES ($1, $2)", asked, listing)
    finally:
        await db.close()


async def _moved(url: str, host: str) -> None:
    """Let what was seen be of another shop."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("UPDATE listing SET shop = $1", host)
    finally:
        await connection.close()


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    """Sit before a database that has seen two listings."""
    asyncio.run(_seen(database_url))
    return Shell(tmp_path, database_url, (listings.mount,), "listings")


def test_what_was_seen_is_listed_with_its_price(shell: Shell) -> None:
    told = shell.run("list", "emma -teapot")

    assert told.exit_code == 0, told.output
    assert "Emma Mug" in told.stdout
    assert "Emma Teapot" not in told.stdout


def test_a_shop_of_the_demo_street_is_called_as_the_dashboard_calls_it(
    shell: Shell, tmp_path: Path, database_url: str
) -> None:
    switch = DemoSwitch(tmp_path)
    switch.want(system_clock(), wanted=True)
    plan = switch.plan()
    assert plan is not None
    asyncio.run(_moved(database_url, plan.origins[0].removeprefix("http://")))

    open_ = shell.run("list").stdout
    as_json = json.loads(shell.run("list", "--json").stdout.splitlines()[0])
    switch.forget()
    closed = shell.run("list").stdout

    (name, _), host = SHOPS[0], as_json["shop"]
    assert host.startswith("127.0.0.1:")
    assert (name in open_, host in open_) == (True, False)
    assert (name in closed, host in closed) == (False, True)


def test_listings_are_marked_and_shown(shell: Shell) -> None:
    ids = [one["shown_id"] for one in shell.lines("list")]

    shell.run("mark", *ids, "--save", "--note", "for Ann", "--tag", "Gift", "--tag", "mugs")
    shell.run("mark", ids[0], "--untag", "mugs")
    shown = json.loads(shell.run("show", ids[0]).stdout)
    with pytest.raises(Invalid, match="say what to make of them"):
        shell.run("mark", ids[0])

    assert (shown["saved"], shown["note"], shown["tags"]) == (True, "for Ann", ["gift"])
    assert len(shell.lines("list", "--saved")) == 2
    assert [one.action for one in shell.logged()] == ["mark_listings"] * 2


def test_prices_are_compared_in_the_workspaces_currency(shell: Shell) -> None:
    told = shell.run("list", "--json", "--min-price", "40")

    assert [json.loads(line)["listing_title"] for line in told.stdout.splitlines()] == [
        "Emma Teapot"
    ]


def test_a_file_holds_all_that_was_seen(shell: Shell) -> None:
    file = shell.data / "seen.csv"

    told = shell.run("export", "--out", str(file))

    assert told.exit_code == 0, told.output
    assert {row["title"] for row in csv.DictReader(file.read_text().splitlines())} == {
        "Emma Mug",
        "Emma Teapot",
    }


def test_a_workbook_is_written_too(shell: Shell) -> None:
    file = shell.data / "seen.xlsx"

    shell.run("export", "mug", "--out", str(file))

    assert file.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("file", "said"), [("seen.pdf", "neither .csv nor .xlsx"), ("nowhere/seen.csv", "no folder")]
)
def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    shell: Shell, file: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        shell.run("export", "--out", str(shell.data / file))
