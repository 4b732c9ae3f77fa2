"""What could go either way is asked of a person, once for each pair of things, and not for ever."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Likeness, Method
from bolo.core.reviewing import Decision, WhyAsked
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.asking import questions
from bolo.pipeline.match.reviews.store import NewReview
from bolo.pipeline.match.store import NewLink
from tests.pipeline.match.world import PLAIN, World
from tests.pipeline.street import NOON, elsewhere, partitions

LINK = NewLink(uuid4(), uuid4(), Likeness(Decimal("0.7"), Method.TEXT, ("titles share 80 %",)))
PACK = replace(PLAIN, title=f"{PLAIN.title} - 2-Pack")


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    return World(session)


async def asked(world: World) -> list[tuple[str, str]]:
    """Return why and how each review was decided, in the order of their urgency."""
    rows = await world.session.execute(
        text("SELECT why, decision FROM review ORDER BY urgency DESC, id")
    )
    return [(row.why, row.decision) for row in rows]


def test_an_unsure_match_is_asked_and_a_sure_one_is_not() -> None:
    sure = replace(LINK, likeness=replace(LINK.likeness, probability=Decimal("0.9")))

    (review,) = questions(LINK, "shipped", uuid4)

    assert (review.why, review.decision) == (WhyAsked.UNSURE, Decision.MATCH)
    assert review.reasons == ("titles share 80 %",)
    assert list(questions(sure, "shipped", uuid4)) == []


@pytest.mark.parametrize("method", [Method.OWN, Method.PERSON])
def test_what_founds_a_product_or_a_person_said_is_not_asked(method: Method) -> None:
    settled = replace(LINK, likeness=Likeness(Decimal("0.5"), method))

    assert list(questions(settled, "shipped", uuid4)) == []


async def test_a_near_miss_is_asked_with_what_forbids_it(world: World) -> None:
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(PACK, "b.example"))

    assert await asked(world) == [("near_miss", "no_match")]
    reasons = (await world.session.execute(text("SELECT reasons FROM review"))).scalar_one()
    assert reasons[0] == "pack of 2 against pack of 1"


async def test_two_of_one_batch_are_asked_about_once(world: World) -> None:
    await world.see(elsewhere(PLAIN, "a.example"), elsewhere(PACK, "b.example"))

    assert len(await asked(world)) == 1


async def test_a_second_listing_of_the_same_two_things_asks_nothing_new(world: World) -> None:
    pack = replace(PACK, gtin="0727015103207")
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(pack, "b.example"))
    await world.see(elsewhere(pack, "c.example"))

    assert len(await asked(world)) == 1


async def test_a_question_that_is_asked_again_stays_the_one_it_was(world: World) -> None:
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(PACK, "b.example"))
    before = (await world.session.execute(text("SELECT id, asked_at FROM review"))).one()

    await world.again("b.example")

    assert (await world.session.execute(text("SELECT id, asked_at FROM review"))).one() == before


async def test_what_is_described_anew_is_asked_about_no_more(world: World) -> None:
    await world.see(elsewhere(PLAIN, "a.example"))
    await world.see(elsewhere(PACK, "b.example"))

    press = replace(PLAIN, title="Bodum Chambord French Press", brand="Bodum")
    await world.see(elsewhere(press, "b.example"))

    assert await asked(world) == []


async def test_no_more_stay_open_than_somebody_would_answer(world: World) -> None:
    names = ("iron kettle", "oil lantern", "rope ladder", "jazz record", "wool scarf", "chess set")
    await world.see(
        *[elsewhere(replace(PLAIN, title=name, brand=None), f"{name[0]}.example") for name in names]
    )
    rows = (await world.session.execute(text("SELECT listing_id, product_id FROM link"))).all()
    pairs = [(rows[at].listing_id, rows[at - 1].product_id) for at in range(1, len(rows))]
    many = [one for at, pair in enumerate(pairs) for one in [review(pair, at)]]

    await review_store.save_reviews(world.session, [pair[0] for pair in pairs], many, NOON)
    await world.session.execute(review_store.BOUND, {"unsure": 1, "near": 2})

    left = await world.session.execute(text("SELECT probability FROM review ORDER BY 1"))
    assert list(left.scalars()) == [Decimal("0.630000"), Decimal("0.640000")]


def review(pair: tuple[UUID, UUID], at: int) -> NewReview:
    """Return the near miss of a pair; the later, the likelier."""
    chance = Decimal("0.6") + Decimal(at) / 100
    return NewReview(uuid4(), *pair, WhyAsked.NEAR_MISS, chance, Decision.NO_MATCH, ())
