"""`bolo backtest`: whether rules would have made money on what was observed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.markup import escape

from bolo.cli.backtests.histories import read_history
from bolo.cli.files.columns import columns_of
from bolo.cli.files.mistakes import write_together
from bolo.cli.files.texts import text_of
from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import console, folding, out, with_services
from bolo.core.errors import Invalid
from bolo.core.fx import Rates
from bolo.core.fx import recorded as shipped
from bolo.core.reading.prices.figures import manner_of
from bolo.core.replay.history import History, when
from bolo.core.replay.report.report import Report, Wishes, backtest
from bolo.core.replay.rules.example import EXAMPLE
from bolo.core.replay.rules.rule import Rules
from bolo.core.replay.rules.toml import Mistaken, read_rules
from bolo.pipeline.backtest.exports import every, exported
from bolo.pipeline.backtest.market import DatedMarket
from bolo.pipeline.backtest.recorded_store import period as recorded_history
from bolo.pipeline.backtest.telling import point, told
from bolo.wiring import Services

Period = tuple[datetime | None, datetime | None]
Files = Annotated[
    Path | None, typer.Option(help="Observations or dated sales: a .csv, or a folder.")
]
Columns = Annotated[
    str, typer.Option(help="What columns are called in the files: item=name,variant=size.")
]
Recorded = Annotated[bool, typer.Option("--recorded", help="What this installation observed.")]


def backtest_command(
    context: typer.Context,
    rules: Annotated[Path | None, typer.Argument(help="RULES.toml; see --example.")] = None,
    *,
    history: Files = None,
    recorded: Recorded = False,
    start: Annotated[str | None, typer.Option("--from", help="First day: 2026-01-31.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Day before which it ends.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Where report.json and tables are written.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as one JSON object.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Without sensitivity and look-ahead check.")
    ] = False,
    columns: Columns = "",
    example: Annotated[bool, typer.Option("--example", help="Print a RULES.toml.")] = False,
) -> None:
    """Walk what was observed by rules, blind to the future, and say what they would have made."""
    if example:
        typer.echo(EXAMPLE, nl=False)
        return
    if rules is None or recorded == (history is not None):
        raise Invalid("say a RULES.toml and one of --history DIR or --recorded; or --example")
    _check_folder(folder)
    wanted, period = _rules(rules), _period(start, end)
    tables = shipped()
    if history:
        seen = between(read_history(history, wanted.currency, columns_of(columns)), period)
    else:
        seen, tables = _recorded(context, period)
    report = _walked(seen, wanted, tables, quick=quick)
    if folder:
        write(folder, report)
    if as_json:
        typer.echo(orjson.dumps(told(report)).decode())
    else:
        show(report, out)


def _rules(path: Path) -> Rules:
    try:
        return read_rules(text_of(path))
    except Mistaken as error:
        raise Invalid(f"{path}, {error}") from None


def _check_folder(folder: Path | None) -> None:
    if folder is not None and folder.exists() and not folder.is_dir():
        raise Invalid(f"{folder} is a file: --out names a folder")


def _period(start: str | None, end: str | None) -> Period:
    first, last = _day("--from", start), _day("--to", end)
    if first and last and last <= first:
        raise Invalid(f"--from {start} is not before --to {end}: no day is left")
    return first, last


def between(history: History, period: Period) -> History:
    """Return what was observed in the period; say which days there are where there is nothing."""
    chosen = history.between(*period)
    if not len(chosen):
        days = f"{when(history.at[0]):%Y-%m-%d} to {when(history.at[-1]):%Y-%m-%d}"
        console.print(f"nothing was observed in that time, but from {days}", soft_wrap=True)
    return chosen


def _walked(seen: History, wanted: Rules, tables: tuple[Rates, ...], *, quick: bool) -> Report:
    market = DatedMarket(wanted.before, tables, registered=wanted.costing.vat.registered)
    with console.status(f"walking {many(len(seen), 'observation')}"):
        wishes = Wishes(sensitivity=not quick, look_ahead=not quick)
        return backtest(seen, wanted, market, wishes)


def _recorded(context: typer.Context, period: Period) -> tuple[History, tuple[Rates, ...]]:
    """Return what was observed, and the rates of each day: the lab walks by the same."""

    async def use(app: Services) -> tuple[History, tuple[Rates, ...]]:
        owner = await app.accounts.ensure_owner()
        async with app.db.transaction() as session:
            seen = await recorded_history(session, owner.workspace, *period)
        return seen, app.backtesting.rates()

    return with_services(context, use)


def _day(option: str, words: str | None) -> datetime | None:
    if words is None:
        return None
    try:
        at = manner_of([words], ()).moment(words)
    except Invalid as error:
        raise Invalid(f"{option}: {error}") from None
    if at is None:
        raise Invalid(f"{option} is a day such as 2026-01-31, not {words}")
    return at


def write(folder: Path, report: Report) -> None:
    """Write report.json, tables of trades and equity in every format, and a picture."""
    write_together(folder, _files(report), mark="report.json")


def _files(report: Report) -> Iterator[tuple[str, bytes]]:
    whole = told(report)
    yield "report.json", orjson.dumps(whole, option=orjson.OPT_INDENT_2)
    whole["report"]["equity"] = [point(one) for one in report.curve]  # every day of it
    for what, kind in every():
        yield f"{what}.{kind}", exported(whole, report.name, what, kind)


def show(report: Report, screen: Console) -> None:
    """Print a report for a person."""
    span = f"{report.start:%Y-%m-%d} to {report.end:%Y-%m-%d}" if report.start else "nothing"
    seen = f"{many(report.rows, 'observation')} of {many(report.products, 'product')}"
    screen.print(
        f"{report.name}: {seen}, {span}",
        markup=False,
        highlight=False,
    )
    screen.print(
        f"{report.capital} became {report.equity} ({report.growth * 100:.1f} %), "
        f"at worst {report.max_drawdown * 100:.1f} % below its highest",
        highlight=False,
    )
    groups = folding("", "bought", "sold", "won", "cost of sold", "profit", "planned", "days held")
    named = [("rule", one) for one in report.rules]
    named += [("category", one) for one in report.categories]
    for kind, one in [*named, ("", report.total)]:
        groups.add_row(
            escape(f"{kind} {one.name or '(none)'}".strip()),
            *map(str, (one.bought, one.sold, one.won)),
            *(str(amount) if one.sold else "" for amount in (one.spent, one.profit, one.planned)),
            str(one.days or ""),
        )
    screen.print(groups)
    _show_rest(report, screen)


def _show_rest(report: Report, screen: Console) -> None:
    whole = told(report)["report"]
    for one in whole["refusals"][:10]:
        screen.print(
            f"not bought {one['count']} times: {one['text']} ({one['rule']})", markup=False
        )
    if report.sensitivity:
        tried = folding("with another", "of", "bought", "profit", "change", "worst drawdown")
        for each in report.sensitivity:
            worst = f"{each.max_drawdown * 100:.1f} %"
            cells = (each.label, each.value, each.bought, each.profit, each.change, worst)
            tried.add_row(*map(str, cells))
        screen.print(tried)
    if report.look_ahead:
        screen.print(f"look-ahead check: {report.look_ahead.text}", markup=False)
    for note in report.notes:
        screen.print(note, markup=False)


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("backtest")(backtest_command)
