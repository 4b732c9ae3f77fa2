"""The trees have the word where only the text speaks; one shop offers a thing once."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Description
from bolo.pipeline.match.candidates.inventory import Inventory
from bolo.pipeline.match.service import Matching
from bolo.pipeline.match.trees import store as lesson_store
from bolo.pipeline.match.trees.judge import SHIPPED, Judge, name_of, shipped
from tests.pipeline.match.world import PLAIN, World
from tests.pipeline.street import MUG, NOON, elsewhere, partitions

OTHER = replace(PLAIN, title="Stelton Emma Mug White 300 ml coffee")


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    return World(session)


async def links(world: World) -> dict[str, tuple[UUID, str, str | None]]:
    """Return product, method and model of each listing, by its shop and address."""
    rows = await world.session.execute(
        text("""
            SELECT listing.url, product_id, method, model
            FROM link JOIN listing ON listing.id = listing_id
        """)
    )
    return {row.url: (row.product_id, row.method, row.model) for row in rows}


class Sayer(Judge):
    """Says of every pair what it is told to say."""

    def __init__(self, *chances: str) -> None:
        super().__init__()
        self.chances = [Decimal(one) for one in chances]
        self.asked: list[tuple[str, str]] = []

    async def renew(self, session: AsyncSession) -> None:
        """Stay as it is."""

    async def likely_same(self, pairs: Sequence[tuple[Description, Description]]) -> list[Decimal]:
        """Say it, the last thing for all that follow."""
        self.asked += [(one.title, other.title) for one, other in pairs]
        return [self.chances.pop(0) if len(self.chances) > 1 else self.chances[0] for _ in pairs]


async def test_what_rests_on_text_is_judged_by_the_trees_and_says_so(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, judge=Sayer("0.85"))
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(PLAIN, "b.example"))

    row = (
        await world.session.execute(
            text("SELECT probability, reasons, model FROM link WHERE method = 'text'")
        )
    ).one()
    assert (row.probability, row.model) == (Decimal("0.850000"), SHIPPED)
    assert row.reasons[-1] == "the trained trees say 85 %"


async def test_what_an_identifier_says_is_not_for_the_trees(world: World) -> None:
    judge = Sayer("0.1")
    world.matching = Matching(world.clock, uuid4, judge=judge)
    await world.see(elsewhere(MUG, "a.example"))
    await world.see(elsewhere(MUG, "b.example"))

    assert judge.asked == []
    assert await world.methods() == ["own", "gtin"]


async def test_the_trees_may_say_no_and_then_a_person_is_asked(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, judge=Sayer("0.4"))
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(PLAIN, "b.example"))

    assert await world.products() == 2
    asked = (await world.session.execute(text("SELECT why, decision, model FROM review"))).one()
    assert tuple(asked) == ("unsure", "no_match", SHIPPED)


async def test_two_of_one_batch_are_judged_too(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, judge=Sayer("0.95"))

    await world.see(elsewhere(PLAIN, "a.example"), elsewhere(PLAIN, "b.example"))

    assert await world.products() == 1
    assert sorted(await world.methods()) == ["own", "text"]


async def test_a_shop_offers_a_thing_once_where_only_text_speaks(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, judge=Sayer("0.9"))
    await world.see(elsewhere(PLAIN, "a.example"))

    twin = replace(elsewhere(OTHER, "a.example"), ref="a.example/2", url="https://a.example/2")
    await world.see(twin)

    assert await world.products() == 2


async def test_the_surer_listing_of_a_shop_takes_the_place(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, judge=Sayer("0.6", "0.9", "0.6"))
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(OTHER, "b.example"))
    before = await links(world)

    surer = replace(elsewhere(PLAIN, "b.example"), ref="b.example/2", url="https://b.example/2")
    await world.see(surer)

    after = await links(world)
    first = after["https://a.example/mug"][0]
    assert before["https://b.example/mug"][0] == first
    assert after["https://b.example/2"][0] == first
    assert after["https://b.example/mug"][1] == "own"


async def test_many_products_are_built_into_a_catalogue_and_found_there(world: World) -> None:
    world.matching = Matching(world.clock, uuid4, inventory=Inventory(room=2), judge=Sayer("0.95"))
    names = ("Bodum Ibis Teapot", "Alessi Plisse Kettle", "Rosti Mensque Bowl", PLAIN.title)
    for at, name in enumerate(names):
        await world.see(elsewhere(replace(PLAIN, title=name, brand=None), f"s{at}.example"))

    await world.see(elsewhere(replace(PLAIN, brand=None), "z.example"))

    assert await world.products() == 4
    assert (await links(world))["https://z.example/mug"][1] == "text"


async def test_the_newest_model_judges_and_one_that_learnt_nothing_does_not(
    session: AsyncSession,
) -> None:
    judge = Judge()

    assert await lesson_store.save(session, 12, shipped(), NOON) == 1
    await judge.renew(session)
    assert judge.name == name_of(1) == "learnt 1"
    pair = (Description("Stelton Emma Mug White"), Description("Stelton Emma mug, white"))
    (chance,) = await judge.likely_same([pair])
    assert 0 < chance < 1

    assert await lesson_store.save(session, 13, None, NOON) is None
    await judge.renew(session)
    assert judge.name == SHIPPED
