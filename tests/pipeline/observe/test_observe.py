"""Readings become listings, prices and history: only what two readings agree on, and once."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.observe.weigh import stated, vanished
from tests.pipeline.street import (
    MUG,
    NOON,
    Hand,
    events,
    partitions,
    priced,
    question,
    read,
    scalar,
)

MANY = tuple(replace(MUG, ref=f"shop.example/{n}", gtin=None) for n in range(20))


class World:
    """One question, and observe."""

    def __init__(self, session: AsyncSession, asked: UUID) -> None:
        self.session = session
        self.asked = asked
        self.clock = Hand()
        self.observing = Observing(self.clock, uuid4)

    async def see(
        self, *offers: Offer, after: float = 10, complete: bool = True, asked: UUID | None = None
    ) -> int:
        """Read and observe these offers, so many seconds later."""
        at = self.clock.on(after)
        one = await read(self.session, asked or self.asked, offers, at, complete=complete)
        return await self.observing.observe(self.session, [one])

    async def price(self) -> tuple[object, ...]:
        """Return what is believed of the only listing."""
        query = text("SELECT amount, currency, availability, reads FROM current_price")
        return tuple((await self.session.execute(query)).one())

    async def history(self) -> list[Decimal | None]:
        """Return the amounts of the history."""
        rows = await self.session.execute(text("SELECT amount FROM price_change ORDER BY at"))
        return list(rows.scalars())

    async def aside(self) -> list[str]:
        """Return the surprises that wait."""
        rows = await self.session.execute(text("SELECT surprise FROM quarantine"))
        return list(rows.scalars())

    async def gone(self) -> int:
        """Return how many listings are gone."""
        found = await scalar(self.session, "SELECT count(*) FROM listing WHERE gone_at IS NOT NULL")
        assert isinstance(found, int)
        return found

    async def attention(self) -> object:
        """Return whether the question is wanted again."""
        return await scalar(
            self.session, "SELECT attention FROM question WHERE id = :id", id=self.asked
        )


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    return World(session, await question(session))


async def test_a_new_listing_is_told_and_its_price_believed_once_read(world: World) -> None:
    seen = await world.see(MUG)

    [told] = await events(world.session, "ListingSeen")
    assert seen == 1
    assert await scalar(world.session, "SELECT id FROM listing") == told
    assert await world.price() == (Decimal(20), "USD", "in_stock", 1)
    assert await world.history() == [Decimal(20)]
    assert await world.attention() is True


async def test_a_second_reading_confirms_without_a_point_of_history(world: World) -> None:
    await world.see(MUG)
    [listing] = await events(world.session, "ListingSeen")

    await world.see(MUG)

    assert await world.price() == (Decimal(20), "USD", "in_stock", 2)
    assert await world.history() == [Decimal(20)]
    assert await events(world.session, "PriceMoved") == [listing]
    assert await world.attention() is False


async def test_a_third_reading_of_the_same_changes_and_tells_nothing(world: World) -> None:
    for _ in range(3):
        await world.see(MUG)
    await events(world.session, "PriceMoved")

    await world.see(MUG)

    assert await events(world.session, "PriceMoved") == []
    assert await world.history() == [Decimal(20)]


async def test_a_reading_is_observed_once(world: World) -> None:
    one = await read(world.session, world.asked, [MUG], NOON)

    first = await world.observing.observe(world.session, [one, one])
    second = await world.observing.observe(world.session, [one])

    assert (first, second) == (1, 0)


async def test_a_price_that_moves_is_told_and_kept(world: World) -> None:
    await world.see(MUG)
    await world.see(priced(MUG, "18"))

    assert await world.history() == [Decimal(20), Decimal(18)]
    assert len(await events(world.session, "PriceMoved")) == 1


SURPRISES = [
    (priced(MUG, "0"), "zero_price"),
    (priced(MUG, "20", "EUR"), "new_currency"),
    (priced(MUG, "2"), "jump"),
    (priced(MUG, "200"), "jump"),
    (replace(priced(MUG, "19"), confidence=Decimal("0.3")), "unsure_reading"),
]


@pytest.mark.parametrize(("odd", "why"), SURPRISES)
async def test_a_surprise_waits_until_a_second_reading_agrees(
    world: World, odd: Offer, why: str
) -> None:
    await world.see(MUG)
    await world.see(MUG)
    await world.see(odd)
    waiting = (await world.aside(), await world.price(), await world.attention())

    await world.see(odd)

    assert waiting == ([why], (Decimal(20), "USD", "in_stock", 2), True)
    assert await world.aside() == []
    assert odd.price is not None
    assert (await world.price())[:2] == (odd.price.amount, odd.price.currency)
    assert await world.history() == [Decimal(20), odd.price.amount]


async def test_a_surprise_read_twice_in_a_breath_is_still_one_reading(world: World) -> None:
    await world.see(MUG)
    await world.see(priced(MUG, "2"))

    await world.see(priced(MUG, "2"), after=1)

    assert await world.aside() == ["jump"]


async def test_a_surprise_that_was_a_slip_is_forgotten(world: World) -> None:
    await world.see(MUG)
    await world.see(priced(MUG, "2"))

    await world.see(MUG)

    assert await world.aside() == []
    assert await world.history() == [Decimal(20)]


async def test_a_reading_that_comes_late_changes_nothing(world: World) -> None:
    await world.see(MUG)
    late = world.clock.on(10)
    await world.see(MUG)

    one = await read(world.session, world.asked, [priced(MUG, "19")], late)
    seen = await world.observing.observe(world.session, [one])

    assert seen == 0
    assert await world.history() == [Decimal(20)]


async def test_readings_of_one_batch_are_weighed_in_their_order(world: World) -> None:
    newer = await read(world.session, world.asked, [priced(MUG, "21")], world.clock.on(20))
    older = await read(world.session, world.asked, [MUG], NOON)

    await world.observing.observe(world.session, [newer, older])

    assert await world.history() == [Decimal(20), Decimal(21)]


async def test_facts_that_change_are_told_as_seen(world: World) -> None:
    await world.see(MUG)
    first = await events(world.session, "ListingSeen")

    await world.see(replace(MUG, title="Another mug", doubts=("two prices",)))

    assert await events(world.session, "ListingSeen") == first
    assert await scalar(world.session, "SELECT title FROM listing") == "Another mug"
    assert await scalar(world.session, "SELECT doubts FROM listing") == ["two prices"]


async def test_what_a_complete_reading_lacks_is_gone_and_comes_back(world: World) -> None:
    pair = (MUG, replace(MUG, ref="shop.example/other"))
    await world.see(*pair)
    await world.see(MUG)
    gone = await world.gone()
    told = await events(world.session, "ListingGone")

    await events(world.session, "PriceMoved")
    await world.see(*pair)

    assert (gone, len(told)) == (1, 1)
    assert await world.gone() == 0
    assert told[0] in await events(world.session, "PriceMoved")
    assert await world.history() == [Decimal(20), Decimal(20), None, Decimal(20)]


async def test_what_an_incomplete_reading_lacks_is_not_gone(world: World) -> None:
    await world.see(*MANY)

    await world.see(MUG, complete=False)

    assert await world.gone() == 0


@pytest.mark.parametrize("left", [(), MANY[:9]])
async def test_most_of_a_shop_vanishes_only_when_read_so_twice(
    world: World, left: tuple[Offer, ...]
) -> None:
    await world.see(*MANY)
    await world.see(*left)
    once = (await world.gone(), await world.attention())
    await world.see(*left, after=1)
    at_once = await world.gone()

    await world.see(*left)

    assert once == (0, True)
    assert at_once == 0
    assert await world.gone() == len(MANY) - len(left)


async def test_a_shop_that_is_back_after_a_bad_moment_lost_nothing(world: World) -> None:
    await world.see(*MANY)
    await world.see()
    await world.see(*MANY)

    await world.see()

    assert await world.gone() == 0


async def test_half_of_a_shop_may_sell_out_at_once(world: World) -> None:
    await world.see(*MANY)

    await world.see(*MANY[:10])

    assert await world.gone() == 10


async def test_what_another_question_still_shows_is_not_gone(world: World) -> None:
    other = await question(world.session, "https://shop.example/mugs")
    await world.see(MUG, MANY[0])
    await world.see(MUG, asked=other)

    await world.see(MANY[0])

    assert await world.gone() == 0


async def test_what_only_a_question_that_is_asked_no_more_shows_is_gone(world: World) -> None:
    other = await question(world.session, "https://shop.example/mugs")
    await world.see(MUG, MANY[0])
    await world.see(MUG, asked=other)
    await world.session.execute(
        text("UPDATE question SET active = false WHERE id = :id"), {"id": other}
    )

    await world.see(MANY[0])

    assert await world.gone() == 1


async def test_what_a_later_incomplete_reading_shows_is_there(world: World) -> None:
    await world.see(MUG, MANY[0])
    ids = [
        await read(world.session, world.asked, [MUG], world.clock.on(10)),
        await read(world.session, world.asked, [MANY[0]], world.clock.on(10), complete=False),
    ]

    await world.observing.observe(world.session, ids)

    assert await world.gone() == 0


async def test_what_is_seen_on_the_demo_street_is_marked(world: World) -> None:
    demo = await question(world.session, "http://127.0.0.1:1/", demo=True)

    await world.see(MUG, asked=demo)

    assert await scalar(world.session, "SELECT demo FROM listing") is True


async def test_a_listing_is_touched_every_ten_minutes_at_most(world: World) -> None:
    await world.see(MUG)
    await world.see(MUG)
    before = await scalar(world.session, "SELECT seen_at FROM listing")

    await world.see(MUG, after=700)

    after = await scalar(world.session, "SELECT seen_at FROM listing")
    assert (before, after) == (datetime.fromisoformat(str(before)), world.clock.now)


async def test_shipping_in_another_currency_than_the_price_is_not_believed(world: World) -> None:
    odd = replace(MUG, shipping=Money(Decimal(5), "GBP"), was_price=Money(Decimal(25), "USD"))
    for _ in range(3):
        await world.see(odd)
    await events(world.session, "PriceMoved")

    await world.see(odd)

    query = "SELECT shipping_amount IS NULL AND was_amount = 25 FROM current_price"
    assert await scalar(world.session, query) is True
    assert await events(world.session, "PriceMoved") == []


async def test_a_price_finer_than_we_keep_does_not_move_with_every_reading(world: World) -> None:
    for _ in range(3):
        await world.see(priced(MUG, "1.234567"))

    assert await world.history() == [Decimal("1.2346")]


async def test_stock_that_ends_is_believed_at_once(world: World) -> None:
    await world.see(MUG)

    await world.see(replace(MUG, availability=Availability.OUT_OF_STOCK))

    assert (await world.price())[2] == "out_of_stock"


@pytest.mark.parametrize(
    ("money", "like", "kept"),
    [
        (None, None, None),
        (Money(Decimal("NaN"), "USD"), None, None),
        (Money(Decimal(10) ** 12, "USD"), None, None),
        (Money(Decimal(1), "USD"), Money(Decimal(2), "EUR"), None),
        (Money(Decimal(1), "USD"), Money(Decimal(2), "USD"), Money(Decimal("1.0000"), "USD")),
    ],
)
def test_only_an_amount_that_can_be_kept_is_stated(
    money: Money | None, like: Money | None, kept: Money | None
) -> None:
    assert stated(money, like) == kept


@pytest.mark.parametrize(
    ("showed", "missing", "odd"),
    [(0, 0, False), (1, 1, True), (10, 9, False), (11, 6, True), (12, 6, False)],
)
def test_what_counts_as_vanished(showed: int, missing: int, *, odd: bool) -> None:
    assert vanished(showed, missing) is odd
