"""`bolo fees`: what a venue takes, from which schedule and source; and worked examples."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from bolo.cli.files.mistakes import reading
from bolo.cli.frame.counting import many
from bolo.core.errors import Invalid, NotFound
from bolo.core.fees import Charge, Quote, Venue, venues
from bolo.core.fees import quote as quote_venue
from bolo.core.fees import venue as find_venue
from bolo.core.fees.at_venue import Terms
from bolo.core.fees.examples import Outcome, check_all, read_examples
from bolo.core.fees.quote import figure
from bolo.core.fx import Rates, latest, recorded
from bolo.core.money import Money
from bolo.platform.clock import system_clock

app = typer.Typer(help="What a venue takes from a sale.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")]
Sum = Annotated[str | None, typer.Option(help="What the buyer pays for it, for the whole order.")]


@app.command()
def quote(
    *,
    venue: Annotated[
        str, typer.Option(help="A venue as `bolo fees venues` lists it, or a schedule.")
    ],
    price: Annotated[str, typer.Option(help="What one item sells for.")],
    category: Annotated[str | None, typer.Option(help="The venue's category.")] = None,
    shipping: Sum = None,
    tax: Sum = None,
    handling: Sum = None,
    gift_wrap: Sum = None,
    personalization: Sum = None,
    quantity: Annotated[int, typer.Option(min=1, help="How many items.")] = 1,
    option: Annotated[
        list[str] | None, typer.Option(help="NAME or NAME=VALUE; may be given again.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The day, as 2026-11-21; today by default.")
    ] = None,
    currency: Annotated[str | None, typer.Option(help="The venue's own by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show each fee of a sale, the schedule it comes from and its source."""
    place, day = find_venue(venue), _day(on)
    sums = {"shipping": shipping, "tax": tax, "handling": handling, "gift_wrap": gift_wrap}
    sums["personalization"] = personalization
    code = (currency or place.currency).upper()
    terms = _terms(sums, code, quantity, option or [])
    found = quote_venue(
        venue, _money(price, "price", code), on=day, category=category, rates=_rates(day), **terms
    )
    if as_json:
        typer.echo(json.dumps(_quote_as_json(found, day)))
    else:
        _show_quote(found, place, day)


def _terms(sums: dict[str, str | None], currency: str, quantity: int, options: list[str]) -> Terms:
    given = {name: _money(text, name, currency) for name, text in sums.items() if text is not None}
    chosen = (text.partition("=") for text in options)
    return Terms(
        shipping=given.get("shipping"),
        tax=given.get("tax"),
        handling=given.get("handling"),
        gift_wrap=given.get("gift_wrap"),
        personalization=given.get("personalization"),
        quantity=quantity,
        options={name.strip(): value.strip() for name, _, value in chosen},
    )


def _money(text: str, name: str, currency: str) -> Money:
    return Money(figure(text.strip(), name), currency)


def _day(text: str | None) -> date:
    if text is None:
        return system_clock().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"--on is a day such as 2026-11-21, not {text!r}") from None


def _rates(day: date) -> Rates | None:
    try:
        return latest(recorded(), day)
    except NotFound:
        return None


def _quote_as_json(found: Quote, day: date) -> dict[str, object]:
    return {
        "venue": found.venue,
        "category": found.category,
        "on": day.isoformat(),
        "components": [_line_as_json(one) for one in found.charges],
        "total": _amount(found.total),
        "buyer_total": _amount(found.buyer_total),
        "proceeds": _amount(found.proceeds),
        "schedules": list(found.schedules),
        "sources": list(found.sources),
        "confidence": found.confidence.value,
        "confirmed": found.confirmed,
        "notes": list(found.notes),
    }


def _line_as_json(one: Charge) -> dict[str, object]:
    return {
        "name": one.name,
        "label": one.label,
        "amount": _amount(one.amount),
        "how": one.how,
        "paid_by": one.paid_by.value,
        "schedule": one.schedule,
        "source": one.source,
        "confidence": one.confidence.value,
        "confirmed": one.confirmed,
    }


def _amount(money: Money) -> dict[str, str]:
    shown = money.rounded()
    return {"amount": f"{shown.amount:f}", "currency": shown.currency}


def _show_quote(found: Quote, place: Venue, day: date) -> None:
    console = Console()
    category = f", {found.category}" if found.category else ""
    table = Table("Fee", "Amount", "How", "Schedule", "Confidence")
    table.title = f"{place.title}{category}, on {day}"
    table.columns[1].justify = "right"
    table.columns[3].overflow = "fold"
    for one in found.charges:
        payer = "" if one.paid_by == "seller" else " (buyer pays)"
        table.add_row(
            f"{one.label}{payer}", str(one.amount), one.how, one.schedule, one.confidence.value
        )
    table.add_section()
    table.add_row(
        "Fees",
        str(found.total.rounded()),
        "",
        "",
        "confirmed" if found.confirmed else "NOT CONFIRMED",
    )
    table.add_row("Proceeds", str(found.proceeds.rounded()), "price less fees")
    console.print(table)
    for where in found.sources:
        console.print(f"Source: {where}", soft_wrap=True, markup=False, highlight=False)
    for note in found.notes:
        console.print(f"Note: {note}", soft_wrap=True, markup=False, highlight=False)
    if not found.confirmed:
        console.print("This quote rests on a figure that is not confirmed: see docs/fees.md.")


@app.command()
def check(
    examples: Annotated[Path, typer.Argument(help="A CSV of worked examples: see docs/fees.md.")],
    as_json: AsJson = False,
) -> None:
    """Evaluate worked examples; exit code 1 when one differs."""
    with reading(examples):
        text = examples.read_text("utf-8")
    outcomes = check_all(read_examples(text))
    differ = sum(not one.agrees for one in outcomes)
    if as_json:
        _check_as_json(outcomes, differ)
    else:
        _show_check(outcomes, differ)
    if differ:
        raise typer.Exit(1)


def _check_as_json(outcomes: tuple[Outcome, ...], differ: int) -> None:
    for one in outcomes:
        row = {
            "id": one.example.id,
            "expected": one.example.expected,
            "ours": one.ours,
            "agrees": one.agrees,
            "problem": one.problem,
        }
        typer.echo(json.dumps(row))
    agree = len(outcomes) - differ
    typer.echo(json.dumps({"examples": len(outcomes), "agree": agree, "differ": differ}))


def _show_check(outcomes: tuple[Outcome, ...], differ: int) -> None:
    width = max((len(one.example.id) for one in outcomes), default=2)
    typer.echo(f"{'id':<{width}}  {'expected':>10}  {'ours':>10}")
    for one in outcomes:
        mark = "" if one.agrees else f"  DIFFERS {one.problem or one.example.metric}"
        typer.echo(f"{one.example.id:<{width}}  {one.example.expected:>10}  {one.ours:>10}{mark}")
    agree = len(outcomes) - differ
    typer.echo(f"{many(len(outcomes), 'example')}: {agree} agree, {differ} differ")


@app.command("venues")
def list_venues(as_json: AsJson = False) -> None:
    """List the venues that can be quoted, with their currency and categories."""
    if as_json:
        for place in venues().values():
            typer.echo(json.dumps(_venue_as_json(place)))
        return
    screen = Console(highlight=False, markup=False)
    for place in venues().values():
        newest = place.schedules[-1]
        sure = f"confidence {newest.confidence.value}" if newest.has_figures else "no figures"
        screen.print(f"{place.slug}: {place.title}, {place.currency}, {sure}", soft_wrap=True)
        screen.print(Padding(", ".join(place.categories), (0, 0, 0, 4)))


def _venue_as_json(place: Venue) -> dict[str, object]:
    newest = place.schedules[-1]
    return {
        "slug": place.slug,
        "title": place.title,
        "marketplace": place.marketplace,
        "currency": place.currency,
        "categories": list(place.categories),
        "default_category": newest.default_category,
        "schedules": [one.id for one in (*place.schedules, *place.also)],
        "confidence": newest.confidence.value,
        "has_figures": newest.has_figures,
    }


def mount(root: typer.Typer) -> None:
    """Add the commands to `root`."""
    root.add_typer(app, name="fees")
