"""A workspace whose listings are rarely met among the newest gets the same pages as any other."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bolo.views.feed.query import FEW, NEARBY
from tests.api.door import Door
from tests.api.seed import workspace_of
from tests.pipeline.street import question, wanted

ADD = """
    WITH added AS (
        INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at, seen_at)
        SELECT gen_random_uuid(), 'shopify', 'shop.example', :name || n, 'https://shop.example/',
               :name || n, '', CAST(:newest AS timestamptz) - n * interval '1 second', :newest
        FROM generate_series(1, :count) AS n
        RETURNING id)
    INSERT INTO sighting (question_id, listing_id) SELECT :question, id FROM added
"""


async def add(door: Door, *, watched: int, of_a_page: bool = False) -> None:
    """Add so many listings that are watched, and more that came later and nobody watches."""
    now, workspace = door.services.clock(), await workspace_of(door)
    async with door.services.db.transaction() as session:
        mine = await question(session)
        others = await question(session, "https://other.example/")
        await wanted(session, workspace, mine)
        if of_a_page:  # what is met there hangs on a page of the question
            page = await question(session, "https://shop.example/2")
            places = {"id": page, "parent": mine}
            await session.execute(
                text("UPDATE question SET parent_id = :parent WHERE id = :id"), places
            )
            mine = page
        for name, count, asked, age in (
            ("mine", watched, mine, timedelta(days=1)),
            ("other", NEARBY + 1, others, timedelta()),
        ):
            values = {"name": name, "count": count, "question": asked, "newest": now - age}
            await session.execute(text(ADD), values)


@pytest.mark.parametrize("of_a_page", [False, True])
async def test_a_few_are_listed_in_order_page_by_page(door: Door, *, of_a_page: bool) -> None:
    await add(door, watched=5, of_a_page=of_a_page)
    cursor, shown = "", []

    while cursor is not None:
        after = f"&cursor={cursor}" if cursor else ""
        found = await door.get(f"/listings?limit=2{after}")
        shown += [one["title"] for one in found["items"]]
        cursor = found["next"]

    assert shown == [f"mine{n}" for n in range(1, 6)]


async def test_many_that_all_came_long_ago_are_listed_in_order(door: Door) -> None:
    await add(door, watched=FEW + 1)

    found = await door.get("/listings?limit=3")

    assert [one["title"] for one in found["items"]] == ["mine1", "mine2", "mine3"]
    assert found["next"] is not None


async def test_what_was_put_away_is_not_listed_of_a_few(door: Door) -> None:
    await add(door, watched=3)
    [first, *_] = (await door.get("/listings"))["items"]
    await door.ask("PATCH", f"/listings/{first['id']}", json={"hidden": True})

    found = await door.get("/listings")

    assert [one["title"] for one in found["items"]] == ["mine2", "mine3"]
