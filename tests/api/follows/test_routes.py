"""Follows over the wire: added, tried, changed, paused, and nobody else's affair."""

from datetime import timedelta

from sqlalchemy import text

from bolo.platform.database.partitions import make_ahead
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

BELOW = {"when": "below", "price": {"amount": "9.00", "currency": "USD"}}


async def seeded(door: Door) -> dict[str, str]:
    """Add a deal; return the ids of its listing and product."""
    await add_deals(door.services, await workspace_of(door), [5])
    async with door.services.db.transaction() as session:
        rows = await session.execute(text("SELECT listing_id, product_id FROM link"))
        row = rows.first()
        assert row is not None
        await make_ahead(session, ("price_change",), door.services.clock() - timedelta(days=1))
        await session.execute(
            text("""
                INSERT INTO price_change (listing_id, at, amount, currency, availability)
                SELECT :id, now() - interval '1 hour' * hour, amount, 'USD', 'in_stock'
                FROM (VALUES (3, 10.0), (2, 8.0), (1, 10.0)) AS past(hour, amount)
            """),
            {"id": row.listing_id},
        )
    return {"listing": str(row.listing_id), "product": str(row.product_id)}


async def test_a_follow_lives_from_trying_to_forgetting(door: Door, foreigner: Door) -> None:
    ids = await seeded(door)
    wanted = {"kind": "listing", "id": ids["listing"], "conditions": [BELOW]}

    past = await door.ask("POST", "/follows/preview", json=wanted)
    made = await door.ask("POST", "/follows", json=wanted)
    one = f"/follows/{made.body['id']}"
    twice = await door.ask("POST", "/follows", json=wanted)
    changed = await door.ask(
        "PATCH",
        one,
        json={
            "label": "Mine",
            "margin": "5",
            "goods": ["used"],
            "conditions": [{"when": "drop", "percent": "10", "days": 7}, {"when": "stock"}],
        },
    )
    paused = await door.ask("POST", f"{one}/pause")
    resumed = await door.ask("POST", f"{one}/resume")
    listed = await door.get(f"/follows?kind=listing&key={ids['listing']}")
    none = await door.get("/follows?kind=product")
    hits = await door.get(f"{one}/hits")
    foreign = [
        (await foreigner.ask(method, path)).status
        for method, path in (
            ("GET", one),
            ("GET", f"{one}/hits"),
            ("DELETE", one),
            ("POST", f"{one}/pause"),
            ("POST", f"{one}/resume"),
        )
    ]
    removed = await door.ask("DELETE", one)

    assert past.body["fired"] == len(past.body["moments"]) == 1
    assert past.body["moments"][0]["price"] == {"amount": "8.00", "currency": "USD"}
    assert past.body["moments"][0]["before"] == {"amount": "10.00", "currency": "USD"}
    assert past.body["moments"][0]["listing"]["id"] == ids["listing"]
    assert (made.status, twice.status, removed.status) == (201, 409, 204)
    assert made.body["conditions"][0]["told"] == "below 9.00 USD"
    assert (changed.body["label"], changed.body["margin"]) == ("Mine", "5")
    assert [each["told"] for each in changed.body["conditions"]] == [
        "falls by 10 % within 7 days",
        "back in stock",
    ]
    assert (paused.body["state"], resumed.body["state"]) == ("paused", "active")
    assert [each["id"] for each in listed["items"]] == [made.body["id"]]
    assert none["items"] == hits["items"] == []
    assert foreign == [404] * 5


async def test_a_product_a_shop_and_a_page_are_followed(door: Door) -> None:
    ids = await seeded(door)
    wanted = [
        {"kind": "product", "id": ids["product"]},
        {"kind": "shop", "id": ids["listing"]},
        {"kind": "seller", "marketplace": "webpage", "name": "Ann  Lee"},
        {"kind": "page", "address": "http://127.0.0.1:9/thing"},
    ]

    made = [
        await door.ask("POST", "/follows", json={**one, "conditions": [BELOW, {"when": "new"}]})
        for one in wanted
    ]
    watched = await door.get("/watches")

    assert [one.status for one in made] == [201] * 4
    assert [one.body["key"] for one in made] == [
        ids["product"],
        "webpage/shop.example",
        "webpage/ann lee",
        "http://127.0.0.1:9/thing",
    ]
    assert [one["address"] for one in watched["items"]] == ["http://127.0.0.1:9/thing"]


async def test_what_makes_no_sense_is_told(door: Door) -> None:
    page = {"kind": "page", "address": "http://127.0.0.1:9/thing"}
    told = {
        "needs a price": {**page, "conditions": [{"when": "below"}]},
        "per cent and days": {**page, "conditions": [{"when": "rise", "percent": "5"}]},
        "given once": {**page, "conditions": [{"when": "new"}, {"when": "new"}]},
        "at least 1 item": {**page, "conditions": []},
        "Field required": page,
        "no currency": {
            **page,
            "conditions": [{"when": "below", "price": {"amount": "1", "currency": "QQQ"}}],
        },
    }

    for words, body in told.items():
        answer = await door.ask("POST", "/follows", json=body)
        assert answer.status == 422
        assert words in str(answer.body)
