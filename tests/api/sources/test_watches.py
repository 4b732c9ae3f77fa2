"""Watches, a look at an address, the demo street and what there is to choose from."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bolo.demo.street import DemoStreet
from bolo.platform.demo_switch import DemoSwitch
from tests.api.door import Door


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (the street lives by it)


@pytest.fixture
async def street(door: Door) -> AsyncIterator[DemoStreet]:
    """Open the demo street where the switch of this bolo says."""
    plan = DemoSwitch(door.services.settings.data).want(now(), wanted=False)
    first, second, third = plan.ports
    epoch = datetime.fromisoformat(plan.epoch)
    async with DemoStreet(ports=(first, second, third), epoch=epoch, now=now) as opened:
        yield opened


async def test_a_watch_lives_from_adding_to_removing(door: Door) -> None:
    made = await door.ask(
        "POST", "/watches", json={"address": "shop.example", "every_seconds": 600, "label": "Shop"}
    )
    one = f"/watches/{made.body['id']}"

    paused = await door.ask("POST", f"{one}/pause")
    resumed = await door.ask("POST", f"{one}/resume")
    changed = await door.ask("PATCH", one, json={"label": "Store", "every_seconds": 900})
    kept = await door.ask("PATCH", one, json={"label": "Stores"})
    learned = await door.ask("PATCH", one, json={"fixed": False})
    removed = await door.ask("DELETE", one)

    assert (made.status, removed.status) == (201, 204)
    assert made.body["kind"] == "page"
    assert made.body["health"]["state"] == "new"
    assert (paused.body["state"], resumed.body["state"]) == ("paused", "active")
    assert (changed.body["label"], changed.body["every_seconds"]) == ("Store", 900)
    assert (kept.body["label"], kept.body["every_seconds"]) == ("Stores", 900)
    assert (kept.body["fixed"], learned.body["fixed"]) == (True, False)
    assert (await door.get("/watches"))["items"] == []


async def test_a_removed_watch_is_brought_back_with_its_name_and_pace(door: Door) -> None:
    wanted = {"address": "shop.example", "every_seconds": 600, "label": "Shop"}
    made = (await door.ask("POST", "/watches", json=wanted)).body
    await door.ask("DELETE", f"/watches/{made['id']}")

    back = await door.ask("POST", f"/watches/{made['id']}/restore")
    unknown = await door.ask("POST", "/watches/00000000-0000-0000-0000-000000000000/restore")

    assert back.status == 200
    same = ("id", "label", "address", "every_seconds", "fixed", "state", "created_at")
    assert {name: back.body[name] for name in same} == {name: made[name] for name in same}
    assert (await door.get("/watches"))["items"] == [back.body]
    assert unknown.status == 404


async def test_words_are_searched_everywhere(door: Door) -> None:
    made = await door.ask("POST", "/watches", json={"words": "  Nikon   F3 "})

    assert made.status == 201
    assert (made.body["kind"], made.body["words"]) == ("search", "nikon f3")
    assert made.body["address"] is None


async def test_the_hosts_of_watches_are_the_sources(door: Door) -> None:
    await door.ask("POST", "/watches", json={"address": "https://shop.example/a"})

    (source,) = (await door.get("/sources"))["items"]

    assert source["host"] == "shop.example"
    assert (source["questions"], source["listings"], source["demo"]) == (1, 0, False)
    assert (await door.get("/session"))["first_run"] is False


async def test_every_connector_states_its_policy(door: Door) -> None:
    found = (await door.get("/marketplaces"))["items"]

    assert {"webpage", "shopify", "woocommerce"} <= {one["slug"] for one in found}
    assert all(one["policy_note"] and one["per_minute"] > 0 and one["powers"] for one in found)


async def test_a_look_at_a_shop_tells_its_offers_and_stores_nothing(
    door: Door, street: DemoStreet
) -> None:
    told = await door.ask("POST", "/scan", json={"address": street.shops[0].url})

    assert told.status == 200
    assert told.body["marketplace"] == "shopify"
    assert all(offer["title"] and offer["price"] for offer in told.body["offers"])
    assert (await door.get("/sources"))["items"] == []


async def test_a_look_at_nothing_says_so(door: Door, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}/"

    told = await door.ask("POST", "/scan", json={"address": address})

    assert told.status in {422, 503}
    assert told.detail


async def test_the_demo_street_comes_and_goes(door: Door, street: DemoStreet) -> None:
    before = await door.get("/demo")

    installed = await door.ask("POST", "/demo")
    twice = await door.ask("POST", "/demo")
    watches = (await door.get("/watches"))["items"]
    removed = await door.ask("DELETE", "/demo")
    after = await door.get("/demo")

    assert (before["available"], before["running"], before["installed"]) == (True, False, False)
    assert installed.status == twice.status == 201
    assert [shop["url"].rstrip("/") for shop in installed.body["shops"]] == [
        shop.url for shop in street.shops
    ]
    assert len(watches) == 3
    assert all(watch["demo"] for watch in watches)
    assert removed.status == 204
    assert (after["running"], after["installed"], after["shops"]) == (False, False, [])
    assert (await door.get("/watches"))["items"] == []
