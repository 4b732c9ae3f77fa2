"""Own sales over HTTP: entered once, listed, nobody else's affair, and cause to value again."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from bolo.pipeline.value.sales.selling import VALUE_PRODUCTS
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of

GTIN = "5709846022645"


async def a_product(door: Door) -> str:
    """Add a product with one deal that promises 9 at eBay."""
    (deal,) = await add_deals(door.services, await workspace_of(door), [9])
    async with door.services.db.transaction() as session:
        await session.execute(
            text(
                "UPDATE opportunity SET venue = 'ebay-us', found_at = found_at - interval '1 week'"
            )
        )
        await session.execute(text("UPDATE product SET gtin = :gtin"), {"gtin": GTIN})
    return str((await door.get(f"/opportunities/{deal}"))["product"]["id"])


def sale(door: Door, product: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    sold = door.services.clock() - timedelta(days=1)
    return {
        "product_id": product,
        "ref": "order-1",
        "venue": "ebay-us",
        "price": {"amount": "38.5", "currency": "USD"},
        "sold_at": sold.isoformat(),
        **more,
    }


async def jobs_of(door: Door) -> int:
    """Return how many jobs are to value products again."""
    async with door.services.db.transaction() as session:
        query = text("SELECT count(*) FROM dbos.workflow_status WHERE workflow_uuid LIKE :name")
        return int((await session.execute(query, {"name": f"{VALUE_PRODUCTS}:%"})).scalar_one())


async def test_a_sale_is_kept_with_what_had_been_promised(door: Door) -> None:
    product = await a_product(door)

    entered = await door.ask("POST", "/sales", json=sale(door, product, cost="10", fees="5.1"))

    assert entered.status == 201, entered.body
    assert entered.body["price"] == {"amount": "38.50", "currency": "USD"}
    assert entered.body["promised"] == {"amount": "9.00", "currency": "USD"}
    assert entered.body["product"]["title"] == "Thing"
    assert (await door.get("/sales"))["items"] == [entered.body]


async def test_nothing_was_promised_of_a_sale_before_the_opportunity_was_found(door: Door) -> None:
    product = await a_product(door)
    long_ago = (door.services.clock() - timedelta(days=30)).isoformat()

    entered = await door.ask("POST", "/sales", json=sale(door, product, sold_at=long_ago))

    assert entered.body["promised"] is None


@pytest.mark.parametrize(
    ("currency", "day", "promised"),
    [
        ("EUR", date(2026, 3, 9), Decimal("7.79")),
        ("JPY", date(2026, 3, 8), Decimal(1421)),  # a Sunday: by the rates of Friday
        ("EUR", date(2026, 5, 4), None),  # the rates that ship end in March
    ],
)
async def test_what_was_promised_is_told_in_the_currency_of_the_sale_by_the_rates_of_its_day(
    door: Door, currency: str, day: date, promised: Decimal | None
) -> None:
    product = await a_product(door)
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE opportunity SET found_at = '2026-01-01T00:00:00Z'"))

    entered = await door.ask(
        "POST",
        "/sales",
        json=sale(
            door,
            product,
            price={"amount": "38", "currency": currency},
            sold_at=f"{day}T23:30:00Z",
        ),
    )

    told = entered.body["promised"]
    assert (told and (Decimal(told["amount"]), told["currency"])) == (
        promised and (promised, currency)
    )


async def test_the_deal_that_was_bought_counts_though_it_is_gone(door: Door) -> None:
    product = await a_product(door)
    (deal,) = (await door.get("/opportunities"))["items"]
    async with door.services.db.transaction() as session:
        await session.execute(text("UPDATE opportunity SET gone_at = found_at"))

    named = sale(door, product, ref="named", opportunity_id=deal["id"])
    other = await door.ask("POST", "/sales", json=sale(door, product))
    entered = await door.ask("POST", "/sales", json=named)

    assert other.body["promised"] is None
    assert entered.body["promised"] == {"amount": "9.00", "currency": "USD"}


async def test_a_sale_that_was_a_mistake_is_taken_back(door: Door, foreigner: Door) -> None:
    product = await a_product(door)
    entered = await door.ask("POST", "/sales", json=sale(door, product))
    address = f"/sales/{entered.body['id']}"

    stranger = await foreigner.ask("DELETE", address)
    first, again = [await door.ask("DELETE", address) for _ in range(2)]

    assert (stranger.status, first.status, again.status) == (404, 204, 404)
    assert (await door.get("/sales"))["items"] == []
    assert await jobs_of(door) == 2


async def test_a_file_of_sales_is_entered_once_and_what_is_unknown_is_told(door: Door) -> None:
    await a_product(door)
    text = (
        "\ufeffproduct,venue,price,currency,sold_at\n"
        f"{GTIN},ebay-us,38.50,USD,2026-03-01\n"
        "9520041011847,ebay-us,12,USD,2026-03-02\n"
    )

    first = await door.ask("POST", "/sales/import", json={"csv": text})
    again = await door.ask("POST", "/sales/import", json={"csv": text})

    unknown = [{"line": 3, "product": "9520041011847"}]
    assert first.body == {"added": 1, "known": 0, "left_out": 1, "unknown": unknown}
    assert again.body == {"added": 0, "known": 1, "left_out": 1, "unknown": unknown}
    assert await jobs_of(door) == 1


REPORT = (
    "EAN;Sold For;Sale Date;Fees;\n"
    f"{GTIN};38,50;31.03.2026;x;\n"
    f"{GTIN};cheap;30.03.2026;;\n"
    f"{GTIN};1;29.03.2100;;\n"
    "9520041011847;12;28.03.2026;;\n"
)


async def test_a_report_is_looked_at_and_nothing_of_it_is_entered(door: Door) -> None:
    await a_product(door)

    bare = (await door.ask("POST", "/sales/preview", json={"csv": REPORT})).body
    told = {"price": "Sold for", "sold_at": "sale date", "fees": ""}
    file = {"csv": REPORT, "columns": told, "venue": "ebay-de", "currency": "EUR"}
    seen = (await door.ask("POST", "/sales/preview", json=file)).body

    assert bare["columns"] == ["EAN", "Sold For", "Sale Date", "Fees", ""]
    assert bare["meanings"] == {"product": "EAN", "fees": "Fees"}
    assert bare["missing"] == ["price", "sold_at", "venue"]
    assert (bare["first"][0][1], bare["lines"], bare["read"]) == ("38,50", 4, [])
    assert seen["meanings"] == {"product": "EAN", "price": "Sold For", "sold_at": "Sale Date"}
    assert seen["refused"] == [
        {"line": 3, "why": "cheap is no amount; write it like 12.50"},
        {"line": 4, "why": "it cannot have been sold in the future"},
    ]
    assert seen["read"][0]["price"] == {"amount": "38.50", "currency": "EUR"}
    assert [one["title"] for one in seen["read"]] == ["Thing", "Thing", None]
    assert [seen[name] for name in ("added", "known", "left_out", "refused_count")] == [1, 0, 1, 2]
    assert (await door.get("/sales"))["items"] == []


async def test_a_report_is_entered_by_the_names_that_are_said(door: Door) -> None:
    await a_product(door)
    report = "\n".join(REPORT.splitlines()[:2])
    file = {
        "csv": report,
        "columns": {"price": "Sold For", "sold_at": "Sale Date", "fees": ""},
        "venue": "ebay-de",
        "currency": "EUR",
    }

    entered = await door.ask("POST", "/sales/import", json=file)
    looked = await door.ask("POST", "/sales/preview", json=file)
    twice = await door.ask(
        "POST", "/sales/import", json=file | {"columns": {"price": "EAN", "ref": "ean"}}
    )

    assert entered.body["added"] == 1
    assert (looked.body["added"], looked.body["known"]) == (0, 1)
    (one,) = (await door.get("/sales"))["items"]
    assert (one["price"]["amount"], one["venue"], one["fees"]) == ("38.50", "ebay-de", None)
    assert (twice.status, "cannot be two things" in twice.body["detail"]) == (422, True)


async def test_days_that_may_be_of_two_months_are_told_of_before(door: Door) -> None:
    text = f"product,venue,price,currency,sold_at\n{GTIN},ebay-us,1,USD,03/04/2026\n"

    seen = (await door.ask("POST", "/sales/preview", json={"csv": text})).body

    assert "may be of two months" in seen["refusal"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("what,ever\n1,2\n", "no column price, product"),
        ("product,venue,price,currency,sold_at\nx,ebay-us,1,USD,2026-03-01\n", "line 2: x is"),
        ('product,venue,price,currency,sold_at\n"a\x00', "CSV|neither|not given"),
    ],
)
async def test_a_file_that_cannot_be_read_enters_nothing(door: Door, text: str, why: str) -> None:
    answer = await door.ask("POST", "/sales/import", json={"csv": text})

    assert answer.status == 422
    assert re.search(why, answer.body["detail"])
    assert (await door.get("/sales"))["items"] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_street_that_is_not_there_has_no_past(door: Door, method: str) -> None:
    answer = await door.ask(method, "/demo/past")

    assert answer.status == 409
    assert "start it first" in answer.body["detail"]


async def test_a_reference_is_entered_once(door: Door) -> None:
    product = await a_product(door)
    first = await door.ask("POST", "/sales", json=sale(door, product))

    again = await door.ask(
        "POST", "/sales", json=sale(door, product, price={"amount": "1", "currency": "USD"})
    )

    assert again.body == first.body
    assert len((await door.get("/sales"))["items"]) == 1
    assert await jobs_of(door) == 1


async def test_a_sale_shows_in_the_picture_of_its_product(door: Door) -> None:
    product = await a_product(door)
    await door.ask("POST", "/sales", json=sale(door, None, gtin=GTIN))

    picture = await door.get(f"/products/{product}?venue=ebay-us")

    assert [one["kind"] for one in picture["series"] if one["kind"] == "sold"] == ["sold"]


async def test_pages_follow_each_other(door: Door) -> None:
    product = await a_product(door)
    for number in range(3):
        await door.ask("POST", "/sales", json=sale(door, product, ref=str(number)))

    first = await door.get("/sales?limit=2")
    rest = await door.get(f"/sales?limit=2&cursor={first['next']}")

    assert len(first["items"]) == 2
    assert rest["next"] is None
    assert {one["ref"] for one in (*first["items"], *rest["items"])} == {"0", "1", "2"}
    wrong = await door.ask(
        "GET", "/sales?cursor=WyJ4IiwiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0"
    )
    assert "is not one of ours" in wrong.detail


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"venue": "nowhere"}, "no venue is called nowhere"),
        ({"gtin": GTIN}, "either its product's id or its GTIN"),
        ({"gtin": "123"}, "123 is no GTIN"),
        ({"price": {"amount": "0", "currency": "USD"}}, "a price above 0"),
        ({"price": {"amount": "9", "currency": "XXX"}}, "no exchange rate for XXX"),
        ({"sold_at": "2999-01-01T00:00:00Z"}, "in the future"),
        ({"listed_at": "2998-01-01T00:00:00Z"}, "listed after it was sold"),
    ],
)
async def test_what_cannot_be_is_refused(door: Door, wrong: dict[str, Any], said: str) -> None:
    refused = await door.ask("POST", "/sales", json=sale(door, str(uuid4()), **wrong))

    assert refused.status == 422
    assert said in refused.detail


async def test_what_is_of_no_known_product_is_not_found(door: Door) -> None:
    refused = await door.ask("POST", "/sales", json=sale(door, str(UUID(int=7))))

    assert refused.status == 404
    assert refused.detail == "there is no such product"


async def test_nobody_sees_what_another_sold(door: Door, foreigner: Door, nobody: Door) -> None:
    product = await a_product(door)
    await door.ask("POST", "/sales", json=sale(door, product))

    assert (await foreigner.get("/sales"))["items"] == []
    assert (await nobody.ask("GET", "/sales")).status == 401


async def owe(door: Door, **vat: Any) -> None:  # noqa: ANN401  (JSON)
    before = await door.get("/settings")
    put = await door.ask("PUT", "/settings", json={**before, "prep_cost": "0"} | vat)
    assert put.status == 200, put.body


MARGIN = {"vat_scheme": "margin", "vat_rate": "0.19"}


@pytest.mark.parametrize(
    ("vat", "more", "owed"),
    [
        (MARGIN, {"cost": "10"}, "4.55"),  # 28.50 x 19 / 119
        (MARGIN, {}, None),
        ({**MARGIN, "vat_scheme": "standard"}, {"cost": "10"}, "4.55"),  # 6.15 less 1.60
        ({**MARGIN, "vat_scheme": "standard"}, {}, None),
        ({**MARGIN, "vat_scheme": "standard", "vat_reclaimed": False}, {}, "6.15"),
        ({}, {}, "0.00"),
    ],
)
async def test_a_sale_is_entered_with_the_vat_that_is_owed_on_it(
    door: Door, vat: dict[str, Any], more: dict[str, Any], owed: str | None
) -> None:
    product = await a_product(door)
    await owe(door, **vat)

    entered = await door.ask("POST", "/sales", json=sale(door, product, **more))

    assert entered.status == 201, entered.body
    assert entered.body["vat"] == (owed and {"amount": owed, "currency": "USD"})


async def test_what_was_paid_of_a_sale_abroad_is_worked_out_by_the_rates_of_its_day(
    door: Door,
) -> None:
    product = await a_product(door)
    await owe(door, **MARGIN, prep_cost="100")  # 15850 yen on that day, later 15956

    entered = await door.ask(
        "POST",
        "/sales",
        json=sale(
            door,
            product,
            price={"amount": "30000", "currency": "JPY"},
            cost="20000",
            sold_at="2026-03-09T12:00:00Z",
        ),
    )

    assert entered.body["vat"] == {"amount": "4127", "currency": "JPY"}  # of 30000 less 4150


async def test_a_promise_that_knew_of_no_vat_is_not_held_against_a_sale_that_owes_some(
    door: Door,
) -> None:
    product = await a_product(door)
    await owe(door, **MARGIN)

    entered = await door.ask("POST", "/sales", json=sale(door, product, cost="10", fees="0"))
    async with door.services.db.transaction() as session:
        await session.execute(
            text("""
                UPDATE opportunity SET evidence = evidence || '{"costing": {"vat_scheme": "margin",
                    "vat_rate": "0.19", "vat_reclaimed": "yes"}}'
            """)
        )
    again = sale(door, product, cost="10", fees="0", ref="order-2")
    known = await door.ask("POST", "/sales", json=again)

    assert entered.body["promised"] is None
    assert known.body["promised"] == {"amount": "9.00", "currency": "USD"}
    assert (await door.get("/calibration"))["profit"]["points"] == [
        {"promised": "9.0000", "realised": "23.9500"}
    ]


async def test_a_currency_of_many_units_is_entered_and_a_slip_of_the_pen_is_not(door: Door) -> None:
    product = await a_product(door)
    price = {"amount": "24500000", "currency": "IDR"}

    entered = await door.ask("POST", "/sales", json=sale(door, product, price=price))
    file = f"product,venue,price,currency,date\n{product},ebay-us,1e15,USD,2026-03-09\n"
    refused = await door.ask("POST", "/sales/import", json={"csv": file})

    assert entered.body["price"] == {"amount": "24500000.00", "currency": "IDR"}
    assert (refused.status, "1,000,000,000 at most" in refused.detail) == (422, True)
