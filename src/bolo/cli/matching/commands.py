"""`bolo match`: learn from labelled pairs, judge pairs, link two price lists."""

import csv
import gc
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bolo.cli.files.mistakes import check_places, reading, say_done, whole, write_whole
from bolo.cli.frame.counting import many
from bolo.cli.matching.judgements import Likely
from bolo.cli.matching.judging import BLOCK, Desk, judge_all
from bolo.cli.matching.labelled import heed_links, heed_scores
from bolo.cli.matching.learning import learn_from_reviews
from bolo.cli.matching.lines import CsvWriter, gains
from bolo.cli.matching.links import Link, Terms, Totals, kept_of
from bolo.cli.matching.lists import Labelled, ditto_of, is_ditto, pairs_of, table_of
from bolo.cli.matching.packed import Packed
from bolo.cli.matching.page import best, page
from bolo.cli.matching.prices import Prices, usual_currency
from bolo.cli.matching.vat import Asked, Counted, Supplied, counted
from bolo.cli.matching.workers import Workers
from bolo.cli.matching.writing import Clerk, blocks
from bolo.core.errors import Invalid, NotFound
from bolo.core.fees import quote
from bolo.core.fees import venue as find_venue
from bolo.core.fx import latest, recorded
from bolo.core.matching.caps import capped, caps_of
from bolo.core.matching.corrections import learn
from bolo.core.matching.engine import Judged, Trained, judge, train
from bolo.core.matching.explain import reasons
from bolo.core.matching.rows.table import Table
from bolo.core.matching.stored import from_bytes, to_bytes
from bolo.core.money import Money
from bolo.core.valuation.vat import Scheme
from bolo.platform.clock import system_clock

app = typer.Typer(help="Tell which listings are the same thing.", no_args_is_help=True)
app.command("learn")(learn_from_reviews)
List_ = Annotated[Path | None, typer.Argument(help="A CSV with id, title or name, and more.")]
PairsFile = Annotated[
    Path, typer.Option("--pairs", help="ltable_id,rtable_id,label as CSV; or Ditto's text.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Say what was done as JSON.")]
ModelFile = Annotated[
    Path | None, typer.Option(help="From `bolo match train`; bolo's own without it.")
]
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
JUDGED = ("probability", "decision", "reasons")
INTERRUPTED = 130
"""What a shell is told of a program that was ended by Ctrl-C."""
SHIPPED, OWN = "shipped.match", "shipped"
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


@app.command("train")
def train_on(
    left: List_ = None,
    right: List_ = None,
    *,
    pairs: PairsFile,
    valid: Annotated[Path | None, typer.Option(help="More labelled pairs, as in --pairs.")] = None,
    out: Annotated[Path, typer.Option(help="Where the model is written.")],
    base: Annotated[
        str | None, typer.Option(help="Learn on top of this model; `shipped` is bolo's own.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other trees.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Learn from labelled pairs of two lists; probabilities and threshold by five-fold check.

    Each fifth of the labels, --valid among them, is scored by trees that never saw it; the
    scale of the probabilities and the threshold come from those scores.

    With --base the pairs are corrections: new trees stand on top of that model, which keeps
    its threshold and its answers to all else. Give all corrections each time, and the model
    that was not taught them yet.
    """
    check_places(out, kept=(left, right, pairs, valid))
    before = None if base is None else trained_from(None if base == OWN else Path(base))
    files = [pairs] if valid is None else [pairs, valid]
    with Console(stderr=True).status("Reading the lists"):
        mine, theirs, labelled = _read(left, right, files)
    with Console(stderr=True).status("Learning"):
        trained = _learn(before, (mine, theirs), labelled, seed, alone=left is None)
    write_whole(out, to_bytes(trained))
    total = sum(len(one.rows) for one in labelled)
    grown = before is None or len(trained.corrected) > len(before.corrected)
    threshold = round(trained.threshold, 4)
    told = {"out": str(out), "pairs": total, "threshold": threshold, "trees_added": grown}
    if as_json:
        typer.echo(json.dumps(told))
    else:
        none = f"These {total} pairs add no tree, but hold for themselves"
        first = f"Learnt from {many(total, 'pair')}" if grown else none
        typer.echo(f"{first}; a match from {trained.threshold:.3f} on: {out}")


def _learn(
    base: Trained | None,
    tables: tuple[Table, Table],
    labelled: list[Labelled],
    seed: int,
    *,
    alone: bool,
) -> Trained:
    labelled = [one for one in labelled if one.rows]
    if not labelled:
        raise Invalid("there is nothing to learn from: --pairs has no rows")
    labels = [one.labels for one in labelled if one.labels is not None]
    if len(labels) < len(labelled):
        raise Invalid("to learn from, the pairs need a column label")
    places = (
        np.concatenate([one.pairs[0] for one in labelled]),
        np.concatenate([one.pairs[1] for one in labelled]),
    )
    if base is not None:
        return learn(base, tables, places, np.concatenate(labels), seed=seed)
    return train(*tables, places, np.concatenate(labels), seed=seed, alone=alone)


@app.command("score")
def score_pairs(
    left: List_ = None,
    right: List_ = None,
    *,
    pairs: PairsFile,
    model: ModelFile = None,
    out: Annotated[Path, typer.Option(help="The CSV to write, in the order of --pairs.")],
    as_json: AsJson = False,
) -> None:
    """Give each pair a probability, a decision and the reasons.

    Parts, empty boxes, and a title that is the other and a few words more ("case for …",
    "… 2-pack") are never a match, however alike: 0.5 at most.
    """
    check_places(out, kept=(left, right, model))
    trained = trained_from(model)
    with Console(stderr=True).status("Reading the lists"):
        mine, theirs, labelled = _read(left, right, [pairs], labelled=False)
    with Console(stderr=True).status("Judging"):
        caps = caps_of((mine, theirs), labelled[0].pairs)
        judged = capped(judge(trained, mine, theirs, labelled[0].pairs), caps)
        columns = {name: judged.values[:, at] for at, name in enumerate(judged.names)}
        why = reasons((mine, theirs), labelled[0].pairs, columns)
        judged, why = heed_scores(judged, why, trained, (mine, theirs), labelled[0].pairs)
    _write_scores(out, labelled[0], judged, why)
    matches = int(judged.decided.sum())
    told = {"out": str(out), "pairs": len(why), "matches": matches}
    in_words = f"{matches} of {len(why)} pairs are matches: {out}"
    say_done(json.dumps(told) if as_json else in_words, out)


@app.command("link")
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
    as_json: AsJson = False,
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


def _write_scores(out: Path, asked: Labelled, judged: Judged, why: list[tuple[str, ...]]) -> None:
    """Write the pairs as they came, with what was judged beside them."""
    names = list(asked.rows[0]) if asked.rows else ["ltable_id", "rtable_id"]
    kept = [name for name in names if name not in JUDGED]
    with whole(out) as file:
        writer = csv.writer(file)
        writer.writerow([*kept, *JUDGED])
        for at, row in enumerate(asked.rows):
            decision = "match" if judged.decided[at] else "no_match"
            told = f"{judged.probability[at]:.6f}", decision, "; ".join(why[at])
            writer.writerow([*(row[name] for name in kept), *told])


def _read(
    left: Path | None, right: Path | None, files: list[Path], *, labelled: bool = True
) -> tuple[Table, Table, list[Labelled]]:
    if left is not None and right is not None:
        mine, theirs = table_of(left), table_of(right)
        return mine, theirs, [pairs_of(path, mine, theirs, labelled=labelled) for path in files]
    if left is None and all(is_ditto(path) for path in files):
        return ditto_of(files, labelled=labelled)
    raise Invalid("give both lists, left and right, before --pairs")


def trained_from(path: Path | None) -> Trained:
    """Read a trained model; bolo's own without a path."""
    if path is None:
        return from_bytes(resources.files("bolo.core.matching").joinpath(SHIPPED).read_bytes())
    with reading(path):
        content = path.read_bytes()
    try:
        return from_bytes(content)
    except Invalid as error:
        raise Invalid(f"{path}: {error}; make one by `bolo match train`") from None


def mount(root: typer.Typer) -> None:
    """Add the commands to `root`."""
    root.add_typer(app, name="match")
