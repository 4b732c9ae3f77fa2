"""`bolo match link`: two price lists linked end to end, block by block, in bounded memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bolo.cli.packed import Packed
from bolo.core.errors import BoloError
from bolo.core.fees import quote
from bolo.core.fx import Rates
from bolo.core.matching.assignment import assign
from bolo.core.matching.catalogue import Catalogue
from bolo.core.matching.engine import Trained, judge
from bolo.core.matching.explain import gates_of, reasons
from bolo.core.matching.features import Pairs
from bolo.core.matching.table import read_figure, read_table
from bolo.core.money import Money

BLOCK, CANDIDATES = 1_000, 4
"""Rows that are judged together, and what each could be."""
Step = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Terms:
    """How prices are read and what selling costs; `venue` is none where fees are not asked for."""

    currency: str
    venue: str | None
    category: str | None
    on: date
    rates: Rates | None


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the supplier's list is a row of the catalogue."""

    left: dict[str, str]
    right: dict[str, str]
    probability: float
    reasons: tuple[str, ...]
    cost: Decimal | None
    price: Decimal | None
    fees: Decimal | None = None

    @property
    def spread(self) -> Decimal | None:
        """The catalogue's price less the supplier's."""
        return None if self.cost is None or self.price is None else self.price - self.cost

    @property
    def profit(self) -> Decimal | None:
        """The spread less what the venue takes."""
        return None if self.spread is None or self.fees is None else self.spread - self.fees

    @property
    def roi(self) -> Decimal | None:
        """Profit for each unit of cost."""
        return self.profit / self.cost if self.profit is not None and self.cost else None


@dataclass(frozen=True, slots=True)
class _Likely:
    """Candidates that the threshold lets through."""

    pairs: Pairs
    probability: NDArray[np.float64]


def link(
    trained: Trained, lists: tuple[Packed, Packed], terms: Terms, *, once: bool, step: Step
) -> Iterator[Link]:
    """Link every row of the left list that is in the right one, in the order of the left.

    `once` keeps a row of the right list from being linked twice; `step` is told how many
    rows are done. Pairs that contradict each other in a hard attribute are never linked.
    """
    likely = _likely(trained, lists, step)
    kept = assign(likely.pairs, likely.probability, once=once)
    order = kept[np.argsort(likely.pairs[0][kept], kind="stable")]
    for block in range(0, len(order), BLOCK):
        yield from _described(lists, likely, order[block : block + BLOCK], terms)


def _likely(trained: Trained, lists: tuple[Packed, Packed], step: Step) -> _Likely:
    left, right = lists
    catalogue = Catalogue(right.heads)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
    for start in range(0, len(left), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(left)))
        near = catalogue.nearest(left.heads[start : start + BLOCK], CANDIDATES)
        if len(near.rows):
            found.append(_judged(trained, lists, (rows[near.asked], near.rows)))
        step(len(rows))
    empty = np.zeros(0, np.int64)
    parts = [np.concatenate(each) for each in zip(*found, strict=True)] if found else [empty] * 3
    return _Likely((parts[0], parts[1]), parts[2].astype(np.float64))


def _judged(
    trained: Trained, lists: tuple[Packed, Packed], pairs: Pairs
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Judge the candidates of one block beside each other; return those that may be links."""
    sides = [np.unique(each, return_inverse=True) for each in pairs]
    tables = [
        read_table(packed.rows(rows.tolist()))
        for packed, (rows, _) in zip(lists, sides, strict=True)
    ]
    places = sides[0][1].astype(np.int64), sides[1][1].astype(np.int64)
    judged = judge(trained, tables[0], tables[1], places)
    at = np.flatnonzero(judged.decided)
    free = [not g for g in gates_of((tables[0], tables[1]), (places[0][at], places[1][at]))]
    at = at[np.array(free, np.bool_)]
    return pairs[0][at], pairs[1][at], judged.probability[at]


def _described(
    lists: tuple[Packed, Packed], likely: _Likely, chosen: NDArray[np.int64], terms: Terms
) -> Iterator[Link]:
    rows = [each[chosen].tolist() for each in likely.pairs]
    tables = tuple(
        read_table(packed.rows(sorted(set(r)))) for packed, r in zip(lists, rows, strict=True)
    )
    at = [{row: place for place, row in enumerate(sorted(set(r)))} for r in rows]
    places = tuple(
        np.array([of[r] for r in row], np.int64) for of, row in zip(at, rows, strict=True)
    )
    why = reasons((tables[0], tables[1]), (places[0], places[1]), {})
    for one, other, p, said in zip(*rows, likely.probability[chosen].tolist(), why, strict=True):
        cost, price = (_money(lists[n].cell(row, "price")) for n, row in enumerate((one, other)))
        yield Link(
            _shown(lists[0], one),
            _shown(lists[1], other),
            p,
            said,
            cost,
            price,
            None if price is None else _fees(price, terms),
        )


def _shown(packed: Packed, row: int) -> dict[str, str]:
    return {"id": packed.cell(row, "id"), "title": packed.cell(row, "name")}


def _money(text: str) -> Decimal | None:
    figure = read_figure(text)
    return Decimal(figure) if figure and Decimal(figure) > 0 else None


def _fees(price: Decimal, terms: Terms) -> Decimal | None:
    if terms.venue is None:
        return None
    try:
        found = quote(
            terms.venue,
            Money(price, terms.currency),
            on=terms.on,
            category=terms.category,
            rates=terms.rates,
        )
    except BoloError:
        return None  # a price outside what the venue sells at: its links have no profit
    return found.total.rounded().amount


def totals(links: Sequence[Link]) -> dict[str, object]:
    """Return the figures for the last line."""
    profits = [one.profit for one in links if one.profit is not None and one.profit > 0]
    return {
        "links": len(links),
        "profitable": len(profits),
        "profit": f"{sum(profits, start=Decimal(0)):.2f}",
    }
