"""What would change a verdict: the smallest single changes that flip it, the nearest first.

Each is found by the rules that judged, and tried by them before it is told. A gate is never
traded off: while one stands, only its own end is told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import Any

from bolo.core.decision.decide import affordable, beyond, decide
from bolo.core.decision.rules import GATES, percent
from bolo.core.decision.terms import Buying, Case, Selling
from bolo.core.decision.verdict import Appraisal, Policy, Verdict, told
from bolo.core.fees.search import first_enough
from bolo.core.money import Money

MOST = 5
"""So many changes are told."""
FARTHEST = 3
"""An exit price beyond so many times today's is nothing to hope for."""
SLACK = Decimal(12)
"""By how many minor units rounding each fee may move the proceeds, at most."""
RANK = {Verdict.SKIP: 0, Verdict.NEGOTIATE: 1, Verdict.BUY: 2}
CALLED = {
    Verdict.BUY: "a buy",
    Verdict.NEGOTIATE: "something to negotiate",
    Verdict.SKIP: "to be skipped",
}
ENDS = {
    "zero_price": "it must have a price",
    "not_the_same": "it must turn out to be the same thing after all, in the match review",
    "unsure_match": "it must be known to be the same thing: the match review asks you",
    "seen_once": "a second reading must confirm the price",
    "out_of_stock": "it must be in stock again",
    "slow_sale": "it must be expected to sell sooner",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change and the verdict that it brings; `distance` is its size as a share."""

    what: str
    now: str
    needed: str
    verdict: Verdict
    text: str
    distance: Decimal = Decimal(0)


def changes(case: Case, policy: Policy, elsewhere: Sequence[Selling] = ()) -> tuple[Change, ...]:
    """Return what would change the verdict on `case`; `elsewhere` are other venues to sell at."""
    gates = [code for code, rule in GATES.items() if rule(case.deal, policy) is not None]
    if gates:
        return (_gates(case.deal, policy, gates),)
    standing = decide(case.deal, policy).verdict
    found = [
        *_prices(case, policy, standing),
        *_exits(case, policy, standing),
        *_venues(case, policy, standing, elsewhere),
        *_limits(case.deal, policy, standing),
        *_sureness(case.deal, policy, standing),
    ]
    return tuple(sorted(found, key=lambda change: change.distance)[:MOST])


def _gates(deal: Appraisal, policy: Policy, gates: Sequence[str]) -> Change:
    free = replace(
        deal,
        match_gates=(),
        probability=max(deal.probability, policy.min_probability),
        reads=max(deal.reads, 2),
        in_stock=True,
        days_to_sell=None,
    )
    verdict = decide(free, policy).verdict
    ends = " and ".join(ENDS[code] for code in gates)
    after = f"Then it is {CALLED[verdict]}" + (", by its price." if free.price.amount > 0 else ".")
    return Change(
        "gate",
        ", ".join(gates),
        "none",
        verdict,
        f"No price or limit changes this: {ends}. {after}",
    )


def _prices(case: Case, policy: Policy, standing: Verdict) -> Iterator[Change]:
    """Find the highest prices of the seller at which it is, or stays, a better verdict."""
    buying, deal = case.buying, case.deal
    if buying is None or buying.price.amount <= 0:
        return

    def at(price: Money) -> Verdict:
        return decide(buying.deal(deal, price), policy).verdict

    if standing is Verdict.BUY:
        last = _highest(deal, buying, policy, standing, buying.price * FARTHEST)
        first = buying.price if last is None else last + Money.of_minor(1, last.currency)
        if at(first) is not standing:
            text = f"Up to {last} it stays a buy; from {first} on it is {CALLED[at(first)]}."
            yield _moved("price", buying.price, first, at(first), text)
        return
    for wanted in (one for one in RANK if RANK[one] > RANK[standing]):
        price = _highest(deal, buying, policy, wanted, buying.price)
        if price is not None and at(price) is wanted:
            text = f"At {price} or less (it asks {buying.price}) it is {CALLED[wanted]}."
            yield _moved("price", buying.price, price, wanted, text)


def _highest(
    deal: Appraisal, buying: Buying, policy: Policy, wanted: Verdict, most: Money
) -> Money | None:
    """Return the highest price of the seller, up to `most`, at which `wanted` is in reach."""

    def fits(moved: Appraisal) -> bool:
        if wanted is Verdict.BUY:
            return affordable(moved, policy)
        return beyond(moved, policy, negotiable=True) <= 0

    return buying.highest(deal, fits, most)


def _moved(what: str, now: Money, needed: Money, verdict: Verdict, text: str) -> Change:
    distance = abs(needed.amount - now.amount) / now.amount
    return Change(what, str(now), str(needed), verdict, text, distance)


def _exits(case: Case, policy: Policy, standing: Verdict) -> Iterator[Change]:
    """Find the nearest exit price that flips it, segment by segment: fees jump."""
    selling, deal = case.selling, case.deal
    if selling is None or deal.exit_price.amount <= 0:
        return
    step = Money.of_minor(1, deal.exit_price.currency)
    now = int(deal.exit_price.amount / step.amount)

    def short(units: int, *, negotiable: bool) -> Decimal:
        moved = case.sold_at(selling, step * units)
        return beyond(moved, policy, negotiable=negotiable) / step.amount

    if standing is Verdict.BUY:
        fallen = _nearest_below(now, selling.starts(), lambda at: short(at, negotiable=False))
        if fallen is not None:
            yield from _exit_at(case, policy, selling, step * fallen)
        return
    wanted = Verdict.NEGOTIATE if standing is Verdict.SKIP else Verdict.BUY
    starts = [now + 1, *(one for one in selling.starts() if one > now + 1)]
    found = first_enough(
        lambda at: -short(at, negotiable=wanted is Verdict.NEGOTIATE), starts, SLACK
    )
    if found is not None and found <= now * FARTHEST:
        yield from _exit_at(case, policy, selling, step * found)


def _nearest_below(now: int, starts: Sequence[int], short: Callable[[int], Decimal]) -> int | None:
    """Return the highest price below `now` that falls short, looking downwards by segment."""

    def fails(down: int) -> Decimal:
        return short(max(now - down, 1)).to_integral_value(ROUND_CEILING) - 1

    begins = sorted({now - one + 1 for one in starts if 1 < one <= now})
    down = first_enough(fails, [1, *(one for one in begins if one > 1)], SLACK)
    return None if down is None or down >= now else now - down


def _exit_at(case: Case, policy: Policy, selling: Selling, exit_price: Money) -> Iterator[Change]:
    """Tell an exit price that flips it, once the rules agree that it does."""
    now = case.deal.exit_price
    standing = decide(case.deal, policy).verdict
    verdict = decide(case.sold_at(selling, exit_price), policy).verdict
    if verdict is standing or (RANK[verdict] < RANK[standing]) is not (exit_price < now):
        return
    if exit_price < now:
        text = f"If it brings only {exit_price} (not {now}), it is {CALLED[verdict]}."
    else:
        text = f"If it brings {exit_price} (not {now}), it is {CALLED[verdict]}."
    yield _moved("exit_price", now, exit_price, verdict, text)


def _venues(
    case: Case, policy: Policy, standing: Verdict, elsewhere: Sequence[Selling]
) -> Iterator[Change]:
    """Find the venue whose fees make it a better verdict, at the same exit price."""
    deal = case.deal
    if case.selling is None or not elsewhere or deal.exit_price.amount <= 0:
        return
    best = max(elsewhere, key=lambda one: case.sold_at(one, deal.exit_price).proceeds.amount)
    moved = case.sold_at(best, deal.exit_price)
    verdict = decide(moved, policy).verdict
    if RANK[verdict] > RANK[standing]:
        now = deal.exit_price - deal.proceeds - deal.vat
        then = moved.exit_price - moved.proceeds - moved.vat
        yield Change(
            "venue",
            case.selling.title,
            best.title,
            verdict,
            f"Sold at {best.title} for the same price, the fees are {then} instead of {now}: "
            f"then it is {CALLED[verdict]}.",
            abs(now.amount - then.amount) / deal.exit_price.amount,
        )


def _limits(deal: Appraisal, policy: Policy, standing: Verdict) -> Iterator[Change]:
    """Find the limit of one's own that alone stands in the way."""
    for what, label, now, needed, moved in _looser(deal, policy):
        verdict = decide(deal, moved).verdict
        if RANK[verdict] > RANK[standing]:
            text = f"With {label} of {needed[0]} (now {now[0]}) it is {CALLED[verdict]}."
            distance = abs(needed[1] - now[1]) / (now[1] or 1)
            yield Change(what, now[0], needed[0], verdict, text, distance)


Figure = tuple[str, Decimal]


def _looser(deal: Appraisal, policy: Policy) -> Iterator[tuple[str, str, Figure, Figure, Policy]]:
    """Give the policy with one limit moved to where the deal is, for each that it breaks."""
    for what, label, limit, reached in (
        ("min_profit", "a minimum profit", policy.min_profit, deal.profit),
        ("max_investment", "a maximum investment", policy.max_investment, deal.cost),
    ):
        figures = (str(limit), limit.amount), (str(reached), reached.amount)
        if reached.amount >= 0:
            yield what, label, *figures, _with(policy, what, reached)
    for what, label, share, got in (
        ("min_margin", "a minimum margin", policy.min_margin, deal.margin),
        ("wanted_roi", "a wanted return", policy.wanted_roi, deal.roi(policy.roi_definition)),
    ):
        figures = (percent(share), share), (percent(got), told(got))
        if told(got) >= 0:
            yield what, label, *figures, _with(policy, what, told(got))


def _with(policy: Policy, what: str, limit: Money | Decimal) -> Policy:
    loosened: dict[str, Any] = {what: limit}
    return replace(policy, **loosened)


def _sureness(deal: Appraisal, policy: Policy, standing: Verdict) -> Iterator[Change]:
    """Tell how far a match may be doubted before a buy is none."""
    if standing is Verdict.BUY and policy.min_probability > 0:
        least = percent(policy.min_probability)
        yield Change(
            "probability",
            percent(deal.probability),
            f"below {least}",
            Verdict.SKIP,
            f"If we were less than {least} sure that it is the same thing, it would be skipped.",
            (deal.probability - policy.min_probability) / deal.probability,
        )
