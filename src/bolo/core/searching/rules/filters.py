"""The filters of a rule: what may stand before and behind the colon or the sign."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.reading.prices.currencies import CODES, SIGNS
from bolo.core.searching.criteria import (
    MONEY,
    AllOf,
    Compare,
    Is,
    Measure,
    Near,
    Node,
    Order,
    Trait,
)
from bolo.core.searching.languages import WORDS
from bolo.core.searching.places import locate, resembling

FILTER: Final = r"""[A-Za-z_]+(?::|[<>]=?|=)(?:"[^"]*"|[^\s()"|])*"""
"""A name, a sign, and a value that may hold quoted parts."""
_SIGN: Final = re.compile("(:|[<>]=?|=)")
_VALUE: Final = re.compile(r'"([^"]*)"|([^",]+)')
_AMOUNT: Final = re.compile(r"(\D*?)\s?(\d{1,12}(?:\.\d{1,4})?)\s?(\D*)")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,_](?=\d{3}(?!\d))")
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)(?:-|\.\.)(\d+(?:\.\d+)?)(\D*)")
_RADIUS: Final = re.compile(r'(?:"([^"]*)"|([^"/]*))(?:/(\d{1,5}(?:\.\d+)?)\s?(km|mi|miles)?)?')
_KM_PER_MILE: Final = Decimal("1.609344")
_MOST_KM: Final = 20_038
"""Half the way around the Earth: nothing is farther."""
_MOST_PER_CENT: Final = 100
TRAITS: Final = {
    "condition": Trait.CONDITION,
    "category": Trait.CATEGORY,
    "seller": Trait.SELLER,
    "shop": Trait.SELLER,
    "on": Trait.ON,
    "marketplace": Trait.ON,
    "site": Trait.ON,
    "lang": Trait.LANGUAGE,
    "language": Trait.LANGUAGE,
}
NAMES: Final = (*(one.value for one in Measure), *TRAITS, "near")
_CONDITIONS: Final = {one.value: one.value for one in Condition} | {
    "openbox": "open_box",
    "likenew": "like_new",
    "refurb": "refurbished",
    "parts": "for_parts",
    "broken": "for_parts",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The currency that is meant where none is named, and the marketplaces that may be."""

    currency: str | None = None
    marketplaces: Collection[str] | None = None


def read_filter(text: str, around: Surroundings) -> Node:
    """Return what a filter asks for; `Invalid` says what would be right."""
    name, sign, value = _SIGN.split(text, maxsplit=1)
    name = name.lower()
    if name not in NAMES:
        raise Invalid(_unknown(name, text))
    if not value.strip('"').strip():
        raise Invalid(f"{name}{sign} needs a value behind it: {_example(name)}")
    if name == "near":
        return _near(value)
    if name in TRAITS:
        return _trait(TRAITS[name], sign, value, around)
    return _compare(Measure(name), sign, value, around)


def _unknown(name: str, text: str) -> str:
    alike = get_close_matches(name, NAMES, n=1)
    hint = f"did you mean {alike[0]}? " if alike else ""
    return (
        f"there is no filter {name}; {hint}there are {', '.join(NAMES)}. "
        f'To look for the words themselves write "{text.replace(chr(34), "")}"'
    )


def _example(name: str) -> str:
    if name == "near":
        return "near:London/30km"
    if name in TRAITS:
        return _TRAIT_EXAMPLES[TRAITS[name]]
    return "price<400GBP" if Measure(name) in MONEY else f"{name}>=20%"


_TRAIT_EXAMPLES: Final = {
    Trait.CONDITION: "condition:used,refurbished",
    Trait.CATEGORY: 'category:phones or category:"video games"',
    Trait.SELLER: 'seller:"Good Shop" or -seller:"Bad Shop"',
    Trait.ON: "on:ebay,gumtree",
    Trait.LANGUAGE: "lang:en,de",
}


def _near(value: str) -> Node:
    parts = _RADIUS.fullmatch(value)
    if parts is None or parts[3] is None:
        raise Invalid("a place needs how far from it: near:London/30km")
    place = " ".join((parts[1] if parts[1] is not None else parts[2]).split())
    if locate(place) is None:
        alike = resembling(place)
        hint = f"did you mean {alike}? " if alike else ""
        raise Invalid(
            f"{place} is no place that bolo knows; {hint}"
            "A larger city nearby will do, or degrees: near:51.51,-0.13/30km"
        )
    km = Decimal(parts[3]) * (_KM_PER_MILE if (parts[4] or "").startswith("mi") else 1)
    if not 0 < km <= _MOST_KM:
        raise Invalid(f"a radius is more than 0 and at most {_MOST_KM:,} km")
    return Near(place, km)


def _trait(trait: Trait, sign: str, value: str, around: Surroundings) -> Node:
    if sign not in {":", "="}:
        raise Invalid(f"{trait} has no order; write {_TRAIT_EXAMPLES[trait]}")
    given = [" ".join((quoted or bare).split()) for quoted, bare in _VALUE.findall(value)]
    read: dict[Trait, Callable[[str], str]] = {
        Trait.CONDITION: _condition,
        Trait.LANGUAGE: _language,
        Trait.ON: lambda one: _marketplace(one, around),
    }
    values = tuple(dict.fromkeys(read.get(trait, str)(one) for one in given if one))
    if not values:
        raise Invalid(f"{trait} needs a value: {_TRAIT_EXAMPLES[trait]}")
    return Is(trait, values)


def _condition(value: str) -> str:
    found = _CONDITIONS.get(value.lower().replace(" ", "_").replace("-", "_"))
    if found is None:
        raise Invalid(f"{value} is no condition; there are {', '.join(Condition)}")
    return found


def _language(value: str) -> str:
    if value.lower() not in WORDS:
        raise Invalid(f"{value} is no language that bolo can tell; there are {', '.join(WORDS)}")
    return value.lower()


def _marketplace(value: str, around: Surroundings) -> str:
    slug = value.lower().replace(" ", "-")
    if around.marketplaces is not None and slug not in around.marketplaces:
        alike = get_close_matches(slug, around.marketplaces, n=1)
        hint = f"did you mean {alike[0]}? " if alike else ""
        known = ", ".join(sorted(around.marketplaces))
        raise Invalid(f"{value} is no marketplace that bolo knows; {hint}there are {known}")
    return slug


def _compare(measure: Measure, sign: str, value: str, around: Surroundings) -> Node:
    if measure is Measure.SHIPPING and value.lower() == "free":
        return Compare(measure, Order.AT_MOST, Decimal(0))
    span = _SPAN.fullmatch(value) if sign in {":", "="} else None
    if span is not None:
        low, high = f"{span[1]}{span[3]}", f"{span[2]}{span[3]}"
        least = _compare(measure, ">=", low, around)
        return AllOf((least, _compare(measure, "<=", high, around)))
    if sign in {":", "="}:
        raise Invalid(f"{measure} is compared by < <= > >= or from-to: {_example(measure)}")
    parts = _AMOUNT.fullmatch(_THOUSANDS.sub("", value))
    if parts is None:
        raise Invalid(f"{value} is no number for {measure}: write {_example(measure)}")
    unit = (parts[1] + parts[3]).strip()
    amount, order = Decimal(parts[2]), Order(sign)
    if measure in MONEY:
        return Compare(measure, order, amount, _currency(unit, around, value))
    if unit not in {"", "%"} or amount > _MOST_PER_CENT:
        raise Invalid(f"{measure} is per cent, 0 to 100: {measure}>=20%")
    return Compare(measure, order, amount)


def _currency(unit: str, around: Surroundings, value: str) -> str | None:
    if not unit:
        return around.currency
    if unit.upper() in CODES:
        return unit.upper()
    signs = SIGNS.get(unit, ())
    if around.currency in signs:
        return around.currency
    if not signs:
        raise Invalid(f"{value}: {unit} is no currency; write its code, for example 400GBP")
    return signs[0]
