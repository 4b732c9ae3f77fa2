"""Commands about the lab: backtests that were run there, and rules that trade on paper."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.table import Table

from bolo.accounts.caller import Caller
from bolo.cli.files.texts import text_of
from bolo.cli.frame.opening import AsJson, console, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import lines, listed, said
from bolo.core.errors import Invalid
from bolo.wiring import Services

if TYPE_CHECKING:
    from bolo.api.backtests.lab import BacktestBrief
    from bolo.api.backtests.paper import Paper

backtests = typer.Typer(help="Backtests of the lab: list, remove.", no_args_is_help=True)
paper = typer.Typer(help="Rules that trade on paper: show, begin, end.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(backtests, name="backtests")
    app.add_typer(paper, name="paper")


@backtests.command("list")
def list_backtests(context: typer.Context, as_json: AsJson = False) -> None:
    """List what was walked in the lab, the newest first."""
    from bolo.api.backtests import lab as routes  # noqa: PLC0415  (heavy; of these commands alone)

    columns: dict[str, Callable[[BacktestBrief], object]] = {
        "id": attrgetter("id"),
        "backtest": attrgetter("name"),
        "state": attrgetter("state"),
        "asked": attrgetter("created_at"),
        "bought": lambda one: one.summary and one.summary.bought,
        "sold": lambda one: one.summary and one.summary.sold,
        "profit": lambda one: said(one.summary.profit) if one.summary else one.error,
    }
    found = as_owner(context, lambda app, who: routes.list_backtests(who, app))
    listed(found.items, columns, as_json=as_json)


@backtests.command("remove")
def remove_backtest(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="The backtest: its name or id.")],
) -> None:
    """Delete a backtest with all that came of it; one that is under way ends."""

    async def use(app: Services, who: Caller) -> UUID:
        every = await app.backtesting.listed(who.workspace)
        found = [one.id for one in every if which in {str(one.id), one.name}]
        if len(found) != 1:
            why = "several backtests are" if found else "no backtest is"
            raise Invalid(f"{why} called {which}; see: bolo backtests list")
        await app.backtesting.remove(who.workspace, found[0])
        return found[0]

    as_owner(context, use, does="remove_backtest", to=lambda one: f"/backtests/{one}")
    console.print(f"{which} is gone", markup=False)


@paper.command("show")
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Say how paper trading stands."""
    from bolo.api.backtests import paper as routes  # noqa: PLC0415  (as above)

    _tell(as_owner(context, lambda app, who: routes.get_paper(who, app)), as_json=as_json)


@paper.command("begin")
def begin(
    context: typer.Context,
    rules: Annotated[
        Path | None, typer.Argument(help="RULES.toml; else those of before, or the example.")
    ] = None,
    cash: Annotated[float | None, typer.Option(help="So much to begin with.")] = None,
    as_json: AsJson = False,
) -> None:
    """Begin anew to trade on paper; a worker takes a step every few minutes."""
    text = None if rules is None else text_of(rules)
    _put(context, as_json=as_json, on=True, rules=text, cash=None if cash is None else str(cash))


@paper.command("end")
def end(context: typer.Context, as_json: AsJson = False) -> None:
    """Trade no more on paper; what was done stays to be seen."""
    _put(context, as_json=as_json, on=False)


def _put(context: typer.Context, *, as_json: bool, **wanted: object) -> None:
    from pydantic import ValidationError  # noqa: PLC0415  (as above)

    from bolo.api.backtests import paper as routes  # noqa: PLC0415  (as above)

    try:
        new = routes.PaperWanted.model_validate(wanted)
    except ValidationError as error:
        raise Invalid("; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors())) from error
    told = as_owner(
        context, lambda app, who: routes.put_paper(new, who, app), does="put_paper", to="/paper"
    )
    _tell(told, as_json=as_json)


def _tell(now: "Paper", *, as_json: bool) -> None:
    if as_json:
        lines([now])
        return
    table = Table("", "", show_header=False)
    profit = sum((one.profit.amount for one in now.closed if one.profit), Decimal(0))
    for name, value in {
        "on": "yes" if now.on else "no",
        "since": f"{now.since:%Y-%m-%d %H:%M}" if now.since else "never begun",
        "last step": f"{now.walked_at:%Y-%m-%d %H:%M}" if now.walked_at else "none yet",
        "began with": said(now.capital),
        "cash": said(now.cash),
        "worth now": said(now.equity_now),
        "held": len(now.positions),
        "sold": f"{len(now.closed)}, for a profit of {profit} {now.capital.currency}",
    }.items():
        table.add_row(name, str(value))
    out.print(table)
    if now.error:
        console.print(f"it stands still: {now.error}", markup=False)
