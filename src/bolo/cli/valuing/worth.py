"""`bolo worth`: what something is worth, how soon it sells, and what it may cost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import AsJson, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.frame.showing import lines, said
from bolo.core.condition import Condition
from bolo.core.decision.rules import percent

if TYPE_CHECKING:
    from bolo.api.products.worth import CouldBe, WorthAnswer, WorthThere


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("worth")(worth)


def worth(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="A title, a GTIN, or a page's address.")] = "",
    *,
    product: Annotated[UUID | None, typer.Option(help="Which product it is.")] = None,
    condition: Annotated[Condition | None, typer.Option(help="new, used …")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what something is worth, how soon it sells, and the highest price to pay for it."""
    from bolo.api.products import worth as routes  # noqa: PLC0415  (heavy; of this command alone)

    asked = routes.WorthQuery(q=words, product_id=product, condition=condition)
    answer = as_owner(context, lambda app, who: routes.get_worth(asked, who, app))
    if as_json:
        lines([answer])
        return
    for line in _told(answer):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _told(answer: "WorthAnswer") -> Iterator[str]:
    if answer.match is not None:
        reasons = "; ".join(answer.match.reasons)
        yield answer.match.product.title
        yield f"{percent(answer.match.probability)} sure that it is this: {reasons}"
        if answer.match.probability < 1:
            yield f"if it is, say so: --product {answer.match.product.id}"
    if answer.condition is not None:
        more = [one for one in answer.conditions if one != answer.condition]
        also = f" (also known: {', '.join(more)}; --condition)" if more else ""
        yield f"in the condition {answer.condition}{also}"
    for one in answer.venues:
        yield ""
        yield from _there(one)
    if answer.insufficient is not None:
        yield answer.insufficient
        yield from map(_other, answer.others)


def _other(one: "CouldBe") -> str:
    why = f"not it: {'; '.join(one.conflicts)}" if one.conflicts else percent(one.probability)
    return f"--product {one.product.id}  {one.product.title} ({why})"


def _there(one: "WorthThere") -> Iterator[str]:
    worth = one.worth
    if worth.insufficient is not None:
        yield f"{one.venue.title}: {worth.insufficient}"
    else:
        yield (
            f"{one.venue.title}: {said(worth.point)}; half of the sales from {said(worth.low50)} "
            f"to {said(worth.high50)}, 80 of 100 from {said(worth.low80)} to {said(worth.high80)}"
        )
        days = f"{many(worth.days_p50 or 0, 'day')} in 50 of 100 cases, {worth.days_p80} in 80"
        yield f"sells within: {days if worth.days_p50 is not None else worth.days_insufficient}"
    if one.exit_price is None:
        yield f"highest price to pay: {one.insufficient}"
        return
    vat = f" and {said(one.vat)} of VAT" if one.vat and one.vat.amount else ""
    yield (
        f"counted on: {said(one.exit_price)}, less {said(one.fees)} of fees{vat} "
        f"leaves {said(one.proceeds)}"
    )
    most = "none would do" if one.max_price is None else said(one.max_price)
    landed = f", which costs {said(one.max_cost)} to own" if one.max_cost else ""
    yield f"highest price to pay: {most}{landed}"
    yield from (f"- {reason.text}" for reason in one.reasons)
