"""Commands about opportunities: list them, and show everything behind one."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from bolo.accounts.caller import Caller
from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import lines
from bolo.core.decision import Verdict
from bolo.core.decision.rules import percent
from bolo.core.money import minor_places
from bolo.wiring import Services

if TYPE_CHECKING:
    from bolo.api.frame.shapes import Line, Money
    from bolo.api.opportunities.routes import Opportunities, Opportunity, OpportunityDetail

opportunities = typer.Typer(help="What is worth buying: list, show.", no_args_is_help=True)
Verdicts = Annotated[list[Verdict] | None, typer.Option("--verdict", help="Only these.")]


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(opportunities, name="opportunities")


@opportunities.command("list")
def list_opportunities(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Words in the title.")] = "",
    *,
    verdict: Verdicts = None,
    min_profit: Annotated[float | None, typer.Option(help="In your currency.")] = None,
    sort: Annotated[
        str, typer.Option(help="-rank, -profit, -roi, -margin, risk, -found_at …")
    ] = "-rank",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List what is open now as the page does: what to buy first, then by profit."""
    from bolo.api.opportunities import routes  # noqa: PLC0415  (heavy; of these commands alone)

    asked = routes.OpportunityQuery(
        sort=sort,
        verdict=verdict,
        min_profit=None if min_profit is None else Decimal(str(min_profit)),
        q=words or None,
        limit=limit,
    )

    async def use(app: Services, who: Caller) -> tuple["Opportunities", dict[str, str]]:
        return await routes.list_opportunities(asked, who, app), app.demo.shop_names()

    found, names = as_owner(context, use)
    if as_json:
        lines([*found.items])
        return
    out.print(_table(found.items, names))
    out.print(f"{len(found.items)} of {found.total}")


def _table(found: Sequence["Opportunity"], names: Mapping[str, str]) -> Table:
    """One row each, so narrow that the id that `show` takes stays whole in 80 columns.

    Amounts are in one currency.
    """
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("what", overflow="fold", min_width=len(str(UUID(int=0))))
    unit = found[0].cost.currency if found else ""
    for name in (f"costs\n{unit}", "profit", "ROI", "risk", "sure"):
        table.add_column(name, justify="right")
    for one in found:
        title = f"{one.verdict.upper()}: {one.listing.title}"
        way = f"{names.get(one.listing.shop, one.listing.shop)} → {one.venue.title}"
        costs, profit, risk = (_amount(money) for money in (one.cost, one.profit, one.risk))
        what = escape("\n".join((title, way, str(one.id))))
        table.add_row(what, costs, profit, percent(one.roi), risk, percent(one.probability))
    return table


@opportunities.command("show")
def show(context: typer.Context, opportunity: UUID, as_json: AsJson = False) -> None:
    """Show everything behind one: sums, fees, risks, reasons, and what would change the verdict."""
    from bolo.api.opportunities import routes  # noqa: PLC0415  (as above)

    one = as_owner(context, lambda app, who: routes.get_opportunity(opportunity, who, app))
    if as_json:
        lines([one])
        return
    _print(one)


def _print(one: "OpportunityDetail") -> None:
    said = [
        f"{one.verdict.upper()}: {one.listing.title}",
        f"{one.listing.url}",
        f"sells at {one.venue.title} for {_said(one.exit_price)}",
        *(f"- {reason.text}" for reason in one.reasons),
    ]
    if one.offer is not None:
        said.append(one.offer.text)
    for line in said:
        out.print(line, markup=False, soft_wrap=True)
    sums = Table("sum", "amount", "by")
    _rows(sums, one.cost_lines, "costs to own", one.cost)
    _rows(sums, one.fee_lines, "fees", one.fees)
    if one.vat_lines:
        _rows(sums, one.vat_lines, "VAT", one.vat)
    sums.add_row("proceeds", _said(one.proceeds), "")
    rates = f"{percent(one.roi)} ROI, {percent(one.margin)} margin"
    sums.add_row("profit", _said(one.profit), rates)
    if one.risk_parts:
        sums.add_row("expected profit", _said(one.expected_profit), "after all risks")
    most = "none would do" if one.max_cost is None else _said(one.max_cost)
    sums.add_row("highest cost", most, "by your limits")
    out.print(sums)
    for line in _hopes(one):
        out.print(line, markup=False, soft_wrap=True)
    _print_risks(one)
    for change in one.changes:
        out.print(f"{change.verdict}: {change.text}", markup=False, soft_wrap=True)


def _print_risks(one: "OpportunityDetail") -> None:
    risks = Table("what may go wrong", "chance", "loss", "on average", "by")
    for part in one.risk_parts:
        risks.add_row(
            part.label, _chance(part.chance), _said(part.loss), _said(part.expected), part.basis
        )
    if one.risk_parts:
        out.print(risks)
    for line in _dangers(one):
        out.print(line, markup=False, soft_wrap=True)


def _hopes(one: "OpportunityDetail") -> Iterator[str]:
    """Say how soon it sells, and what its sales are expected to bring."""
    if one.days_to_sell is None:
        yield "sells within: too few like it were seen to go"
    else:
        p50, p80 = one.days_to_sell.p50, one.days_to_sell.p80
        yield f"sells within {many(p50, 'day')} in 50 of 100 cases, within {p80} in 80 of 100"
    if one.expected_sale is not None:
        low, high = (_said(one.expected_sale.low50), _said(one.expected_sale.high50))
        yield f"half of its sales are expected between {low} and {high}"


def _dangers(one: "OpportunityDetail") -> Iterator[str]:
    """Say what the risks come to together."""
    if one.risk_score is not None:
        risk, profit = _said(one.risk), _said(one.profit)
        yield f"risk: {one.risk_score} of 100, {risk} of the {profit} on average"
    if one.chance_of_loss is not None:
        yield f"chance of losing money: {_chance(one.chance_of_loss)}"
    if one.shortfall is not None:
        yield f"the worst 5 % lose on average: {_said(one.shortfall)}"


def _chance(share: Decimal) -> str:
    return f"{share * 100:.1f} %"


def _rows(sums: Table, parts: "list[Line]", title: str, total: "Money") -> None:
    for part in parts:
        sums.add_row(part.label, _said(part.amount), part.schedule or "")
    sums.add_row(title, _said(total), "", end_section=True)


def _amount(money: "Money") -> str:
    return f"{money.amount:.{minor_places(money.currency)}f}"


def _said(money: "Money") -> str:
    return f"{_amount(money)} {money.currency}"
