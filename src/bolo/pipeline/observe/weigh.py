"""Weigh a batch of readings against what is known: pure, the heart of observe.

In goes what the database knows of the listings that were read; out comes what
is to be written and what is to be told. Nothing here touches the database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from urllib.parse import urlsplit
from uuid import UUID

from bolo.core.listing import LIMITS, Belief, Limits, Pending, Quote, Surprise, believe
from bolo.core.money import Money
from bolo.core.offer import Offer, Stated

Key = tuple[str, str]
"""Marketplace and ref."""
FREE = "free to play"
"""The doubt by which a connector says that a price of zero is meant."""
ENOUGH_READS = 2
MANY = 10
"""Of more listings than this, more than half missing at once is a surprise."""
PLACES = Decimal("0.0001")
BEYOND_MEASURE = Decimal(10) ** 12
TOUCH_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of a listing."""

    id: UUID
    facts: bytes
    quote: Quote | None
    was: Money | None
    shipping: Money | None
    reads: int
    pending: Pending | None
    seen_at: datetime
    gone: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one question was answered, at one moment."""

    question: UUID
    at: datetime
    complete: bool
    offers: tuple[Offer, ...]
    demo: bool


@dataclass(slots=True)
class Change:
    """What a batch means. Ids in the order in which they were met."""

    added: dict[Key, tuple[UUID, Offer, Reading]] = field(default_factory=dict)
    described: dict[UUID, tuple[Offer, Reading]] = field(default_factory=dict)
    moved: dict[UUID, Quote] = field(default_factory=dict)
    history: list[tuple[UUID, Quote]] = field(default_factory=list)
    put_aside: dict[UUID, Pending] = field(default_factory=dict)
    cleared: set[UUID] = field(default_factory=set)
    confirmed: dict[UUID, Known] = field(default_factory=dict)
    touched: dict[UUID, datetime] = field(default_factory=dict)
    back: set[UUID] = field(default_factory=set)
    met: dict[UUID, set[UUID]] = field(default_factory=dict)
    """Listings met, by question."""
    present: dict[UUID, set[UUID]] = field(default_factory=dict)
    """All that is offered, by question, where its newest complete reading says so."""
    asked: dict[UUID, tuple[str, tuple[Stated, ...]]] = field(default_factory=dict)
    """Prices of a listing between which a person must choose, with the shop's host."""
    wanted_again: dict[UUID, bool] = field(default_factory=dict)
    """Whether a question is wanted again even when its answer stays the same."""


def facts(offer: Offer) -> bytes:
    """Return a digest of everything that describes an offer but its price."""
    texts = (
        offer.url,
        offer.title,
        offer.brand,
        offer.gtin,
        offer.mpn,
        offer.sku,
        offer.variant,
        offer.category,
        offer.condition,
        offer.seller,
        offer.image,
        *offer.doubts,
        *((repr(offer.place),) if offer.place else ()),
    )
    return blake2b("\x1f".join(text or "" for text in texts).encode(), digest_size=8).digest()


def weigh(
    readings: Iterable[Reading],
    known: Mapping[Key, Known],
    new_id: Callable[[], UUID],
    limits: Limits = LIMITS,
) -> Change:
    """Weigh `readings`, the oldest first."""
    change = Change()
    state = dict(known)
    for reading in readings:
        unsettled = False
        present: set[UUID] = set()
        for offer in reading.offers:
            key = (offer.marketplace, offer.ref)
            after = _weigh_one(change, state.get(key), offer, reading, new_id, limits)
            state[key] = after
            present.add(after.id)
            unsettled |= _unsettled(after)
        change.wanted_again[reading.question] = unsettled
        change.met.setdefault(reading.question, set()).update(present)
        if reading.complete:
            change.present[reading.question] = present
        elif reading.question in change.present:
            change.present[reading.question] |= present
    return change


def _unsettled(known: Known) -> bool:
    """Tell whether reading it once more would tell something new; of a tie only a person can."""
    if known.pending is not None:
        return known.pending.surprise is not Surprise.TIE
    return known.reads < ENOUGH_READS


def vanished(showed: int, missing: int) -> bool:
    """Tell whether so much is missing that a second reading must confirm it.

    All of it, or more than half of many: a shop in trouble looks like a shop sold out.
    """
    return missing > 0 and (missing == showed or (showed > MANY and missing * 2 > showed))


def stated(money: Money | None, like: Money | None = None) -> Money | None:
    """Return an amount as it can be kept: four places, and in the currency of `like` if given.

    What is beyond all measure, or in another currency than the price beside it, is not stated.
    """
    if money is None or not money.amount.is_finite() or abs(money.amount) >= BEYOND_MEASURE:
        return None
    if like is not None and money.currency != like.currency:
        return None
    return Money(money.amount.quantize(PLACES), money.currency)


def _kept(offer: Offer) -> Offer:
    """Return an offer with its amounts as they can be kept; most offers as they are."""
    price = stated(offer.price)
    was_price = stated(offer.was_price, price) if price else None
    shipping = stated(offer.shipping, price) if price else None
    if (price, was_price, shipping) == (offer.price, offer.was_price, offer.shipping):
        return offer
    return replace(offer, price=price, was_price=was_price, shipping=shipping)


def _weigh_one(
    change: Change,
    known: Known | None,
    offer: Offer,
    reading: Reading,
    new_id: Callable[[], UUID],
    limits: Limits,
) -> Known:
    offer = _kept(offer)
    tied = len(offer.tied) > 1
    seen = Quote(offer.price, offer.availability, reading.at, offer.confidence, tied)
    described = facts(offer)
    if known is None:
        known = Known(new_id(), described, None, None, None, 0, None, reading.at, gone=False)
        change.added[offer.marketplace, offer.ref] = (known.id, offer, reading)
    elif known.facts != described:
        change.described[known.id] = (offer, reading)
    if known.gone:
        change.back.add(known.id)
    if reading.at - known.seen_at >= TOUCH_EVERY or known.gone:
        change.touched[known.id] = reading.at
    belief = believe(known.quote, known.pending, seen, free=FREE in offer.doubts, limits=limits)
    _note_pending(change, known, belief)
    _note_tie(change, known, belief, offer)
    return _note_price(change, replace(known, facts=described, gone=False), belief, offer, reading)


def _note_pending(change: Change, known: Known, belief: Belief) -> None:
    if belief.pending is not None:
        if belief.pending != known.pending:
            change.put_aside[known.id] = belief.pending
            change.cleared.discard(known.id)
    elif known.pending is not None:
        change.put_aside.pop(known.id, None)
        change.cleared.add(known.id)


def _note_tie(change: Change, known: Known, belief: Belief, offer: Offer) -> None:
    if belief.pending is not None and belief.pending.surprise is Surprise.TIE:
        if offer.tied:
            change.asked[known.id] = (urlsplit(offer.url).netloc.lower(), offer.tied)
    else:
        change.asked.pop(known.id, None)


def _note_price(
    change: Change, known: Known, belief: Belief, offer: Offer, reading: Reading
) -> Known:
    """Note what the reading does to the believed price and to its confirmations."""
    quote = belief.quote
    if belief.pending is not None:
        reads = known.reads
    elif belief.moved:
        was_aside = known.pending is not None and known.pending.quote.price == offer.price
        reads = ENOUGH_READS if was_aside else 1
    else:
        apart = quote is None or reading.at - quote.at >= LIMITS.apart
        reads = min(known.reads + 1, ENOUGH_READS) if apart else known.reads
    side_changed = belief.pending is None and (
        offer.was_price != known.was or offer.shipping != known.shipping
    )
    after = replace(
        known,
        quote=quote,
        pending=belief.pending,
        reads=reads,
        was=offer.was_price if belief.pending is None else known.was,
        shipping=offer.shipping if belief.pending is None else known.shipping,
    )
    if belief.moved and quote is not None:
        change.moved[known.id] = quote
        change.history.append((known.id, quote))
    elif known.id in change.back and quote is not None:
        change.history.append((known.id, replace(quote, at=reading.at)))
    if quote is not None and (belief.moved or side_changed or reads != known.reads):
        change.confirmed[known.id] = after
    return after
