"""Listings find their product: by identifiers first, then by text, founded once, and anew."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import Offer
from bolo.pipeline.match.service import Matching
from tests.pipeline.match.world import PLAIN, World
from tests.pipeline.street import MUG, elsewhere, events, partitions


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    return World(session)


PART = replace(MUG, gtin=None, mpn="x-205")


@pytest.mark.parametrize(("offer", "method"), [(MUG, "gtin"), (PART, "mpn"), (PLAIN, "text")])
async def test_the_same_thing_is_one_product(world: World, offer: Offer, method: str) -> None:
    await world.see(elsewhere(offer, "a.example"))
    await world.see(elsewhere(offer, "b.example"))

    assert await world.methods() == ["own", method]
    assert await world.products() == 1


async def test_a_product_is_founded_once_when_a_batch_brings_it_twice(world: World) -> None:
    linked = await world.see(elsewhere(MUG, "a.example"), elsewhere(MUG, "b.example"))

    assert linked == 2
    assert await world.products() == 1


async def test_a_pack_of_two_only_looks_like_it(world: World) -> None:
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(replace(PLAIN, title=f"{PLAIN.title} - 2-Pack"), "b.example"))

    gates = (await world.session.execute(text("SELECT gates FROM near_miss"))).scalar_one()
    assert gates
    assert await world.products() == 2


async def test_what_is_described_anew_is_placed_anew(world: World) -> None:
    await world.see(elsewhere(MUG, "a.example"))
    await world.see(elsewhere(MUG, "b.example"))
    await events(world.session, "ListingLinked")

    press = replace(MUG, title="Bodum Chambord French Press", brand="Bodum", gtin="0727015103207")
    await world.see(elsewhere(press, "b.example"))

    assert await world.products() == 2
    assert len(await events(world.session, "ListingLinked")) == 2  # the one it left too


async def test_the_only_listing_of_a_product_keeps_it_and_describes_it(world: World) -> None:
    await world.see(elsewhere(MUG, "a.example"))

    await world.see(elsewhere(replace(PLAIN, title="Bodum Kettle Ibis"), "a.example"))

    titles = (await world.session.execute(text("SELECT title, gtin FROM product"))).all()
    assert [tuple(row) for row in titles] == [("Bodum Kettle Ibis", None)]


async def test_a_product_learns_what_a_sure_listing_knows(world: World) -> None:
    await world.see(elsewhere(PART, "a.example"))

    await world.see(elsewhere(replace(MUG, mpn="x-205"), "b.example"))

    assert (await world.session.execute(text("SELECT gtin FROM product"))).scalar_one() == MUG.gtin


async def test_the_demo_street_never_meets_what_is_real(world: World) -> None:
    await world.see(elsewhere(MUG, "a.example"))
    await world.see(elsewhere(MUG, "b.example"), demo=True)

    assert await world.products() == 2


async def test_nothing_to_place_is_no_work(world: World) -> None:
    assert await Matching(world.clock, uuid4).link(world.session, [uuid4()]) == 0
