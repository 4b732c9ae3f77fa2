"""Judgements are kept with what they rest on, in a ring, and judged again from that alone."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, NotFound
from bolo.core.risk.assumptions import DEFAULT
from bolo.pipeline.decide import judgement_store, risk_store
from bolo.pipeline.decide.service import Deciding
from bolo.views import judgements as view
from bolo.views.judgements import Judgement, Replayed
from tests.pipeline.street import partitions, question, wanted, workspace
from tests.pipeline.value.world import CHEAP, DEAR, World

CODE = {"bolo": "0.1.0", "code": "abc"}
CAREFUL = replace(DEFAULT, counterfeit=Decimal("0.25"))


class Court(World):
    """The world, with one opportunity judged by a known code."""

    def __init__(self, session: AsyncSession, asked: UUID, owner: UUID) -> None:
        super().__init__(session, asked, owner)
        self.deciding = Deciding(self.clock, uuid4, CODE)

    async def deal(self) -> UUID:
        """Return the one opportunity."""
        return UUID(str((await self.session.execute(text("SELECT id FROM opportunity"))).scalar()))

    async def judge(self) -> UUID:
        """Judge the one opportunity; return it."""
        deal = await self.deal()
        assert await self.deciding.judge(self.session, self.owner, [deal]) == 1
        return deal

    async def kept(self) -> list[Judgement]:
        """Return all judgements that are kept, the newest first."""
        return await view.judgements(self.session, self.owner, await self.deal(), 100)

    async def again(self, code: dict[str, str] | None = None) -> Replayed:
        """Judge the newest again."""
        deal = await self.deal()
        return await view.replayed(self.session, self.owner, deal, code or CODE)

    async def run(self, query: str) -> None:
        """Change rows by hand."""
        await self.session.execute(text(query))


@pytest.fixture
async def court(session: AsyncSession) -> Court:
    await partitions(session)
    asked, owner = await question(session), await workspace(session)
    await wanted(session, owner, asked)
    court = Court(session, asked, owner)
    await court.see(CHEAP, *DEAR)
    await court.judge()
    return court


async def test_a_verdict_is_the_same_from_its_stored_evidence(court: Court) -> None:
    again = await court.again()

    assert again.same
    assert not again.other_code
    assert "The same answer from the stored evidence" in again.text
    assert again.judgement.title == CHEAP.title


async def test_another_code_says_so(court: Court) -> None:
    again = await court.again({"bolo": "0.2.0", "code": "def"})

    assert again.other_code
    assert "bolo 0.1.0 (code abc) judged then, bolo 0.2.0 (code def) judges now" in again.text


async def test_another_answer_is_told_figure_by_figure(court: Court) -> None:
    await court.run("""UPDATE judgement SET answer = answer || '{"cost": "1.00 USD"}'""")

    again = await court.again()

    assert [one.what for one in again.differences] == ["cost"]
    assert "1 figure comes out otherwise" in again.text


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE judgement SET deal = replace(deal, '60.00', '90.00')", "deal"),
        ("UPDATE basis SET document = replace(document, '1000', '900')", "limits"),
        ("DELETE FROM basis WHERE document LIKE '%no_show%'", "risks"),
        ("UPDATE judgement SET versions = 'nothing'", "versions"),
        ("UPDATE judgement SET hash = 'nothing'", "hashes"),
    ],
)
async def test_a_changed_basis_is_refused(court: Court, change: str, what: str) -> None:
    await court.run(change)

    with pytest.raises(Conflict, match=what):
        await court.again()


async def test_versions_that_cannot_be_read_are_none(court: Court) -> None:
    await court.run("UPDATE judgement SET versions = 'nothing'")

    assert (await court.kept())[0].versions == {}


async def test_the_same_basis_is_kept_once(court: Court) -> None:
    await court.judge()

    assert [one.number for one in await court.kept()] == [1]


async def test_what_is_assumed_of_risks_is_part_of_it(court: Court) -> None:
    await risk_store.save_assumptions(court.session, court.owner, CAREFUL)
    await court.deciding.judge_workspace(court.session, court.owner)

    newest, first = await court.kept()

    assert newest.hashes["risks"] != first.hashes["risks"]
    assert newest.hashes["deal"] == first.hashes["deal"]
    assert newest.answer["risk"] != first.answer["risk"]
    assert (await court.again()).same


async def test_only_the_newest_twenty_are_kept_and_each_can_be_judged_again(court: Court) -> None:
    for percent in range(1, 24):
        assumed = replace(DEFAULT, no_show=Decimal(percent) / 100 + Decimal("0.001"))
        await risk_store.save_assumptions(court.session, court.owner, assumed)
        deal = await court.judge()

    kept = await court.kept()

    assert [one.number for one in kept] == list(range(24, 4, -1))
    for one in kept:
        code = CODE
        assert (await view.replayed(court.session, court.owner, deal, code, one.number)).same


async def test_a_shared_document_goes_a_day_after_its_last_judgement(court: Court) -> None:
    await court.run("INSERT INTO basis SELECT workspace_id, 'idle', '', used_at FROM basis LIMIT 1")
    count = text("SELECT count(*) FROM basis")

    await judgement_store.forget_idle(court.session, court.owner, court.clock())
    soon = (await court.session.execute(count)).scalar()
    later = court.clock() + judgement_store.IDLE * 2
    await judgement_store.forget_idle(court.session, court.owner, later)

    assert (soon, (await court.session.execute(count)).scalar()) == (3, 2)
    assert (await court.again()).same


async def test_what_an_older_bolo_appraised_is_judged_and_not_kept(court: Court) -> None:
    await court.run("DELETE FROM judgement")
    await court.run("UPDATE opportunity SET evidence = evidence - 'offered'")

    await court.judge()

    assert await court.kept() == []
    with pytest.raises(NotFound, match="no judgement"):
        await court.again()


async def test_the_newest_of_each_is_listed(court: Court) -> None:
    await risk_store.save_assumptions(court.session, court.owner, CAREFUL)
    await court.judge()

    found = await view.judgements(court.session, court.owner)

    assert [one.number for one in found] == [2]
    assert await view.judgements(court.session, uuid4()) == []


async def test_nothing_open_is_nothing_to_judge(court: Court) -> None:
    assert await court.deciding.judge(court.session, court.owner, [uuid4()]) == 0
