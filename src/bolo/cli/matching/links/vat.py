"""The VAT that `bolo match link` counts: what was asked for, else what the settings here say.

The catalogue's prices have VAT in them, as prices to consumers do; a supplier's list may not.
"""

import asyncio
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from bolo.cli.frame.chosen import settings
from bolo.core.errors import Invalid
from bolo.core.fees.tiers import percent
from bolo.core.money import Money
from bolo.core.valuation.cost import Costing
from bolo.core.valuation.vat import NO_VAT, Scheme, Vat
from bolo.platform.postgres.lock import FILE

if TYPE_CHECKING:
    from bolo.pipeline.value.store import CostingFigures


class Supplied(StrEnum):
    """What VAT has to do with the supplier's prices."""

    NET = "net"
    """It comes on top of them."""
    GROSS = "gross"
    """It is in them."""
    NONE = "none"
    """There is none: they come from private persons, or under the margin scheme."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said on the command line; `None` where nothing was."""

    scheme: Scheme | None
    rate: str | None
    supplied: Supplied | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The VAT that counts; `on_top` is its rate on top of the supplier's prices.

    `by` says who said so: `options`, `settings`, or `nothing`.
    """

    vat: Vat
    supplied: Supplied
    on_top: Decimal
    by: str

    def costing(self, currency: str) -> Costing | None:
        """Return it as deals are reckoned with; `None` where no VAT changes anything."""
        if not self.vat.registered and not self.on_top:
            return None
        nothing = Money.zero(currency)
        return Costing(nothing, nothing, tax_rate=self.on_top, vat=self.vat)

    def told(self) -> dict[str, str]:
        """Return it for programs."""
        return {
            "scheme": self.vat.scheme.value,
            "rate": f"{self.vat.rate.normalize():f}",
            "supplier": self.supplied.value,
            "by": self.by,
        }

    def said(self) -> str:
        """Say it to people, without a full stop."""
        if not self.vat.registered and not self.on_top:
            return "No VAT is counted; --vat says how you owe it"
        whose = " by your settings" if self.by == "settings" else ""
        return f"VAT{whose}: {self._owed()}; {self._bought()}"

    def _owed(self) -> str:
        rate = percent(self.vat.rate)
        if self.vat.scheme is Scheme.STANDARD:
            return f"{rate} is in the catalogue's prices and owed"
        if self.vat.scheme is Scheme.MARGIN:
            return f"{rate} of what the catalogue asks above the supplier is owed (margin scheme)"
        return "none is owed on sales"

    def _bought(self) -> str:
        if self.on_top:
            comes = "and comes back" if self.vat.registered else "and does not come back"
            other = "" if self.by == "options" else " (--supplier-vat gross: it is in them)"
            return f"{percent(self.on_top)} comes on top of the supplier's prices {comes}{other}"
        if self.vat.back(Decimal(0)):
            return "what is in the supplier's prices comes back"
        return "nothing of the supplier's prices comes back"


NOTHING = Counted(NO_VAT, Supplied.GROSS, Decimal(0), "nothing")


def counted(context: typer.Context, asked: Asked, venue: str | None) -> Counted | None:
    """Return the VAT that counts; `None` without a venue, for then there are no profits."""
    if venue is None:
        if asked != Asked(None, None, None):
            raise Invalid("VAT counts in profits: name the --venue where you would sell")
        return None
    if asked.scheme is not None:
        return by_options(asked.scheme, asked.rate, asked.supplied)
    if asked.rate is not None:
        raise Invalid("--vat-rate needs a scheme: --vat standard, margin or none")
    return _by_settings(context, asked.supplied)


def by_options(scheme: Scheme, rate: str | None, supplied: Supplied | None) -> Counted:
    """Return the VAT of a scheme; suppliers' prices are net where what they hold comes back."""
    share = Decimal(0) if rate is None else _share(rate)
    if scheme is Scheme.NONE:
        needed = supplied is Supplied.NET
        if needed != (rate is not None):
            raise Invalid("--vat none needs --vat-rate with --supplier-vat net, and only then")
        on_top = share if needed else Decimal(0)
        return Counted(NO_VAT, supplied or Supplied.GROSS, on_top, "options")
    if rate is None:
        raise Invalid(f"--vat {scheme} needs its rate: --vat-rate 19%")
    return _owing(Vat(scheme, share), share, supplied, "options")


def _owing(vat: Vat, on_top: Decimal, supplied: Supplied | None, by: str) -> Counted:
    if vat.scheme is Scheme.MARGIN and supplied is Supplied.NET:
        raise Invalid(
            "the margin scheme is for what was bought without VAT on the bill:"
            " with --supplier-vat net it is --vat standard"
        )
    usual = Supplied.NONE if vat.scheme is Scheme.MARGIN else Supplied.NET
    chosen = supplied or usual
    reclaims = vat.scheme is Scheme.STANDARD and chosen is not Supplied.NONE
    owed = Vat(vat.scheme, vat.rate, reclaims)
    return Counted(owed, chosen, on_top if chosen is Supplied.NET else Decimal(0), by)


def _share(text: str) -> Decimal:
    """Read `19%`, `19 %` or `0.19`."""
    bare = text.strip().removesuffix("%")
    try:
        share = Decimal(bare.strip().replace(",", "."))
    except InvalidOperation:
        share = Decimal("NaN")
    share = share / 100 if bare != text.strip() else share
    if not share.is_finite() or not 0 < share < 1:
        raise Invalid(f"--vat-rate is a share such as 19% or 0.19, not {text!r}")
    return share


def _by_settings(context: typer.Context, supplied: Supplied | None) -> Counted:
    """Return the VAT by the owner's settings, where there is a bolo in the data folder."""
    figures = _kept(context)
    if figures is None or not figures.vat.registered:
        if supplied is not None:
            raise Invalid("--supplier-vat needs a scheme: --vat standard, margin or none")
        return NOTHING
    vat = figures.vat
    if supplied is None and vat.scheme is Scheme.STANDARD and not vat.reclaims:
        supplied = Supplied.NONE
    return _owing(vat, figures.tax_rate or vat.rate, supplied, "settings")


def _kept(context: typer.Context) -> "CostingFigures | None":
    chosen = settings(context)
    if not chosen.database_url and not (chosen.data / FILE).exists():
        return None  # price lists need no database: none is begun for them
    from bolo.cli.frame.opening import database  # noqa: PLC0415  (heavy; where there is one)

    try:
        with database(chosen) as url:
            return asyncio.run(_read(url))
    except Exception as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        told = f"the settings cannot be read ({why}): say --vat none, standard or margin"
        raise Invalid(told) from error


async def _read(url: str) -> "CostingFigures | None":
    from bolo.accounts import store  # noqa: PLC0415  (as above)
    from bolo.pipeline.value.store import costing  # noqa: PLC0415
    from bolo.platform.database.access import Database  # noqa: PLC0415

    db = Database(url, pool_size=1, patience=5)
    try:
        async with db.transaction() as session:
            owner = await store.owner(session)
            return None if owner is None else await costing(session, owner.workspace)
    finally:
        await db.close()
