"""Commands about own sales: enter one, import a file of them, list them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.cli.opening import AsJson, console, folding, out
from bolo.cli.owner import as_owner
from bolo.cli.texts import opened
from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.pipeline.value.sales import NewSale
from bolo.pipeline.value.sales_csv import read_lines, sale_of
from bolo.pipeline.value.selling import Entered
from bolo.platform.ids import new_id
from bolo.wiring import Services

sales = typer.Typer(help="What you sold: add, import, list.", no_args_is_help=True)
UNKNOWN = "bolo knows no such product"


def read_sales(path: Path) -> Iterator[tuple[int, NewSale]]:
    """Read a CSV file of sales, each with its line."""
    with opened(path) as text:
        yield from read_lines(text, str(path))


def _path(entered: Entered) -> str:
    return f"/sales, {entered.added} entered"


@sales.command("add")
def add(
    context: typer.Context,
    product: Annotated[str, typer.Argument(help="The product's id or GTIN.")],
    price: Annotated[str, typer.Argument(help="What the buyer paid for it, as 12.50.")],
    *,
    currency: Annotated[str, typer.Option(help="As EUR.")],
    venue: Annotated[str, typer.Option(help="Where: ebay-us … (see: bolo fees venues).")],
    sold: Annotated[str, typer.Option(help="When, as 2026-03-09.")],
    listed: Annotated[str, typer.Option(help="Since when it was offered.")] = "",
    condition: Annotated[str, typer.Option(help="new, used …")] = Condition.NEW.value,
    cost: Annotated[str, typer.Option(help="What it had cost to own.")] = "",
    fees: Annotated[str, typer.Option(help="What the venue took.")] = "",
    ref: Annotated[str, typer.Option(help="Your number for it; entered once.")] = "",
) -> None:
    """Enter one sale; its product is valued again."""
    told = {
        "product": product,
        "price": price,
        "currency": currency,
        "venue": venue,
        "sold_at": sold,
        "listed_at": listed,
        "condition": condition,
        "cost": cost,
        "fees": fees,
        "ref": ref,
    }
    sale = sale_of(told, str(new_id()))

    async def use(app: Services, who: Caller) -> Entered:
        entered = await app.selling.enter(who.workspace, [sale])
        if entered.unknown:
            raise Invalid(f"{product}: {UNKNOWN}")
        return entered

    entered = as_owner(context, use, does="enter_sale", to=_path)
    console.print("entered" if entered.added else "there already")


@sales.command("import")
def import_sales(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV: product,venue,price,currency,sold_at,…")],
) -> None:
    """Enter the sales of a file; importing it twice changes nothing."""
    read = list(read_sales(file))
    sold = [sale for _, sale in read]
    entered = as_owner(
        context,
        lambda app, who: app.selling.enter(who.workspace, sold),
        does="import_sales",
        to=_path,
    )
    for place in entered.unknown:
        line, sale = read[place]
        named = sale.gtin or sale.product
        console.print(f"{file}, line {line}: {UNKNOWN}: {named}", soft_wrap=True)
    console.print(
        f"{entered.added} entered, {entered.known} there already, "
        f"{len(entered.unknown)} of unknown products"
    )


@sales.command("list")
def list_sales(
    context: typer.Context,
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List own sales, the newest first."""

    async def use(app: Services, who: Caller) -> list[Mapping[str, Any]]:
        return [dict(row) for row in await app.selling.newest(who.workspace, limit)]

    found = as_owner(context, use)
    if as_json:
        for one in found:
            typer.echo(orjson.dumps(one, default=str).decode())
        return
    table = folding("sold", "product", "condition", "venue", "price", "ref")
    for one in found:
        price = Money(one["price"], one["currency"])
        told = (one["title"], one["condition"], one["venue"], str(price), one["ref"])
        table.add_row(f"{one['sold_at']:%Y-%m-%d}", *told)
    out.print(table)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(sales, name="sales")
