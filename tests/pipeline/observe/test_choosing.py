"""A person says which of several prices is the price: believed, told, and kept for the shop."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.events import Event, PriceChosen
from bolo.core.following.follows import Condition, FollowKind, When
from bolo.core.fx import recorded
from bolo.core.money import Money
from bolo.core.offer import Offer, Stated
from bolo.pipeline.match.follows.following import Following, Target, Wish
from bolo.pipeline.observe import question_store, tasks
from bolo.pipeline.observe.choosing import Choosing
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.watch import choices
from bolo.pipeline.watch.searches.searching import Searching, Wanted
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from bolo.platform.durable.jobs import Jobs
from tests.pipeline.street import (
    MUG,
    NOON,
    SHOP,
    FakeShop,
    Hand,
    partitions,
    question,
    read,
    rows_of,
    workspace,
)

USER = UUID(int=1)
SMALL = Stated(Money(Decimal("20.0000"), "USD"), "json-ld", "offers.price")
LARGE = Stated(Money(Decimal("25.0000"), "USD"), "visible", "div.price")
TIED = replace(MUG, price=SMALL.price, confidence=Decimal("0.4"), tied=(SMALL, LARGE))
BOWL = replace(TIED, ref=f"{SHOP}/bowl", url=f"https://{SHOP}/bowl", title="Stelton Emma Bowl")


async def see(session: AsyncSession, clock: Hand, *offers: Offer) -> None:
    """Have the shop read once."""
    asked = (await session.execute(text("SELECT id FROM question"))).scalar_one()
    one = await read(session, asked, offers, clock.on(10))
    await Observing(clock, uuid4).observe(session, [one])


async def asked_about(database: Database, offer: Offer) -> UUID:
    """Return the question about an offer."""
    [(which,)] = await rows_of(
        database,
        "SELECT price_question.id FROM price_question JOIN listing ON listing.id = listing_id"
        " WHERE ref = :ref",
        ref=offer.ref,
    )
    assert isinstance(which, UUID)
    return which


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
async def choosing(database: Database, clock: Hand) -> Choosing:
    """Have two pages of a shop read, each with the same two prices."""
    async with database.transaction() as session:
        await partitions(session)
        await question(session)
        await see(session, clock, TIED, BOWL)
        await session.execute(text("UPDATE question SET attention = false"))
        await session.execute(text("DELETE FROM outbox"))
    return Choosing(database, clock, uuid4, lambda: recorded()[-1])


async def test_the_chosen_price_is_believed_at_once_and_told(
    database: Database, choosing: Choosing
) -> None:
    which = await asked_about(database, TIED)

    await choosing.answer(USER, which, 1)

    believed = "SELECT amount, currency, availability, reads FROM current_price"
    assert await rows_of(database, believed) == [(Decimal(25), "USD", "in_stock", 2)]
    drawn = await rows_of(database, "SELECT amount FROM price_change")
    assert drawn == [(Decimal(25),)]
    told = await rows_of(database, "SELECT kind, ids FROM outbox")
    [(listing,)] = await rows_of(database, "SELECT id FROM listing WHERE ref = :r", r=TIED.ref)
    assert told == [("PriceMoved", [listing]), ("PriceChosen", [listing])]


async def test_a_chosen_price_is_held_against_what_is_followed(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    async with database.transaction() as session:
        owner = await workspace(session)
    watching = Watching(database, {"fake": FakeShop()}, clock, uuid4)
    following = Following.over(watching, choosing.rates)
    [(listing,)] = await rows_of(database, "SELECT id FROM listing WHERE ref = :r", r=TIED.ref)
    target = Target(FollowKind.LISTING, UUID(str(listing)))
    below = Condition(When.BELOW, Money.of(30, "USD"))
    await following.add(owner, "USD", target, Wish((below,)))
    clock.on(60)

    await choosing.answer(USER, await asked_about(database, TIED), 1)

    assert await rows_of(database, "SELECT condition, amount FROM follow_hit") == [
        ("below", Decimal(25))
    ]


class Told:
    """Takes subscriptions as `Jobs` does, and tells them what a choice told."""

    def __init__(self) -> None:
        self.acts: dict[str, Callable[[AsyncSession, Event], Awaitable[None]]] = {}

    def subscribe(self, kind: type[Event], name: str, act: Any) -> None:  # noqa: ANN401
        """Remember who wants to know."""
        del name
        self.acts[kind.kind] = act


async def test_a_chosen_price_is_held_against_saved_searches_too(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    async with database.transaction() as session:
        owner = await workspace(session)
    searching = Searching(database, {"fake": FakeShop()}, clock, uuid4)
    percolating = Percolating(clock, uuid4, choosing.rates)
    wanted = [Wanted(searching.read(f"mug price<{most}USD", "USD")) for most in (22, 30)]
    _, wide = [await searching.add(owner, one) for one in wanted]
    jobs = Told()
    tasks.subscribe(cast("Jobs", jobs), Observing(clock, uuid4, percolating))

    await choosing.answer(USER, await asked_about(database, TIED), 1)
    [(ids,)] = await rows_of(database, "SELECT ids FROM outbox WHERE kind = 'PriceChosen'")
    async with database.transaction() as session:
        await jobs.acts["PriceChosen"](session, PriceChosen(tuple(cast("list[UUID]", ids))))

    assert await rows_of(database, "SELECT search_id, amount, told FROM search_hit") == [
        (wide.id, Decimal(25), True)
    ]


async def test_the_other_pages_of_the_shop_are_read_again_and_still_asked_about(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    await choosing.answer(USER, await asked_about(database, TIED), 0)

    assert await rows_of(database, "SELECT due_at, attention FROM question") == [(clock(), True)]
    kept = await rows_of(database, "SELECT host, source, place FROM price_choice")
    assert kept == [(SHOP, SMALL.source, SMALL.where)]
    left = "SELECT listing.ref FROM quarantine JOIN listing ON listing.id = listing_id"
    assert await rows_of(database, left) == [(BOWL.ref,)]


async def test_a_settled_reading_ends_the_other_questions_and_keeps_the_answered(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    await choosing.answer(USER, await asked_about(database, TIED), 0)
    bowl = replace(BOWL, tied=(), confidence=Decimal(1))

    async with database.transaction() as session:
        await see(session, clock, MUG, bowl)

    left = await rows_of(database, "SELECT chosen FROM price_question")
    assert left == [(0,)]
    believed = await rows_of(database, "SELECT DISTINCT amount FROM current_price")
    assert believed == [(Decimal(20),)]


async def test_a_price_that_is_believed_already_is_no_second_change(
    database: Database, choosing: Choosing
) -> None:
    which = await asked_about(database, TIED)
    await choosing.answer(USER, which, 1)

    await choosing.answer(USER, which, 1)

    assert await rows_of(database, "SELECT count(*) FROM price_change") == [(1,)]


async def test_another_answer_corrects_the_first(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    which = await asked_about(database, TIED)
    await choosing.answer(USER, which, 1)
    clock.on(60)

    await choosing.answer(USER, which, 0)

    assert await rows_of(database, "SELECT amount FROM current_price") == [(Decimal(20),)]
    drawn = await rows_of(database, "SELECT amount FROM price_change ORDER BY at")
    assert drawn == [(Decimal(25),), (Decimal(20),)]
    kept = await rows_of(database, "SELECT source, chosen_at FROM price_choice")
    assert kept == [(SMALL.source, clock())]


async def test_none_of_them_forgets_what_the_shop_was_believed_by(
    database: Database, choosing: Choosing
) -> None:
    async with database.transaction() as session:
        await choices.remember(session, SHOP, "visible", "div.price", NOON)

    await choosing.answer(USER, await asked_about(database, TIED), None)

    assert await rows_of(database, "SELECT * FROM price_choice") == []
    assert await rows_of(database, "SELECT * FROM current_price") == []
    answered = "SELECT chosen FROM price_question WHERE answered_at IS NOT NULL"
    assert await rows_of(database, answered) == [(None,)]


async def test_the_same_prices_again_are_not_asked_again_and_others_are(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    await choosing.answer(USER, await asked_about(database, TIED), None)
    done = "SELECT count(*) FROM price_question WHERE answered_at IS NOT NULL"

    async with database.transaction() as session:
        await see(session, clock, TIED, BOWL)
    same = await rows_of(database, done)
    async with database.transaction() as session:
        dearer = replace(LARGE, price=Money(Decimal(27), "USD"))
        await see(session, clock, replace(TIED, tied=(SMALL, dearer)), BOWL)

    assert same == [(1,)]
    assert await rows_of(database, done) == [(0,)]


async def test_a_question_that_is_nowhere_is_not_found(choosing: Choosing) -> None:
    with pytest.raises(NotFound, match="no such question"):
        await choosing.answer(USER, uuid4(), 0)


@pytest.mark.parametrize("option", [-1, 2])
async def test_a_price_that_was_not_offered_is_refused(
    database: Database, choosing: Choosing, option: int
) -> None:
    with pytest.raises(Invalid, match="2 prices to choose from"):
        await choosing.answer(USER, await asked_about(database, TIED), option)

    assert await rows_of(database, "SELECT * FROM price_choice") == []


async def test_an_amount_that_cannot_be_kept_is_remembered_but_not_believed(
    database: Database, choosing: Choosing, clock: Hand
) -> None:
    absurd = Stated(Money(Decimal(10) ** 15, "USD"), "state", "price")
    async with database.transaction() as session:
        listing = (await session.execute(text("SELECT listing_id FROM price_question"))).scalars()
        await question_store.put(
            session, [(uuid4(), one, SHOP, (SMALL, absurd)) for one in list(listing)[:1]], clock()
        )
    [(which,)] = await rows_of(
        database, 'SELECT id FROM price_question WHERE options @> \'[{"source": "state"}]\''
    )
    assert isinstance(which, UUID)

    await choosing.answer(USER, which, 1)

    assert await rows_of(database, "SELECT source FROM price_choice") == [("state",)]
    assert await rows_of(database, "SELECT * FROM current_price") == []
