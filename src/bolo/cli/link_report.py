"""Links as a CSV, and as one HTML page that sorts by any column and needs nothing else."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import TextIO

from bolo.cli.linking import Link, Terms

COLUMNS = ("left_id", "right_id", "probability", "left_title", "right_title", "left_price",
           "right_price", "spread")  # fmt: skip
WITH_FEES = ("fees", "profit", "roi")
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
    "profit": "Profit",
    "roi": "ROI",
    "reasons": "Why",
}
TEXTS = frozenset({"left_title", "right_title", "reasons"})


def cells(link: Link) -> dict[str, str]:
    """Return what both the CSV and the page show of a link."""
    return {
        "left_id": link.left["id"],
        "right_id": link.right["id"],
        "probability": f"{link.probability:.4f}",
        "left_title": link.left["title"],
        "right_title": link.right["title"],
        "left_price": _figure(link.cost),
        "right_price": _figure(link.price),
        "spread": _figure(link.spread),
        "fees": _figure(link.fees),
        "profit": _figure(link.profit),
        "roi": "" if link.roi is None else f"{link.roi:.4f}",
        "reasons": link.reasons,
    }


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


class CsvWriter:
    """Writes links as they come."""

    def __init__(self, file: TextIO, *, fees: bool) -> None:
        columns = (*COLUMNS, *(WITH_FEES if fees else ()), "reasons")
        self._writer = csv.DictWriter(file, columns, extrasaction="ignore")
        self._writer.writeheader()

    def write(self, link: Link) -> None:
        """Write one link."""
        self._writer.writerow(cells(link))


def gain(link: Link) -> Decimal:
    """Return what the page is sorted by: profit, or the spread where there are no fees."""
    return link.profit or link.spread or Decimal(0)


def page(shown: Sequence[Link], total: int, title: str, terms: Terms) -> str:
    """Return the report on so many links: those shown are the most profitable, best first."""
    fees = terms.venue is not None
    columns = [c for c in HEADS if fees or c not in WITH_FEES]
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button>{HEADS[c]}</button></th>' for c in columns
    )
    body = "".join(f"<tr>{_row(cells(link), columns)}</tr>" for link in shown)
    cut = f" The first {len(shown)} are shown; the CSV has all." if total > len(shown) else ""
    summary = f"{total} links. Prices in {escape(terms.currency)}.{cut}"
    return _PAGE.format(title=escape(title), summary=summary, heads=heads, body=body)


def _row(shown: dict[str, str], columns: Sequence[str]) -> str:
    return "".join(_cell(name, shown[name]) for name in columns)


def _cell(name: str, text: str) -> str:
    if name in TEXTS:
        return f'<td class="{"why" if name == "reasons" else "text"}">{escape(text)}</td>'
    said = f"{Decimal(text) * 100:.1f} %" if text and name in {"probability", "roi"} else text
    sign = ' class="loss"' if text.startswith("-") else ""
    return f'<td data-v="{escape(text)}"{sign}>{said}</td>'


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }}
body {{ margin: 2rem auto; max-width: 90rem; padding: 0 1rem }}
h1 {{ font-size: 1.4rem; margin: 0 }} p {{ color: GrayText; margin: .3rem 0 1rem }}
input {{ font: inherit; padding: .4rem .6rem; width: min(24rem, 100%); margin-bottom: 1rem }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }}
th {{ position: sticky; top: 0; background: Canvas; text-align: right; white-space: nowrap }}
th button {{ all: unset; cursor: pointer; padding: .5rem; font-weight: 600 }}
th button:focus-visible {{ outline: 2px solid Highlight }}
th[aria-sort=ascending] button::after {{ content: " ↑" }}
th[aria-sort=descending] button::after {{ content: " ↓" }}
td {{ padding: .45rem .5rem; border-top: 1px solid color-mix(in srgb, CanvasText 12%, Canvas);
  text-align: right; vertical-align: top; white-space: nowrap }}
td.text, td.why {{ text-align: left; white-space: normal; min-width: 14rem }}
td.why {{ color: GrayText; font-size: .87em }}
td.loss {{ color: #c0392b }}
</style></head><body>
<h1>{title}</h1><p>{summary}</p>
<input type="search" placeholder="Find in these links" aria-label="Find in these links">
<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>
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
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
}});
</script></body></html>
"""
