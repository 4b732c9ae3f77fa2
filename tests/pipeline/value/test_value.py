"""What a listing is worth to a workspace: other shops' asks, its own figures, and nothing stale."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import text

from bolo.core.condition import Condition
from bolo.core.offer import Availability, Offer
from bolo.pipeline.value import store
from tests.pipeline.street import (
    MUG,
    elsewhere,
    events,
    priced,
    question,
    wanted,
    workspace,
)
from tests.pipeline.value.world import CHEAP, DEAR, World


async def test_it_brings_what_a_sale_brings_of_the_middle_ask_of_others(world: World) -> None:
    await world.see(CHEAP, *DEAR)

    assert await world.open() == [("shop.example/mug", 20, Decimal("57.40"), 2, "USD", 0)]


async def test_who_takes_asks_for_sales_counts_on_their_lower_quarter(world: World) -> None:
    figures = replace(store.DEFAULTS, asked_share=Decimal(1))
    await store.save_costing(world.session, world.owner, figures)

    await world.see(CHEAP, *DEAR)

    assert await world.open() == [("shop.example/mug", 20, 60, 2, "USD", 0)]


async def test_with_too_few_asks_nothing_is_said(world: World) -> None:
    await world.see(CHEAP, DEAR[0])

    assert await world.open() == []


@pytest.mark.parametrize(
    "useless",
    [
        replace(DEAR[1], availability=Availability.OUT_OF_STOCK),
        replace(DEAR[1], condition=Condition.USED),
        replace(DEAR[1], price=None),
        elsewhere(replace(DEAR[1], ref="x"), "b.example"),
    ],
)
async def test_an_ask_that_cannot_be_had_or_is_another_state_does_not_count(
    world: World, useless: Offer
) -> None:
    await world.see(CHEAP, DEAR[0], useless)

    assert await world.open() == []


async def test_a_price_that_rises_closes_it_and_one_that_falls_opens_it_anew(
    world: World,
) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(priced(MUG, "60"), *DEAR)
    closed = await world.open()
    gone = await events(world.session, "OpportunityGone")

    await world.see(priced(MUG, "25"), *DEAR)

    assert closed == []
    assert len(gone) == 1
    assert [row[1] for row in await world.open()] == [25]


async def test_what_is_gone_closes_and_is_no_ask_any_more(world: World) -> None:
    fourth = elsewhere(MUG, "d.example", "90")
    await world.see(CHEAP, *DEAR, fourth)
    await world.see(CHEAP, DEAR[1], fourth)
    without_the_cheapest = await world.open()
    await world.see(DEAR[1], fourth)

    assert without_the_cheapest == [("shop.example/mug", 20, Decimal("69.70"), 2, "USD", 0)]
    assert await world.open() == []


async def test_nothing_is_written_again_when_nothing_changed(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.see(CHEAP, *DEAR)
    await events(world.session, "OpportunityFound")

    await world.see(CHEAP, *DEAR)

    assert await events(world.session, "OpportunityFound") == []


async def test_only_who_watches_it_is_told(world: World) -> None:
    stranger, neighbour = await workspace(world.session), await workspace(world.session)
    elsewhere_asked = await question(world.session, "https://shop.example/mugs")
    await wanted(world.session, neighbour, elsewhere_asked)
    await world.see(CHEAP, *DEAR)
    before = await world.open(neighbour)

    await world.see(CHEAP, asked=elsewhere_asked)
    await world.valuing.value_workspace(world.session, neighbour)

    assert before == []
    assert [row[0] for row in await world.open(neighbour)] == ["shop.example/mug"]
    assert await world.open(stranger) == []


async def test_a_watch_that_is_paused_or_removed_keeps_nothing_open(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    await world.session.execute(text("UPDATE watch SET paused_at = now()"))
    await world.valuing.value_workspace(world.session, world.owner)
    paused = await world.open()
    await world.session.execute(text("UPDATE watch SET paused_at = NULL"))
    await world.valuing.value_workspace(world.session, world.owner)
    resumed = await world.open()

    await world.session.execute(text("DELETE FROM watch"))
    await world.valuing.value_workspace(world.session, world.owner)

    assert (len(paused), len(resumed)) == (0, 1)
    assert await world.open() == []


async def test_an_ask_that_nobody_reads_any_more_does_not_count(world: World) -> None:
    other = await question(world.session, "https://c.example/")
    await world.see(DEAR[1], asked=other)
    await world.see(CHEAP, DEAR[0])
    before = await world.open()
    await world.session.execute(
        text("UPDATE question SET active = false WHERE id = :id"), {"id": other}
    )

    await world.valuing.value_workspace(world.session, world.owner)

    assert len(before) == 1
    assert await world.open() == []


async def test_figures_that_change_are_used_for_all_that_is_watched(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    figures = replace(store.DEFAULTS, currency="EUR", venues=("ebay-us", "ebay-de"))
    await store.save_costing(world.session, world.owner, figures)

    open_now = await world.valuing.value_workspace(world.session, world.owner)

    assert open_now == 2
    assert {row[4] for row in await world.open()} == {"EUR"}
    assert await store.costing(world.session, world.owner) == figures


async def test_prices_of_other_currencies_are_converted(world: World) -> None:
    await world.see(priced(MUG, "20", "EUR"), *DEAR)

    [(_, price, *_)] = await world.open()

    assert isinstance(price, Decimal)
    assert Decimal(21) < price < Decimal(26)


async def test_a_currency_without_a_rate_is_left_out(world: World) -> None:
    await world.see(priced(MUG, "20", "XYZ"), *DEAR)

    assert await world.open() == []


async def test_what_only_looks_like_it_is_shown_and_refused(world: World) -> None:
    pack = replace(
        CHEAP, ref="shop.example/box", title="Stelton Emma Mug White 0.3 l - 2-Pack", gtin=None
    )
    await world.see(pack, *DEAR, elsewhere(MUG, "d.example", "70"))

    verdicts = await world.verdicts()

    assert ("shop.example/box", 1) in [(row[0], row[5]) for row in await world.open()]
    assert "not_the_same" in verdicts["skip"]


async def test_valuing_what_it_looks_like_leaves_its_own_deal_alone(world: World) -> None:
    pack = replace(
        CHEAP, ref="shop.example/box", title="Stelton Emma Mug White 0.3 l - 2-Pack", gtin=None
    )
    packs = [elsewhere(priced(pack, amount), shop) for shop, amount in (("e.example", "90"),
             ("f.example", "95"))]  # fmt: skip
    await world.see(pack, *packs, *DEAR)
    before = await world.open()

    await world.see(pack, *packs, priced(DEAR[0], "61"), DEAR[1])

    assert before == await world.open() == [("shop.example/box", 20, Decimal("75.85"), 2, "USD", 0)]


async def test_a_bargain_read_twice_is_a_buy_and_once_is_not(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    once = await world.verdicts()

    await world.see(CHEAP, *DEAR)

    assert "seen_once" in once["skip"]
    assert "profit" in (await world.verdicts())["buy"]


async def test_a_product_is_valued_again_for_one_workspace(world: World) -> None:
    await world.see(CHEAP, *DEAR)
    rows = await world.session.execute(text("SELECT product_id FROM link"))

    open_now = await world.valuing.value_products(
        world.session, world.owner, sorted(set(rows.scalars()))
    )

    assert open_now == 1


async def test_what_nobody_linked_is_worth_nothing_yet(world: World) -> None:
    assert await world.valuing.value(world.session, [uuid4()]) == 0


async def test_what_moves_to_another_product_leaves_the_old_one_poorer(world: World) -> None:
    await world.see(CHEAP, *DEAR)

    other = replace(DEAR[1], title="Bodum Chambord French Press", gtin="0727015103207",
                    brand="Bodum")  # fmt: skip
    await world.see(CHEAP, DEAR[0], other)

    assert await world.open() == []


async def test_what_is_of_the_demo_street_never_meets_what_is_real(world: World) -> None:
    demo = await question(world.session, "http://127.0.0.1:1/", demo=True)
    await world.see(*DEAR, asked=demo)

    await world.see(CHEAP)

    assert await world.open() == []
