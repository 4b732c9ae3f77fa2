"""What something is worth, asked in a moment: the same as what judges listings all the time."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.product import Method
from bolo.core.valuation.vat import Scheme, Vat
from bolo.pipeline.decide.asking import Answer, Asking, AtVenue
from bolo.pipeline.value import store
from tests.pipeline.street import MUG, partitions, priced, question, wanted, workspace
from tests.pipeline.value.doings import product, read_all, sell
from tests.pipeline.value.world import DEAR, World

SURE = Decimal(1)
PLAIN = replace(MUG, gtin=None)


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    asked, owner = await question(session), await workspace(session)
    await wanted(session, owner, asked)
    return World(session, asked, owner)


def asking(world: World) -> Asking:
    return Asking.over(world.valuing, uuid4)


async def answered(
    world: World, sure: Decimal = SURE, condition: Condition | None = None
) -> Answer:
    found = await asking(world).answer(
        world.session, world.owner, await product(world), sure, condition
    )
    assert found is not None
    return found


async def there(world: World, sure: Decimal = SURE) -> AtVenue:
    return (await answered(world, sure)).venues[0]


async def test_a_worth_is_what_valuing_writes_of_it(world: World) -> None:
    await world.see(*DEAR)

    one = await there(world)

    (written, *_) = await read_all(world)
    names = ("venue", "condition", "point", "low80", "low50", "high50", "high80", "days_p50")
    assert [getattr(one.worth, name) for name in names] == [written[name] for name in names]


async def test_it_is_a_buy_at_the_highest_price_and_not_a_cent_above(world: World) -> None:
    await world.see(*DEAR)
    most = (await there(world)).most
    assert most is not None

    await world.see(priced(MUG, str(most.amount)), *DEAR)
    at = await world.verdicts()
    await world.see(priced(MUG, str(most.amount + Decimal("0.01"))), *DEAR)
    above = await world.verdicts()

    assert "buy" in at
    assert "buy" not in above


async def test_a_workspace_that_watches_nothing_of_it_is_answered_and_nothing_is_kept(
    world: World,
) -> None:
    await world.see(*DEAR)
    stranger = await workspace(world.session)
    before = len(await read_all(world))

    found = await asking(world).answer(world.session, stranger, await product(world), SURE, None)

    assert found is not None
    assert found.venues[0].most is not None
    assert len(await read_all(world)) == before


async def test_with_one_ask_and_no_sale_no_price_is_told(world: World) -> None:
    await world.see(DEAR[0])

    one = await there(world)

    assert (one.sold, one.most) == (None, None)
    assert one.missing is not None
    assert "1 of 2 shops needed ask for it" in one.missing


async def test_an_own_sale_is_enough_to_count_on(world: World) -> None:
    await world.see(DEAR[0])
    await sell(world, "70", days_ago=3)

    one = await there(world)

    assert one.sold is not None
    assert one.most is not None
    assert any(reason.code == "few_asks" for reason in one.reasons)


async def test_where_a_gate_stands_no_price_would_do(world: World) -> None:
    await world.see(*DEAR)

    one = await there(world, Decimal("0.6"))

    assert one.most is None
    assert [reason.code for reason in one.reasons if reason.kind == "gate"] == ["unsure_match"]


async def test_a_thing_of_which_nothing_is_known_is_not_weighed(world: World) -> None:
    found = await asking(world).answer(world.session, world.owner, uuid4(), SURE, None)

    assert found is None


async def test_a_condition_that_is_not_known_has_no_venue(world: World) -> None:
    await world.see(*DEAR)

    answer = await answered(world, condition=Condition.USED)

    assert answer.venues == ()
    assert answer.conditions == (Condition.NEW,)


async def test_words_mean_what_a_listing_of_that_title_would_be(world: World) -> None:
    await world.see(*DEAR)

    (found, *_) = await asking(world).recognise(world.session, PLAIN.title)

    assert found.product == await product(world)
    assert found.likeness.same
    assert found.likeness.method is Method.TEXT


async def test_words_of_another_size_are_told_apart_by_their_conflict(world: World) -> None:
    await world.see(*[replace(one, title="Sandisk Ultra USB stick 64 GB") for one in DEAR])

    found = await asking(world).recognise(world.session, "Sandisk Ultra USB stick 128 GB")

    assert [bool(one.likeness.gates) for one in found] == [True]
    assert not found[0].likeness.same


async def test_a_number_and_an_address_name_a_product_themselves(world: World) -> None:
    await world.see(*DEAR)
    address = (await world.session.execute(text("SELECT min(url) FROM listing"))).scalar_one()
    ask = asking(world)

    by_number = await ask.recognise(world.session, MUG.gtin or "")
    by_address = await ask.recognise(world.session, f"{address}?utm_source=letter#top")
    unknown = await ask.recognise(world.session, "https://nowhere.example/thing")
    nothing = await ask.recognise(world.session, "9520041011847")

    mine = await product(world)
    assert [one.product for one in by_number] == [one.product for one in by_address] == [mine]
    assert (unknown, nothing) == ([], [])


async def test_by_the_margin_scheme_it_is_a_buy_at_the_highest_price_and_not_a_cent_above(
    world: World,
) -> None:
    figures = await store.costing(world.session, world.owner)
    margin = Vat(Scheme.MARGIN, Decimal("0.19"))
    await store.save_costing(world.session, world.owner, replace(figures, vat=margin))
    await world.see(*DEAR)
    one = await there(world)
    assert one.at is not None
    assert one.most is not None

    await world.see(priced(MUG, str(one.most.amount)), *DEAR)
    at = await world.verdicts()
    await world.see(priced(MUG, str(one.most.amount + Decimal("0.01"))), *DEAR)
    above = await world.verdicts()

    assert one.at.vat.amount > 0
    assert "buy" in at
    assert "buy" not in above
