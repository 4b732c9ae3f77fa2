"""Wire shapes that several resources share: money, reasons, listings, health, pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, field_serializer

from bolo.core import money
from bolo.core.watching import words as watching
from bolo.views import listings

T = TypeVar("T")
PLAIN = AfterValidator(lambda figure: figure.normalize() + 0)
"""A figure without the zeros that its column in the database adds: 0.82, not 0.820000."""


class Shape(BaseModel):
    """Everything on the wire; unknown fields in a request are refused."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Money(Shape):
    """An exact amount; a decimal string, never a float."""

    amount: Decimal
    currency: str

    @field_serializer("amount")
    def _plain(self, amount: Decimal) -> str:
        exact = amount.normalize()
        places = max(money.minor_places(self.currency), -int(exact.as_tuple().exponent))
        return f"{amount:.{places}f}"

    @classmethod
    def of(cls, value: money.Money | None) -> "Money | None":
        """Say an amount, or nothing."""
        return None if value is None else cls(amount=value.amount, currency=value.currency)

    @classmethod
    def sure(cls, amount: Decimal, currency: str) -> "Money":
        """Say an amount that is always there."""
        return cls(amount=amount, currency=currency)


class Converted(Shape):
    """A price in the workspace's currency, by the rates of a day."""

    price: Money
    rates_of: date
    source: str


class Items(Shape, Generic[T]):
    """One page of a list; `next` is the cursor of the following page."""

    items: list[T]
    next: str | None = None


class Reason(Shape):
    """One reason of a verdict."""

    code: str
    kind: str
    text: str


class Line(Shape):
    """One line of a calculation, with where its figure was read."""

    name: str
    label: str
    amount: Money
    note: str | None
    schedule: str | None
    source: str | None
    confirmed: bool


class ListingBrief(Shape):
    """A listing as it is shown everywhere."""

    id: UUID
    marketplace: str
    shop: str
    title: str
    url: str
    image: str | None
    price: Money | None
    was_price: Money | None
    availability: str | None
    condition: str | None
    brand: str | None
    gtin: str | None
    mpn: str | None
    variant: str | None
    seen_at: datetime
    gone_at: datetime | None
    demo: bool

    @classmethod
    def of(cls, listing: listings.ListingBrief) -> "ListingBrief":
        """Say a listing."""
        return cls.model_validate(listing)


class Health(Shape):
    """How a source fares, why, and when it is tried next."""

    state: watching.HealthState
    reason: str | None
    failures: int
    next_try_at: datetime | None
