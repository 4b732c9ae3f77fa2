"""`bolo verdict`: what is kept is listed and shown, and the same judged again."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.service import Accounts
from bolo.cli.opportunities import commands as opportunities
from bolo.cli.opportunities import verdict
from bolo.core.errors import Conflict, Invalid, NotFound
from bolo.pipeline.decide.service import Deciding
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.ids import new_id
from tests.cli.shell import Shell
from tests.pipeline.street import partitions, question, wanted
from tests.pipeline.value.world import CHEAP, DEAR, World


class Verdicts(Shell):
    """Runs commands against one database with one judged opportunity."""

    def __init__(self, data: Path, url: str, deal: str) -> None:
        super().__init__(data, url, (verdict.mount,), "verdict")
        self.deal = deal

    def change(self, query: str) -> None:
        """Change rows by hand."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url)
            await connection.execute(query)
            await connection.close()

        asyncio.run(run())


async def _judge(session: AsyncSession, owner: UUID) -> str:
    await partitions(session)
    asked = await question(session)
    await wanted(session, owner, asked)
    world = World(session, asked, owner)
    await world.see(CHEAP, *DEAR)
    world.deciding = Deciding(system_clock, uuid4)
    await world.verdicts()
    return str((await session.execute(text("SELECT id FROM opportunity"))).scalar_one())


async def judged(url: str) -> str:
    """Have one opportunity judged; return its id."""
    db = Database(url)
    owner = await Accounts(db, system_clock, new_id).ensure_owner()
    async with db.transaction() as session:
        deal = await _judge(session, owner.workspace)
    await db.close()
    return deal


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Verdicts:
    return Verdicts(tmp_path, database_url, asyncio.run(judged(database_url)))


def test_what_is_kept_is_listed(shell: Verdicts) -> None:
    listed = shell.run("list")
    history = shell.run("list", "--opportunity", shell.deal, "--json")

    assert shell.deal in listed.output
    assert CHEAP.title.split()[0] in listed.output
    assert json.loads(history.output)["number"] == 1


def test_all_that_a_verdict_rests_on_is_shown(shell: Verdicts) -> None:
    words = shell.run("show", shell.deal).output
    plain = json.loads(shell.run("show", shell.deal, "--number", "1", "--json").output)

    assert plain["hash"] in words
    assert plain["basis"]["deal"]["listing"]["title"] == CHEAP.title
    assert plain["basis"]["limits"]["max_days"] == 60
    assert plain["basis"]["risks"]["no_show"] == "0.01"
    assert set(plain["versions"]) == {"bolo", "code"}


@pytest.mark.parametrize("command", ["show", "replay"])
def test_a_number_that_is_not_kept_is_told_with_those_that_are(
    shell: Verdicts, command: str
) -> None:
    with pytest.raises(NotFound, match="no judgement 9 of this opportunity is kept here, but: 1"):
        shell.run(command, shell.deal, "--number", "9")
    with pytest.raises(NotFound, match="there is no such opportunity"):
        shell.run(command, str(uuid4()), "--number", "9")


def test_judged_again_it_is_the_same(shell: Verdicts) -> None:
    words = shell.run("replay", shell.deal)
    plain = shell.run("replay", shell.deal, "--json")

    assert "The same answer from the stored evidence" in words.output
    told = json.loads(plain.output)
    assert (told["same"], told["other_code"], told["differences"]) == (True, False, [])


def test_what_came_out_otherwise_is_told_with_exit_code_1(shell: Verdicts) -> None:
    shell.change("""UPDATE judgement SET answer = answer || '{"cost": "1.00 USD"}'""")

    told = shell.run("replay", shell.deal, code=1)

    assert "cost: 1.00 USD then" in told.output


def test_changed_evidence_is_refused(shell: Verdicts) -> None:
    shell.change("UPDATE judgement SET deal = replace(deal, '60', '90')")

    with pytest.raises(Conflict, match="changed after it was judged"):
        shell.run("replay", shell.deal)


def test_what_is_no_id_or_not_kept_is_refused(shell: Verdicts) -> None:
    with pytest.raises(Invalid, match="mug is no id"):
        shell.run("show", "mug")
    with pytest.raises(NotFound, match="no judgement"):
        shell.run("show", str(uuid4()))


def test_what_is_open_is_listed_and_one_is_shown_with_its_sums(
    shell: Verdicts, tmp_path: Path
) -> None:
    deals = Shell(tmp_path, shell.url, (opportunities.mount,), "opportunities")

    listed = deals.run("list", "--verdict", "skip", "--min-profit", "1").stdout
    [one] = deals.lines("list", "--sort", "risk")
    none = deals.lines("list", "--verdict", "buy")
    shown = deals.run("show", shell.deal).stdout
    [told] = deals.lines("show", shell.deal)
    with pytest.raises(NotFound):
        deals.run("show", str(uuid4()))

    assert (one["id"], one["verdict"], none) == (shell.deal, "skip", [])
    assert one["listing"]["title"] in listed
    assert shell.deal in listed
    assert f"SKIP: {one['listing']['title']}" in shown
    assert f"{Decimal(told['profit']['amount']):.2f} {told['profit']['currency']}" in shown
    assert all(part["label"] in shown for part in told["risk_parts"] + told["fee_lines"])
    assert f"{Decimal(told['expected_profit']['amount']):.2f}" in shown
    assert "highest cost" in shown
    assert "sells within" in shown
    assert f"risk: {told['risk_score']} of 100, " in shown
    assert f"chance of losing money: {Decimal(told['chance_of_loss']) * 100:.1f} %" in shown
    assert f"the worst 5 % lose on average: {told['shortfall']['amount']}" in shown
