"""Rows for the API to show: deals, alerts, quarantined prices."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from bolo.pipeline.decide.tables import VerdictRow
from bolo.pipeline.match.tables import LinkRow, ProductRow
from bolo.pipeline.notify.alerts import store as alerts
from bolo.pipeline.notify.alerts.store import Alert
from bolo.pipeline.observe.tables import CurrentPriceRow, ListingRow, QuarantineRow
from bolo.pipeline.value.tables import OpportunityRow
from bolo.platform.ids import new_id
from bolo.wiring import Services
from tests.api.door import Door

LINE = {
    "name": "price",
    "label": "Price",
    "amount": {"amount": "10.00", "currency": "USD"},
    "note": None,
    "schedule": None,
    "source": None,
    "confirmed": True,
}


async def workspace_of(door: Door) -> UUID:
    """Return the workspace of whoever stands at the door."""
    return UUID((await door.get("/session"))["workspace"]["id"])


def _listing(services: Services, title: str) -> ListingRow:
    now = services.clock()
    return ListingRow(
        id=new_id(),
        marketplace="webpage",
        shop="shop.example",
        ref=str(new_id()),
        url="https://shop.example/thing",
        title=title,
        facts=b"",
        first_seen_at=now,
        seen_at=now,
    )


def _evidence(ask: UUID) -> dict[str, Any]:
    dollars = {"amount": "40.00", "currency": "USD"}
    return {
        "cost_lines": [LINE],
        "fee_lines": [{**LINE, "name": "fee", "label": "Fee"}],
        "exit": {"asks": 1, "needed": 2, "quantile": "0.25", "lowest": dollars, "highest": dollars},
        "asks": [{"listing": str(ask), "price": dollars}],
        "link": {"probability": "0.99", "method": "gtin", "reasons": ["same GTIN"]},
        "rates": {
            "date": "2026-01-02",
            "source": "ECB",
            "pairs": [{"from": "EUR", "to": "USD", "rate": "1.1"}],
        },
        "roi_definition": "profit_over_landed_cost",
    }


async def add_deals(services: Services, workspace: UUID, profits: list[int]) -> list[UUID]:
    """Add an opportunity for each profit, all of one product; return their ids in that order."""
    product = ProductRow(
        id=new_id(), title="Thing", words="thing", category="things", created_at=services.clock()
    )
    other = _listing(services, "Thing elsewhere")
    pairs = [(_listing(services, f"Thing {profit}"), profit) for profit in profits]
    deals = [_deal(services, workspace, one, product, other, p) for one, p in pairs]
    async with services.db.transaction() as session:
        session.add_all([product, other, *(listing for listing, _ in pairs)])
        await session.flush()
        for listing in (other, *(listing for listing, _ in pairs)):
            session.add_all(_believed(services, listing, product))
        session.add_all(deals)
        await session.flush()
        session.add_all(_verdict(services, deal) for deal in deals)
    return [deal.id for deal in deals]


def _believed(services: Services, listing: ListingRow, product: ProductRow) -> list[Any]:
    now = services.clock()
    return [
        CurrentPriceRow(
            listing_id=listing.id,
            amount=Decimal(10),
            currency="USD",
            availability="in_stock",
            since=now,
            reads=2,
        ),
        LinkRow(
            listing_id=listing.id,
            product_id=product.id,
            probability=Decimal("0.99"),
            method="gtin",
            reasons=["same GTIN"],
            linked_at=now,
        ),
    ]


def _deal(
    services: Services,
    workspace: UUID,
    listing: ListingRow,
    product: ProductRow,
    other: ListingRow,
    profit: int,
) -> OpportunityRow:
    now = services.clock()
    return OpportunityRow(
        id=new_id(),
        workspace_id=workspace,
        listing_id=listing.id,
        product_id=product.id,
        venue="ebay",
        currency="USD",
        price=Decimal(10),
        cost=Decimal(10),
        exit_price=Decimal(40),
        fees=Decimal(5),
        proceeds=Decimal(35),
        profit=Decimal(profit),
        break_even=Decimal(12),
        margin=Decimal("0.2"),
        roi=Decimal(profit) / 10,
        probability=Decimal("0.99"),
        asks=1,
        reads=2,
        in_stock=True,
        confirmed_fees=True,
        match_gates=[],
        doubts=[],
        evidence=_evidence(other.id),
        found_at=now,
        changed_at=now,
    )


def _verdict(services: Services, deal: OpportunityRow) -> VerdictRow:
    return VerdictRow(
        opportunity_id=deal.id,
        workspace_id=deal.workspace_id,
        verdict="buy" if deal.profit > 0 else "skip",
        reasons=[{"code": "good", "kind": "good", "text": "It pays."}],
        risk=Decimal(1),
        max_cost=Decimal(20),
        decided_at=services.clock(),
    )


async def add_alerts(services: Services, workspace: UUID, how_many: int) -> list[UUID]:
    """Add alerts, each a minute older than the one before; return their ids, newest first."""
    now = services.clock()
    told = [
        Alert(
            id=new_id(),
            fact=f"fact {number}",
            kind="deal",
            title=f"Deal {number}",
            body="It pays.",
            opportunity_id=None,
            created_at=now - timedelta(minutes=number),
        )
        for number in range(how_many)
    ]
    async with services.db.transaction() as session:
        await alerts.add_alerts(session, workspace, told)
    return [one.id for one in told]


async def quarantine(services: Services, listing: UUID) -> None:
    """Have a listing show a price of zero that nobody believes yet."""
    async with services.db.transaction() as session:
        session.add(
            QuarantineRow(
                listing_id=listing,
                amount=Decimal(0),
                currency="USD",
                availability="in_stock",
                confidence=Decimal(1),
                surprise="zero_price",
                since=services.clock(),
            )
        )
