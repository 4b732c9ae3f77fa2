"""Appraise listings for one workspace: its currency, its figures, its venues. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from typing import Any
from uuid import UUID

import orjson

from bolo.core.basis.writing import levy_plain, vat_plain
from bolo.core.condition import Condition
from bolo.core.decision import RoiDefinition
from bolo.core.money import Money
from bolo.core.valuation.appraise import (
    Ask,
    Evidence,
    FeeLine,
    Sold,
    Worth,
    appraise,
    one_ask_per_shop,
)
from bolo.core.valuation.cost import Line
from bolo.core.valuation.vat import Line as VatLine
from bolo.pipeline.value.member_store import NEW_ENOUGH, Member
from bolo.pipeline.value.store import CostingFigures, Found
from bolo.pipeline.value.venues import Venues

Shelf = tuple[UUID, str, str]
"""Product, venue and condition."""
LARGEST_RATIO = Decimal(999_999)


@dataclass(frozen=True, slots=True)
class Appraiser:
    """Everything that stays the same for a workspace while a batch is appraised."""

    workspace: UUID
    figures: CostingFigures
    venues: Venues
    now: datetime
    new_id: Callable[[], UUID]
    quantile: Decimal
    needed: int
    shelves: dict[tuple[UUID, bool], tuple[Ask, ...]] = field(default_factory=dict)
    """What shops ask for a product, new or used: the cheapest of each, worked out once."""
    brings: Mapping[Shelf, Money] = field(default_factory=dict)
    """What own sales let one expect."""

    def best(
        self, tied: Sequence[Member], by_product: Mapping[UUID, Sequence[Member]]
    ) -> list[Found]:
        """Appraise a listing as the product that it is; failing that, as what it looks like."""
        own = [member for member in tied if not member.gates]
        looks = [member for member in tied if member.gates]
        for members in (own, looks):
            found = [
                opportunity
                for member in members
                for venue in self.figures.venues
                if (opportunity := self._at(member, venue, by_product[member.product])) is not None
            ]
            if found:
                return found
        return []

    def _at(self, member: Member, venue: str, others: Sequence[Member]) -> Found | None:
        if member.price is None or member.gone:
            return None
        figures = self.figures
        price = self.venues.convert(member.price, figures.currency)
        if price is None:
            return None
        shipping = (
            self.venues.convert(member.shipping, figures.currency) if member.shipping else None
        )
        worth = appraise(
            price.rounded(),
            shipping,
            self._asks(member, others),
            figures.costs(),
            lambda at: self.venues.fees(
                venue, at, member.category, self.now.date(), registered=figures.vat.registered
            ),
            Evidence(
                self.quantile,
                self.needed,
                figures.asked_share,
                self._brings(member, venue),
            ),
            foreign=member.price.currency != figures.currency,
        )
        if worth.sold is None or not worth.tempting:
            return None
        return self._found(member, venue, worth, worth.sold)

    def had(
        self, product: UUID, venue: str, condition: Condition, members: Sequence[Member]
    ) -> Worth:
        """Appraise having a thing of no price, wherever it came from, and selling it at a venue."""
        category = next((one.category for one in members if one.category), None)
        used = condition not in NEW_ENOUGH
        return appraise(
            Money.zero(self.figures.currency),
            None,
            self._shelf(product, members, used=used),
            self.figures.costs(),
            lambda at: self.venues.fees(
                venue, at, category, self.now.date(), registered=self.figures.vat.registered
            ),
            Evidence(
                self.quantile,
                self.needed,
                self.figures.asked_share,
                self.brings.get((product, venue, condition)),
            ),
            foreign=False,
        )

    def _brings(self, member: Member, venue: str) -> Money | None:
        return self.brings.get((member.product, venue, member.condition))

    def _asks(self, member: Member, others: Sequence[Member]) -> list[Ask]:
        """Return what other shops ask for the same thing in the same state."""
        shelf = self._shelf(member.product, others, used=member.used)
        return [ask for ask in shelf if ask.shop != member.shop]

    def _shelf(self, product: UUID, members: Sequence[Member], *, used: bool) -> tuple[Ask, ...]:
        """Return what each shop asks for a thing, new or used."""
        shelf = (product, used)
        if shelf not in self.shelves:
            self.shelves[shelf] = one_ask_per_shop(
                [
                    Ask(other.listing, other.shop, price.rounded())
                    for other in members
                    if other.used == used and (price := self._comparable(other)) is not None
                ]
            )
        return self.shelves[shelf]

    def _comparable(self, other: Member) -> Money | None:
        """Return what a listing asks, if it is the thing and can be bought."""
        offered = other.in_stock and not other.gone and not other.gates
        if not offered or other.price is None or other.price.amount <= 0:
            return None
        return self.venues.convert(other.price, self.figures.currency)

    def _found(self, member: Member, venue: str, worth: Worth, sold: Sold) -> Found:
        cost, profit = worth.cost.total, worth.profit
        break_even = self.venues.break_even(
            venue, cost, member.category, self.now.date(), worth.levy
        )
        return Found(
            id=self.new_id(),
            workspace_id=self.workspace,
            listing_id=member.listing,
            product_id=member.product,
            venue=venue,
            currency=self.figures.currency,
            price=worth.price.amount,
            cost=cost.amount,
            exit_price=sold.price.amount,
            fees=sold.fees.total.amount,
            vat=sold.vat.amount,
            proceeds=sold.proceeds.amount,
            profit=profit.amount,
            break_even=break_even.amount if break_even else None,
            margin=_ratio(profit, sold.price),
            roi=_ratio(profit, cost),
            probability=Decimal(0) if member.gates else member.probability,
            asks=worth.exit.asks,
            reads=member.reads,
            in_stock=member.in_stock,
            confirmed_fees=sold.fees.confirmed,
            match_gates=_json(member.gates),
            doubts=_json(member.doubts),
            evidence=_json(self._evidence(member, venue, worth, sold)),
            demo=member.demo,
        )

    def _evidence(self, member: Member, venue: str, worth: Worth, sold: Sold) -> dict[str, Any]:
        """Return all that the appraisal rests on, so that it can be shown and re-run."""
        out = worth.exit
        return {
            "cost_lines": [_line(line) for line in worth.cost.lines],
            "fee_lines": [_fee(line) for line in sold.fees.lines],
            "asks": [
                {"listing": str(ask.listing), "shop": ask.shop, "price": _amount(ask.price)}
                for ask in worth.asks
            ],
            "exit": {
                "asks": out.asks,
                "needed": out.needed,
                "quantile": str(out.quantile),
                "lowest": _amount(out.lowest),
                "highest": _amount(out.highest),
                "brings": _amount(out.brings),
                "share": str(out.share),
                "middle": _amount(out.middle),
            },
            "link": {
                "probability": str(member.probability),
                "method": member.method,
                "reasons": list(member.reasons),
            },
            "rates": self.venues.rates_used(
                {member.price.currency if member.price else self.figures.currency},
                self.figures.currency,
            )
            | {"per_euro": self.venues.per_euro(venue, self._currencies(member))},
            "roi_definition": RoiDefinition.LANDED_COST,
            "offered": {"price": _amount(member.price), "shipping": _amount(member.shipping)},
            "costing": self._figures(),
            "sold": {"category": member.category, "on": self.now.date().isoformat()},
            **_vat(worth, sold),
        }

    def _currencies(self, member: Member) -> set[str]:
        stated = {money.currency for money in (member.price, member.shipping) if money}
        return {self.figures.currency, *stated}

    def _figures(self) -> dict[str, str]:
        figures = self.figures
        return {
            "shipping": str(figures.shipping),
            "prep": str(figures.prep),
            "tax_rate": str(figures.tax_rate),
            "import_rate": str(figures.import_rate),
            "currency_spread": str(figures.currency_spread),
            **vat_plain(figures.vat),
        }


def _ratio(part: Money, whole: Money) -> Decimal:
    if whole.amount <= 0:
        return Decimal(0)
    ratio = (part.amount / whole.amount).quantize(Decimal("0.0001"), ROUND_FLOOR)
    return max(-LARGEST_RATIO, min(LARGEST_RATIO, ratio))


def _amount(money: Money | None) -> dict[str, str] | None:
    return {"amount": f"{money.amount:f}", "currency": money.currency} if money else None


def _vat(worth: Worth, sold: Sold) -> dict[str, Any]:
    """Return the VAT of the deal, line by line; nothing where none is owed."""
    if worth.levy is None:
        return {}
    lines = [_line(line) for line in worth.levy.lines(sold.price)]
    return {"levy": levy_plain(worth.levy), "vat_lines": lines}


def _line(line: Line | VatLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "label": line.label,
        "amount": _amount(line.amount),
        "note": line.note,
        "schedule": None,
        "source": None,
        "confirmed": True,
    }


def _fee(line: FeeLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "label": line.label,
        "amount": _amount(line.amount),
        "note": line.note,
        "schedule": line.schedule,
        "source": line.source,
        "confirmed": line.confirmed,
    }


def _json(value: Any) -> str:  # noqa: ANN401  (anything that JSON can hold)
    return orjson.dumps(value).decode()
