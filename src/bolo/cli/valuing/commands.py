"""`bolo value`: learn from dated sales, and say what things will bring some days ahead.

A forecast rests on nothing later than `date - horizon`, with or without a model: a model only
spares the time of learning again what it learned from the same history.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bolo.cli.files.columns import columns_of
from bolo.cli.files.mistakes import check_places
from bolo.cli.frame.counting import many
from bolo.cli.valuing.files import (
    Words,
    read_asked,
    read_history,
    read_model,
    write_answers,
    write_model,
)
from bolo.cli.valuing.now import now
from bolo.core.errors import Invalid
from bolo.core.valuation.forecast.forecast import Each, Forest, forecast, train
from bolo.core.valuation.forecast.sales import Rows
from bolo.core.valuation.forecast.trees import Learned

app = typer.Typer(help="What things will bring, and how sure that is.", no_args_is_help=True)
app.command("now")(now)
HORIZONS = (1, 7, 30)
Columns = Annotated[
    str, typer.Option(help="What columns are called in the files: date=when,item=what.")
]
FURTHEST = 365
_WITHOUT = "rows without a day or a price are"


@contextmanager
def side_by_side() -> Iterator[Each]:
    """Give a `map` that uses every core; LightGBM lets go of Python's lock while it learns."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:

        def each(what: Callable[[int], Learned], days: Iterable[int]) -> Iterable[Learned]:
            return pool.map(what, days)

        yield each


def days_of(horizon: str) -> int:
    """Return the days of a horizon such as 7d; `Invalid` when it is none."""
    found = re.fullmatch(r"([1-9]\d{0,2})d", horizon.strip())
    if not found or int(found[1]) > FURTHEST:
        raise Invalid(f"a horizon is 1d to {FURTHEST}d, as 1d, 7d or 30d, not {horizon}")
    return int(found[1])


def _history(path: Path, words: Words, console: Console) -> Rows:
    sales, skipped = read_history(path, words)
    if skipped:
        without = many(skipped, "row without a day or a price is", _WITHOUT)
        console.print(f"{path}: {without} left out", soft_wrap=True)
    if not len(sales):
        raise Invalid(f"{path} holds no sale with a day and a price")
    return sales


@app.command("train")
def train_command(
    history: Annotated[Path, typer.Argument(help="Sales: date,item,variant,price,…")],
    *,
    out: Annotated[Path, typer.Option(help="Where the model is written.")],
    columns: Columns = "",
) -> None:
    """Learn from sales, for 1, 7 and 30 days ahead."""
    check_places(out, kept=(history,))
    console = Console(stderr=True)
    sales = _history(history, Words(columns_of(columns)), console)
    model = Forest()
    with side_by_side() as each, console.status("reading the sales") as status:
        for horizon in HORIZONS:
            status.update(f"learning {many(horizon, 'day')} ahead from {many(len(sales), 'sale')}")
            learned = train(sales, horizon, each)
            model.moves.update(learned.moves)
            model.misses.update(learned.misses)
    write_model(out, model)
    cuts = f"for {many(len(model.moves), 'cut')}" if model.moves else "too few to grow trees from"
    console.print(f"{out}: learned from {many(len(sales), 'sale')}, {cuts}", soft_wrap=True)


@app.command("predict")
def predict_command(
    rows: Annotated[Path, typer.Argument(help="What to value: date,item,variant,…")],
    *,
    history: Annotated[Path, typer.Option(help="Sales: date,item,variant,price,…")],
    horizon: Annotated[str, typer.Option(help="How far ahead: 1d, 7d, 30d.")],
    out: Annotated[Path, typer.Option(help="Where the rows with their answers are written.")],
    model: Annotated[
        Path | None, typer.Option(help="What `bolo value train` wrote; spares learning anew.")
    ] = None,
    columns: Columns = "",
) -> None:
    """Add point,low80,high80,days_p50 to rows, by nothing later than date - horizon."""
    check_places(out, kept=(history, model))
    console, words, ahead = Console(stderr=True), Words(columns_of(columns)), days_of(horizon)
    given = read_model(model) if model else None
    with side_by_side() as each, console.status("reading the sales") as status:
        sales = _history(history, words, console)
        asked = read_asked(rows, words, sales)
        status.update(f"valuing {many(len(asked), 'row')} by {many(len(sales), 'sale')}")
        answers = forecast(sales, asked, ahead, given, each)
    write_answers(rows, out, asked, answers)
    missing = sum(1 for point in answers.point if point != point)  # noqa: PLR0124  (nan)
    valued = len(asked) - missing
    console.print(
        f"{out}: {many(valued, 'row')} valued, {missing:,} without enough data",
        soft_wrap=True,
    )


def mount(root: typer.Typer) -> None:
    """Add the commands to `root`."""
    root.add_typer(app, name="value")
