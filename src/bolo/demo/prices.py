"""What a thing costs in a shop at a moment, and whether it is there: pure and without memory.

Ordinary prices of the shops lie within some 14 % of each other, so that no fee leaves
a profit; bargains take turns in slots, so that there are as many of them at any time.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from bolo.demo.dice import roll
from bolo.demo.goods import (
    BARGAIN_SLOTS,
    BY_ROLE,
    GOODS_PER_NEAR_SLOT,
    GOODS_PER_SLOT,
    GOODS_PER_THIN_SLOT,
    NEAR_SLOTS,
    ROLE_OF,
    THIN_SLOTS,
    Choice,
    Good,
    Kind,
    Role,
    sellers,
)
from bolo.demo.moment import Moment
from bolo.demo.traps import Trap, TrapKind

PER_MILLE = 1000
EURO = {"EUR": 1000, "USD": 1150, "GBP": 864}
"""Per mille of a euro, as the ECB had it in March 2026; scenery, not a rate to reckon with."""
WRONG_CURRENCY = "SEK"
SLIP_BLOCK = 8
"""Steps within which a price slips once; never in the first block, when all is new."""
ENDINGS = {Kind.SHOPIFY: 99, Kind.WOOCOMMERCE: 0, Kind.PLAIN: 90}


@dataclass(frozen=True, slots=True)
class Tag:
    """A price tag; amounts in hundredths of `currency`."""

    price: int
    was: int | None
    currency: str
    in_stock: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A thing's turn at being cheap: in which shop, by how many per mille."""

    shop: Kind
    off: int


@dataclass(frozen=True, slots=True)
class _Slots:
    """A game of turns: how many slots, how many things take turns in each, how cheap they get."""

    role: Role
    slots: int
    goods: int
    off: range


GAMES = (
    _Slots(Role.BARGAIN, BARGAIN_SLOTS, GOODS_PER_SLOT, range(350, 581)),
    _Slots(Role.NEAR, NEAR_SLOTS, GOODS_PER_NEAR_SLOT, range(150, 241)),
    _Slots(Role.THIN, THIN_SLOTS, GOODS_PER_THIN_SLOT, range(350, 501)),
)


@lru_cache(maxsize=16)
def turns(step: int) -> dict[int, Turn]:
    """Return whose turn it is, by the number of the thing."""
    return {
        number: turn
        for game in GAMES
        for slot in range(game.slots)
        for number, turn in [_turn(game, slot, step)]
    }


def _turn(game: _Slots, slot: int, step: int) -> tuple[int, Turn]:
    lasts = 45 + roll(46, game.role, "lasts", slot)
    turn = (step + roll(lasts, game.role, "phase", slot)) // lasts
    good = BY_ROLE[game.role][slot * game.goods + turn % game.goods]
    shops = sellers(good)
    shop = shops[roll(len(shops), game.role, "shop", slot, turn)]
    off = game.off[roll(len(game.off), game.role, "off", slot, turn)]
    return good.number, Turn(shop, off)


def level(good: Good, shop: Kind, step: int) -> int:
    """Return the ordinary price per mille of what the thing is worth."""
    usual = 970 + roll(71, "usual", good.number, shop)
    lasts = 70 + roll(120, "level lasts", good.number, shop)
    stretch = (step + roll(lasts, "level phase", good.number, shop)) // lasts
    return usual - 30 + roll(61, "level", good.number, shop, stretch)


def usual_tag(good: Good, choice: Choice, shop: Kind, currency: str, step: int) -> Tag:
    """Return the tag of a thing in a shop that it has when it is nobody's turn."""
    whole = good.worth * (PER_MILLE + choice.extra) * EURO[currency] // PER_MILLE**2
    price = _rounded(whole * level(good, shop, step) // PER_MILLE, shop)
    return Tag(price, None, currency, in_stock(good, shop, step))


def tag(good: Good, choice: Choice, shop: Kind, currency: str, step: int) -> Tag:
    """Return the tag of a thing in a shop, with nothing wrong about it."""
    usual = usual_tag(good, choice, shop, currency, step)
    turn = turns(step).get(good.number)
    if turn is None:
        return usual
    if turn.shop is not shop:
        return replace(usual, in_stock=True)
    price = _rounded(usual.price * (PER_MILLE - turn.off) // PER_MILLE, shop)
    shows_was = roll(3, "shows was", good.number, shop) > 0
    return Tag(price, usual.price if shows_was else None, currency, in_stock=True)


def _rounded(amount: int, shop: Kind) -> int:
    return amount // 100 * 100 + ENDINGS[shop]


def in_stock(good: Good, shop: Kind, step: int) -> bool:
    """Say whether the shop has it, when it is nobody's turn."""
    return not _away(good, shop, step, "stock", 15)


def on_shelf(good: Good, shop: Kind, step: int) -> bool:
    """Say whether the shop shows it at all now; some things go away and come back."""
    away = comes_and_goes(good, shop) and _away(good, shop, step, "shelf", 22)
    return not away or good.number in turns(step)


def comes_and_goes(good: Good, shop: Kind) -> bool:
    """Say whether it is one of the things that the shop takes off the shelf at times."""
    return ROLE_OF[good.number] is not Role.MARKED and roll(8, "leaves", good.number, shop) == 0


def _away(good: Good, shop: Kind, step: int, why: str, longest: int) -> bool:
    if ROLE_OF[good.number] is Role.MARKED:
        return False
    around = 140 + roll(160, why, "around", good.number, shop)
    lasts = longest // 2 + roll(longest // 2, why, "lasts", good.number, shop)
    return (step + roll(around, why, "phase", good.number, shop)) % around < lasts


def trapped(plain: Tag, trap: Trap, moment: Moment) -> Tag:
    """Return the tag with what is wrong about it."""
    match trap.kind:
        case TrapKind.ZERO_PRICE:
            return Tag(0, None, plain.currency, in_stock=True)
        case TrapKind.SLIPPED_POINT:
            price = plain.price + _jitter(trap, moment)
            return Tag(_slip(price, trap, moment), None, plain.currency, in_stock=True)
        case TrapKind.FLIPPED_CURRENCY:
            price = plain.price + _jitter(trap, moment)
            wrong = slips(trap, moment)
            return Tag(price, None, WRONG_CURRENCY if wrong else plain.currency, in_stock=True)
        case _:
            share = plain.price * trap.share // PER_MILLE
            return Tag(share, None, plain.currency, in_stock=True) if trap.decoy else plain


def _jitter(trap: Trap, moment: Moment) -> int:
    """Move it by whole units from block to block: no two slips in a row look the same."""
    return (moment.step // SLIP_BLOCK * 7 + trap.number * 3) % 19 * 100


def slips(trap: Trap, moment: Moment) -> bool:
    """Say whether the price of a marked trap is wrong now."""
    block, place = divmod(moment.step, SLIP_BLOCK)
    return block > 0 and moment.early and place == roll(SLIP_BLOCK, "slip", trap.number, block)


def _slip(price: int, trap: Trap, moment: Moment) -> int:
    if not slips(trap, moment):
        return price
    up = roll(2, "up", trap.number, moment.step // SLIP_BLOCK)
    return price * 100 if up else price // 100
