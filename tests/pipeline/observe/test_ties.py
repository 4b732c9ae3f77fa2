"""A tie between prices is asked of a person, once, and the answer holds for the shop."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.marketplace import Address, Answer, Request
from bolo.core.offer import Offer
from bolo.core.reading.vote import Choice
from bolo.marketplaces.webpage import Webpage
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.watch import choices
from bolo.pipeline.watch.asking import store
from bolo.pipeline.watch.asking.ask import Keeping
from tests.pipeline.street import NOON, Hand, partitions, question, read, scalar

T = TypeVar("T")
URL = "https://tied.example/p/kettle"
TIED = "<p class='price a'>99,00 €</p><p class='price b'>129,90 €</p>"


def page(prices: str) -> bytes:
    script = '<script type="application/ld+json">{"@type": "Product", "name": "Kettle"}</script>'
    return f"<html lang=de><body><h1>Kettle</h1>{prices}{script}</body></html>".encode()


async def offered(prices: str, choice: Choice | None = None) -> tuple[Offer, ...]:
    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        return read(Answer(page(prices), request.url))

    kept = Keeping(fetch, choice)
    return (await Webpage().read(Address.of(URL), None, kept)).offers


async def see(session: AsyncSession, clock: Hand, *seen: tuple[Offer, ...]) -> None:
    asked = await scalar(session, "SELECT id FROM question")
    for offers in seen:
        one = await read(session, asked, offers, clock.on(10))  # type: ignore[arg-type]
        await Observing(clock, uuid4).observe(session, [one])


@pytest.fixture
async def clock(session: AsyncSession) -> Hand:
    await partitions(session)
    await question(session, URL)
    return Hand()


async def test_a_tie_is_asked_once_and_believed_by_no_repetition(
    session: AsyncSession, clock: Hand
) -> None:
    tied = await offered(TIED)

    await see(session, clock, tied, tied, tied)

    asked = await session.execute(text("SELECT host, options FROM price_question"))
    [(host, options)] = [tuple(one) for one in asked]
    assert host == "tied.example"
    assert sorted(Decimal(one["amount"]) for one in options) == [Decimal(99), Decimal("129.90")]
    assert await scalar(session, "SELECT count(*) FROM current_price") == 0
    assert await scalar(session, "SELECT surprise FROM quarantine") == "tie"
    assert await scalar(session, "SELECT attention FROM question") is False


async def test_a_tie_that_ends_by_itself_is_asked_no_more(
    session: AsyncSession, clock: Hand
) -> None:
    await see(session, clock, await offered(TIED), await offered("<p class='price'>99,00 €</p>"))

    assert await scalar(session, "SELECT count(*) FROM price_question") == 0
    assert await scalar(session, "SELECT amount FROM current_price") == Decimal(99)


async def test_what_was_chosen_at_a_shop_travels_with_its_questions(
    session: AsyncSession, clock: Hand
) -> None:
    first = (await offered(TIED))[0].tied
    dear = next(one for one in first if one.price.amount == Decimal("129.90"))
    await choices.remember(session, "tied.example", dear.source, dear.where, NOON)

    [leased] = await store.lease(session, 5, clock.on(1), (clock.on(60) - NOON))
    (settled,) = await offered(TIED.replace("99,00", "89,00"), leased.choice)

    assert leased.choice == Choice(dear.source, dear.where)
    assert settled.tied == ()
    assert settled.price is not None
    assert settled.price.amount == Decimal("129.90")
