"""A person's word is kept: matches are made, cut, looked for again, and learnt from."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, NotFound
from bolo.core.offer import Offer
from bolo.core.reviewing import Answer, Decision, WhyAsked
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.correcting import PLACE_AGAIN, Correcting
from bolo.pipeline.match.reviews.store import NewReview
from bolo.pipeline.match.trees.judge import SHIPPED
from bolo.pipeline.match.trees.learning import FEWEST, TRAIN, Learning
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Payload
from tests.pipeline.match.world import PLAIN, World
from tests.pipeline.street import MUG, NOON, Hand, elsewhere, partitions, workspace

PACK = replace(PLAIN, title=f"{PLAIN.title} - 2-Pack")
PRESS = replace(PLAIN, title="Bodum Chambord French Press", brand="Bodum")


class Desk:
    """A database, a workspace, and what a worker is to do."""

    def __init__(self, database: Database, owner: UUID, user: UUID) -> None:
        self.db, self.owner, self.user = database, owner, user
        self.clock = Hand()
        self.waiting: list[tuple[str, Payload]] = []
        self.correcting = Correcting(database, self.clock, uuid4, self.enqueue)
        self.learning = Learning(database, self.clock, self.enqueue)

    async def enqueue(self, _: AsyncSession, name: str, payload: Payload) -> str:
        """Remember it."""
        self.waiting.append((name, payload))
        return name

    async def see(self, *offers: Offer) -> None:
        """Read, observe and match these offers."""
        async with self.db.transaction() as session:
            await World(session).see(*offers)

    async def work(self) -> None:
        """Do what waits."""
        waiting, self.waiting = self.waiting, []
        for name, payload in waiting:
            assert name == PLACE_AGAIN
            async with self.db.transaction() as session:
                listings = [UUID(one) for one in payload["listings"]]
                await World(session).matching.link(session, listings)

    async def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        """Return what the database says."""
        async with self.db.transaction() as session:
            return [tuple(row) for row in await session.execute(text(query))]

    async def links(self) -> dict[str, tuple[UUID, str]]:
        """Return product and method by shop."""
        rows = await self.rows(
            "SELECT shop, product_id, method FROM link JOIN listing ON listing.id = listing_id"
        )
        return {str(shop): (product, str(method)) for shop, product, method in rows}  # type: ignore[misc]

    async def ask(self, one: str, other: str) -> UUID:
        """Ask about listings of two shops; return the review."""
        new = uuid4()
        async with self.db.transaction() as session:
            rows = await session.execute(text("SELECT shop, id FROM listing"))
            listings = {row.shop: row.id for row in rows}
            product = await session.execute(
                text("SELECT product_id FROM link WHERE listing_id = :id"), {"id": listings[other]}
            )
            review = NewReview(
                new,
                listings[one],
                product.scalar_one(),
                WhyAsked.REPORTED,
                Decimal("0.5"),
                Decision.MATCH,
                (),
                workspace=self.owner,
                other=listings[other],
            )
            await review_store.add_reviews(session, [review], NOON)
        return new

    async def answer(self, review: UUID, answer: Answer) -> None:
        """Answer a review."""
        await self.correcting.answer(self.owner, self.user, review, answer)


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.transaction() as session:
        await partitions(session)
        owner = await workspace(session)
    return Desk(database, owner, uuid4())


async def test_same_joins_two_products_and_the_rest_of_the_left_one_is_placed_again(
    desk: Desk,
) -> None:
    press = replace(PRESS, gtin="0727015103207")
    await desk.see(elsewhere(PLAIN, "a.example"), elsewhere(press, "b.example"))
    await desk.see(elsewhere(press, "c.example"))

    await desk.answer(await desk.ask("b.example", "a.example"), Answer.SAME)

    links = await desk.links()
    assert links["b.example"] == (links["a.example"][0], "person")
    assert [name for name, _ in desk.waiting] == [PLACE_AGAIN]
    await desk.work()
    assert (await desk.links())["c.example"][0] != links["a.example"][0]


async def test_same_of_what_is_one_already_only_makes_it_sure(desk: Desk) -> None:
    await desk.see(elsewhere(MUG, "a.example"), elsewhere(MUG, "b.example"))

    await desk.answer(await desk.ask("b.example", "a.example"), Answer.SAME)

    methods = sorted(method for _, method in (await desk.links()).values())
    assert methods == ["own", "person"]


async def test_the_founder_keeps_its_product_and_the_other_becomes_sure(desk: Desk) -> None:
    await desk.see(elsewhere(MUG, "a.example"))
    await desk.see(elsewhere(MUG, "b.example"))

    await desk.answer(await desk.ask("a.example", "b.example"), Answer.SAME)

    links = await desk.links()
    assert links["a.example"][1] == "own"
    assert links["b.example"] == (links["a.example"][0], "person")


async def test_different_holds_when_the_listing_is_placed_again(desk: Desk) -> None:
    await desk.see(elsewhere(MUG, "a.example"))
    await desk.see(elsewhere(MUG, "b.example"))

    await desk.answer(await desk.ask("b.example", "a.example"), Answer.DIFFERENT)
    await desk.work()

    links = await desk.links()
    assert links["a.example"][0] != links["b.example"][0]


async def test_different_of_what_is_two_already_forgets_the_near_miss(desk: Desk) -> None:
    await desk.see(elsewhere(PLAIN, "a.example"))
    await desk.see(elsewhere(PACK, "b.example"))
    assert await desk.rows("SELECT count(*) FROM near_miss") == [(1,)]

    await desk.answer(await desk.ask("b.example", "a.example"), Answer.DIFFERENT)

    assert await desk.rows("SELECT count(*) FROM near_miss") == [(0,)]
    assert desk.waiting == []


async def test_same_holds_when_the_listing_is_placed_again(desk: Desk) -> None:
    await desk.see(elsewhere(PLAIN, "a.example"))
    await desk.see(elsewhere(PACK, "b.example"))
    await desk.answer(await desk.ask("b.example", "a.example"), Answer.SAME)

    async with desk.db.transaction() as session:
        await World(session).again("b.example")

    links = await desk.links()
    assert links["b.example"] == (links["a.example"][0], "person")


@pytest.mark.parametrize("undo", [True, False])
async def test_what_is_taken_back_or_unsure_is_placed_as_if_nobody_had_spoken(
    desk: Desk, *, undo: bool
) -> None:
    await desk.see(elsewhere(MUG, "a.example"))
    await desk.see(elsewhere(MUG, "b.example"))
    review = await desk.ask("b.example", "a.example")
    await desk.answer(review, Answer.DIFFERENT)
    await desk.work()

    if undo:
        await desk.correcting.undo(desk.owner, review)
    else:
        await desk.answer(review, Answer.UNSURE)
    await desk.work()

    links = await desk.links()
    assert links["a.example"][0] == links["b.example"][0]


async def test_undoing_what_was_not_answered_is_no_work(desk: Desk) -> None:
    await desk.see(elsewhere(MUG, "a.example"), elsewhere(MUG, "b.example"))

    await desk.correcting.undo(desk.owner, await desk.ask("b.example", "a.example"))

    assert desk.waiting == []


async def test_nobody_answers_what_was_not_asked(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.answer(uuid4(), Answer.SAME)
    with pytest.raises(NotFound):
        await desk.correcting.report(desk.owner, uuid4(), None)


async def test_a_few_answers_are_too_few_to_learn_from(desk: Desk) -> None:
    await desk.see(elsewhere(PLAIN, "a.example"), elsewhere(PRESS, "b.example"))
    await desk.answer(await desk.ask("b.example", "a.example"), Answer.SAME)

    with pytest.raises(Conflict, match=f"begins with {FEWEST} answered pairs; there are 1"):
        await desk.learning.ask()
    with pytest.raises(Conflict):
        await desk.learning.learn()


async def answered(desk: Desk, answers: Sequence[tuple[str, str, Answer]]) -> None:
    """Have pairs of titles answered, each asked of two shops."""
    for at, (one, other, answer) in enumerate(answers):
        left, right = f"l{at}.example", f"r{at}.example"
        await desk.see(elsewhere(replace(PLAIN, title=one, brand=None), left))
        await desk.see(elsewhere(replace(PLAIN, title=other, brand=None), right))
        await desk.answer(await desk.ask(left, right), answer)


async def test_answers_that_say_nothing_new_are_noted_and_what_ships_goes_on(desk: Desk) -> None:
    names = "kettle lantern ladder backpack drill camera piano wallet tripod blender".split()
    pairs = [
        (f"Arvenor {n} model A{at}", f"Zeltmark {n}s", Answer.DIFFERENT)
        for at, n in enumerate(names)
    ]
    await answered(desk, pairs)

    await desk.learning.ask()
    learnt = await desk.learning.learn()

    assert desk.waiting[-1] == (TRAIN, {})
    assert learnt is not None
    assert (learnt.labels, learnt.grown, learnt.name) == (10, False, SHIPPED)
    assert await desk.rows("SELECT version, labels, grown FROM match_model") == [(1, 10, False)]
