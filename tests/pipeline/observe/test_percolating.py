"""A search that is tried misses nothing that is written otherwise, though it reads but a few."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.fx import recorded
from bolo.core.searching.rules.rule import parse
from bolo.pipeline.observe.percolating import Percolating
from tests.pipeline.street import NOON

TITLES = (
    *("Batteries", "Battery 9 V", "Wireless mice", "Mouse pad", "Phone 128 GB"),
    *("Phone 128gb", "Écran 24", "Teapot", "Lenses 50,5 mm"),
)
ADD = """
    INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at, seen_at)
    VALUES (gen_random_uuid(), 'shopify', 'shop.example', :title, 'https://shop.example/1', :title,
            '', :now, :now)
"""


@pytest.mark.parametrize(
    ("rule", "titles"),
    [
        ("battery", {"Batteries", "Battery 9 V"}),
        ("mouse", {"Wireless mice", "Mouse pad"}),
        ("128gb", {"Phone 128 GB", "Phone 128gb"}),
        ("ecran", {"Écran 24"}),
        ("-mouse -battery -phone -ecran -lens", {"Teapot"}),
        ("seller:shop.example 24", {"Écran 24"}),
        ("lens OR teapot", {"Teapot", "Lenses 50,5 mm"}),
    ],
)
async def test_a_preview_finds_every_way_of_writing(
    session: AsyncSession, rule: str, titles: set[str]
) -> None:
    await session.execute(text(ADD), [{"title": one, "now": NOON} for one in TITLES])
    percolating = Percolating(clock=lambda: NOON, new_id=uuid4, rates=lambda: recorded()[-1])

    caught = await percolating.preview(session, parse(rule), uuid4())

    shown = await session.execute(text("SELECT id, title FROM listing"))
    assert {title for one, title in shown if one in caught.listings} == titles
    assert caught.looked_at == len(TITLES)
