"""How fast a backtest walks: a made-up year of observations on one core, variants and check in it.

    python bench/replay.py [ROWS]      1,000,000 unless said

Processor time, so that what else the machine does counts little. Each listing changes ten times
a year, five shops offer each product; one change in a hundred is a bargain.
"""

import random
import resource
import sys
import time
from datetime import UTC, datetime

from bolo.core.replay.history import DAY, History, Thing, moment
from bolo.core.replay.report.report import Wishes, backtest
from bolo.core.replay.rules.example import EXAMPLE
from bolo.core.replay.rules.toml import read_rules
from bolo.pipeline.backtest.market import DatedMarket

SHOPS, CHANGES = 5, 10
GOAL = 30


def year(rows: int) -> History:
    """Make up what was observed."""
    drawn = random.Random(1)  # noqa: S311  a bench draws no secrets
    history = History(currencies=["USD"])
    start = moment(datetime(2025, 11, 1, tzinfo=UTC))
    seen: list[tuple[int, int, int, int, int]] = []
    for product in range(rows // (SHOPS * CHANGES)):
        history.products.append(f"p{product}")
        level = drawn.lognormvariate(4, 0.8)
        for shop in range(SHOPS):
            number = len(history.things)
            name = f"shop {(product * 7 + shop) % 40}"
            history.things.append(
                Thing(f"l{number}", product, name, f"Thing {product}", "", f"c{product % 15}")
            )
            for _ in range(CHANGES):
                price = level * drawn.lognormvariate(0, 0.1) * drawn.choices((1, 0.5), (99, 1))[0]
                kind = drawn.choices((0, 1, 2), (92, 5, 3))[0]
                at = start + drawn.randrange(365 * DAY)
                seen.append((at, number, int(price * 100) * 100, 0, kind))
    for row in sorted(seen):
        history.add(row)
    return history


def main() -> None:
    """Measure the walk alone, with its variants, and with everything."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rules, history = read_rules(EXAMPLE), year(rows)
    print(f"{len(history)} observations of {len(history.products)} products over a year")
    for told, wishes in (
        ("the walk alone", Wishes(sensitivity=False, look_ahead=False)),
        ("with 12 variants", Wishes(look_ahead=False)),
        ("with the look-ahead check too", Wishes()),
    ):
        before = time.process_time()
        report = backtest(history, rules, DatedMarket(rules.before), wishes)
        spent = time.process_time() - before
        print(
            f"{told:30} {spent:6.1f} s ({len(history) / spent:,.0f}/s), goal {GOAL} s for a "
            f"million; looked closely at {report.looked}, bought {report.total.bought}"
        )
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
