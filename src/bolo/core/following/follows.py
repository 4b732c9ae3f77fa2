"""What somebody follows, and of what they want to hear: values as they are kept and shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.reading.prices.currencies import CODES

MARGIN: Final = Decimal(2)
MOST_MARGIN: Final = 50
DAYS: Final = 30
MOST_DAYS: Final = 365
BEYOND: Final = Decimal(10) ** 12
MOST_RISE: Final = 1_000


class FollowKind(StrEnum):
    """What is followed. The values are stored: never renamed."""

    LISTING = "listing"
    PRODUCT = "product"
    PAGE = "page"
    SELLER = "seller"
    SHOP = "shop"


class When(StrEnum):
    """Of what to tell. The values are stored: never renamed."""

    BELOW = "below"
    DROP = "drop"
    LOW = "low"
    STOCK = "stock"
    NEW = "new"
    RISE = "rise"
    UNUSUAL = "unusual"


SHARES: Final = frozenset({When.DROP, When.RISE})


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing to hear of: `price` with `BELOW`; `percent` within `days` with `DROP`, `RISE`."""

    when: When
    price: Money | None = None
    percent: Decimal | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        """Refuse what says too little or too much."""
        if (self.price is not None) != (self.when is When.BELOW):
            raise Invalid("below, and nothing else, needs a price: below 400GBP")
        if self.price is not None:
            _check_price(self.price)
        needs = self.when in SHARES
        if (self.percent is not None) != needs or (self.days is not None) != needs:
            raise Invalid("drop and rise, and nothing else, need per cent and days: drop 10% in 30")
        if self.percent is not None and self.days is not None:
            _check_share(self.when, self.percent, self.days)

    @property
    def told(self) -> str:
        """Say it as a person would."""
        if self.price is not None:
            return f"below {self.price}"
        if self.percent is not None:
            falls = "falls" if self.when is When.DROP else "rises"
            return f"{falls} by {_plain(self.percent)} % within {self.days} days"
        return _TOLD[self.when]

    def kept(self) -> dict[str, Any]:
        """Say it as it is kept."""
        kept: dict[str, Any] = {"when": self.when.value}
        if self.price is not None:
            kept |= {"amount": str(self.price.amount), "currency": self.price.currency}
        if self.percent is not None:
            kept |= {"percent": str(self.percent), "days": self.days}
        return kept

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Condition":
        """Read it as it is kept."""
        price = Money.of(kept["amount"], kept["currency"]) if "amount" in kept else None
        percent = Decimal(kept["percent"]) if "percent" in kept else None
        return cls(When(kept["when"]), price, percent, kept.get("days"))


_TOLD: Final = {
    When.LOW: "lower than ever recorded",
    When.STOCK: "back in stock",
    When.NEW: "a new listing",
    When.UNUSUAL: "an unusual price",
}


def _check_price(price: Money) -> None:
    if price.currency not in CODES:
        raise Invalid(f"{price.currency} is no currency; write its code, for example 400GBP")
    if not price.amount.is_finite() or not 0 < price.amount < BEYOND:
        raise Invalid("a price to fall below is more than nothing")


def _check_share(when: When, percent: Decimal, days: int) -> None:
    most = MOST_RISE if when is When.RISE else 99
    if not percent.is_finite() or not 1 <= percent <= most:
        raise Invalid(f"{when} is 1 to {most} per cent")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"a {when} is looked for within 1 to {MOST_DAYS} days")


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def share(given: str, when: When) -> Condition:
    """Read `10%`, `10%/7` or `10%/7d` as a drop or a rise; without days it is 30.

    `Invalid` when it is written otherwise, or the share or the days are out of bounds.
    """
    percent, _, days = given.replace(" ", "").partition("/")
    try:
        return Condition(
            when, None, Decimal(percent.removesuffix("%")), int(days.removesuffix("d") or DAYS)
        )
    except (InvalidOperation, ValueError) as error:
        raise Invalid(f"{given}: write per cent and days, for example 10%/30d") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """What a workspace follows: `key` names it within its kind.

    `margin` is per cent by which a state must be left before it is told again. Only what
    happens after `since` is told; `conditions_of_goods` are conditions that count, all when
    there is none. `currency` is what a product's offers are compared in.
    """

    id: UUID
    workspace: UUID
    kind: FollowKind
    key: str
    label: str
    conditions: tuple[Condition, ...]
    since: datetime
    currency: str
    margin: Decimal = MARGIN
    goods: tuple[str, ...] = ()
    paused: bool = False

    def __post_init__(self) -> None:
        """Refuse what tells nothing, or twice."""
        check(self.kind, self.conditions, self.margin)


def check(kind: FollowKind, conditions: Iterable[Condition], margin: Decimal) -> None:
    """Refuse (`Invalid`) conditions that do not fit together; `margin` is in per cent."""
    asked = [one.when for one in conditions]
    if not asked:
        raise Invalid("say when to tell: below a price, a drop, a low, stock, new, a rise, unusual")
    if len(set(asked)) < len(asked):
        raise Invalid("each condition may be given once")
    if kind is FollowKind.LISTING and When.NEW in asked:
        raise Invalid("one listing has no new listings; follow its product, seller or shop")
    if not margin.is_finite() or not 0 <= margin <= MOST_MARGIN:
        raise Invalid(f"the margin is 0 to {MOST_MARGIN} per cent")
