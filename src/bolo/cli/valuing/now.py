"""`bolo value now`: what things are worth by what is asked, was paid or is listed for each.

No days are needed: a row is a thing, and its columns are what is known of it today, such as a
price guide has it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bolo.cli.files.columns import columns_of
from bolo.cli.files.mistakes import check_places, whole
from bolo.cli.files.texts import opened
from bolo.cli.frame.counting import many
from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.figures import Manner, comma_before_cents
from bolo.core.reading.rows import rows_in
from bolo.core.valuation.estimate import Estimate, estimate
from bolo.core.valuation.evidence import Kind, Sighting

ALSO = {"price": Kind.ASK, "list_price": Kind.LIST, "rrp": Kind.LIST, "retail": Kind.LIST}
ADDED = ("point", "low80", "high80", "low50", "high50", "currency", "reason")
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a kind of evidence stands, and of which condition it is."""

    place: int
    kind: Kind
    condition: Condition


def evidence_in(header: Sequence[str], named: Mapping[str, str], wanted: Condition) -> list[Column]:
    """Return the columns that say what a thing may bring: `ask`, `sold_used`, `list` and so on."""
    found = []
    for place, name in enumerate(header):
        known = name.strip().lower()
        if (meant := meaning(named.get(known, known), wanted)) is not None:
            found.append(Column(place, *meant))
    return found


def meaning(name: str, wanted: Condition) -> tuple[Kind, Condition] | None:
    """Read the name of a column; without a condition in it, it is of the wanted one."""
    if name in ALSO:
        return ALSO[name], wanted
    for kind in Kind:
        rest = name.removeprefix(kind.value)
        if rest != name and rest in {"", *(f"_{one.value}" for one in Condition)}:
            return kind, Condition(rest[1:]) if rest else wanted
    return None


def now(
    things: Annotated[Path, typer.Argument(help="One row a thing: ask, sold, list, ask_used …")],
    *,
    out: Annotated[Path, typer.Option(help="Where the rows with what they are worth are written.")],
    condition: Annotated[Condition, typer.Option(help="Worth in which condition.")] = Condition.NEW,
    currency: Annotated[str, typer.Option(help="Of prices without a sign.")] = "USD",
    columns: Annotated[
        str, typer.Option(help="What columns are called: ask=current_price,list=msrp.")
    ] = "",
) -> None:
    """Add point,low80,high80,low50,high50 to rows, by what is asked, was paid or is listed."""
    check_places(out)
    console = Console(stderr=True)
    named, home = columns_of(columns), Locale(currency=_code(currency))
    prices = Prices(Manner(comma=comma_before_cents(_texts(things, named, condition))), home)
    valued = count = 0
    with opened(things) as text, whole(out) as written, console.status("weighing the evidence"):
        rows = rows_in(text)
        header = next(rows, [])
        evidence = _evidence(things, header, named, condition)
        kept = [place for place, name in enumerate(header) if name not in ADDED]
        writer = csv.writer(written, delimiter=rows.delimiter)
        writer.writerow([*(header[place] for place in kept), *ADDED])
        for cells in filter(None, rows):
            answer = worth(cells, evidence, prices, condition)
            whole_row = [*cells, *[""] * (len(header) - len(cells))]
            writer.writerow([*(whole_row[place] for place in kept), *answer])
            count += 1
            valued += bool(answer[0])
    told = f"{out}: {many(valued, 'thing')} valued, {count - valued} without enough data"
    for line in (told, *prices.told()):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _code(currency: str) -> str:
    code = code_of(currency)
    if code is None:
        raise Invalid(f"{currency} is no currency; write it like EUR")
    return code


def _evidence(
    path: Path, header: Sequence[str], named: Mapping[str, str], wanted: Condition
) -> list[Column]:
    found = evidence_in(header, named, wanted)
    if found:
        return found
    kinds = ", ".join(kind.value for kind in Kind)
    raise Invalid(
        f"{path} has no column that says what a thing may bring: {kinds}, each also as ask_used; "
        f"it has {', '.join(header) or 'none'}. "
        "Where a column only has another name, say so: --columns ask=current_price,list=msrp"
    )


def _texts(path: Path, named: Mapping[str, str], wanted: Condition) -> Iterator[str]:
    with opened(path) as text:
        rows = rows_in(text)
        places = [one.place for one in _evidence(path, next(rows, []), named, wanted)]
        for cells in rows:
            yield from (cells[place] for place in places if place < len(cells))


def worth(
    cells: Cells, evidence: Sequence[Column], prices: "Prices", wanted: Condition
) -> list[str]:
    """Return the cells of `ADDED` for one thing."""
    seen = []
    for one in evidence:
        price = prices.read(cells[one.place] if one.place < len(cells) else "")
        if price is not None:
            seen.append(Sighting(one.kind, price, condition=one.condition))
    currencies = sorted({one.price.currency for one in seen})
    if len(currencies) > 1:
        return _nothing(f"its prices are in {' and '.join(currencies)}")
    found = estimate(seen, wanted)
    if not isinstance(found, Estimate):
        return _nothing(f"insufficient data: {found.reasons[0]}")
    figures = (found.point, found.low80, found.high80, found.low50, found.high50)
    return [*(str(one.amount) for one in figures), found.point.currency, ""]


def _nothing(reason: str) -> list[str]:
    return [*[""] * (len(ADDED) - 1), reason]


@dataclass(slots=True)
class Prices:
    """Reads the prices of a file in its manner, and counts those that can be read otherwise."""

    manner: Manner
    home: Locale
    doubted: int = 0
    doubt: str = ""

    def read(self, text: str) -> Money | None:
        """Return the price in a cell, `None` where it states none above zero."""
        if not text.strip():
            return None
        said = self.manner.price(text, self.home)
        if said.amount is None or said.amount <= 0:
            return None
        if said.doubts:
            self.doubted += 1
            self.doubt = self.doubt or f"{text.strip()!r}: {'; '.join(said.doubts)}"
        return Money(said.amount, said.currency or self.home.currency or "USD")

    def told(self) -> list[str]:
        """Say how many can be read otherwise, and the first of them."""
        if not self.doubted:
            return []
        return [f"Prices that can be read otherwise: {self.doubted}; the first is {self.doubt}"]
