"""`bolo match link`: two price lists, end to end."""

import gc
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bolo.cli.files.mistakes import check_places, say_done, whole, write_whole
from bolo.cli.matching.judging.desk import BLOCK, Desk, judge_all
from bolo.cli.matching.judging.judgements import Likely
from bolo.cli.matching.judging.labelled import heed_links
from bolo.cli.matching.judging.workers import Workers
from bolo.cli.matching.links.lines import CsvWriter, gains
from bolo.cli.matching.links.link import Link, Terms, Totals, kept_of
from bolo.cli.matching.links.page import best, page
from bolo.cli.matching.links.prices import Prices, usual_currency
from bolo.cli.matching.links.vat import Asked, Counted, Supplied, counted
from bolo.cli.matching.links.writing import Clerk, blocks
from bolo.cli.matching.lists.packed import Packed
from bolo.cli.matching.trained import ModelFile, trained_from
from bolo.core.errors import NotFound
from bolo.core.fees import quote
from bolo.core.fees import venue as find_venue
from bolo.core.fx import latest, recorded
from bolo.core.money import Money
from bolo.core.valuation.vat import Scheme
from bolo.platform.clock import system_clock

FirstOfEach = Annotated[
    bool, typer.Option("--first", help="Where rows share an id, take the first of each.")
]
SoldAt = Annotated[
    str | None, typer.Option(help="Where you would sell: adds fees, profit and ROI.")
]
ReckonedIn = Annotated[
    str | None, typer.Option(help="To reckon in; the venue's, the lists' or USD.")
]
VatScheme = Annotated[
    Scheme | None,
    typer.Option(help="How you owe VAT on sales; as your settings say where a bolo is here."),
]
VatRate = Annotated[str | None, typer.Option(help="Its rate: 19% or 0.19.")]
SupplierVat = Annotated[
    Supplied | None,
    typer.Option(
        help="In the supplier's prices: none in them (net, it comes on top), in them (gross), "
        "or none at all. By itself net with standard, else none counts."
    ),
]
Processes = Annotated[
    int | None, typer.Option(min=1, help="As many as there are cores, 4 at most, without it.")
]
LeastSure = Annotated[
    float, typer.Option(min=0, max=1, help="Only links at least so sure: 0.9 is 90 %.")
]
MOST_PROCESSES = 4
INTERRUPTED = 130
"""What a shell is told of a program that was ended by Ctrl-C."""
COLUMNS_OF_PROGRESS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Where links go, under which title, and whether a row of the catalogue is linked once.

    `vat` is what counts of it; `None` without a venue.
    """

    out: Path
    html: Path | None
    title: str
    once: bool
    least: float
    vat: Counted | None


def link_lists(
    context: typer.Context,
    supplier: Annotated[Path, typer.Argument(help="What you could buy: id, title, price …")],
    catalogue: Annotated[Path, typer.Argument(help="What it sells as: id, title, price …")],
    *,
    out: Annotated[Path, typer.Option(help="The CSV to write.")],
    html: Annotated[Path | None, typer.Option(help="A page that sorts, for people.")] = None,
    venue: SoldAt = None,
    category: Annotated[str | None, typer.Option(help="The venue's category.")] = None,
    vat: VatScheme = None,
    vat_rate: VatRate = None,
    supplier_vat: SupplierVat = None,
    currency: ReckonedIn = None,
    model: ModelFile = None,
    once: Annotated[
        bool, typer.Option(help="Link a row of the catalogue to one supplier's row at most.")
    ] = True,
    min_probability: LeastSure = 0.0,
    processes: Processes = None,
    first: FirstOfEach = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say what was done as JSON.")] = False,
) -> None:
    """Link two price lists: what is the same thing, for how much, and what would remain."""
    check_places(out, html, kept=(supplier, catalogue, model))
    taxed = counted(context, Asked(vat, vat_rate, supplier_vat), venue)
    trained, terms = trained_from(model), _terms(venue, category, currency, taxed)
    with stopping("Stopped: no link is written."):
        with Console(stderr=True).status("Reading the lists"):
            desk = Desk(trained, (Packed(supplier, first=first), Packed(catalogue, first=first)))
        _say_what_lacks(desk, (supplier, catalogue))
        gc.freeze()  # what was read stays: looking for garbage in it costs a fifth of the time
        count = processes or min(os.cpu_count() or 1, MOST_PROCESSES)
        likely = heed_links(_judged(desk, count), trained, desk.lists)
        if not (venue or currency):
            terms = replace(terms, currency=usual_currency(desk.lists) or terms.currency)
        title = f"{supplier.name} in {catalogue.name}"
        to = Report(out, html, title, once, min_probability, taxed)
        totals = _written(count, Clerk(desk.lists, likely, terms, html is not None), to)
    told = {"out": str(out), "rows": len(desk.lists[0]), **totals.told(), **_how(likely)}
    say_done(json.dumps(_with(told, taxed)) if as_json else _in_words(told, taxed), out)


def _say_what_lacks(desk: Desk, paths: tuple[Path, Path]) -> None:
    """Tell of rows that are left out, and of lists without prices."""
    for packed, path in zip(desk.lists, paths, strict=True):
        for note in packed.notes:
            typer.echo(note, err=True)
        if "price" not in packed.columns:
            told = f"{path} has no column price, so no link has a spread"
            typer.echo(f"{told}; it has {', '.join(packed.header)}", err=True)


def _with(told: Mapping[str, object], vat: Counted | None) -> Mapping[str, object]:
    return told if vat is None else {**told, "vat": vat.told()}


def _in_words(told: Mapping[str, object], vat: Counted | None) -> str:
    profits = f", {told['profitable']} of them at a profit" if vat is not None else ""
    denied = f" ({told['denied']} labelled as different)" if told["denied"] else ""
    links = f"{told['links']} of {told['rows']} rows are in the catalogue"
    return f"{links}{profits}{denied}: {told['out']}"


def _written(workers: int, clerk: Clerk, to: Report) -> Totals:
    """Write the links, and say what of their prices was converted."""
    terms, totals, shown = clerk.terms, Totals(), list[Link]()
    prices = Prices(terms.currency, terms.rates)
    kept = kept_of(clerk.likely, once=to.once, least=to.least)
    with whole(to.out) as file, Workers(clerk.write, workers if len(kept) > BLOCK else 1) as hands:
        CsvWriter(file, gains(terms)).head()
        for each in hands.each(blocks(kept)):
            file.write(each.lines)
            totals.add(each.totals)
            prices.tally.add(each.tally)
            shown += each.shown
    notes = [*totals.doubt(), *prices.told(), *([] if to.vat is None else [to.vat.said()])]
    if to.html is not None:
        told = page(best(shown), totals.links, to.title, terms, notes)
        write_whole(to.html, told.encode())
    for note in notes:
        typer.echo(note, err=True)
    return totals


def _judged(desk: Desk, processes: int) -> Likely:
    total, screen = len(desk.lists[0]), Console(stderr=True)
    with (
        Workers(desk.work, processes if total > BLOCK else 1) as workers,
        Progress(*COLUMNS_OF_PROGRESS, console=screen, disable=not screen.is_terminal) as progress,
    ):
        task = progress.add_task("Linking", total=total)
        return judge_all(desk, workers, lambda rows: progress.advance(task, rows))


def _how(likely: Likely) -> dict[str, object]:
    """Say what labels denied, how many rows saw all features, and how the quick judge fared."""
    told: dict[str, object] = {"denied": likely.denied, "judged_slowly": likely.slowly}
    return told if likely.quick is None else {**told, "quick_agreed": round(likely.quick.agreed, 4)}


@contextmanager
def stopping(words: str) -> Iterator[None]:
    """Say so when a person stops what takes minutes."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(words, err=True)
        raise typer.Exit(INTERRUPTED) from None


def _terms(
    venue: str | None, category: str | None, currency: str | None, vat: Counted | None
) -> Terms:
    own = find_venue(venue).currency if venue is not None else "USD"
    day = system_clock().date()
    try:
        rates = latest(recorded(), day)
    except NotFound:
        rates = None
    code = (currency or own).upper()
    costing = None if vat is None else vat.costing(code)
    terms = Terms(code, venue, category, day, rates, costing)
    if venue is not None:
        _try(venue, terms)
    return terms


def _try(venue: str, terms: Terms) -> None:
    """Quote a usual price before the work: a venue that takes another currency says so now."""
    usual = Money(Decimal(100), terms.currency)
    found = quote(venue, usual, on=terms.on, category=terms.category, rates=terms.rates)
    for note in found.notes:
        typer.echo(note, err=True)
