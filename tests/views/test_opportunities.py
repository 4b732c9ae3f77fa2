"""The list of opportunities: filtered, sorted either way, and paged without loss."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid
from bolo.views import opportunities as view
from bolo.views.cursors import Marks
from bolo.views.opportunities import SORTS, Filters
from tests.pipeline.street import NOON, workspace

ROWS = 250


async def fill(session: AsyncSession, owner: UUID, count: int = ROWS) -> None:
    """Add opportunities whose figures repeat, so that ties must be broken."""
    values = {"owner": owner, "now": NOON, "count": count}
    for statement in (
        """INSERT INTO product (id, title, category, words, created_at)
           SELECT md5('p' || :owner || n)::uuid, 'Mug ' || n,
                  CASE WHEN n % 3 = 0 THEN 'mugs' END, 'mug', :now
           FROM generate_series(1, :count) AS n""",
        """INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at,
                                seen_at)
           SELECT md5('l' || :owner || n)::uuid, 'm' || n % 2, 's' || n % 5, :owner || n,
                  'https://s/' || n, 'Cup ' || n || '%', '', :now, :now
           FROM generate_series(1, :count) AS n""",
        """INSERT INTO opportunity (id, workspace_id, listing_id, product_id, venue, currency,
               price, cost, exit_price, fees, proceeds, profit, margin, roi, probability, asks,
               reads, in_stock, confirmed_fees, match_gates, doubts, evidence, found_at,
               changed_at, gone_at)
           SELECT gen_random_uuid(), CAST(:owner AS uuid), md5('l' || :owner || n)::uuid,
               md5('p' || :owner || n)::uuid, 'ebay-us', 'USD', n % 9, n % 8, n % 7, 1, 2, n % 10,
               (n % 6) / 10.0, (n % 5) / 10.0, (n % 4) / 10.0, 2, 2, true, true, '[]', '[]', '{}',
               CAST(:now AS timestamptz) - make_interval(hours => n % 12), :now,
               CASE WHEN n % 10 = 0 THEN CAST(:now AS timestamptz) END
           FROM generate_series(1, :count) AS n""",
        """INSERT INTO verdict (opportunity_id, workspace_id, verdict, reasons, risk, decided_at)
           SELECT id, workspace_id, CASE WHEN profit > 5 THEN 'buy' ELSE 'skip' END, '[]',
                  profit / 2, :now
           FROM opportunity WHERE workspace_id = CAST(:owner AS uuid) AND profit > 1""",
    ):
        named = {name: value for name, value in values.items() if f":{name}" in statement}
        await session.execute(
            text(statement.replace(":owner", "CAST(:owner AS text)")),
            {**named, "owner": str(owner)},
        )


@pytest.fixture
async def owner(session: AsyncSession) -> UUID:
    owner = await workspace(session)
    await fill(session, owner)
    return owner


async def shown(
    session: AsyncSession, owner: UUID, filters: Filters, sort: str = "-profit", limit: int = 500
) -> view.Slice:
    """Return the first page."""
    return await view.opportunities(
        session, owner, filters, sort=sort, cursor=None, limit=limit, now=NOON
    )


@pytest.mark.parametrize("sort", [sign + name for name in SORTS for sign in ("", "-")])
async def test_pages_show_every_row_once_and_in_order(
    session: AsyncSession, owner: UUID, sort: str
) -> None:
    seen: list[tuple[object, UUID]] = []
    cursor = None
    while True:
        page = await view.opportunities(
            session, owner, Filters(status="all"), sort=sort, cursor=cursor, limit=60, now=NOON
        )
        seen += [(row["sorted_by"], row["id"]) for row in page.rows]
        cursor = page.next
        if cursor is None:
            break

    assert page.total == len(seen) == len({one for _, one in seen}) == ROWS
    figures = [figure for figure, _ in seen]
    assert figures == sorted(figures, reverse=sort.startswith("-"))  # type: ignore[type-var]


FILTERS: list[tuple[Filters, str]] = [
    (Filters(), "gone_at IS NULL"),
    (Filters(status="gone"), "gone_at IS NOT NULL"),
    (Filters(min_profit=Decimal(7)), "gone_at IS NULL AND profit >= 7"),
    (Filters(min_roi=Decimal("0.3")), "gone_at IS NULL AND roi >= 0.3"),
    (Filters(min_margin=Decimal("0.3")), "gone_at IS NULL AND margin >= 0.3"),
    (Filters(min_probability=Decimal("0.2")), "gone_at IS NULL AND probability >= 0.2"),
    (Filters(max_risk=Decimal(2)), "gone_at IS NULL AND (profit <= 1 OR profit / 2 <= 2)"),
    (Filters(max_age=timedelta(hours=3)), "gone_at IS NULL AND found_at >= now_ - interval '3h'"),
    (Filters(verdicts=("buy",)), "gone_at IS NULL AND profit > 5"),
    (Filters(verdicts=("skip",)), "gone_at IS NULL AND profit <= 5"),
]


@pytest.mark.parametrize(("filters", "where"), FILTERS)
async def test_each_filter_leaves_what_it_says(
    session: AsyncSession, owner: UUID, filters: Filters, where: str
) -> None:
    told = f"SELECT count(*) FROM opportunity WHERE workspace_id = :owner AND {where}"  # noqa: S608
    query = text(told.replace("now_", "CAST(:now AS timestamptz)"))
    values = {"owner": owner} | ({"now": NOON} if "now_" in where else {})
    expected = (await session.execute(query, values)).scalar_one()

    page = await shown(session, owner, filters)

    assert len(page.rows) == page.total == expected > 0


async def test_words_shops_marketplaces_and_categories_narrow_it(
    session: AsyncSession, owner: UUID
) -> None:
    everything = Filters(status="all")
    totals = [
        (await shown(session, owner, replace(everything, **chosen))).total
        for chosen in (
            {"shops": ("s1",)},
            {"marketplaces": ("m1",)},
            {"categories": ("mugs",)},
            {"words": "cup 25%"},
            {"words": "cup_25"},
            {"words": "MUG 250"},
        )
    ]

    assert totals == [50, 125, 83, 1, 0, 1]


def cursor(value: object, row: object = "00000000-0000-0000-0000-000000000000") -> str:
    """Make a cursor of anything, in a list by profit."""
    return Marks.within("opportunities", Filters(), "profit").make(value, row)  # type: ignore[arg-type]


BAD = [
    "not base64!",
    "é",
    "e30",
    cursor(1, "no id"),
    cursor("NaN"),
    cursor("1e99"),
    cursor("2026-01-01"),
]


@pytest.mark.parametrize("bad", BAD)
async def test_a_cursor_that_is_not_ours_is_refused(
    session: AsyncSession, owner: UUID, bad: str
) -> None:
    with pytest.raises(Invalid, match="cursor"):
        await view.opportunities(
            session, owner, Filters(), sort="profit", cursor=bad, limit=1, now=NOON
        )


async def test_a_cursor_of_another_sorting_is_refused(session: AsyncSession, owner: UUID) -> None:
    with pytest.raises(Invalid, match="another order"):
        await view.opportunities(
            session, owner, Filters(), sort="found_at", cursor=cursor("12"), limit=1, now=NOON
        )


async def test_a_column_that_is_not_there_cannot_be_sorted_by(
    session: AsyncSession, owner: UUID
) -> None:
    with pytest.raises(Invalid, match="choose one of profit"):
        await shown(session, owner, Filters(), sort="--profit")


async def test_facets_count_what_is_open_the_commonest_first(
    session: AsyncSession, owner: UUID
) -> None:
    found = await view.facets(session, owner)

    assert found["verdicts"] == [("skip", 125), ("buy", 100)]
    assert found["categories"] == [("mugs", 75)]
    assert sum(count for _, count in found["shops"]) == 225
    assert {name for name, _ in found["marketplaces"]} == {"m0", "m1"}


async def test_one_opportunity_is_shown_to_its_own_workspace_only(
    session: AsyncSession, owner: UUID
) -> None:
    row = (await shown(session, owner, Filters(), limit=1)).rows[0]

    mine = await view.opportunity(session, owner, row["id"])
    theirs = await view.opportunity(session, uuid4(), row["id"])

    assert mine is not None
    assert mine["shown_id"] == row["shown_id"]
    assert theirs is None
    assert len(await view.comparables(session, [row["shown_id"]])) == 1
