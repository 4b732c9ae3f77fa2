"""The walk: rows in the order of time, each known only when its turn has come.

A cheap bound says which listings some rule could want; only these are judged, by the code that
judges live. `Limits.plain` looks at all of them; a test compares the decisions.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from heapq import heappop, heappush

from bolo.core.errors import Rejected
from bolo.core.money import Money, minor_places
from bolo.core.replay.book import Book
from bolo.core.replay.history import DAY, UNITS, History, Kind, Seen, Thing, day_of
from bolo.core.replay.judging import Market, Moment, money
from bolo.core.replay.rules.rule import Rules
from bolo.core.replay.shelf import Limits, Pace, Shelf, bound_of, widest
from bolo.core.valuation.capital import Survival, survival

NEVER = 2**62
TICK = 20_000
"""Rows after which it is told how far the walk has come."""
ASK, SOLD, SALE = int(Kind.ASK), int(Kind.SOLD), int(Kind.SALE)
"""As plain numbers: comparing members of an enumeration costs more than all else about a row."""
OF_SALES = "\x1fsale "
"""Begins the name under which a sale stands among the asks: each is a seller of its own."""
Tick = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


@dataclass(slots=True)
class Walk:
    """One walk over a history, for one or several books with the same evidence and costs."""

    history: History
    rules: Rules
    market: Market
    books: Sequence[Book]
    plain: bool = False
    until: int = 0
    """It goes on to this moment, though nothing more was observed."""
    shelves: dict[tuple[int, bool], Shelf] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)
    sales: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    paces: defaultdict[str, Pace] = field(default_factory=lambda: defaultdict(Pace))
    fading: list[tuple[int, int]] = field(default_factory=list)
    looked: int = 0
    untold: Counter[str] = field(default_factory=Counter)
    """How many prices no rate tells in the currency of the rules, by their own."""
    now: int = 0
    pending: int = NEVER
    """When something next happens of itself: a sale is due, an old sale is forgotten."""
    limits: Limits = field(init=False)
    step: int = field(init=False)
    """The smallest unit of the rules' currency, as histories count."""
    placed: list[Shelf | None] = field(init=False)
    """The shelf of each thing, once it was met."""

    def __post_init__(self) -> None:
        self.step = 10 ** (4 - minor_places(self.rules.currency))
        self.placed = [None] * len(self.history.things)
        each = {id(rule): rule for book in self.books for rule in book.rules.rules}
        bounds = widest(map(bound_of, each.values()))
        if self.history.of_sales:
            self.rules = replace(self.rules, asked_share=Decimal(1))
        self.limits = Limits(
            self.rules.quantile,
            self.rules.needed,
            self.rules.asked_share,
            self.step,
            bounds,
            self.plain,
        )

    def run(self, tick: Tick = silent) -> None:
        """Walk from the first row to the last, and mark what is held at the end."""
        rows = len(self.history)
        if not rows:
            return
        dusk = (self.history.at[0] // DAY + 1) * DAY
        for number, row in enumerate(self.history.rows()):
            at = row[0]
            if at >= dusk:
                dusk = self._days(dusk, at)
            if at > self.pending:
                self._settle(at - 1)
            self.now = at
            self._take(row)
            if not number % TICK:
                tick(number, rows)
        end = max(self.now, self.until)
        self._days(dusk, end)
        self.now = end
        self._settle(end)
        for book in self.books:
            book.mark(self.now, self.exit_now, self.changes)
        tick(rows, rows)

    def _days(self, dusk: int, at: int) -> int:
        """Close every day that ended by `at`; return when the next one ends."""
        while dusk <= at:
            self.now = dusk
            self._settle(dusk)
            for book in self.books:
                book.mark(dusk, self.exit_now, self.changes)
            dusk += DAY
        return dusk

    def _settle(self, at: int) -> None:
        """Sell what is due and forget old sales, in the order of time."""
        while self.fading and self.fading[0][0] <= at:
            self._sell_due(self.fading[0][0])
            _, thing = heappop(self.fading)
            shelf = self._shelf(self.history.things[thing])
            shelf.stand(f"{OF_SALES}{thing}", 0)
        self._sell_due(at)
        self._expect()

    def _expect(self) -> None:
        """Work out when something next happens of itself."""
        dues = [book.due[0][0] for book in self.books if book.due]
        self.pending = min(dues, default=NEVER)
        if self.fading:
            self.pending = min(self.pending, self.fading[0][0])

    def _sell_due(self, at: int) -> None:
        for book in self.books:
            if book.due and book.due[0][0] <= at:
                book.sell_due(at, self.exit_now)

    # taking note

    def _take(self, row: Seen) -> None:
        at, number, amount, currency, kind = row
        thing = self.history.things[number]
        shelf = self.placed[number]
        if shelf is None:
            shelf = self.placed[number] = self._shelf(thing)
        if kind == SOLD:
            self._sold(thing)
            return
        asked = self._amount(amount, currency, at) if kind in {ASK, SALE} else 0
        if kind == SALE:
            if asked > 0:
                self._sale(shelf, number, thing, asked)
        elif shelf.put(thing.shop, number, asked):
            self._look(shelf)

    def _shelf(self, thing: Thing) -> Shelf:
        key = (thing.product, thing.used)
        found = self.shelves.get(key)
        if found is None:
            found = self.shelves[key] = Shelf(thing.product)
            self._meet(thing)
        return found

    def _meet(self, thing: Thing) -> None:
        if thing.product not in self.met:
            self.met[thing.product] = self.now
            self.paces[""].meet(self.now)
            if thing.category:
                self.paces[thing.category].meet(self.now)

    def _sold(self, thing: Thing) -> None:
        self.sales[thing.product] += 1
        self.paces[""].sales += 1
        if thing.category:
            self.paces[thing.category].sales += 1

    def _amount(self, amount: int, currency: int, at: int) -> int:
        """Return an amount in the rules' currency and its smallest unit; 0 for none."""
        if amount <= 0:
            return 0
        given, step = self.history.currencies[currency], self.step
        if given != self.rules.currency:
            there = self._converted(money(amount, given), at)
            if there is None:
                self.untold[given] += 1
                return 0
            amount = int(there.rounded().amount * UNITS)
        return (amount + step // 2) // step * step

    def _converted(self, given: Money, at: int) -> Money | None:
        try:
            return self.market.convert(given, self.rules.currency, day_of(at))
        except Rejected:
            if at >= self.history.since:
                raise
            return None  # before the period nobody has to know of everything

    def _sale(self, shelf: Shelf, number: int, thing: Thing, asked: int) -> None:
        """Judge what might have been ours; for a while it then tells what such things bring."""
        shop = f"{OF_SALES}{number}"
        exit_price, _ = shelf.exit_for(shop, self.limits)
        if exit_price and asked < exit_price and asked <= self.limits.most(exit_price):
            self._judge(shelf, thing, asked, shop)
        self._sold(thing)
        shelf.stand(shop, asked)
        heappush(self.fading, (self.now + self.rules.sale_days * DAY, number))
        self._expect()

    # looking closely

    def _look(self, shelf: Shelf) -> None:
        wanted = shelf.wanted(self.limits)
        before = shelf.before
        if not wanted and not before:
            return
        shelf.before = wanted
        for number, signature in wanted.items():
            if before.get(number) != signature:
                thing = self.history.things[number]
                self._judge(shelf, thing, signature[0], thing.shop)

    def _judge(self, shelf: Shelf, thing: Thing, amount: int, shop: str) -> None:
        if self.now < self.history.since:
            return
        self.looked += 1
        moment = Moment(
            self.now,
            thing,
            money(amount, self.rules.currency).rounded(),
            shelf.others(shop),
            self._curve(thing),
            self.rules,
            self.market,
        )
        exit_price, _ = shelf.exit_for(shop, self.limits)
        for book in self.books:
            book.consider(moment, amount, exit_price)
        self._expect()

    def _curve(self, thing: Thing) -> Survival | None:
        """Return how fast it sells, by what was known until now; `None` when nothing was."""
        usual = self.paces[thing.category or ""].a_day(self.now) or self.paces[""].a_day(self.now)
        if usual is None:
            return None
        days = Decimal(self.now - self.met[thing.product]) / DAY
        return survival(self.sales[thing.product], days, usual)

    def exit_now(self, thing: Thing) -> Money | None:
        """Return what a thing would bring now by what other shops ask."""
        amount, _ = self._shelf(thing).exit_for(thing.shop, self.limits)
        return money(amount, self.rules.currency).rounded() if amount else None

    def changes(self, thing: Thing) -> int:
        """Return how often what is asked for such a thing has changed."""
        return self._shelf(thing).changes
