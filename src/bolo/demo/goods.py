"""The goods of the street: three hundred invented things, what each is and who sells it.

GTINs begin with 952, which GS1 keeps for examples; their check digits are right.
"""

from dataclasses import dataclass
from enum import StrEnum

from bolo.demo.dice import roll
from bolo.demo.families import CATEGORIES, MODELS_PER_FAMILY, Category, Family, Vary

GTIN_PREFIX = "952"
BARGAIN_SLOTS, GOODS_PER_SLOT = 56, 3
NEAR_SLOTS, GOODS_PER_NEAR_SLOT = 12, 2
MARKED = 20
THIN_SLOTS, GOODS_PER_THIN_SLOT = 8, 3
IN_TWO_SHOPS = 40
RESELLABLE = range(6_000, 95_000)
"""Cents of a euro between which a thing may take part in bargains."""
DEAREST_STEP = {Vary.COLOUR: 0, Vary.CAPACITY: 120}
CHOICES = {Vary.COLOUR: ("Black", "White"), Vary.CAPACITY: ("128 GB", "256 GB")}


class Kind(StrEnum):
    """The three shops, by the software they run."""

    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"
    PLAIN = "plain"


SHOPS = tuple(Kind)


class Role(StrEnum):
    """What part a thing plays on the street."""

    BARGAIN = "bargain"
    """In all shops; takes its turn at being far cheaper in one of them."""
    NEAR = "near"
    """In all shops; takes its turn at being a little cheaper: worth a negotiation."""
    MARKED = "marked"
    """In all shops, in one of them as a trap; never a bargain."""
    THIN = "thin"
    """In two shops; takes its turn at being cheap, with too few asks to judge by."""
    CALM = "calm"
    """In one or two shops; nothing happens to it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One variant; `name` is `None` for an only child, `extra` is per mille on the price."""

    name: str | None
    gtin: str
    mpn: str
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Good:
    """One thing; `worth` in cents of a euro."""

    number: int
    category: Category
    brand: str
    series: str
    code: str
    spec: str | None
    worth: int
    choices: tuple[Choice, ...]
    vary: Vary | None

    @property
    def slug(self) -> str:
        """Brand, series and code, as addresses have them."""
        return "-".join(f"{self.brand} {self.series} {self.code}".lower().split())


def check_digit(twelve: str) -> str:
    """Return the last digit of a GTIN-13 (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


def gtin(number: int) -> str:
    """Return the GTIN-13 of the invented item `number`."""
    twelve = f"{GTIN_PREFIX}{4_100_000 + number * 37:09d}"
    return twelve + check_digit(twelve)


def _good(number: int, category: Category, family: Family, place: int) -> Good:
    series = family.series[place % len(family.series)]
    code = f"{family.prefix}-{110 + 35 * place + roll(30, 'code', number)}"
    spread = family.highest - family.lowest
    worth = family.lowest + spread * place // MODELS_PER_FAMILY + roll(spread // 12, "w", number)
    vary = category.vary if place % 2 == 0 else None
    names: tuple[str | None, ...] = CHOICES[vary] if vary else (None,)
    choices = tuple(
        Choice(
            name,
            gtin(number * 4 + each),
            f"{code.replace('-', '')}{'/' + str(each + 1) if vary else ''}",
            (DEAREST_STEP[vary] if vary else 0) * each,
        )
        for each, name in enumerate(names)
    )
    spec = family.specs[place % len(family.specs)] if family.specs else None
    return Good(number, category, family.brand, series, code, spec, worth, choices, vary)


def _goods() -> tuple[Good, ...]:
    ranges = [(category, family) for category in CATEGORIES for family in category.families]
    return tuple(
        _good(place * len(ranges) + number, category, family, place)
        for place in range(MODELS_PER_FAMILY)
        for number, (category, family) in enumerate(ranges)
    )


GOODS = _goods()


def _by_role() -> dict[Role, tuple[Good, ...]]:
    """Share out the parts: what sells well plays first, in an order settled by the dice."""
    order = sorted(GOODS, key=lambda one: (one.worth not in RESELLABLE, roll(1 << 40, one.slug)))
    marked = [one for one in order if one.worth in RESELLABLE and one.vary is None][:MARKED]
    rest = [one for one in order if one not in marked]
    parts: dict[Role, tuple[Good, ...]] = {Role.MARKED: tuple(marked)}
    for role, count in (
        (Role.BARGAIN, BARGAIN_SLOTS * GOODS_PER_SLOT),
        (Role.NEAR, NEAR_SLOTS * GOODS_PER_NEAR_SLOT),
        (Role.THIN, THIN_SLOTS * GOODS_PER_THIN_SLOT),
    ):
        parts[role], rest = tuple(rest[:count]), rest[count:]
    parts[Role.CALM] = tuple(rest)
    return parts


BY_ROLE = _by_role()
ROLE_OF = {good.number: role for role, goods in BY_ROLE.items() for good in goods}


def sellers(good: Good) -> tuple[Kind, ...]:
    """Return the shops that sell it."""
    role = ROLE_OF[good.number]
    if role in {Role.BARGAIN, Role.NEAR, Role.MARKED}:
        return SHOPS
    left_out = roll(len(SHOPS), "left out", good.number)
    two = tuple(kind for place, kind in enumerate(SHOPS) if place != left_out)
    calm = BY_ROLE[Role.CALM]
    alone = role is Role.CALM and good in calm[IN_TWO_SHOPS:]
    return two[:1] if alone else two
