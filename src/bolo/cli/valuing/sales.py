"""Commands about own sales: enter one, import a file of them, list them, take one back."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer

from bolo.accounts.caller import Caller
from bolo.cli.files.columns import columns_of
from bolo.cli.files.texts import opened, text_of
from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, console, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.pipeline.value.sales.lines import NO_NAMES, Unnamed, read_lines, sale_of
from bolo.pipeline.value.sales.selling import Entered
from bolo.pipeline.value.sales.store import NewSale
from bolo.platform.ids import new_id
from bolo.wiring import Services

sales = typer.Typer(help="What you sold: add, import, list, remove.", no_args_is_help=True)
UNKNOWN = "bolo knows no such product"
HINT = "say which is which, as --columns price=what,sold_at=when, and --venue for all lines"
MOST_TOLD = 20
"""Products that are not known, of a file, that are told one by one."""


def read_sales(
    path: Path, columns: str = "", otherwise: Mapping[str, str] = NO_NAMES
) -> Iterator[tuple[int, NewSale]]:
    """Read a CSV file of sales, each with its line; `otherwise` is what all have in common."""
    with opened(path) as text:
        try:
            named = {ours: theirs for theirs, ours in columns_of(columns).items()}
            yield from read_lines(text, str(path), columns=named, otherwise=otherwise)
        except Unnamed as error:
            raise Invalid(f"{error}; {HINT}") from None


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
    file: Annotated[
        Path, typer.Argument(help="CSV or XLSX: product,venue,price,currency,sold_at,…")
    ],
    *,
    columns: Annotated[
        str, typer.Option(help="Other names: price=sold for,sold_at=sale date …")
    ] = "",
    venue: Annotated[str, typer.Option(help="Where, for lines that do not say.")] = "",
    currency: Annotated[str, typer.Option(help="Of prices that do not say.")] = "",
    only_try: Annotated[
        bool, typer.Option("--try", help="Say what would come of it; enter nothing.")
    ] = False,
) -> None:
    """Enter the sales of a file; importing it twice changes nothing."""
    if only_try:
        _try(context, file, columns, venue, currency)
        return
    common = {"venue": venue, "currency": currency}
    read = list(read_sales(file, columns, {name: said for name, said in common.items() if said}))
    sold = [sale for _, sale in read]
    entered = as_owner(
        context,
        lambda app, who: app.selling.enter(who.workspace, sold, exact=True),
        does="import_sales",
        to=_path,
    )
    _left_out(file, [read[place] for place in entered.unknown])
    console.print(
        f"{entered.added} entered, {entered.known} there already, "
        f"{len(entered.unknown)} of unknown products"
    )


def _try(context: typer.Context, file: Path, columns: str, venue: str, currency: str) -> None:
    """Say what would be entered and all that is refused, and write nothing."""
    from bolo.api.sales import files as routes  # noqa: PLC0415  (heavy; of these commands alone)

    named = {ours: theirs for theirs, ours in columns_of(columns).items()}
    told = {"csv": text_of(file), "columns": named, "venue": venue, "currency": currency}
    asked = routes.SalesFile.model_validate(told)
    seen = as_owner(context, lambda app, who: routes.preview_sales(asked, who, app))
    for ours, theirs in seen.meanings.items():
        console.print(f"{ours}: {theirs}", markup=False, highlight=False)
    why = f"no column {', '.join(seen.missing)}; {HINT}" if seen.missing else seen.refusal
    if why is not None:
        raise Invalid(f"{file}: {why}")
    for one in seen.refused:
        console.print(f"{file}, line {one.line}: {one.why}", markup=False, soft_wrap=True)
    for left in seen.unknown:
        console.print(f"{file}, line {left.line}: {UNKNOWN}: {left.product}", soft_wrap=True)
    console.print(
        f"{seen.added} new, {seen.known} there already, {seen.left_out} of unknown products, "
        f"{seen.refused_count} refused" + (": nothing would be entered" * bool(seen.refused))
    )


def _left_out(file: Path, unknown: Sequence[tuple[int, NewSale]]) -> None:
    """Say what is not known, each product once, by its first line."""
    of: dict[str, list[int]] = {}
    for line, sale in unknown:
        of.setdefault(str(sale.gtin or sale.product), []).append(line)
    for named, lines in list(of.items())[:MOST_TOLD]:
        more = f" ({len(lines)} lines in all)" if len(lines) > 1 else ""
        console.print(f"{file}, line {lines[0]}: {UNKNOWN}: {named}{more}", soft_wrap=True)
    if len(of) > MOST_TOLD:
        console.print(f"and {many(len(of) - MOST_TOLD, 'more product')} that bolo does not know")
    if of:
        console.print("Watch a page of them, and import again.")


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


@sales.command("remove")
def remove(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="Its ref or id, as the list shows it.")],
) -> None:
    """Take back a sale entered by mistake; its product is valued without it."""

    async def use(app: Services, who: Caller) -> UUID:
        sale = await app.selling.named(who.workspace, which)
        await app.selling.remove(who.workspace, sale)
        return sale

    as_owner(context, use, does="remove_sale", to=lambda sale: f"/sales/{sale}")
    console.print(f"{which} is taken back", markup=False)


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(sales, name="sales")
