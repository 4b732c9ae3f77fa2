"""Links as a CSV, and as one HTML page that sorts by any column and needs nothing else."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from operator import itemgetter
from typing import TextIO

from bolo.cli.matching.links import Link, Terms
from bolo.platform.sheets import harmless

COLUMNS = ("left_id", "right_id", "probability", "left_title", "right_title", "left_price",
           "right_price", "spread")  # fmt: skip
GAINS = ("fees", "vat", "profit", "roi")
"""Columns that only a venue fills; `vat` only where some VAT counts."""
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
UNKNOWN = Decimal("-Infinity")
"""What is not known stands below every loss, as it does when a column is sorted."""
TITLES = ("left_title", "right_title")
TEXTS = frozenset({*TITLES, "reasons"})


def gains(terms: Terms) -> tuple[str, ...]:
    """Return which of `GAINS` links have by these terms."""
    if terms.venue is None:
        return ()
    return tuple(name for name in GAINS if name != "vat" or terms.costing is not None)


def cells(link: Link, gains: Sequence[str]) -> dict[str, str]:
    """Return what both the CSV and the page show of a link, with these of `GAINS`."""
    told = {
        "left_id": link.left["id"],
        "right_id": link.right["id"],
        "probability": f"{link.probability:.4f}",
        "left_title": link.left["title"],
        "right_title": link.right["title"],
        "left_price": _figure(link.cost),
        "right_price": _figure(link.price),
        "spread": _figure(link.spread),
        "reasons": link.reasons,
    }
    if gains:
        roi = link.roi
        told["fees"], told["profit"] = _figure(link.fees), _figure(link.profit)
        told["roi"] = "" if roi is None else f"{roi:.4f}"
        told["vat"] = _figure(link.vat)
    return told


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


class CsvWriter:
    """Writes links as they come."""

    def __init__(self, file: TextIO, gains: Sequence[str]) -> None:
        self._columns = (*COLUMNS, *gains, "reasons")
        self._writer = csv.writer(file)
        self._in_order = itemgetter(*self._columns)
        self._gains = gains

    def head(self) -> None:
        """Write the names of the columns."""
        self._writer.writerow(self._columns)

    def write(self, link: Link) -> None:
        """Write one link; ids are written as they are, for programs look rows up by them."""
        told = cells(link, self._gains)
        for title in TITLES:
            told[title] = harmless(told[title])
        self._writer.writerow(self._in_order(told))


def gain(link: Link) -> Decimal:
    """Return what the page is sorted by: profit, or the spread where there are no fees."""
    known = link.spread if link.profit is None else link.profit
    return UNKNOWN if known is None else known


def page(
    shown: Sequence[Link], total: int, title: str, terms: Terms, notes: Sequence[str] = ()
) -> str:
    """Return the report on so many links: those shown are the most profitable, best first."""
    known = gains(terms)
    columns = [c for c in HEADS if c in known or c not in GAINS]
    heads = "".join(_head(name, "profit" if known else "spread") for name in columns)
    body = "".join(f"<tr>{_row(cells(link, known), columns)}</tr>" for link in shown)
    cut = f" The first {len(shown)} are shown; the CSV has all." if total > len(shown) else ""
    said = "".join(f" {escape(note)}." for note in notes)
    summary = f"{total} links. Prices in {escape(terms.currency)}.{said}{cut}"
    return _PAGE.format(title=escape(title), summary=summary, heads=heads, body=body)


def _head(name: str, sorted_by: str) -> str:
    kind = "text" if name in TEXTS else "figure"
    way = "descending" if name == sorted_by else "none"
    return (
        f'<th scope="col" aria-sort="{way}" data-kind="{kind}"><button>{HEADS[name]}</button></th>'
    )


def _row(shown: dict[str, str], columns: Sequence[str]) -> str:
    return "".join(_cell(name, shown[name]) for name in columns)


def _cell(name: str, text: str) -> str:
    label = f'data-label="{HEADS[name]}"'
    if name in TEXTS:
        return f'<td class="{"why" if name == "reasons" else "text"}" {label}>{escape(text)}</td>'
    said = f"{Decimal(text) * 100:.1f} %" if text and name in {"probability", "roi"} else text
    loss = text.startswith("-")
    sign = ' class="loss"' if loss else ' class="gain"' if name == "profit" and text else ""
    return f'<td data-v="{escape(text)}" {label}{sign}>{said}</td>'


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif;
  --paper: light-dark(#ffffff, #131416); --ink: light-dark(#17191c, #eceef1);
  --quiet: light-dark(#5b6068, #a9aeb6); --line: light-dark(#e2e4e8, #33363b);
  --bad: light-dark(#b3261e, #ff9388); --good: light-dark(#146c43, #7bd6a4) }}
body {{ background: var(--paper); color: var(--ink); margin: 2rem auto; max-width: 96rem;
  padding: 0 1rem }}
h1 {{ font-size: 1.4rem; margin: 0; overflow-wrap: anywhere }}
p, output {{ color: var(--quiet); margin: .3rem 0 1rem }}
input {{ font: inherit; padding: .4rem .6rem; width: min(24rem, 100%); margin: 0 .6rem 1rem 0;
  box-sizing: border-box }}
.wide {{ overflow: auto; max-height: calc(100vh - 10rem) }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }}
th {{ position: sticky; top: 0; background: var(--paper); text-align: right; white-space: nowrap }}
th[data-kind=text] {{ text-align: left }}
th button {{ all: unset; cursor: pointer; padding: .5rem; font-weight: 600 }}
th button:focus-visible {{ outline: 2px solid Highlight }}
th[aria-sort=ascending] button::after {{ content: " ↑" }}
th[aria-sort=descending] button::after {{ content: " ↓" }}
td {{ padding: .45rem .5rem; border-top: 1px solid var(--line);
  text-align: right; vertical-align: top; white-space: nowrap }}
td.text, td.why {{ text-align: left; white-space: normal; min-width: 14rem }}
td.why {{ color: var(--quiet); font-size: .87em }}
td.loss {{ color: var(--bad) }} td.gain {{ color: var(--good); font-weight: 600 }}
@media (max-width: 720px) {{
  .wide {{ overflow: visible; max-height: none }}
  table, thead, tbody, tr {{ display: block }}
  thead tr {{ display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--line) }}
  thead tr::before {{ content: "Sort by"; padding: .5rem .5rem .5rem 0; color: var(--quiet) }}
  th {{ position: static }}
  tbody tr {{ padding: .7rem 0; border-bottom: 1px solid var(--line) }}
  tbody tr[hidden] {{ display: none }}
  td, td.text, td.why {{ display: flex; justify-content: space-between; gap: 1rem; border: 0;
    padding: .1rem 0; min-width: 0; white-space: normal; overflow-wrap: anywhere }}
  td:empty {{ display: none }}
  td::before {{ content: attr(data-label); flex: none; color: var(--quiet) }}
  td.text, td.why {{ text-align: right }}
}}
</style></head><body><main>
<h1>{title}</h1><p>{summary}</p>
<input type="search" placeholder="Find in these links" aria-label="Find in these links"
><output></output>
<div class="wide" role="region" aria-label="Links" tabindex="0"><table>
<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></main>
<script>
const body = document.querySelector('tbody'), heads = [...document.querySelectorAll('th')];
const value = (row, at) => {{
  const cell = row.cells[at], v = cell.dataset.v;
  return v === undefined ? cell.textContent.toLowerCase() : v === '' ? -Infinity : Number(v);
}};
heads.forEach((head, at) => head.firstChild.addEventListener('click', () => {{
  const down = head.getAttribute('aria-sort') !== 'descending';
  heads.forEach(other => other.setAttribute('aria-sort', 'none'));
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const rows = [...body.rows].map(row => [value(row, at), row]);
  rows.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0) * (down ? 1 : -1));
  body.append(...rows.map(([, row]) => row));
}}));
document.querySelector('input').addEventListener('input', event => {{
  const wanted = event.target.value.toLowerCase();
  let found = 0;
  for (const row of body.rows) {{
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    found += row.hidden ? 0 : 1;
  }}
  const told = wanted ? `${{found}} of ${{body.rows.length}}` : '';
  document.querySelector('output').textContent = told;
}});
</script></body></html>
"""
