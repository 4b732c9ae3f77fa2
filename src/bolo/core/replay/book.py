"""The books of one run: money, positions, trades, and why the rest was not bought.

Several books may be kept over one walk, each with its own rules and pessimism.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from heapq import heappop, heappush

from bolo.core.decision import Appraisal, Decision, Verdict
from bolo.core.money import Money
from bolo.core.replay import fills
from bolo.core.replay.guard import Guard
from bolo.core.replay.history import DAY, Thing, day_of
from bolo.core.replay.judging import Market, Moment, Offer
from bolo.core.replay.rules.rule import Rule, Rules
from bolo.core.replay.shelf import Bound, bound_of
from bolo.core.replay.trade import Outcome, Point, Sold, Trade
from bolo.core.risk.assumptions import DEFAULT
from bolo.core.risk.weigh import Stake, weigh
from bolo.core.valuation.cost import levy_on, most_price

ExitNow = Callable[[Thing], Money | None]
"""What a thing would bring now, before fees, by what other shops ask; `None` when too few do."""
Changes = Callable[[Thing], int]
"""How often what is asked for such a thing has changed; the same number, the same asks."""
Deed = tuple[int, str, str, str, str]
"""Moment, thing, rule, what came of it, amount: for comparing one run with another."""


@dataclass(slots=True)
class Book:
    """One run's money and positions; `name` tells it from the others of a walk."""

    name: str
    rules: Rules
    market: Market
    log: bool = False
    terse: bool = False
    """Nobody asks why it did not buy, nor what its trades risk: neither is reckoned."""
    since: int = -1
    """Until then it only looks on."""
    cash: Money = field(init=False)
    guard: Guard = field(init=False)
    open: dict[int, Trade] = field(default_factory=dict)
    due: list[tuple[int, int]] = field(default_factory=list)
    trades: list[Trade] = field(default_factory=list)
    held: Counter[int] = field(default_factory=Counter)
    refused: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    curve: list[Point] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    bounds: list[tuple[Rule, Bound | None]] = field(init=False)
    carried: dict[int, tuple[int, Decimal]] = field(default_factory=dict)
    """What each open trade counts as, and which state of the asks that rests on."""

    def __post_init__(self) -> None:
        rules = self.rules.rules
        self.bounds = [(rule, bound_of(rule) if self.terse else None) for rule in rules]
        self.cash = self.rules.capital
        self.guard = Guard(self.rules.protections, self.rules.capital)

    # buying

    def consider(self, moment: Moment, price: int, exit_price: int) -> None:
        """Let each rule in turn have its say; the first that buys has it."""
        if moment.at <= self.since:
            return
        for rule, bound in self.bounds:
            if not rule.is_about(moment.thing) or (bound and bound.at(exit_price) < price):
                continue
            refusals = self._refusals(moment, rule)
            for code in refusals:
                self.refused[rule.name][code] += 1
            self._note(moment, rule.name, ",".join(refusals) or "bought")
            if not refusals:
                return

    def _refusals(self, moment: Moment, rule: Rule) -> tuple[str, ...]:
        """Buy, and return nothing; or return why not."""
        offer, reasons = moment.best(rule)
        if offer is None:
            return reasons
        standing = self._in_the_way(moment, offer.appraisal.cost)
        if standing is not None:
            return (standing,)
        chance = fills.Chance(self.rules.seed, moment.key)
        if fills.is_gone(chance, self.rules.fills):
            return ("gone_when_we_came",)
        paid = self._price(moment, moment.decision(offer, rule), chance)
        if paid is None:
            return ("offer_declined",)
        return self._at_the_till(moment, moment.asking(paid), rule, chance)

    def _at_the_till(
        self, seen: Moment, now: Moment, rule: Rule, chance: fills.Chance
    ) -> tuple[str, ...]:
        """Judge the price of the moment of paying once more, as live does before it spends."""
        offer, _ = now.best(rule)
        if offer is None or now.decision(offer, rule).verdict is not Verdict.BUY:
            return ("price_moved",)
        if offer.appraisal.cost > self.cash:
            return ("no_cash",)
        self._buy(seen, offer, rule, chance)
        return ()

    def _in_the_way(self, moment: Moment, cost: Money) -> str | None:
        if self.held[moment.thing.product] >= self.rules.at_most_per_product:
            return "held_already"
        objection = self.guard.objection(moment.at, moment.thing)
        if objection is not None:
            return objection
        negotiable = cost * (1 - max(rule.policy.negotiable for rule in self.rules.rules))
        return "no_cash" if negotiable > self.cash else None

    def _price(self, moment: Moment, decision: Decision, chance: fills.Chance) -> Money | None:
        """Return what is paid: a little more than asked, or what was offered, if it is taken."""
        if decision.verdict is Verdict.BUY:
            return fills.price_paid(moment.price, self.rules.fills)
        if decision.max_cost is None or not fills.takes_offer(chance, self.rules.fills):
            return None
        offered = most_price(decision.max_cost, None, self.rules.costing, foreign=False)
        return min(offered, moment.price)

    def _buy(self, seen: Moment, offer: Offer, rule: Rule, chance: fills.Chance) -> None:
        deal = offer.appraisal
        longest = rule.policy.max_days
        days = fills.days_to_sale(chance, seen.curve, longest, self.rules.fills)
        trade = Trade(
            number=len(self.trades),
            rule=rule.name,
            thing=seen.thing,
            venue=offer.venue,
            at=seen.at,
            asked=seen.price,
            price=deal.price,
            cost=deal.cost,
            planned_exit=deal.exit_price,
            planned_proceeds=deal.proceeds,
            days=deal.days_to_sell,
            risk=Money.zero(deal.cost.currency) if self.terse else _risk(deal, longest),
            due=seen.at + int(days * DAY),
            key=seen.key,
        )
        self.cash -= trade.cost
        self.held[trade.thing.product] += 1
        self.open[trade.number] = trade
        self.trades.append(trade)
        heappush(self.due, (trade.due, trade.number))

    # selling

    def sell_due(self, at: int, exit_now: ExitNow) -> None:
        """Sell what is due by `at`; `exit_now` must know nothing that came after the due moment."""
        while self.due and self.due[0][0] <= at:
            _, number = heappop(self.due)
            trade = self.open.pop(number)
            self.carried.pop(number, None)
            sold = sell(trade, exit_now(trade.thing), self.rules, self.market)
            done = replace(trade, sold=sold)
            self.trades[number] = done
            self.cash += sold.proceeds
            self.held[trade.thing.product] -= 1
            if sold.proceeds < trade.cost:
                self.guard.lost(sold.at, trade.thing)
            if self.log:
                told = f"{sold.proceeds.amount}"
                self.deeds.append((sold.at, trade.thing.id, trade.rule, "sold", told))

    # what it is worth

    def mark(self, at: int, exit_now: ExitNow, changes: Changes) -> None:
        """Add a point to the curve."""
        if at <= self.since:
            return
        total = Decimal(0)
        for number, trade in self.open.items():
            state = changes(trade.thing)
            known = self.carried.get(number)
            if known is None or known[0] != state:
                known = state, _carried(trade, exit_now(trade.thing), self.rules).amount
                self.carried[number] = known
            total += known[1]
        held = Money(total, self.rules.currency)
        drawdown = self.guard.drawdown(at, self.cash + held)
        self.curve.append(Point(at, self.cash, held, drawdown))

    def _note(self, moment: Moment, rule: str, outcome: str) -> None:
        if self.log:
            told = (moment.at, moment.thing.id, rule, outcome, f"{moment.price.amount}")
            self.deeds.append(told)


def _risk(deal: Appraisal, longest: int) -> Money:
    """Return what risks take off, as the verdict's page tells it."""
    held = max(deal.days_to_sell or longest, 1)
    stake = Stake(deal.cost, deal.exit_price, deal.proceeds, deal.probability, held, deal.levy)
    return weigh(stake, DEFAULT).total


def _vat(trade: Trade, price: Money, rules: Rules) -> Money:
    """Return what of VAT is owed when a trade is sold at `price`, less what comes back of it."""
    levy = levy_on(trade.price, None, rules.costing, foreign=False)
    return Money.zero(price.currency) if levy is None else levy.due(price)


def _carried(trade: Trade, exit_now: Money | None, rules: Rules) -> Money:
    """Return what a position counts as: its cost, or less when asks have fallen below the plan."""
    if exit_now is None or exit_now >= trade.planned_exit:
        return trade.cost
    planned = trade.planned_proceeds + _vat(trade, trade.planned_exit, rules)
    # one division alone, the last: half a cent stays half a cent
    now = Money(planned.amount * exit_now.amount / trade.planned_exit.amount, planned.currency)
    return min(trade.cost, now.rounded() - _vat(trade, exit_now, rules))


def sell(trade: Trade, exit_now: Money | None, rules: Rules, market: Market) -> Sold:
    """Return how a position is sold when it is due."""
    chance = fills.Chance(rules.seed, trade.key)
    if fills.is_another_thing(chance, trade.thing.probability):
        back = fills.salvage(trade.cost)
        nothing = Money.zero(back.currency)
        return Sold(trade.due, back, nothing, nothing, back, Outcome.ANOTHER_THING)
    price = fills.price_got(exit_now, trade.planned_exit, rules.fills)
    fees = market.fees(trade.venue, price, trade.thing.category, day_of(trade.due)).total
    outcome = Outcome.BLIND if exit_now is None else Outcome.ASKS
    vat = _vat(trade, price, rules)
    return Sold(trade.due, price, fees, vat, price - fees - vat, outcome)
