"""Prices in doubt over HTTP: listed for who watches the page, answered once, nobody else's."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from bolo.core.money import Money
from bolo.core.offer import Offer, Stated
from bolo.pipeline.observe.service import Observing
from bolo.platform.database.partitions import make_ahead
from tests.api.door import Door
from tests.api.seed import workspace_of
from tests.pipeline.street import MUG, SHOP, question, read, wanted

OPTIONS = (
    Stated(Money(Decimal("20.00"), "USD"), "json-ld", "offers.price"),
    Stated(Money(Decimal("25.00"), "USD"), "visible"),
)
TIED = replace(MUG, price=OPTIONS[0].price, confidence=Decimal("0.4"), tied=OPTIONS)


async def watch(door: Door, *offers: Offer, owners: Sequence[UUID] = ()) -> None:
    """Have the workspace at the door watch a shop that shows these offers."""
    now = door.services.clock()
    async with door.services.db.transaction() as session:
        await make_ahead(session, ("price_change", "raw_page"), now)
        asked = await question(session)
        for owner in owners or [await workspace_of(door)]:
            await wanted(session, owner, asked)
        one = await read(session, asked, offers, now)
        await Observing(door.services.clock, uuid4).observe(session, [one])


async def the_question(door: Door) -> dict[str, Any]:
    """Return the only question."""
    [found] = (await door.get("/price-questions"))["items"]
    return found  # type: ignore[no-any-return]


async def test_a_page_with_two_prices_is_asked_about_in_words(door: Door) -> None:
    await watch(door, TIED)

    asked = await the_question(door)

    assert (asked["title"], asked["shop"], asked["url"]) == (MUG.title, SHOP, MUG.url)
    assert asked["chosen"] is asked["answered_at"] is None
    first, second = asked["options"]
    assert first["price"] == {"amount": "20.00", "currency": "USD"}
    assert first["where"] == "json-ld"
    assert first["text"] == (
        "20.00 USD, by the data for search engines (JSON-LD), at “offers.price”"
    )
    assert second["text"] == "25.00 USD, by the page as it is shown"


async def test_a_chosen_price_is_shown_as_done(door: Door) -> None:
    await watch(door, TIED)
    path = f"/price-questions/{(await the_question(door))['id']}/answer"

    answer = await door.ask("POST", path, json={"option": 1})

    assert answer.status == 200, answer.body
    assert answer.body["chosen"] == 1
    assert answer.body["answered_at"] is not None
    assert (await door.get("/price-questions"))["items"] == []
    assert (await door.get("/price-questions?state=done"))["items"] == [answer.body]


async def test_none_of_them_is_an_answer_too(door: Door) -> None:
    await watch(door, TIED)
    path = f"/price-questions/{(await the_question(door))['id']}/answer"

    answer = await door.ask("POST", path, json={"option": None})

    assert answer.status == 200, answer.body
    assert answer.body["chosen"] is None
    assert answer.body["answered_at"] is not None


@pytest.mark.parametrize("said", [{"option": 2}, {"option": -1}, {"option": "dear"}, {}])
async def test_what_is_no_choice_is_refused_and_changes_nothing(
    door: Door, said: dict[str, Any]
) -> None:
    await watch(door, TIED)
    asked = await the_question(door)

    refused = await door.ask("POST", f"/price-questions/{asked['id']}/answer", json=said)

    assert refused.status == 422
    assert refused.detail
    assert await the_question(door) == asked


async def test_one_workspace_neither_sees_nor_answers_for_another(
    door: Door, foreigner: Door, nobody: Door
) -> None:
    await watch(door, TIED)
    asked = await the_question(door)
    path = f"/price-questions/{asked['id']}/answer"

    refused = await foreigner.ask("POST", path, json={"option": 0})

    assert (await foreigner.get("/price-questions"))["items"] == []
    assert refused.status == 404
    assert refused.detail == "there is no such question here"
    assert (await nobody.ask("POST", path, json={"option": 0})).status == 401
    assert await the_question(door) == asked


async def test_who_watches_the_same_page_sees_what_was_answered(
    door: Door, foreigner: Door
) -> None:
    both = [await workspace_of(door), await workspace_of(foreigner)]
    await watch(door, TIED, owners=both)
    asked = await the_question(foreigner)

    await door.ask("POST", f"/price-questions/{asked['id']}/answer", json={"option": 0})

    assert (await foreigner.get("/price-questions"))["items"] == []
    [done] = (await foreigner.get("/price-questions?state=done"))["items"]
    assert done["chosen"] == 0


async def test_the_newest_are_shown_first_and_no_more_than_wanted(door: Door) -> None:
    many = [replace(TIED, ref=f"{SHOP}/{number}", title=f"Mug {number}") for number in range(3)]
    await watch(door, *many)

    listed = (await door.get("/price-questions"))["items"]
    some = (await door.get("/price-questions?limit=2"))["items"]

    assert {one["title"] for one in listed} == {"Mug 0", "Mug 1", "Mug 2"}
    assert some == listed[:2]
    assert (await door.ask("GET", "/price-questions?limit=0")).status == 422
    assert (await door.ask("GET", "/price-questions?state=never")).status == 422
