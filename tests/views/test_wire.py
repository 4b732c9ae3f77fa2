"""What PostgreSQL writes as JSON is what the shapes of the contract say."""

from datetime import UTC, datetime
from decimal import Decimal

import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.api.frame.shapes import Money
from bolo.views import wire

ODD = 'a "quoted" \\ title\nof ünusual 漢字 \t 10:00+00:00'


async def written(session: AsyncSession, query: str, fields: dict[str, str], **said: object) -> str:
    """Return the one row of a query as it goes out."""
    found = await session.execute(text(wire.written(query, wire.columns(fields))), said)
    return str(found.scalar_one())


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("5", "USD", "5.00"),
        ("5.1", "USD", "5.10"),
        ("5.120000", "USD", "5.12"),
        ("5.125", "USD", "5.125"),
        ("1E+3", "USD", "1000.00"),
        ("0", "USD", "0.00"),
        ("0.0000001", "USD", "0.0000001"),
        ("1000", "JPY", "1000"),
        ("1000.00", "JPY", "1000"),
        ("1000.5", "JPY", "1000.5"),
        ("1.5", "KWD", "1.500"),
        ("-3.5", "EUR", "-3.50"),
        ("12345678901234567890.123456", "EUR", "12345678901234567890.123456"),
    ],
)
async def test_an_amount_has_the_places_of_its_currency_and_more_only_where_there_are(
    session: AsyncSession, amount: str, currency: str, said: str
) -> None:
    query = "SELECT CAST(:amount AS numeric) AS amount, CAST(:currency AS text) AS currency"

    found = await written(
        session,
        query,
        {"price": wire.money("amount", "currency")},
        amount=Decimal(amount),
        currency=currency,
    )

    shape = Money(amount=Decimal(amount), currency=currency)
    assert orjson.loads(found)["price"] == {"amount": said, "currency": currency}
    assert orjson.loads(found)["price"] == shape.model_dump(mode="json")


@pytest.mark.parametrize(("amount", "currency"), [("NULL", "'USD'"), ("5", "NULL")])
async def test_half_an_amount_is_none(session: AsyncSession, amount: str, currency: str) -> None:
    query = f"SELECT {amount}::numeric AS amount, {currency}::text AS currency"

    found = await written(session, query, {"price": wire.money("amount", "currency")})

    assert orjson.loads(found) == {"price": None}


async def test_a_moment_is_said_in_utc_whatever_the_zone_of_the_connection(
    session: AsyncSession,
) -> None:
    at = datetime(2026, 11, 1, 8, 30, 0, 250_000, tzinfo=UTC)
    await session.execute(text("SET LOCAL timezone = 'Asia/Tokyo'"))

    found = await written(
        session,
        "SELECT CAST(:at AS timestamptz) AS seen_at, CAST(NULL AS timestamptz) AS gone_at",
        {"seen_at": wire.moment("seen_at"), "gone_at": wire.moment("gone_at")},
        at=at,
    )

    said = orjson.loads(found)
    assert said == {"seen_at": "2026-11-01T08:30:00.250000Z", "gone_at": None}
    assert datetime.fromisoformat(said["seen_at"]) == at


async def test_any_text_comes_through_and_things_stand_within_things(session: AsyncSession) -> None:
    fields = {"title": "title", "deal": wire.thing({"id": "1", "title": "title"})}

    found = await written(session, "SELECT CAST(:title AS text) AS title", fields, title=ODD)

    assert orjson.loads(found) == {"title": ODD, "deal": {"id": 1, "title": ODD}}


async def test_rows_keep_the_order_of_the_query(session: AsyncSession) -> None:
    query = "SELECT n FROM generate_series(1, 500) AS n ORDER BY n % 7, n DESC LIMIT 300"

    rows = await session.execute(text(wire.written(query, wire.columns({"n": "n"}))))

    expected = sorted(range(1, 501), key=lambda n: (n % 7, -n))[:300]
    assert [orjson.loads(one)["n"] for one in rows.scalars()] == expected
