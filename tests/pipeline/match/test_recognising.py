"""What words may mean is looked for from the nearest on, and found as if all had been looked at."""

from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.pipeline.match.recognising import MOST, NEAR, Recognising, alike, nearest

BRANDS, MODELS, THINGS = (
    ("Makita", "Bosch", "Nikon"),
    ("D9-488", "X10", "64-876"),
    ("drill", "lens"),
)
COLOURS = ("white", "black")
ADDRESS = "https://shop.example/products/Makita D9-488 drill white"


STATEMENTS = (
    """INSERT INTO product (id, title, words, created_at)
       VALUES (:product, :title, lower(:title), now())""",
    """INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at, seen_at)
       VALUES (:listing, 'webpage', 'shop.example', :title,
               'https://shop.example/products/' || :title, :title, '', now(), now())""",
    """INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
       VALUES (:listing, :product, 1, 'own', '[]', now())""",
)


@pytest.fixture
async def shop(session: AsyncSession) -> AsyncSession:
    """Make a shop of 36 things, three times as many as words are held against."""
    for words in product(BRANDS, MODELS, THINGS, COLOURS):
        values = {"product": uuid4(), "listing": uuid4(), "title": " ".join(words)}
        for statement in STATEMENTS:
            asked = {name: value for name, value in values.items() if f":{name}" in statement}
            await session.execute(text(statement), asked)
    return session


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Makita D9-488 drill white", MOST),
        ("Nikon lens", MOST),
        ("drill", MOST),
        ("Makita X10", MOST),
        ("lens white with case", MOST),
        ("64-876 bargain", MOST),
        ("grand piano", 0),
    ],
)
async def test_the_nearest_are_those_of_all(shop: AsyncSession, words: str, found: int) -> None:
    all_of_them = await alike(shop, words, NEAR[-1])

    assert await nearest(shop, words) == all_of_them
    assert len(all_of_them) == found


async def test_a_page_is_known_by_its_address_with_what_a_letter_added(shop: AsyncSession) -> None:
    recognising = Recognising(uuid4)

    [one] = await recognising.recognise(shop, f"{ADDRESS}/?utm_source=letter#reviews")

    assert one.title == "Makita D9-488 drill white"
    assert await recognising.recognise(shop, f"{ADDRESS}r") == []
