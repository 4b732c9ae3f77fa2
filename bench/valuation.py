"""How near forecasts of later sales come, how often intervals hold, beside the last three sales.

    python bench/valuation.py [HISTORY.csv[.gz]] [--from 2018-09-01] [--horizons 1,7,30] [--json]

Every sale from that day on is forecast as of its own `date - horizon`, by nothing later; the
split is by time only. Without a file the shared sneaker sales are used, where they lie beside.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.frame.memory import peak_mb
from bolo.cli.valuing.commands import side_by_side
from bolo.cli.valuing.files import EPOCH, Words, read_history
from bolo.core.valuation.forecast.features import AT, known_at
from bolo.core.valuation.forecast.forecast import Answers, forecast
from bolo.core.valuation.forecast.sales import Floats, Ints, Rows, groups
from bolo.core.valuation.forecast.selling import selling
from bolo.core.valuation.forecast.walk import SOLD_HALF

SHARED: Final = "data/prices/sneaker_sales_to_2018-10.csv.gz"
HELD_OUT_DAYS: Final = 60
MEMORY: Final = 3


def last_three(sales: Rows, asked: Rows, horizon: int) -> Floats:
    """Return the mean of the last three prices of the same variant, else of the item; as logs."""
    found = np.full(len(asked), np.nan)
    for key in (_whole, _same):
        both = key(sales.joined(asked))
        sold = {int(both[rows[0]]): rows for rows in groups(both[: len(sales)])}
        for rows in groups(both[len(sales) :]):
            mine = sold.get(int(both[len(sales) + rows[0]]))
            if mine is not None:
                found[rows] = _means(sales, mine, asked.day[rows] - horizon, found[rows])
    return found


def _whole(rows: Rows) -> Ints:
    return rows.item


def _same(rows: Rows) -> Ints:
    return np.asarray(rows.item * 100_000 + rows.variant)


def _means(sales: Rows, mine: Ints, cuts: Ints, otherwise: Floats) -> Floats:
    ends = np.searchsorted(sales.day[mine], cuts, side="right")
    prices = np.exp(sales.log_price[mine])
    sums = np.concatenate([[0.0], prices.cumsum()])
    starts = np.maximum(ends - MEMORY, 0)
    means = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    return np.where(ends > 0, np.log(np.maximum(means, 1e-9)), otherwise)


def errors(point: Floats, truth: Floats) -> dict[str, float]:
    """Return mean and median of the relative errors, in percent, of what was answered."""
    good = np.isfinite(point)
    off = 100 * np.abs(np.expm1(point[good] - truth[good]))
    return {"MAPE": float(off.mean()), "median": float(np.median(off))}


def coverage(answers: Answers, truth: Floats) -> dict[str, float]:
    """Return how often the intervals held, in percent, and how wide they usually are."""
    good = np.isfinite(answers.point)
    width = 100 * np.expm1(answers.high80 - answers.low80)[good]

    def held(low: Floats, high: Floats) -> float:
        return float(100 * ((low <= truth) & (truth <= high))[good].mean())

    return {
        "80 % held": held(answers.low80, answers.high80),
        "50 % held": held(answers.low50, answers.high50),
        "width of 80 %": float(np.median(width)),
    }


def sold_by_half_time(sales: Rows, first: int) -> float:
    """Return how many percent sold again within their median time to sell, by then foretold.

    Each variant that had sold is asked about once a week, whether it sold that week or not;
    weeks whose answer lies beyond the end of the sales are left out.
    """
    keys, end = _same(sales), int(sales.day[-1])
    sold = {int(keys[rows[0]]): rows for rows in groups(keys)}
    weeks = np.arange(first, end, 7)
    cuts = np.concatenate([weeks[weeks >= sales.day[rows[0]]] for rows in sold.values()])
    of = [np.sum(weeks >= sales.day[rows[0]]) for rows in sold.values()]
    asked = sales.take(np.repeat([rows[0] for rows in sold.values()], of))
    seen = known_at(sales, asked, cuts)
    known = {name: seen[place] for name, place in AT.items()}
    followed = known["age"] + 1
    curve = selling(known["own_rate"], known["item_rate"], known["variants"], followed, SOLD_HALF)
    within = []
    for key, cut, half in zip(_same(asked), cuts, curve.days(0.5), strict=True):
        if cut + half <= end:
            days = sales.day[sold[int(key)]]
            later = days[days > cut]
            within.append(len(later) > 0 and later[0] - cut <= np.ceil(half))
    return 100 * float(np.mean(within)) if within else float("nan")


def measure(history: Path, first: int | None, horizons: list[int]) -> dict[str, dict[str, float]]:
    """Return the figures of each horizon."""
    sales, _ = read_history(history, Words())
    begin = int(sales.day[-1]) - HELD_OUT_DAYS if first is None else first
    held_out = sales.take(sales.day >= begin)
    asked = replace(held_out, log_price=np.full(len(held_out), np.nan))
    figures = {f"{horizon}d": _horizon(sales, held_out, asked, horizon) for horizon in horizons}
    sold = sold_by_half_time(sales, begin)
    return {name: told | {"sold again within days_p50": sold} for name, told in figures.items()}


def _horizon(sales: Rows, held_out: Rows, asked: Rows, horizon: int) -> dict[str, float]:
    wall, processor = time.perf_counter(), time.process_time()
    with side_by_side() as each:
        answers = forecast(sales, asked, horizon, None, each)
    figures = {"rows": float(len(asked)), "answered": float(np.isfinite(answers.point).sum())}
    truth = held_out.log_price
    naive = errors(last_three(sales, asked, horizon), truth)
    figures |= {f"last three {name}": figure for name, figure in naive.items()}
    figures |= errors(answers.point, truth) | coverage(answers, truth)
    figures["seconds by the wall"] = time.perf_counter() - wall
    figures["seconds of processor"] = time.process_time() - processor
    figures["peak MB"] = float(peak_mb())
    return figures


def show(figures: dict[str, dict[str, float]], say: Callable[[str], None] = print) -> None:
    """Write a small table, a column for each horizon."""
    names = list(next(iter(figures.values())))
    say(f"{'':34}" + "".join(f"{horizon:>10}" for horizon in figures))
    for name in names:
        say(f"{name:34}" + "".join(f"{told[name]:10.2f}" for told in figures.values()))


def main() -> None:
    """Measure and print."""
    beside = Path(__file__).resolve().parents[2] / "shared" / SHARED
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("history", nargs="?", type=Path, default=beside)
    parser.add_argument("--from", dest="first", help="the first day that is forecast")
    parser.add_argument("--horizons", default="1,7,30")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    first = None if told.first is None else date.fromisoformat(told.first).toordinal() - EPOCH
    figures = measure(told.history, first, [int(days) for days in told.horizons.split(",")])
    if told.json:
        print(json.dumps(figures))
    else:
        show(figures)


if __name__ == "__main__":
    main()
