"""What something is worth, asked over HTTP by words, a number, an address or a product."""

from uuid import uuid4

from sqlalchemy import text

from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

GTIN = "5709846022645"


async def a_thing(door: Door) -> str:
    """Add a product that one shop offers at 10 and another at 40, both still asked for."""
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE product SET gtin = :gtin"), {"gtin": GTIN})
        await session.execute(
            text("UPDATE listing SET shop = 'other.example' WHERE title = 'Thing elsewhere'")
        )
    return str((await door.get(f"/opportunities/{deal}"))["product"]["id"])


async def test_a_number_is_answered_with_the_product_and_each_venue(door: Door) -> None:
    product = await a_thing(door)

    told = await door.get(f"/worth?q={GTIN}")

    assert told["match"]["product"]["id"] == product
    assert told["match"]["reasons"] == [f"same GTIN {GTIN}"]
    assert (told["others"], told["insufficient"]) == ([], None)
    assert told["condition"] == "new"
    venues = (await door.get("/settings"))["exit_venues"]
    assert [one["venue"]["slug"] for one in told["venues"]] == venues
    assert all(one["worth"]["venue"] == one["venue"]["slug"] for one in told["venues"])


async def test_what_a_person_says_it_is_is_believed(door: Door) -> None:
    product = await a_thing(door)

    told = await door.get(f"/worth?product_id={product}")

    assert told["match"]["probability"] == "1"
    assert told["match"]["reasons"] == ["you said so"]


async def test_what_is_not_known_is_told_with_what_is_missing(door: Door) -> None:
    product = await a_thing(door)

    unlike = await door.get("/worth?q=grand+piano")
    unread = await door.get("/worth?q=https://nowhere.example/thing")
    unsure = await door.get("/worth?q=Thing+5000")
    used = await door.get(f"/worth?product_id={product}&condition=used")

    assert "has seen nothing like it" in unlike["insufficient"]
    assert "has not seen this page" in unread["insufficient"]
    assert "Say which of these" in unsure["insufficient"]
    assert [one["product"]["id"] for one in unsure["others"]] == [product]
    assert (used["venues"], used["conditions"]) == ([], ["new"])
    assert used["insufficient"].endswith("is known in this condition, but as new.")
    assert all(one["match"] is None for one in (unlike, unread, unsure))


async def test_a_question_without_words_or_of_no_product_is_refused(door: Door) -> None:
    empty = await door.ask("GET", "/worth?q=%20")
    nowhere = await door.ask("GET", f"/worth?product_id={uuid4()}")

    assert (empty.status, nowhere.status) == (422, 404)
    assert "a title, a GTIN" in empty.detail
