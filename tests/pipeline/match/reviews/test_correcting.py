"""A person's word is kept: matches are made, cut, and looked for again."""

from dataclasses import replace
from uuid import uuid4

import pytest

from bolo.core.errors import NotFound
from bolo.core.reviewing import Answer
from bolo.pipeline.match.reviews.correcting import PLACE_AGAIN
from tests.pipeline.match.desk import Desk
from tests.pipeline.match.world import PLAIN, World
from tests.pipeline.street import MUG, elsewhere

PACK = replace(PLAIN, title=f"{PLAIN.title} - 2-Pack")
PRESS = replace(PLAIN, title="Bodum Chambord French Press", brand="Bodum")


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
