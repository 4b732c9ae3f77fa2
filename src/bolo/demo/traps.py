"""The traps of the street, as data: what tempts, where, and why nobody should buy it.

A marked trap is the ordinary listing of a thing that is never a bargain, with something
wrong about it; a decoy is a listing of its own that only looks like the thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import cycle

from bolo.demo.families import Vary
from bolo.demo.goods import BY_ROLE, SHOPS, Good, Kind, Role


class TrapKind(StrEnum):
    """What is wrong with it."""

    ACCESSORY = "accessory"
    WRONG_GTIN = "wrong_gtin"
    """An accessory that carries the GTIN of the thing it is for."""
    BUNDLE = "bundle"
    OTHER_VARIANT = "other_variant"
    INCOMPLETE = "incomplete"
    """The box only, parts only, or broken."""
    ZERO_PRICE = "zero_price"
    SLIPPED_POINT = "slipped_point"
    """Now and then its price is a hundred times too high or too low, for 4 seconds."""
    FLIPPED_CURRENCY = "flipped_currency"
    """Now and then the same figure is stated in another currency, for 4 seconds."""
    BLOCKED = "blocked"
    CAPTCHA = "captcha"


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap; `title` is set for decoys only, `share` is its price per mille of the thing's."""

    number: int
    kind: TrapKind
    shop: Kind
    good: Good
    title: str | None = None
    share: int = 1000

    @property
    def decoy(self) -> bool:
        """True when it is a listing of its own."""
        return self.title is not None


_S, _W, _P = SHOPS
MARKS = (
    *((TrapKind.ZERO_PRICE, shop) for shop in (_S, _S, _W, _P)),
    *((TrapKind.SLIPPED_POINT, shop) for shop in (_S, _S, _W, _W, _P, _P)),
    *((TrapKind.FLIPPED_CURRENCY, shop) for shop in (_W, _W, _P, _P)),
    *((TrapKind.BLOCKED, _P) for _ in range(3)),
    *((TrapKind.CAPTCHA, _P) for _ in range(3)),
)
DECOYS = {TrapKind.ACCESSORY: 9, TrapKind.WRONG_GTIN: 6, TrapKind.BUNDLE: 9, TrapKind.INCOMPLETE: 9}
OTHER_VARIANTS = 12
ACCESSORY_SHARE, BUNDLE_SHARE, INCOMPLETE_SHARE, VARIANT_SHARE = 420, 620, 380, 450


@cache
def traps() -> tuple[Trap, ...]:
    """Return every trap; the same ones, always."""
    found = (*_marked(), *_other_variants(), *_decoys())
    return tuple(
        Trap(number, kind, shop, good, title, share)
        for number, (kind, shop, good, title, share) in enumerate(found)
    )


_Plan = tuple[TrapKind, Kind, Good, str | None, int]


def _marked() -> Iterator[_Plan]:
    for (kind, shop), good in zip(MARKS, BY_ROLE[Role.MARKED], strict=True):
        yield kind, shop, good, None, 1000


def _named(good: Good, shop: Kind) -> str:
    noun = good.category.nouns[SHOPS.index(shop)]
    return f"{good.brand} {good.series} {good.code} {noun}"


def _other_variants() -> Iterator[_Plan]:
    """Things of which the others sell another capacity, colour or size."""
    able = [good for good in BY_ROLE[Role.BARGAIN] if good.vary or good.category.spec_in_title][
        :OTHER_VARIANTS
    ]
    for shop, good in zip(cycle(SHOPS), able, strict=False):
        other = {Vary.CAPACITY: "64 GB", Vary.COLOUR: "Pink", None: "28 mm"}[good.vary]
        yield TrapKind.OTHER_VARIANT, shop, good, f"{_named(good, shop)} {other}", VARIANT_SHARE


def _decoys() -> Iterator[_Plan]:
    goods = iter([good for good in BY_ROLE[Role.BARGAIN] if not good.vary][OTHER_VARIANTS:])
    for kind, count in DECOYS.items():
        for number, shop in zip(range(count), cycle(SHOPS), strict=False):
            good = next(goods)
            title, share = _decoy(kind, good, shop, number // len(SHOPS))
            yield kind, shop, good, title, share


def _decoy(kind: TrapKind, good: Good, shop: Kind, turn: int) -> tuple[str, int]:
    name = _named(good, shop)
    forms: tuple[str, ...]
    if kind in {TrapKind.ACCESSORY, TrapKind.WRONG_GTIN}:
        forms = (f"{good.category.accessory} for {name}", f"Fitwell Travel Bag for {name}")
        return forms[turn % len(forms)], ACCESSORY_SHARE
    if kind is TrapKind.BUNDLE:
        forms = (f"{name} Bundle with Travel Bag", f"{name} 2-Pack", f"Job lot: 3 x {name}")
        return forms[turn % len(forms)], BUNDLE_SHARE
    forms = (f"{name} - box only", f"{name} - for parts or repair", f"{name} (empty box)")
    return forms[turn % len(forms)], INCOMPLETE_SHARE
