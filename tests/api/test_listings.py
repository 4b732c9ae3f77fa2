"""The feed: what is shown, in which order, what people make of it, and files of it."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from bolo.api.listings import Feed
from bolo.pipeline.observe.tables import CurrentPriceRow, ListingRow, SightingRow
from bolo.platform.ids import new_id
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of
from tests.pipeline.street import question, wanted

TITLES = (
    "Stelton Emma Mug White",
    "Stelton Emma Teapot Blue",
    "Bodum Chambord French Press",
    "LEGO 10294 Titanic",
    "Nintendo Game Boy Color Teal",
)


async def add(door: Door, titles: tuple[str, ...] = TITLES, *, watched: bool = True) -> list[UUID]:
    """Add listings, the last title seen last, at 10, 20, … dollars; the workspace watches them."""
    services = door.services
    now, workspace = services.clock(), await workspace_of(door)
    rows = [
        ListingRow(
            id=new_id(),
            marketplace="webpage" if place % 2 else "shopify",
            shop=f"shop{place}.example",
            ref=str(uuid4()),
            url=f"https://shop{place}.example/thing",
            title=title,
            condition="new" if place % 2 else "used",
            place="Leeds",
            country="GB",
            facts=b"",
            first_seen_at=now - timedelta(hours=len(titles) - place),
            seen_at=now,
        )
        for place, title in enumerate(titles)
    ]
    async with services.db.transaction() as session:
        session.add_all(rows)
        await session.flush()
        session.add_all(
            CurrentPriceRow(
                listing_id=row.id,
                amount=Decimal(10 * place),
                currency="USD",
                availability="in_stock",
                since=now,
                reads=2,
            )
            for place, row in enumerate(rows, 1)
        )
        if watched:
            asked = await question(session)
            await wanted(session, workspace, asked)
            session.add_all(SightingRow(question_id=asked, listing_id=row.id) for row in rows)
    return [row.id for row in rows]


def titles(found: dict[str, Any]) -> list[str]:
    """Return what a page lists."""
    return [one["title"] for one in found["items"]]


async def test_the_newest_comes_first_and_a_page_is_what_the_contract_says(door: Door) -> None:
    await add(door)

    found = await door.get("/listings")

    assert titles(found) == list(reversed(TITLES))
    assert Feed.model_validate(found).model_dump(mode="json") == found
    assert found["items"][0]["price"] == {"amount": "50.00", "currency": "USD"}
    assert (found["items"][0]["place"], found["items"][0]["country"]) == ("Leeds", "GB")
    assert found["next"] is None


async def test_a_page_says_of_each_listing_what_the_listing_says_of_itself(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [5, 9])
    [first, second, *_] = await add(door)
    await door.get("/listings")
    for one, marks in ((first, {"saved": True}), (second, {"note": 'a "box"', "tags": ["mug"]})):
        await door.ask("PATCH", f"/listings/{one}", json=marks)

    found = [await door.get("/listings?scope=all") for _ in range(2)]

    assert found[0] == found[1]
    assert any(one["deal"] for one in found[0]["items"])
    assert found[0]["items"] == [
        await door.get(f"/listings/{one['id']}") for one in found[0]["items"]
    ]


async def test_what_changes_is_shown_on_the_next_look(door: Door) -> None:
    [first, second, third, *_] = await add(door)
    before = {one["id"]: one for one in (await door.get("/listings"))["items"]}
    product = new_id()

    async with door.services.db.transaction() as session:
        for change in (
            "UPDATE current_price SET amount = 3 WHERE listing_id = :first",
            "UPDATE listing SET title = 'Told anew' WHERE id = :second",
            "INSERT INTO product (id, title, words, created_at) VALUES (:product, 'p', 'p', now())",
            """INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
               VALUES (:third, :product, 1, 'gtin', '[]', now())""",
        ):
            known = {"first": first, "second": second, "third": third, "product": product}
            values = {name: value for name, value in known.items() if f":{name}" in change}
            await session.execute(text(change), values)
    after = {one["id"]: one for one in (await door.get("/listings"))["items"]}

    said: dict[str, dict[str, Any]] = {
        str(first): {"price": {"amount": "3.00", "currency": "USD"}},
        str(second): {"title": "Told anew"},
        str(third): {"product_id": str(product)},
    }
    assert after == {one: {**was, **said.get(one, {})} for one, was in before.items()}


async def test_pages_follow_one_another_without_gap_or_repeat(door: Door) -> None:
    await add(door)
    cursor, seen = "", []

    while cursor is not None:
        found = await door.get(
            f"/listings?limit=2&cursor={cursor}" if cursor else "/listings?limit=2"
        )
        seen += titles(found)
        cursor = found["next"]

    assert seen == list(reversed(TITLES))


async def test_pages_behind_the_first_say_the_same_of_a_listing(door: Door) -> None:
    await add(door)
    whole = await door.get("/listings")

    first = await door.get("/listings?limit=1")
    rest = await door.get(f"/listings?cursor={first['next']}")

    assert first["items"] + rest["items"] == whole["items"]


async def test_a_cursor_that_is_not_ours_is_refused(door: Door) -> None:
    answer = await door.ask("GET", "/listings?cursor=bm9uc2Vuc2U")

    assert answer.status == 422
    assert "cursor" in answer.detail


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=stelton", {"Stelton Emma Mug White", "Stelton Emma Teapot Blue"}),
        ("q=emma+-teapot", {"Stelton Emma Mug White"}),
        ("q=%22french+press%22", {"Bodum Chambord French Press"}),
        ("q=press+french", {"Bodum Chambord French Press"}),
        ("q=%25", set()),
        ("marketplace=webpage", {"Stelton Emma Teapot Blue", "LEGO 10294 Titanic"}),
        ("shop=shop0.example&shop=shop3.example", {"Stelton Emma Mug White", "LEGO 10294 Titanic"}),
        ("condition=used&max_price=30", {"Stelton Emma Mug White", "Bodum Chambord French Press"}),
        ("min_price=40", {"LEGO 10294 Titanic", "Nintendo Game Boy Color Teal"}),
        ("max_age_hours=1.5", {"Nintendo Game Boy Color Teal"}),
        ("availability=out_of_stock", set()),
        ("status=gone", set()),
    ],
)
async def test_filters_let_through_what_they_say(
    door: Door, query: str, expected: set[str]
) -> None:
    await add(door)

    found = await door.get(f"/listings?{query}")

    assert set(titles(found)) == expected


async def test_words_that_nothing_has_find_what_comes_near_and_say_so(door: Door) -> None:
    await add(door)

    found = await door.get("/listings?q=nintndo+gameboy")

    assert found["near"]
    assert titles(found)[0] == "Nintendo Game Boy Color Teal"


async def test_what_nobody_here_watches_is_listed_when_everything_is_asked_for(door: Door) -> None:
    await add(door, watched=False)

    mine, everything = await door.get("/listings"), await door.get("/listings?scope=all")

    assert titles(mine) == []
    assert set(titles(everything)) == set(TITLES)


async def test_what_a_search_caught_is_listed_for_whose_it_is(door: Door, foreigner: Door) -> None:
    mug = (await add(door, watched=False))[0]
    search = (await door.ask("POST", "/searches", json={"rule": "nothing like this"})).body["id"]
    async with door.services.db.transaction() as session:
        await session.execute(
            text("INSERT INTO search_hit VALUES (:id, :search, :listing, :workspace, now(),"
                 " NULL, NULL, false)"),
            {"id": uuid4(), "search": search, "listing": mug,
             "workspace": await workspace_of(door)},
        )  # fmt: skip

    mine, theirs = [await who.get(f"/listings?search={search}") for who in (door, foreigner)]

    assert titles(mine) == [TITLES[0]]
    assert titles(theirs) == []


async def test_recent_are_those_of_the_last_day(door: Door) -> None:
    mug = (await add(door))[0]
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE listing SET first_seen_at = first_seen_at - interval '2 days' "
                 "WHERE id = :id"),
            {"id": mug},
        )  # fmt: skip

    found = await door.get("/listings/recent")

    assert titles(found) == list(reversed(TITLES[1:]))


async def test_what_is_put_away_is_shown_only_when_it_is_asked_for(door: Door) -> None:
    mug = (await add(door))[0]

    marked = await door.ask("PATCH", f"/listings/{mug}", json={"hidden": True})

    assert marked.body["hidden"]
    assert TITLES[0] not in titles(await door.get("/listings"))
    assert titles(await door.get("/listings?hidden=true")) == [TITLES[0]]


async def test_marks_come_and_go_and_leave_one_another_alone(door: Door) -> None:
    mug = (await add(door))[0]
    path = f"/listings/{mug}"

    await door.ask(
        "PATCH", path, json={"saved": True, "note": " Ask Ann ", "tags": ["Gift", "GIFT"]}
    )
    await door.ask("PATCH", path, json={"viewed": True, "add_tags": ["home  office"]})
    kept = await door.get(path)
    await door.ask("PATCH", path, json={"saved": False, "note": "", "remove_tags": ["gift"]})
    left = await door.get(path)

    assert (kept["saved"], kept["viewed"], kept["note"]) == (True, True, "Ask Ann")
    assert kept["tags"] == ["gift", "home office"]
    assert (left["saved"], left["viewed"], left["note"]) == (False, True, "")
    assert left["tags"] == ["home office"]
    assert titles(await door.get("/listings?tag=home%20office")) == [TITLES[0]]


async def test_many_are_marked_at_once(door: Door) -> None:
    ids = [str(one) for one in await add(door)]

    done = await door.ask(
        "POST", "/listings/bulk", json={"ids": [*ids[:3], str(uuid4())], "saved": True}
    )

    assert done.status == 204
    assert set(titles(await door.get("/listings?saved=true"))) == set(TITLES[:3])
    assert set(titles(await door.get("/listings?saved=false"))) == set(TITLES[3:])


@pytest.mark.parametrize(
    "marks",
    [
        {"tags": ["x" * 41]},
        {"add_tags": [f"tag {n}" for n in range(21)]},
        {"note": "x" * 4_001},
        {"saved": "perhaps"},
        {"colour": "red"},
    ],
)
async def test_marks_that_cannot_be_kept_are_refused(door: Door, marks: dict[str, Any]) -> None:
    mug = (await add(door))[0]

    answer = await door.ask("PATCH", f"/listings/{mug}", json=marks)

    assert answer.status == 422
    assert answer.detail


async def test_marks_are_ones_own_and_notes_are_the_workspaces(door: Door, foreigner: Door) -> None:
    mug = (await add(door))[0]
    await door.ask("PATCH", f"/listings/{mug}", json={"saved": True, "note": "ours", "tags": ["a"]})

    theirs = await foreigner.get(f"/listings/{mug}")

    assert (theirs["saved"], theirs["note"], theirs["tags"]) == (False, "", [])
    assert (await foreigner.get("/listings/facets"))["tags"] == []


async def test_a_visit_to_the_marketplace_is_counted(door: Door) -> None:
    mug = (await add(door))[0]

    visits = [await door.ask("GET", f"/listings/{mug}/open") for _ in range(2)]
    seen = await door.get(f"/listings/{mug}")

    assert [visit.status for visit in visits] == [303, 303]
    assert visits[0].headers["location"] == "https://shop0.example/thing"
    assert (seen["opened"], seen["viewed"]) == (2, True)


async def test_an_address_that_is_no_page_is_not_gone_to(door: Door) -> None:
    mug = (await add(door))[0]
    async with door.services.db.transaction() as session:
        await session.execute(
            text("UPDATE listing SET url = 'javascript:alert(1)' WHERE id = :id"), {"id": mug}
        )

    answer = await door.ask("GET", f"/listings/{mug}/open")

    assert answer.status == 422


async def test_similar_listings_have_titles_alike(door: Door) -> None:
    mug = (await add(door))[0]

    found = await door.get(f"/listings/{mug}/similar")

    assert titles(found) == ["Stelton Emma Teapot Blue"]


async def test_the_same_product_elsewhere_comes_before_what_looks_alike(door: Door) -> None:
    deal = (await add_deals(door.services, await workspace_of(door), [5, 9]))[0]
    listing = (await door.get(f"/opportunities/{deal}"))["listing"]["id"]

    found = await door.get(f"/listings/{listing}/similar")

    assert found["items"]
    assert listing not in {one["id"] for one in found["items"]}


async def test_a_listing_that_is_a_deal_says_so(door: Door) -> None:
    deal = (await add_deals(door.services, await workspace_of(door), [7]))[0]
    listing = (await door.get(f"/opportunities/{deal}"))["listing"]["id"]

    found = await door.get(f"/listings/{listing}")

    assert found["deal"]["id"] == str(deal)
    assert found["deal"]["profit"]["amount"] == "7.00"


async def test_facets_count_what_can_be_filtered_by(door: Door) -> None:
    mug = (await add(door))[0]
    await door.ask("PATCH", f"/listings/{mug}", json={"tags": ["gift"]})

    found = await door.get("/listings/facets")

    assert found["marketplaces"] == [
        {"value": "shopify", "count": 3},
        {"value": "webpage", "count": 2},
    ]
    assert found["tags"] == [{"value": "gift", "count": 1}]


async def test_a_file_holds_what_the_filters_let_through(door: Door) -> None:
    await add(door)

    answer = await door.ask("GET", "/listings/export?q=stelton")
    workbook = await door.ask("GET", "/listings/export?format=xlsx&q=lego", headers={})

    rows = list(csv.DictReader(io.StringIO(answer.body)))
    assert [row["title"] for row in rows] == ["Stelton Emma Teapot Blue", "Stelton Emma Mug White"]
    assert Decimal(rows[0]["price"]) == 20
    assert "listings.csv" in answer.headers["content-disposition"]
    assert workbook.headers["content-type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("path", ["", "/similar", "/open"])
async def test_a_listing_that_is_not_there_is_not_found(door: Door, path: str) -> None:
    answer = await door.ask("GET", f"/listings/{uuid4()}{path}")

    assert answer.status == 404
    assert answer.detail == "there is no such listing"
