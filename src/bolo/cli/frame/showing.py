"""How commands show a list: a table for people, or with `--json` one object a line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import typer
from pydantic import BaseModel
from rich.markup import escape

from bolo.cli.frame.opening import folding, out

if TYPE_CHECKING:
    from bolo.api.frame.shapes import Money

Shown = TypeVar("Shown", bound=BaseModel)


def lines(shown: Sequence[BaseModel]) -> None:
    """Print one JSON object a line."""
    for one in shown:
        typer.echo(one.model_dump_json(by_alias=True))


def listed(
    shown: Sequence[Shown], columns: Mapping[str, Callable[[Shown], object]], *, as_json: bool
) -> None:
    """Print what there is, by columns or as JSON; nothing stands for `None`, yes for `True`."""
    if as_json:
        lines(shown)
        return
    table = folding(*columns)
    for one in shown:
        table.add_row(*(_cell(of(one)) for of in columns.values()))
    out.print(table)


def said(money: "Money | None") -> str | None:
    """Say an amount, if there is one."""
    return None if money is None else f"{money.amount} {money.currency}"


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return escape(str(value))
