"""Links as one HTML page that sorts by any column, and needs nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from heapq import nlargest
from importlib.resources import files
from typing import NamedTuple

from bolo.cli.frame.counting import many
from bolo.cli.matching.links.apart import words_apart
from bolo.cli.matching.links.lines import GAINS, cells, gains
from bolo.cli.matching.links.link import HALF_SURE, Link, Terms

MOST_ROWS = 5_000
"""Rows of the page: beyond it a browser is slow; the CSV has all."""
HEADS = {
    "probability": "Sure",
    "left_title": "Supplier",
    "right_title": "Catalogue",
    "left_price": "Cost",
    "right_price": "Price",
    "spread": "Spread",
    "fees": "Fees",
    "vat": "VAT",
    "profit": "Profit",
    "roi": "ROI",
    "reasons": "Why",
}
TITLES = {"left_title": "right_title", "right_title": "left_title"}
"""A title, and the one that it is compared with."""
TEXTS = frozenset({*TITLES, "reasons"})
SHARES = frozenset({"probability", "roi"})
UNKNOWN = Decimal("-Infinity")
"""What is not known stands below every loss, as it does when a column is sorted."""


class Head(NamedTuple):
    """A column: its heading, what is in it, and how it is sorted at first."""

    name: str
    label: str
    kind: str
    order: str


class Cell(NamedTuple):
    """What stands in a column: its value to sort by, as it is shown, and which words stand out."""

    head: Head
    value: str
    shown: str
    tone: str
    words: Sequence[tuple[str, bool]] = ()


def gain(link: Link) -> Decimal:
    """Return what the page is sorted by: profit, or the spread where there are no fees."""
    known = link.spread if link.profit is None else link.profit
    return UNKNOWN if known is None else known


def best(links: Iterable[Link]) -> list[Link]:
    """Return those that a page shows, by what would remain."""
    return nlargest(MOST_ROWS, links, gain)


def page(
    shown: Sequence[Link], total: int, title: str, terms: Terms, notes: Sequence[str] = ()
) -> str:
    """Return the report on so many links: those shown are the most profitable, best first."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  (asked for by --html only)

    known = gains(terms)
    heads = list(_heads(known))
    facts = [f"{many(total, 'link')}. Prices in {terms.currency}.", *(f"{note}." for note in notes)]
    if total > len(shown):
        facts.append(f"The first {len(shown):,} are shown; the CSV has all.")
    template = files("bolo.cli.matching.links").joinpath("page.html").read_text(encoding="utf-8")
    rules = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return rules.from_string(template).render(
        title=title,
        facts=facts,
        heads=heads,
        rows=(_row(link, heads, known) for link in shown),
        currency=terms.currency,
        has_profit=bool(known),
    )


def _heads(known: Sequence[str]) -> Iterator[Head]:
    sorted_by = "profit" if known else "spread"
    for name, label in HEADS.items():
        if name in known or name not in GAINS:
            order = "descending" if name == sorted_by else "none"
            yield Head(name, label, "text" if name in TEXTS else "figure", order)


def _row(link: Link, heads: Sequence[Head], known: Sequence[str]) -> list[Cell]:
    told = cells(link, known)
    return [_cell(head, told) for head in heads]


def _cell(head: Head, told: dict[str, str]) -> Cell:
    text = told[head.name]
    if head.name in TITLES:
        return Cell(head, "", "", "", tuple(words_apart(text, told[TITLES[head.name]])))
    if head.name == "reasons":
        return Cell(head, "", text, "why")
    return Cell(head, text, _said(head.name, text), _tone(head.name, text))


def _said(name: str, text: str) -> str:
    if not text:
        return ""
    return f"{Decimal(text) * 100:,.1f} %" if name in SHARES else f"{Decimal(text):,.2f}"


def _tone(name: str, text: str) -> str:
    if name == "probability":
        return "doubt" if float(text) < HALF_SURE else ""
    if text.startswith("-"):
        return "loss"
    return "gain" if name == "profit" and text else ""
