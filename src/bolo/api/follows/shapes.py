"""Follows on the wire: what is followed, when to tell, and what came true."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from bolo.api.frame.shapes import Items, ListingBrief, Money, Shape
from bolo.core.condition import Condition as GoodsCondition
from bolo.core.following.follows import MOST_DAYS, MOST_MARGIN, Condition, FollowKind, When
from bolo.core.following.judging import Fired
from bolo.core.money import Money as CoreMoney
from bolo.core.plans.limits import Held
from bolo.pipeline.match.follows.following import Target, Wish
from bolo.pipeline.match.follows.store import Reading, Shown
from bolo.views import followed, listings

Name = Annotated[str, Field(max_length=300)]
Percent = Annotated[Decimal, Field(ge=1, le=1_000, decimal_places=4)]
Margin = Annotated[Decimal | None, Field(ge=0, le=MOST_MARGIN, decimal_places=4)]
Goods = Annotated[list[GoodsCondition] | None, Field(max_length=20)]


class LimitPrice(Shape):
    """A price to fall below."""

    amount: Annotated[Decimal, Field(gt=0, lt=10**12, decimal_places=4)]
    currency: Annotated[str, Field(min_length=3, max_length=3)]


class FollowCondition(Shape):
    """When to tell: `price` with `below`, `percent` within `days` with `drop` and `rise`.

    A drop and a rise are of the price within the days before. `told` is said in answers.
    """

    when: When
    price: LimitPrice | None = None
    percent: Percent | None = None
    days: Annotated[int | None, Field(ge=1, le=MOST_DAYS)] = None
    told: Annotated[str | None, Field(max_length=200)] = None

    def read(self) -> Condition:
        """Return the condition."""
        price = CoreMoney(self.price.amount, self.price.currency) if self.price else None
        return Condition(self.when, price, self.percent, self.days)

    @classmethod
    def of(cls, condition: Condition) -> "FollowCondition":
        """Say a condition."""
        price = condition.price
        limit = LimitPrice(amount=price.amount, currency=price.currency) if price else None
        return cls(
            when=condition.when,
            price=limit,
            percent=condition.percent,
            days=condition.days,
            told=condition.told,
        )


Conditions = Annotated[list[FollowCondition], Field(min_length=1, max_length=len(When))]


class FollowChange(Shape):
    """What is to be different; what is left out stays. `goods` are conditions that count."""

    conditions: Conditions | None = None
    label: Name | None = None
    margin: Margin = None
    goods: Goods = None

    def wish(self) -> Wish:
        """Return when to tell."""
        given = self.conditions
        return Wish(
            None if given is None else tuple(one.read() for one in given),
            self.label,
            self.margin,
            None if self.goods is None else tuple(self.goods),
        )


class NewFollow(FollowChange):
    """A listing or a product by its `id`, a page by its `address`.

    A seller or a shop by the `id` of one of its listings, or by `marketplace` and `name`.
    """

    kind: FollowKind
    conditions: Conditions
    id: UUID | None = None
    address: Annotated[str | None, Field(max_length=2_000)] = None
    marketplace: Annotated[str | None, Field(max_length=100)] = None
    name: Name | None = None

    def target(self) -> Target:
        """Return what to follow."""
        return Target(self.kind, self.id, self.address, self.marketplace, self.name)


class FollowReading(Shape):
    """The watch that reads what is followed; `made` for it, or a person's own."""

    watch: UUID
    made: bool
    state: Literal["active", "paused"]
    last_asked_at: datetime | None


class Follow(Shape):
    """What is followed and when it is told; `key` names it within its kind.

    `held` is the limit of the plan that paused it. `reading` is null while nothing reads a
    listing or a page, and always of a product, seller or shop: what else is watched finds theirs.
    """

    id: UUID
    kind: FollowKind
    key: str
    label: str
    conditions: list[FollowCondition]
    margin: Decimal
    goods: list[str]
    state: Literal["active", "paused"]
    held: Held | None
    reading: FollowReading | None
    since: datetime
    created_at: datetime
    hits: int
    last_hit_at: datetime | None

    @classmethod
    def of(cls, shown: Shown) -> "Follow":
        """Say a follow."""
        one = shown.follow
        return cls(
            id=one.id,
            kind=one.kind,
            key=one.key,
            label=one.label,
            conditions=[FollowCondition.of(each) for each in one.conditions],
            margin=one.margin.normalize() + 0,
            goods=list(one.goods),
            state="paused" if one.paused else "active",
            held=shown.held,
            reading=_reading(shown.reading),
            since=one.since,
            created_at=shown.created_at,
            hits=shown.hits,
            last_hit_at=shown.last_hit_at,
        )


def _reading(by: Reading | None) -> FollowReading | None:
    if by is None:
        return None
    state: Literal["active", "paused"] = "paused" if by.paused else "active"
    return FollowReading(watch=by.watch, made=by.made, state=state, last_asked_at=by.asked_at)


class FollowsPage(Items[Follow]):
    """What a workspace follows, the newest first."""


class FollowMoment(Shape):
    """A moment at which a condition came true; with `unusual`, `before` is what is usual."""

    when: When
    at: datetime
    price: Money | None
    before: Money | None
    low: Money | None
    listing: ListingBrief | None

    @classmethod
    def of(
        cls, fired: Fired, currency: str, listing: listings.ListingBrief | None
    ) -> "FollowMoment":
        """Say a moment."""

        def money(amount: Decimal | None) -> Money | None:
            return None if amount is None else Money.of(CoreMoney(amount, currency).rounded())

        return cls(
            when=fired.when,
            at=fired.at,
            price=money(fired.price),
            before=money(fired.before),
            low=money(fired.low),
            listing=ListingBrief.of(listing) if listing else None,
        )


class FollowHit(FollowMoment):
    """A moment that was told."""

    id: UUID

    @classmethod
    def shown(cls, hit: followed.ShownHit) -> "FollowHit":
        """Say what came true."""
        return cls(
            id=hit.id,
            when=hit.when,
            at=hit.at,
            price=Money.of(hit.price),
            before=Money.of(hit.before),
            low=Money.of(hit.low),
            listing=ListingBrief.of(hit.listing),
        )


class FollowHits(Items[FollowHit]):
    """What came true of a follow, the newest first."""


class FollowPast(Shape):
    """When a follow would have fired on the recorded prices of `listings` offers.

    `moments` are the newest of all `fired`.
    """

    label: str
    listings: int
    fired: int
    moments: list[FollowMoment]
