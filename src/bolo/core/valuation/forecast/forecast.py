"""From dated sales to what each asked row will bring, as of `date - horizon`.

Trees are learned every second week from what was known by then, and answer until the next;
what they had said is held against what came, which sets how far they are believed and how
wide an interval must be.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bolo.core.valuation.forecast.calibration import (
    STAGES,
    Past,
    best_share,
    ends,
    stages,
    with_sudden,
)
from bolo.core.valuation.forecast.features import AT, NAMES, Market, known_at, matrix
from bolo.core.valuation.forecast.levels import FAST
from bolo.core.valuation.forecast.sales import Floats, Ints, Rows, groups
from bolo.core.valuation.forecast.selling import selling
from bolo.core.valuation.forecast.trees import (
    LEAF,
    LEAST,
    Learned,
    learn_misses,
    learn_moves,
    newest,
)
from bolo.core.valuation.forecast.walk import SOLD_HALF

EVERY = 14
"""Days between two learnings; they fall on multiples of it since 1970-01-01."""
TRIED, FURTHER = 90, 9
"""It is tried out what would have been said for so many days before the first answer, and so many
more for each day of horizon."""
ENOUGH = 2_000
"""With so many known sales a history teaches its own trees, else a given model's are used."""
OTHERS = 5_000
"""So many items teach what the asked ones do not; the rest of a huge history is left aside."""
SINCE = NAMES.index("since_cut")
USUAL = 0.55
"""A usual miss, in standard deviations of the filter."""
Each = Callable[[Callable[[int], Learned], Iterable[int]], Iterable[Learned]]
"""How to do the same for each of many; `map`, or that of a pool of threads."""
Teach = Callable[[Floats, Floats], Learned]
Fits = dict[tuple[int, int], Learned]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees by horizon and by the day through which they learned."""

    moves: Fits = field(default_factory=dict)
    misses: Fits = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Columns beside the asked rows, as logarithms of prices; nan for want of evidence."""

    point: Floats
    low80: Floats
    low50: Floats
    high50: Floats
    high80: Floats
    days_p50: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Past sales and then asked rows in one table, with what was known at each one's cut."""

    horizon: int
    past: int
    item: Ints
    day: Ints
    cut: Ints
    features: Floats
    level: Floats
    truth: Floats
    seen: Floats

    @property
    def known(self) -> NDArray[np.bool_]:
        """Mark the rows that there is any evidence for."""
        return np.isfinite(self.level)

    def sold_by(self, day: int) -> Ints:
        """Return the past sales with evidence that were known at the end of `day`."""
        return np.flatnonzero(self.known[: self.past] & (self.day[: self.past] <= day))


def lay_out(sales: Rows, asked: Rows, horizon: int) -> Task:
    """Walk through all sales once and note what was known for each row, `horizon` days before."""
    rows = sales.joined(asked)
    cuts = rows.day - horizon
    seen = known_at(sales, sales.joined(rows), np.concatenate([sales.day, cuts]))
    at_sale, at_cut = seen[:, : len(sales)], seen[:, len(sales) :]
    features = matrix(at_cut, rows, cuts, Market(sales, at_sale))
    level = at_cut[AT["level"]]
    return Task(
        horizon=horizon,
        past=len(sales),
        item=rows.item,
        day=rows.day,
        cut=cuts,
        features=features,
        level=level,
        truth=rows.log_price - level,
        seen=at_cut,
    )


def first_tried(task: Task) -> int:
    """Return the first cut at which it is tried out what would have been said."""
    return int(task.cut[task.past :].min()) - TRIED - FURTHER * task.horizon


def learning_days(task: Task) -> list[int]:
    """Return the days through which to learn, for the asked rows and for trying out before."""
    cuts = task.cut[task.past :]
    begin = first_tried(task) // EVERY * EVERY
    days = range(begin, int(cuts.max()) + 1, EVERY)
    return [day for day in days if len(task.sold_by(day)) >= LEAST]


class Learning:
    """One run through the days of learning, each knowing only what was known by then."""

    def __init__(self, task: Task, model: Forest, each: Each) -> None:
        self.task, self.each = task, each
        self.days = learning_days(task)
        self.stage = stages(task.features[:, SINCE])
        self.moves = self._learn(model.moves, learn_moves, task.truth, 0)
        self.move = self._believed(self._said(self.moves))
        begin = first_tried(task)
        self.miss = task.truth - self.move
        self.misses = self._learn(model.misses, learn_misses, self.miss, begin)
        size = np.where(self._answered(), np.exp(self._said(self.misses)), usual_miss(task))
        self.size = with_sudden(np.hypot(size, self._beyond(begin)), task.horizon)
        tried = np.flatnonzero(task.known[: task.past] & (task.cut[: task.past] >= begin))
        miss = (self.miss / self.size)[tried]
        self.past = Past(task.horizon, task.day[tried], self.stage[tried], miss)

    def _learn(self, given: Fits, teach: Teach, truth: Floats, begin: int) -> dict[int, Learned]:
        task = self.task

        def one(day: int) -> Learned:
            sold = task.sold_by(day)
            found = given.get((task.horizon, day))
            if found is None and len(sold) < ENOUGH:
                found = latest(given, task.horizon, day)
            rows = newest(sold[task.cut[sold] >= begin])
            return found or teach(task.features[rows], truth[rows])

        return dict(zip(self.days, self.each(one, self.days), strict=True))

    def _rows(self, day: int) -> Ints:
        """Return the rows that what was learned through `day` answers."""
        cut = self.task.cut
        return np.flatnonzero(self.task.known & (cut >= day) & (cut < day + EVERY))

    def _said(self, fits: dict[int, Learned]) -> Floats:
        said = np.zeros(len(self.task.day))
        for day, learned in fits.items():
            rows = self._rows(day)
            said[rows] = learned.says(self.task.features[rows])
        return said

    def _answered(self) -> NDArray[np.bool_]:
        """Mark the rows whose size of miss was learned."""
        answered = np.zeros(len(self.task.day), dtype=bool)
        for day, learned in self.misses.items():
            answered[self._rows(day)] = bool(learned.words)
        return answered

    def _beyond(self, begin: int) -> Floats:
        """Return how far prices usually drift in what a row was idle beyond all learned from.

        A leaf holds `LEAF` sales at least, so past the `LEAF` longest unsold trees tell nothing
        apart: four years without a sale look like a month to them.
        """
        task, drifted = self.task, self.task.seen[AT["variance"]]
        beyond = np.zeros(len(task.day))
        for day, learned in self.misses.items():
            if learned.words:
                sold, rows = task.sold_by(day), self._rows(day)
                longest = np.sort(drifted[newest(sold[task.cut[sold] >= begin])])[-LEAF:]
                beyond[rows] = np.maximum(drifted[rows] - longest.min(initial=np.inf), 0.0)
        return np.asarray(USUAL * np.sqrt(beyond))

    def _believed(self, said: Floats) -> Floats:
        """Shrink what was said to what such words were lately worth, by stage of life."""
        task, believed = self.task, said.copy()
        tried = self.days[0] if self.days else 0
        for day in self.days:
            sold, rows = task.sold_by(day), self._rows(day)
            sold = sold[task.cut[sold] >= tried]
            for stage in np.unique(self.stage[rows]):
                like = sold[self.stage[sold] == stage]
                share = best_share(said[like], task.truth[like], task.day[like], day)
                believed[rows[self.stage[rows] == stage]] *= share
        return believed


def latest(fits: Fits, horizon: int, day: int) -> Learned | None:
    """Return the given trees of latest learning among those through `day`."""
    before = [through for asked, through in fits if asked == horizon and through <= day]
    return fits[horizon, max(before)] if before else None


def usual_miss(task: Task) -> Floats:
    """Return how far off the filter alone would usually be."""
    of = {name: task.seen[place] for name, place in AT.items()}
    ahead = task.horizon * of["haste"] * (FAST.item**2 + FAST.variant**2)
    return np.asarray(USUAL * np.sqrt(of["variance"] + ahead + FAST.sale**2))


def train(sales: Rows, horizon: int, each: Each = map) -> Forest:
    """Learn from a history all that answers rows right after it, `horizon` days ahead."""
    sales = sales.take(sales.item < OTHERS).in_order()
    end = sales.take(np.arange(len(sales))[-1:])
    asked = replace(end, day=end.day + horizon, log_price=np.full(len(end), np.nan))
    learning = Learning(lay_out(sales, asked, horizon), Forest(), each)
    return Forest(
        {(horizon, day): learned for day, learned in learning.moves.items()},
        {(horizon, day): learned for day, learned in learning.misses.items()},
    )


def forecast(
    sales: Rows, asked: Rows, horizon: int, model: Forest | None = None, each: Each = map
) -> Answers:
    """Answer each asked row by the sales up to `horizon` days before its day."""
    last = int(asked.day.max(initial=0)) - horizon
    telling = (sales.item < OTHERS) | np.isin(sales.item, asked.item)
    sales = sales.take(telling & (sales.day <= last)).in_order()
    if not len(sales) or not len(asked):
        return Answers(*np.full((6, len(asked)), np.nan))
    task = lay_out(sales, asked, horizon)
    learning = Learning(task, model or Forest(), each)
    mine = np.arange(task.past, len(task.day))
    point = (task.level + learning.move)[mine]
    spread = quantiles(learning, mine) * learning.size[mine]
    low80, low50, high50, high80 = point + spread
    seen = {name: task.seen[place, mine] for name, place in AT.items()}
    curve = selling(
        seen["own_rate"], seen["item_rate"], seen["variants"], seen["age"] + 1, SOLD_HALF
    )
    return Answers(
        point,
        np.minimum(low80, point),
        np.minimum(low50, point),
        np.maximum(high50, point),
        np.maximum(high80, point),
        curve.days(0.5),
    )


def quantiles(learning: Learning, rows: Ints) -> Floats:
    """Return the `ends` of ranges among the misses known at each row's cut, one row an end."""
    task = learning.task
    shares = ends(task.horizon)
    found = np.empty((len(shares), len(rows)))
    keys = task.cut[rows] * (len(STAGES) + 1) + learning.stage[rows]
    for like in groups(keys):
        row = rows[like[0]]
        told = learning.past.quantiles(int(task.cut[row]), int(learning.stage[row]), shares)
        found[:, like] = told[:, None]
    return found
