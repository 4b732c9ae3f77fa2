"""What verdicts rested on over HTTP, judged again, and risks that are assumed otherwise."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from bolo.core.money import Money
from bolo.pipeline.decide.service import Deciding
from bolo.pipeline.value.tables import OpportunityRow
from bolo.platform.ids import new_id
from bolo.wiring import REJUDGE
from tests.api.door import Door, key_of, stranger, visitor
from tests.api.opportunities.test_routes import KEPT, keep
from tests.api.seed import add_deals, workspace_of

ASKED = {"amount": "45.00", "currency": "USD"}


async def judged(door: Door) -> UUID:
    """Return a deal that was appraised and judged as live ones are."""
    workspace = await workspace_of(door)
    (deal,) = await add_deals(door.services, workspace, [9])
    price = Money.of(45, "USD")
    fees = door.services.venues.fees("ebay-us", price, "things", date(2026, 3, 9))
    figures: dict[str, Any] = {
        "price": 30,
        "cost": Decimal("31.5"),
        "exit_price": 45,
        "proceeds": (price - fees.total).amount,
        "confirmed_fees": fees.confirmed,
        "asks": 2,
    }
    await keep(door, deal, **figures)
    async with door.services.db.transaction() as session:
        row = await session.get_one(OpportunityRow, deal)
        asks = [{"listing": str(uuid4()), "shop": f"{n}.example", "price": ASKED} for n in "ab"]
        row.evidence = {**row.evidence, **KEPT, "asks": asks}
        await session.flush()
        await Deciding(door.services.clock, new_id).judge(session, workspace, [deal])
    return deal


async def test_what_a_verdict_rested_on_is_told_with_hashes_and_versions(door: Door) -> None:
    deal = await judged(door)

    [one] = (await door.get(f"/opportunities/{deal}/judgements"))["items"]

    names = {document["name"] for document in one["documents"]}
    assert names == {"deal", "limits", "risks", "versions"}
    assert len(one["hash"]) == len(one["documents"][0]["hash"]) == 64
    assert (one["number"], one["verdict"]) == (1, "buy")
    assert one["profit"] == {"amount": "6.98", "currency": "USD"}
    assert Decimal(one["max_cost"]["amount"]) > Decimal("31.50")
    assert one["bolo"]
    assert one["code"]


async def test_judged_again_from_its_evidence_it_is_the_same(door: Door) -> None:
    deal = await judged(door)

    answer = await door.ask("POST", f"/opportunities/{deal}/replay")
    older = await door.ask("POST", f"/opportunities/{deal}/replay?number=7")

    assert answer.status == 200
    assert answer.body["same"] is True
    assert answer.body["differences"] == []
    assert answer.body["other_code"] is False
    assert answer.body["judgement"]["number"] == 1
    assert older.status == 404


async def test_a_product_shows_every_verdict_that_is_kept_and_until_when_it_stood(
    door: Door,
) -> None:
    deal = await judged(door)
    async with door.services.db.transaction() as session:
        row = await session.get_one(OpportunityRow, deal)
        product, venue, workspace = row.product_id, row.venue, row.workspace_id
        asks = [{**ask, "price": {**ASKED, "amount": "30.00"}} for ask in row.evidence["asks"]]
        row.evidence, row.proceeds = {**row.evidence, "asks": asks}, Decimal("20.5")
        await session.flush()
        await Deciding(door.services.clock, new_id).judge(session, workspace, [deal])

    open_one = await door.get(f"/products/{product}?venue={venue}")
    async with door.services.db.transaction() as session:
        (await session.get_one(OpportunityRow, deal)).gone_at = door.services.clock()
    gone = await door.get(f"/products/{product}?venue={venue}")

    assert [one["verdict"] for one in open_one["verdicts"]] == ["buy", "skip"]
    assert [one["profit"]["amount"] for one in open_one["verdicts"]] == ["6.98", "-11.00"]
    assert {one["gone_at"] for one in open_one["verdicts"]} == {None}
    assert len(open_one["max_cost_line"]) == 2
    assert None not in {one["gone_at"] for one in gone["verdicts"]}


async def test_evidence_that_was_changed_is_refused(door: Door) -> None:
    deal = await judged(door)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE judgement SET deal = replace(deal, '45.00', '95.00')"))

    answer = await door.ask("POST", f"/opportunities/{deal}/replay")

    assert answer.status == 409
    assert "changed after it was judged (deal" in answer.detail


async def test_a_stranger_sees_no_judgement(door: Door) -> None:
    deal = await judged(door)
    headers = await key_of(door.services, await stranger(door.services))

    async with visitor(door, headers) as other:
        told = await other.ask("GET", f"/opportunities/{deal}/judgements")
        answer = await other.ask("POST", f"/opportunities/{deal}/replay")

    assert told.detail == "there is no such opportunity here"
    assert answer.status == 404


async def jobs(door: Door) -> int:
    async with door.services.db.transaction() as session:
        query = text("select count(*) from dbos.workflow_status where workflow_uuid like :name")
        return int((await session.execute(query, {"name": f"{REJUDGE}:%"})).scalar_one())


async def test_assumed_risks_are_put_and_everything_open_is_judged_anew(door: Door) -> None:
    before = await door.get("/settings/risk")

    put = await door.ask("PUT", "/settings/risk", json={**before["figures"], "counterfeit": "0.03"})
    got = await door.get("/settings/risk")

    assert before["figures"] == before["defaults"]
    assert put.status == 200
    assert put.body == got
    assert Decimal(got["figures"]["counterfeit"]) == Decimal("0.03")
    texts = {one["name"]: one["text"] for one in got["basis"]}
    assert texts["counterfeit"].endswith("by your settings")
    assert "by your settings" not in texts["no_show"]
    assert await jobs(door) == 1


async def test_a_chance_above_one_is_refused_and_nothing_changes(door: Door) -> None:
    before = await door.get("/settings/risk")

    answer = await door.ask("PUT", "/settings/risk", json={**before["figures"], "no_show": "1.5"})

    assert answer.status == 422
    assert await door.get("/settings/risk") == before
