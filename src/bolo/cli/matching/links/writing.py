"""Links written down block by block: the processes that share the work take down their lines."""

import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bolo.cli.matching.judging.judgements import Likely
from bolo.cli.matching.links.lines import CsvWriter, gains
from bolo.cli.matching.links.link import Link, Terms, Totals, described
from bolo.cli.matching.links.page import best
from bolo.cli.matching.links.prices import Prices, Tally
from bolo.cli.matching.lists.packed import Packed
from bolo.core.matching.candidates.spaces import Places

BLOCK = 5_000
"""Links that are written down at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of some links, what they come to, and those of them that a page would show."""

    lines: str
    totals: Totals
    tally: Tally
    shown: list[Link]


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes down links; `with_page` says that the best of them are shown on a page, too."""

    lists: tuple[Packed, Packed]
    likely: Likely
    terms: Terms
    with_page: bool

    def write(self, kept: Places) -> Written:
        """Write down these pairs."""
        prices, totals = Prices(self.terms.currency, self.terms.rates), Totals()
        links = described(self.lists, self.likely, kept, self.terms, prices)
        lines = io.StringIO(newline="")
        passing = _passing(links, CsvWriter(lines, gains(self.terms)), totals)
        shown = best(passing) if self.with_page else list(deque(passing, maxlen=0))
        return Written(lines.getvalue(), totals, prices.tally, shown)


def blocks(kept: Places) -> Iterator[Places]:
    """Cut links in blocks, in their order."""
    return (kept[at : at + BLOCK] for at in range(0, len(kept), BLOCK))


def _passing(links: Iterable[Link], writer: CsvWriter, totals: Totals) -> Iterator[Link]:
    """Write and count the links that pass: a block of them is never kept."""
    for one in links:
        writer.write(one)
        totals.count(one)
        yield one
