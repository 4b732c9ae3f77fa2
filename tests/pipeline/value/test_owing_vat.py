"""Valuing where VAT is owed: what is found, judged again, sold and held against its promise."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from bolo.core.basis.writing import costing_read
from bolo.core.money import Money
from bolo.core.valuation.vat import Scheme, Vat
from bolo.pipeline.decide import store as deciding
from bolo.pipeline.value import store
from tests.pipeline.value.doings import marked
from tests.pipeline.value.world import CHEAP, DEAR, World

RATE = Decimal("0.19")
MARGIN = Vat(Scheme.MARGIN, RATE)
CENTS = Decimal("0.01")


async def owe(world: World, vat: Vat) -> None:
    await store.save_costing(world.session, world.owner, replace(store.DEFAULTS, vat=vat))


def within(amount: Decimal) -> Decimal:
    return (amount * RATE / (1 + RATE)).quantize(CENTS)


@pytest.mark.parametrize("vat", [MARGIN, Vat(Scheme.STANDARD, RATE)])
async def test_what_is_owed_is_off_the_proceeds_and_told_line_by_line(
    world: World, vat: Vat
) -> None:
    await owe(world, vat)

    await world.see(CHEAP, *DEAR)

    deal = await marked(world)
    lines = [Decimal(line["amount"]["amount"]) for line in deal["evidence"]["vat_lines"]]
    assert deal["vat"] == sum(lines) == within(deal["exit_price"] - 20)
    assert deal["proceeds"] == deal["exit_price"] - deal["fees"] - deal["vat"]
    assert deal["profit"] == deal["proceeds"] - deal["cost"]
    assert costing_read(deal["evidence"]["costing"], "USD").vat == vat


async def test_the_break_even_pays_for_fees_vat_and_cost(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    free = await marked(world)
    await owe(world, Vat(Scheme.STANDARD, RATE, reclaims=False))

    await world.valuing.value_workspace(world.session, world.owner)

    owing = await marked(world)
    even = owing["break_even"]
    fees = world.valuing.venues.fees("ebay-us", Money(even, "USD"), None, world.clock.now.date())
    assert even > free["break_even"]
    assert 0 <= even - fees.total.amount - within(even) - owing["cost"] < Decimal("0.03")


async def test_who_owes_none_has_evidence_as_before(world: World) -> None:
    await world.see(CHEAP, *DEAR)

    deal = await marked(world)

    assert deal["vat"] == 0
    assert not {"levy", "vat_lines"} & deal["evidence"].keys()
    assert not any(name.startswith("vat") for name in deal["evidence"]["costing"])


async def test_what_is_judged_knows_the_vat_at_other_prices(world: World) -> None:
    await owe(world, MARGIN)
    await world.see(CHEAP, *DEAR)
    deal = await marked(world)

    [one] = await deciding.to_judge(world.session, world.owner, [deal["id"]])

    assert one.appraisal.vat.amount == deal["vat"]
    assert one.appraisal.had_for(one.appraisal.cost).proceeds == one.appraisal.proceeds


async def test_a_scheme_that_changes_is_used_for_all_that_is_watched(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    before = await marked(world)
    await owe(world, MARGIN)

    await world.valuing.value_workspace(world.session, world.owner)

    after = await marked(world)
    assert after["profit"] == before["profit"] - within(before["exit_price"] - 20)
    assert (await store.costing(world.session, world.owner)).vat == MARGIN
    rows = await world.session.execute(text("SELECT vat_scheme, vat_rate FROM costing"))
    assert rows.one() == ("margin", RATE)


async def test_another_scheme_that_owes_the_same_sum_is_told_all_the_same(world: World) -> None:
    await owe(world, Vat(Scheme.STANDARD, RATE))
    await world.see(CHEAP, *DEAR)
    await owe(world, MARGIN)

    await world.valuing.value_workspace(world.session, world.owner)

    deal = await marked(world)
    assert [line["label"] for line in deal["evidence"]["vat_lines"]] == ["VAT on the margin"]
    assert costing_read(deal["evidence"]["costing"], "USD").vat == MARGIN
