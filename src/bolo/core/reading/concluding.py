"""What is told of the one product of a page, once the vote has elected its price."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from bolo.core.money import Money
from bolo.core.offer import Availability
from bolo.core.reading import vote
from bolo.core.reading.denials import sold_out
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.prices.currencies import only_currency
from bolo.core.reading.product import UNNAMED, Product, one_of_several
from bolo.core.reading.screen.codes import codes, worldwide
from bolo.core.reading.screen.printed import printed
from bolo.core.reading.screen.stocked import mentioned, offered, stated_gone, stock
from bolo.core.reading.screen.surroundings import Standpoint
from bolo.core.reading.screen.visible import Sights
from bolo.core.reading.vocabulary.words import ON_REQUEST

NEAR: Final = 12_000
"""Characters after the heading in which a shop speaks of the thing itself."""
_STOCK_MARKS: Final = ("vail", "tock", "<input", "<BUTTON")
"""Something is named after the stock, or buttons are made in an unusual way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What was found on the page; `sights` is `None` where the screen was not looked at."""

    source: Source
    drafts: list[Draft]
    outcome: vote.Outcome
    sights: Sights | None
    category: str | None
    price_at: int | None
    """Where the price is printed."""
    unasked: str | None
    """Why nobody sells for the price."""

    def product(self) -> Product:
        """Return what is told: each field by the first of the markups, the elected one before."""
        outcome = self.outcome
        winner = next((d for d in self.drafts if d.amount == outcome.amount), None)
        ranked = sorted(self.drafts, key=lambda d: d is not winner)
        price, doubts = self._price(winner)
        was = self._was(ranked)
        title = self._title(ranked)
        named = codes(self.source, ranked, title)
        beside = printed(self.source, self._first(ranked, "brand"))
        return Product(
            title=title,
            price=price,
            unasked=self.unasked,
            was_price=Money(was, price.currency) if was is not None and price is not None else None,
            availability=self._availability(ranked),
            condition=self._first(ranked, "condition"),
            brand=beside.brand,
            gtin=self._first(ranked, "gtin") or worldwide(named) or beside.gtin,
            mpn=self._first(ranked, "mpn") or beside.mpn,
            sku=named[0].text if named else None,
            image=self.source.absolute(self._first(ranked, "image")),
            category=self.category or self._first(ranked, "category"),
            seller=self._first(ranked, "seller"),
            place=self._first(ranked, "place"),
            url=self.source.canonical or self.source.url,
            confidence=self._confidence(doubts) if price is not None else Decimal(0),
            doubts=doubts,
            candidates=outcome.candidates,
            tied=outcome.tied if price is not None else (),
            codes=tuple(named),
            variants=self._variants(ranked),
        )

    def _price(self, winner: Draft | None) -> tuple[Money | None, tuple[str, ...]]:
        outcome = self.outcome
        doubts = outcome.doubts + (winner.doubts if winner is not None else ())
        if self.unasked:
            doubts = (*doubts, self.unasked)
        if outcome.amount is None:
            if any(draft.amount == 0 for draft in self.drafts):
                return None, ("the page states a price of zero",)
            if ON_REQUEST.search(self.source.text):
                return None, ("the price is given on request only",)
            return None, ("no price was found",)
        if len(outcome.sources) > 1:  # another source settles what one alone left open
            doubts = tuple(doubt for doubt in doubts if "could also be" not in doubt)
        currency = outcome.currency or next((d.currency for d in self.drafts if d.currency), None)
        if currency is None:
            currency, doubt = self._guessed_currency()
            if currency is None:
                return None, (*doubts, f"{UNNAMED} {outcome.amount:f}")
            doubts = (*doubts, doubt)
        return Money(outcome.amount, currency), tuple(dict.fromkeys(doubts))

    def _guessed_currency(self) -> tuple[str | None, str]:
        """Return what is paid there, or the only currency that the page prints, with a doubt."""
        where = self.source.locale
        if where.money is not None:
            return where.money, f"no currency is stated; {where.money} is paid there"
        only = only_currency(self.source.text, where)
        return only, f"no currency is stated; {only} is the only one on the page"

    def _confidence(self, doubts: tuple[str, ...]) -> Decimal:
        extra = len(doubts) - len(self.outcome.doubts)
        return max(Decimal("0.1"), self.outcome.confidence - Decimal("0.15") * max(extra, 0))

    def _was(self, ranked: list[Draft]) -> Decimal | None:
        amount, sights = self.outcome.amount, self.sights
        if amount is None:
            return None
        stated = [draft.was_amount for draft in ranked if draft.was_amount is not None]
        if sights is not None:
            stated += [s.read.amount for s in sights.prices if s.old and s.read.amount is not None]
        return next((was for was in stated if amount < was < amount * 10), None)

    def _title(self, ranked: list[Draft]) -> str | None:
        structured = next((d.title for d in ranked if d.title and d.source != "metas"), None)
        return (
            structured or self.source.heading or self._first(ranked, "title") or self.source.title
        )

    def _availability(self, ranked: list[Draft]) -> Availability | None:
        sights = self.sights
        stated: Availability | None = self._first(ranked, "availability")
        if stated is None and sights is not None and sights.availability is not None:
            gone = sights.availability is Availability.IN_STOCK and stated_gone(self.source)
            return Availability.OUT_OF_STOCK if gone else sights.availability
        stated = stated or mentioned(self.source)
        if stated is None:
            return self._stock() if sights is None else None
        if stated is Availability.OUT_OF_STOCK:
            return stated
        denied = sold_out(self.source, self.price_at, looked=sights is not None)
        return Availability.OUT_OF_STOCK if denied else stated

    def _stock(self) -> Availability | None:
        """Read the text after the heading; build a tree only where it speaks of stock."""
        text = self.source.from_heading(NEAR)
        if text is None:
            return None
        told = any(mark in text for mark in _STOCK_MARKS)
        if not told:
            return offered(text)
        tree = LexborHTMLParser(text)
        return stock(tree, Standpoint.of(tree, self.source))

    @staticmethod
    def _first(ranked: list[Draft], name: str) -> Any:  # noqa: ANN401 - the field's own type
        for draft in ranked:
            if value := getattr(draft, name):
                return value
        return None

    def _variants(self, ranked: list[Draft]) -> tuple[Product, ...]:
        stated = next((draft.variants for draft in ranked if len(draft.variants) > 1), [])
        return tuple(
            one_of(draft, self.drafts, self.source, self.category)
            for draft in stated
            if draft.amount
        )


def one_of(draft: Draft, drafts: Iterable[Draft], source: Source, category: str | None) -> Product:
    """Return one of several products or variants, in its own currency or the page's."""
    currency = draft.currency or next((one.currency for one in drafts if one.currency), None)
    return one_of_several(draft, currency, source, category)
