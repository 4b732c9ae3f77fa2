"""Price lists are checked whole while they are read."""

import pytest

from bolo.core.errors import Broken
from bolo.core.fees import sources, venues
from bolo.core.fees.catalogue import PriceLists, VenueEntry, by_id, read_price_lists, venue_of

SOUND = """
sources:
  page: {where: 'https://shop.example/fees', how: read on 2026-11-21}
schedules:
  - id: shop_us
    marketplace: shop
    region: US
    currency: USD
    effective_from: '2026-01-01'
    confidence: high
    sources: [page]
    components:
      - {id: fee, type: percent, base: [item], tiers: [{up_to: '10', rate: '0.1'}, {rate: '0.2'}]}
"""


def read(text: str) -> PriceLists:
    return read_price_lists(text, "shop.yaml")


def test_a_sound_price_list_is_read() -> None:
    lists = read(SOUND)

    assert lists.schedules[0].components[0].tiers[0].rate is not None
    assert lists.sources["page"].how == "read on 2026-11-21"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("'0.1'", "0.1", "written as text"),
        ("'0.1'", "'cheap'", "written as text"),
        ("'0.1'", "'NaN'", "written as text"),
        ("region: US", "regoin: US", "regoin"),
        ("sources: [page]", "sources: [rumour]", "unknown sources rumour"),
        ("type: percent", "type: guess", "type"),
        ("type: percent", "type: flat", "a figure that flat needs is missing"),
        ("{up_to: '10', rate: '0.1'}, ", "{rate: '0.1'}, ", "every tier but the last"),
        ("{rate: '0.2'}]", "{up_to: '20', rate: '0.2'}]", "the last has none"),
        ("{rate: '0.2'}]", "{up_to: '5', rate: '0.3'}, {rate: '0.2'}]", "ascending"),
        ("{rate: '0.2'}]", "{}]", "either a rate or an amount"),
        ("tiers: [{up_to: '10', rate: '0.1'}, {rate: '0.2'}]", "by_category: true", "categories"),
        (
            "    components:",
            "    categories: {most: {tiers: [{rate: '0.1'}]}}\n    components:",
            "a default category go together",
        ),
        (
            "    components:",
            "    default_category: all\n    categories: {x: {tiers: []}}\n    components:",
            "there is no category all",
        ),
        (
            "    components:",
            "    components:\n      - {id: fee, type: flat, amount: '1'}",
            "two components have one name",
        ),
        ("schedules:", "schedules: [", "shop.yaml"),
    ],
)
def test_a_mistake_is_found_while_reading(was: str, becomes: str, words: str) -> None:
    assert was in SOUND

    with pytest.raises(Broken, match=words):
        read(SOUND.replace(was, becomes))


def test_one_id_stands_for_one_schedule() -> None:
    with pytest.raises(Broken, match="two schedules are called shop_us"):
        by_id([read(SOUND), read(SOUND)])


def test_a_venue_names_schedules_that_exist() -> None:
    known = by_id([read(SOUND)])
    entry = VenueEntry("shop-us", "Shop", ("shop_us",), ("shop_extra",))

    with pytest.raises(Broken, match="shop-us names unknown schedules shop_extra"):
        venue_of(entry, known)


def test_every_source_says_where_and_how() -> None:
    assert all(one.where and one.how for one in sources().values())


def test_every_default_category_of_a_venue_exists() -> None:
    listed = [place.schedules[-1] for place in venues().values()]

    assert all(one.default_category in one.categories for one in listed if one.categories)
