"""Weigh all evidence of products for one workspace: what they bring where, and how soon. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

import orjson

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.valuation.estimate import Estimate, Insufficient, estimate
from bolo.core.valuation.evidence import Kind, Sighting
from bolo.core.valuation.lasting import NEEDED, Followed, Lasting, lasting
from bolo.core.valuation.likeness import Likeness, Scope
from bolo.pipeline.value.member_store import Member
from bolo.pipeline.value.store import CostingFigures
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.value.worth_store import Likes, NewWorth, OwnSale

ELSEWHERE = Decimal("0.10")
"""How far a sale at another venue may lie from one here: an assumption, as a deviation of logs."""
DAY = timedelta(days=1)
"""What has been gone for less may come back: it does not count as gone yet."""
MOST = 200
"""So many figures, the newest, are weighed at most."""
LEANS = Decimal("0.05")
HALF, MOST_SOLD = Decimal("0.5"), Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure and when it was last true; `venue` is where an own sale was made."""

    sighting: Sighting
    at: datetime
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer of one's own: where it was made, and how long it has stood, or stood until sold."""

    venue: str
    condition: Condition
    followed: Followed


@dataclass(frozen=True, slots=True)
class Thing:
    """All that is known of one product, in the workspace's currency."""

    product: UUID
    seen: tuple[Seen, ...]
    stood: tuple[tuple[Condition, Followed], ...]
    sold: tuple[Standing, ...]
    listed: Money | None
    likes: tuple[Likeness, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Weigher:
    """Everything that stays the same for a workspace while products are weighed."""

    workspace: UUID
    figures: CostingFigures
    venues: Venues
    now: datetime
    new_id: Callable[[], UUID]
    likes: Likes
    stretch: Decimal = Decimal(1)

    def weigh(
        self,
        product: UUID,
        members: Sequence[Member],
        sales: Sequence[OwnSale],
        unsold: Sequence[Standing] = (),
    ) -> list[NewWorth]:
        """Return what a product is worth in each condition it was seen in, at each venue.

        Without own sales every venue is alike, and it is reckoned once.
        """
        ours = [member for member in members if not member.gates]
        if not ours and not sales:
            return []
        thing = self._thing(product, ours, sales, unsold)
        found = []
        for condition in thing.conditions:
            first: NewWorth | None = None
            for venue in dict.fromkeys(self.figures.venues):
                if first is None or sales:
                    first = self._worth(thing, venue, condition)
                    found.append(first)
                else:
                    found.append(replace(first, id=self.new_id(), venue=venue))
        return found

    def without(
        self, one: Member, members: Sequence[Member], sales: Sequence[OwnSale], venue: str
    ) -> NewWorth:
        """Return what `one` is worth at a venue once it is ours: nothing in its shop is asked."""
        left = [other for other in members if other.gone or other.shop != one.shop]
        ours = [other for other in left if not other.gates]
        thing = self._thing(one.product, ours, sales, ())
        return self._worth(thing, venue, one.condition)

    def _thing(
        self,
        product: UUID,
        members: Sequence[Member],
        sales: Sequence[OwnSale],
        unsold: Sequence[Standing],
    ) -> Thing:
        listed = self._list_price(members)
        seen = [*self._asks(members), *self._sales(sales)]
        if listed is not None:
            seen.append(Seen(Sighting(Kind.LIST, listed), max(m.stand.seen_at for m in members)))
        newest = sorted(seen, key=lambda one: one.at, reverse=True)[:MOST]
        conditions = {one.condition for one in members} | {one.condition for one in sales}
        return Thing(
            product,
            tuple(newest),
            tuple((member.condition, self._followed(member)) for member in members),
            (
                *(
                    Standing(
                        sale.venue,
                        sale.condition,
                        Followed(_days_up(sale.sold_at - sale.listed_at), went=True),
                    )
                    for sale in sales
                    if sale.listed_at is not None
                ),
                *unsold,
            ),
            listed,
            tuple(self._likes(members)),
            tuple(sorted(conditions)),
        )

    def _likes(self, members: Sequence[Member]) -> Iterable[Likeness]:
        """Return what its brand lends, then what its category does."""
        for member in members[:1]:
            for scope, name in ((Scope.BRAND, member.brand), (Scope.CATEGORY, member.category)):
                key = (scope, (name or "").lower(), self.figures.currency, member.demo)
                if key in self.likes:
                    yield self.likes[key]

    def _list_price(self, members: Sequence[Member]) -> Money | None:
        """Return the usual "was" price: shops repeat one list price, so it counts once."""
        known = [
            price.amount
            for member in members
            if member.was is not None and (price := self._here(member.was)) is not None
        ]
        return Money(median(known), self.figures.currency) if known else None

    def _here(self, price: Money | None) -> Money | None:
        if price is None or price.amount <= 0:
            return None
        return self.venues.convert(price, self.figures.currency)

    def _asks(self, members: Sequence[Member]) -> list[Seen]:
        """Return what is asked and what was; of a shop's asks that stand, the cheapest."""
        standing: dict[tuple[str, Condition], Seen] = {}
        others: list[Seen] = []
        for member in members:
            price = self._here(member.price)
            if price is None:
                continue
            one = self._asked(member, price)
            if member.gone or not member.in_stock:
                others.append(one)
                continue
            shelf = (member.shop, member.condition)
            known = standing.get(shelf)
            if known is None or price < known.sighting.price:
                standing[shelf] = one
        return [*standing.values(), *others]

    def _asked(self, member: Member, price: Money) -> Seen:
        stand, kind = member.stand, Kind.ASK
        at = self.now
        if stand.gone_at is not None:
            kind, at = Kind.VANISHED, stand.gone_at
        elif member.gone:
            at = stand.seen_at
        elif not member.in_stock:
            at = stand.priced_at or stand.seen_at
        age = max((self.now - at).days, 0)
        sighting = Sighting(kind, price, age, member.condition, member.probability)
        return Seen(sighting, min(at, stand.seen_at))

    def _sales(self, sales: Sequence[OwnSale]) -> list[Seen]:
        return [
            Seen(
                Sighting(
                    Kind.OWN_SALE, price, max((self.now - sale.sold_at).days, 0), sale.condition
                ),
                sale.sold_at,
                sale.venue,
            )
            for sale in sales
            if (price := self._here(sale.price)) is not None
        ]

    def _followed(self, member: Member) -> Followed:
        stand = member.stand
        if stand.gone_at is not None and self.now - stand.gone_at >= DAY:
            return Followed(_days_up(stand.gone_at - stand.first_seen_at), went=True)
        until = stand.gone_at or stand.seen_at
        return Followed(max((until - stand.first_seen_at).days, 0), went=False)

    def _worth(self, thing: Thing, venue: str, condition: Condition) -> NewWorth:
        currency = self.figures.currency
        sightings = [_at(venue, one) for one in thing.seen]
        like, pool = next(
            ((one, p) for one in thing.likes if (p := one.pool(thing.listed, currency))),
            (None, None),
        )
        found = estimate(sightings, condition, pool, stretch=self.stretch)
        told: dict[str, Any] = {
            **EMPTY,
            "id": self.new_id(),
            "workspace_id": self.workspace,
            "product_id": thing.product,
            "venue": venue,
            "condition": condition,
            "currency": currency,
            "stretch": self.stretch,
        }
        if isinstance(found, Insufficient):
            told["insufficient"] = "Insufficient data: " + " ".join(found.reasons)
            return NewWorth(**told)
        curve, leaning = _curve(thing, venue, condition)
        leant = like if like is not None and found.pooled >= LEANS else leaning
        told |= {**_figures(found), "evidence": _evidence(thing, found, like), **_days(curve)}
        if leant is not None:
            told["pooled_from"] = leant.scope
        return NewWorth(**told)


SALES = frozenset({Kind.OWN_SALE, Kind.SOLD})


def brought(worths: Iterable[NewWorth]) -> dict[UUID, dict[tuple[UUID, str, str], Money]]:
    """Return by workspace what things bring that were really sold: where sales say the most."""
    found: dict[UUID, dict[tuple[UUID, str, str], Money]] = defaultdict(dict)
    for one in worths:
        if one.point is not None and one.kind in SALES:
            shelf = (one.product_id, one.venue, one.condition)
            found[one.workspace_id][shelf] = Money(one.point, one.currency).rounded()
    return found


EMPTY: dict[str, Any] = {
    **dict.fromkeys(("point", "low80", "low50", "high50", "high80", "days_p50", "days_p80")),
    "survival": "[]",
    "evidence": "[]",
    "kind": None,
    "insufficient": None,
    "pooled_from": "product",
}


def _at(venue: str, one: Seen) -> Sighting:
    if one.venue is None or one.venue == venue:
        return one.sighting
    return replace(one.sighting, distance=ELSEWHERE)


def _days_up(time: timedelta) -> int:
    return -(-time // DAY)


def _curve(
    thing: Thing, venue: str, condition: Condition
) -> tuple[Lasting | None, Likeness | None]:
    """Return how long such things last, and what it leans on where few of it have gone."""
    stood = [one for at, one in thing.stood if at == condition]
    ours = (one for one in thing.sold if (one.venue, one.condition) == (venue, condition))
    stood += [one.followed for one in ours]
    like = next((one for one in thing.likes if one.rate is not None), None)
    curve = lasting(stood, like.rate if like else None)
    few = sum(one.went for one in stood) < NEEDED
    return curve, like if few else None


def _days(curve: Lasting | None) -> dict[str, Any]:
    if curve is None:
        return {}
    return {
        "days_p50": curve.days(HALF),
        "days_p80": curve.days(MOST_SOLD),
        "survival": orjson.dumps([[day, f"{left:f}"] for day, left in curve.drawn()]).decode(),
    }


def _figures(found: Estimate) -> dict[str, Any]:
    names = ("point", "low80", "low50", "high50", "high80")
    most = max(found.weights, key=lambda kind: found.weights[kind])
    return {"kind": most, **{name: getattr(found, name).amount for name in names}}


def _evidence(thing: Thing, found: Estimate, like: Likeness | None) -> str:
    """Write how many figures of each kind there were, how much they counted, how old they are."""
    times: dict[Kind, list[datetime]] = defaultdict(list)
    for one in thing.seen:
        times[one.sighting.kind].append(one.at)
    told: list[dict[str, Any]] = [
        {
            "kind": kind,
            "count": len(times[kind]),
            "weight": f"{weight:.4f}",
            "newest": max(times[kind]),
        }
        for kind, weight in sorted(found.weights.items(), key=lambda pair: -pair[1])
    ]
    if like is not None:
        weight = f"{found.pooled:.4f}"
        told.append({"kind": "like", "count": like.products, "weight": weight, "newest": None})
    return orjson.dumps(told).decode()
