"""What a backtest comes to: one run with its variants and its check, as values to be shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.replay.book import Book, Deed
from bolo.core.replay.guard import Stop
from bolo.core.replay.history import History, when
from bolo.core.replay.judging import Market
from bolo.core.replay.report.look_ahead import CUTS, SAMPLE, Checked, check
from bolo.core.replay.report.sensitivity import Variant, variants
from bolo.core.replay.rules.rule import Rules
from bolo.core.replay.trade import Point, Trade
from bolo.core.replay.walk import Tick, Walk, silent

FOURTH = Decimal("0.0001")
BRIEF = 2
"""Points of a curve, of which each day and the end make one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Trades of one rule, one category or all of them; money counts only what was sold."""

    name: str
    bought: int
    sold: int
    won: int
    spent: Money
    profit: Money
    planned: Money
    days: Decimal | None
    """How long it was held on average."""

    @property
    def roi(self) -> Decimal:
        """Profit as a share of what was spent on what was sold."""
        return _share(self.profit, self.spent)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why some was not bought, and how often; `code` is stable."""

    rule: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one changed figure."""

    label: str
    value: str
    bought: int
    profit: Money
    change: Money
    """Against the run as it was asked for."""
    max_drawdown: Decimal


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer. `equity` is the last point's; what is held counts as cost or less."""

    name: str
    currency: str
    rows: int
    products: int
    start: datetime | None
    end: datetime | None
    capital: Money
    total: Group
    open: int
    equity: Money
    max_drawdown: Decimal
    looked: int
    rules: tuple[Group, ...]
    categories: tuple[Group, ...]
    refusals: tuple[Refusal, ...]
    stops: tuple[Stop, ...]
    sensitivity: tuple[Tried, ...]
    look_ahead: Checked | None
    curve: tuple[Point, ...]
    trades: tuple[Trade, ...]
    notes: tuple[str, ...]

    @property
    def gain(self) -> Money:
        """What the capital has grown by, with what is held."""
        return self.equity - self.capital

    @property
    def growth(self) -> Decimal:
        """The same as a share of the capital."""
        return _share(self.gain, self.capital)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What besides the run itself is wanted; `check_market` sees no more than the run's own."""

    sensitivity: bool = True
    look_ahead: bool = True
    plain: bool = False
    tick: Tick = silent


WISHES = Wishes()


def backtest(history: History, rules: Rules, market: Market, wishes: Wishes = WISHES) -> Report:
    """Walk `history` by `rules`, in one pass for the run and its variants, and report."""
    tried = list(variants(rules)) if wishes.sensitivity else []
    since = history.since - 1
    own = Book("", rules, market, since=since)
    others = [
        Book(one.name, one.rules, market, terse=not wishes.plain, since=since) for one in tried
    ]
    walk = Walk(history, rules, market, [own, *others], wishes.plain)
    again = (CUTS + 1) * min(SAMPLE, len(history)) if wishes.look_ahead else 0
    along = Along(wishes.tick, len(history) + again)
    walk.run(along)
    checked = None
    if wishes.look_ahead:
        checked = check(history, lambda one: deeds(one, rules, market, along), seed=rules.seed)
        wishes.tick(along.rows, along.rows)
    return _report(history, walk, own, list(zip(tried, others, strict=True)), checked)


@dataclass(slots=True)
class Along:
    """Tells how far several walks have come, as if they were one of `rows` rows."""

    tick: Tick
    rows: int
    walked: int = 0

    def __call__(self, done: int, of: int) -> None:
        """Tell it; a walk that is at its end stands before the next."""
        self.tick(min(self.walked + done, self.rows), self.rows)
        if done == of:
            self.walked += of


def deeds(
    history: History, rules: Rules, market: Market, tick: Tick = silent, *, plain: bool = False
) -> list[Deed]:
    """Return all that one run decided, in order."""
    book = Book("", rules, market, log=True, since=history.since - 1)
    Walk(history, rules, market, [book], plain).run(tick)
    return book.deeds


def _report(
    history: History,
    walk: Walk,
    own: Book,
    others: Sequence[tuple[Variant, Book]],
    checked: Checked | None,
) -> Report:
    rules, begin = own.rules, history.begin
    last = own.curve[-1].equity if own.curve else rules.capital
    return Report(
        name=rules.name,
        currency=rules.currency,
        rows=len(history) - begin,
        products=len({history.things[one].product for one in history.thing[begin:]}),
        start=when(history.at[begin]) if begin < len(history) else None,
        end=when(history.at[-1]) if begin < len(history) else None,
        capital=rules.capital,
        total=_group("all", own.trades, rules),
        open=len(own.open),
        equity=last,
        max_drawdown=_deepest(own),
        looked=walk.looked,
        rules=_by(own.trades, [rule.name for rule in rules.rules], lambda one: one.rule, rules),
        categories=_by(own.trades, [], lambda one: one.thing.category or "", rules),
        refusals=_refusals(own),
        stops=tuple(own.guard.stops),
        sensitivity=tuple(_tried(one, book, own) for one, book in others),
        look_ahead=checked,
        curve=tuple(own.curve),
        trades=tuple(own.trades),
        notes=_notes(walk, own),
    )


def _by(
    trades: Sequence[Trade], names: Sequence[str], key: Callable[[Trade], str], rules: Rules
) -> tuple[Group, ...]:
    every = list(dict.fromkeys([*names, *sorted({key(one) for one in trades})]))
    return tuple(_group(name, [one for one in trades if key(one) == name], rules) for name in every)


def _group(name: str, trades: Sequence[Trade], rules: Rules) -> Group:
    done = [(one, one.sold, one.profit) for one in trades]
    sold = [(one, how, got) for one, how, got in done if how is not None and got is not None]
    held = sum((how.at - one.at for one, how, _ in sold), 0)
    return Group(
        name,
        len(trades),
        len(sold),
        sum(1 for _, _, got in sold if got.amount > 0),
        _sum((one.cost for one, _, _ in sold), rules.currency),
        _sum((got for _, _, got in sold), rules.currency),
        _sum((one.planned for one, _, _ in sold), rules.currency),
        (Decimal(held) / 86_400_000_000 / len(sold)).quantize(Decimal("0.1")) if sold else None,
    )


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, start=Money.zero(currency))


def _share(part: Money, whole: Money) -> Decimal:
    return (part.amount / whole.amount).quantize(FOURTH) if whole.amount > 0 else Decimal(0)


def _deepest(book: Book) -> Decimal:
    """Return how far equity fell below the highest before it, at worst."""
    highest, worst = book.rules.capital.amount, Decimal(0)
    for point in book.curve:
        equity = point.equity.amount
        highest = max(highest, equity)
        if highest > 0:
            worst = max(worst, 1 - equity / highest)
    return worst.quantize(FOURTH)


def _refusals(book: Book) -> tuple[Refusal, ...]:
    found = [
        Refusal(rule, code, count)
        for rule, counted in book.refused.items()
        for code, count in counted.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.rule, one.code)))


def _tried(variant: Variant, book: Book, own: Book) -> Tried:
    total = _group("all", book.trades, book.rules)
    asked = _group("all", own.trades, own.rules)
    return Tried(
        variant.label,
        variant.value,
        total.bought,
        total.profit,
        total.profit - asked.profit,
        _deepest(book),
    )


def _notes(walk: Walk, own: Book) -> tuple[str, ...]:
    if not own.curve:
        return ("Nothing was observed in these days: choose others, or let bolo watch a while.",)
    notes = [
        "What is held counts as its cost, or as less when asks have fallen below the plan.",
        "A price that was recorded had been believed: it was read twice where it surprised.",
    ]
    if walk.untold:
        told = ", ".join(f"{count:,} in {one}" for one, count in sorted(walk.untold.items()))
        notes.append(
            f"Left out for want of an exchange rate to {walk.rules.currency}: prices, {told}."
        )
    if not walk.paces[""].sales:
        notes.append(
            "No sale was observed, so nothing says how fast things sell: each took the longest "
            "that its rule allows, times sold_later."
        )
    if len(own.curve) <= BRIEF:
        notes.append(
            "Hardly more than a day was observed. What is bought takes days to sell, so this "
            "says what would have been bought, and little of what it would have made."
        )
    blind = sum(1 for one in own.trades if one.sold and one.sold.outcome == "blind")
    if blind:
        notes.append(f"{blind} were sold blind: too few asked for the like on that day.")
    return tuple(notes)
