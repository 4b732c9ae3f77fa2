"""Limits, assumed risks, costs and rates as documents, and read back from them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from bolo.core.basis.documents import Plain
from bolo.core.decision import Policy, RoiDefinition
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.risk.assumptions import FIGURES, Assumptions
from bolo.core.valuation.cost import Costing
from bolo.core.valuation.vat import NO_VAT, Levy, Scheme, Vat


def limits_plain(policy: Policy, category: str) -> dict[str, Any]:
    """Write limits; `category` is that for which they hold, '' for everywhere."""
    return {"category": category} | {
        one.name: _plain(getattr(policy, one.name)) for one in fields(Policy)
    }


def risks_plain(assumed: Assumptions) -> dict[str, Any]:
    """Write what is assumed of risks."""
    return {name: _plain(getattr(assumed, name)) for name in (*FIGURES, "tail", "falls")}


def _plain(value: object) -> Any:  # noqa: ANN401  (anything that JSON can hold)
    if isinstance(value, Money):
        return money_plain(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def money_plain(money: Money) -> dict[str, str]:
    """Write money with the places of its currency, and more only where there are more."""
    amount, currency = str(money).split()
    return {"amount": amount, "currency": currency}


def money_read(plain: Mapping[str, str]) -> Money:
    """Read money as `money_plain` wrote it."""
    return Money.of(plain["amount"], plain["currency"])


def limits_read(plain: Plain) -> Policy:
    """Read limits as `limits_plain` wrote them."""
    read = {name: value for name, value in plain.items() if name != "category"}
    for name, value in read.items():
        if isinstance(value, dict):
            read[name] = money_read(value)
        elif name == "roi_definition":
            read[name] = RoiDefinition(value)
        elif isinstance(value, str):
            read[name] = Decimal(value)
    return Policy(**read)


def risks_read(plain: Plain) -> Assumptions:
    """Read what was assumed of risks, as `risks_plain` wrote it."""
    figures: dict[str, Any] = {name: Decimal(plain[name]) for name in (*FIGURES, "tail")}
    falls = tuple((Decimal(chance), Decimal(mean)) for chance, mean in plain["falls"])
    return Assumptions(**figures, falls=falls)


def rates_read(plain: Plain) -> Rates:
    """Read the exchange rates of an appraisal."""
    per_euro = {name: Decimal(rate) for name, rate in plain["per_euro"].items()}
    return Rates(date.fromisoformat(plain["date"]), per_euro, plain["source"])


def costing_read(plain: Mapping[str, str], currency: str) -> Costing:
    """Read what is paid on top of a price, in one's own currency."""
    return Costing(
        Money.of(plain["shipping"], currency),
        Money.of(plain["prep"], currency),
        Decimal(plain["tax_rate"]),
        Decimal(plain["import_rate"]),
        Decimal(plain["currency_spread"]),
        vat_read(plain),
    )


def vat_plain(vat: Vat) -> dict[str, str]:
    """Write a seller's VAT; nothing where none is owed, as an older bolo wrote."""
    if not vat.registered:
        return {}
    return {
        "vat_scheme": vat.scheme.value,
        "vat_rate": f"{vat.rate.normalize():f}",
        "vat_reclaimed": "yes" if vat.reclaims else "no",
    }


def vat_read(plain: Mapping[str, str]) -> Vat:
    """Read a seller's VAT."""
    if "vat_scheme" not in plain:
        return NO_VAT
    scheme, rate = Scheme(plain["vat_scheme"]), Decimal(plain["vat_rate"])
    return Vat(scheme, rate, plain["vat_reclaimed"] == "yes")


def levy_plain(levy: Levy) -> dict[str, str]:
    """Write the VAT of a deal."""
    return vat_plain(levy.vat) | {
        "paid": str(levy.paid),
        "back": str(levy.back),
        "per_cost": str(levy.per_cost),
    }


def levy_read(plain: Mapping[str, str] | None) -> Levy | None:
    """Read the VAT of a deal; `None` where none is owed."""
    if plain is None:
        return None
    amount, currency = plain["paid"].split()
    back, per_cost = Decimal(plain["back"]), Decimal(plain["per_cost"])
    return Levy(vat_read(plain), Money.of(amount, currency), back, per_cost)
