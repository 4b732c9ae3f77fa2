"""`bolo allocate`: which of the open opportunities to take with this money, and why not others."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from bolo.cli.frame.counting import many
from bolo.cli.frame.opening import console, folding, out, with_services
from bolo.core.allocation.allocate import allocate
from bolo.core.allocation.instead import taken
from bolo.core.allocation.plan import (
    SECONDS,
    Candidate,
    Limits,
    Plan,
    Use,
    words_for,
)
from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.views.allocation import Choice, worth_buying
from bolo.wiring import Services

MOST_TOLD = 10
"""Of so many it is told why they are not taken, unless all are asked for."""
Most = Annotated[
    list[str] | None,
    typer.Option(help="At most so much on each: 300; or on one: NAME=300. May be given again."),
]


def allocate_command(
    context: typer.Context,
    *,
    budget: Annotated[str, typer.Option(help="What may be spent, in the workspace's currency.")],
    per_category: Most = None,
    per_seller: Most = None,
    max_shortfall: Annotated[
        str | None, typer.Option(help="The most that the worst twentieth may lose on average.")
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0, help="How long to look for a proof that nothing is better.")
    ] = SECONDS,
    every: Annotated[
        bool, typer.Option("--all", help="Tell why of each that is not taken, not of ten.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Choose among what is worth buying: the greatest expected profit per capital-day."""
    amount = _amount("--budget", budget)
    shortfall = _amount("--max-shortfall", max_shortfall) if max_shortfall else None
    categories, shops = _most("--per-category", per_category), _most("--per-seller", per_seller)
    choice, names = with_services(context, _choice)
    hosts = {name: host for host, name in names.items()}
    groups = (categories, {hosts.get(one, one): most for one, most in shops.items()})
    limits = _limits(choice.currency, amount, groups, shortfall)
    say_unknown(choice, limits, names)
    with _quiet_solver():
        plan = allocate(choice.candidates, limits, seconds=seconds)
    if as_json:
        _say_json(plan, choice)
        return
    show(plan, choice, names)
    show_left_out(plan, choice, names, every=every)


Named = dict[str, Decimal]


async def _choice(app: Services) -> tuple[Choice, dict[str, str]]:
    """Return the deals of the owner that are worth buying, and the names of shops by host."""
    owner = await app.accounts.ensure_owner()
    async with app.db.for_workspace(owner.workspace) as session:
        figures = (await app.preferences.of(session, owner.workspace)).costing
        choice = await worth_buying(session, owner.workspace, figures.currency)
    return choice, app.demo.shop_names()


def say_unknown(choice: Choice, limits: Limits, names: Mapping[str, str]) -> None:
    """Tell of limits on what no deal is of, a slip of the pen for example: they hold nothing."""
    options = (
        ("--per-category", limits.categories, {one.category for one in choice.candidates}),
        ("--per-seller", limits.sellers, {one.seller for one in choice.candidates}),
    )
    for option, limited, there in options:
        known = ", ".join(sorted(names.get(one, one) for one in there if one)) or "none"
        for name in sorted(set(limited) - there):
            told = f"{option} {name}: no deal to choose from is of it; there are {known}"
            console.print(told, markup=False, highlight=False, soft_wrap=True)


def _limits(
    currency: str, budget: Decimal, groups: tuple[Named, Named], shortfall: Decimal | None
) -> Limits:
    every = [
        None if (amount := group.get("")) is None else Money(amount, currency) for group in groups
    ]
    own = [
        {name: Money(amount, currency) for name, amount in group.items() if name}
        for group in groups
    ]
    worst = None if shortfall is None else Money(shortfall, currency)
    return Limits(Money(budget, currency), every[0], every[1], worst, own[0], own[1])


def _amount(option: str, words: str) -> Decimal:
    try:
        amount = Decimal(words.strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise Invalid(f"{option} is an amount such as 250 or 99.50, not {words}")
    return amount


def _most(option: str, given: list[str] | None) -> dict[str, Decimal]:
    """Return limits by name; that of all the others has no name."""
    parts = [words.rpartition("=") for words in given or []]
    return {name.strip(): _amount(option, amount) for name, _, amount in parts}


@contextmanager
def _quiet_solver() -> Iterator[None]:
    """Keep what HiGHS prints of its own accord out of our answer: it goes to stderr."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _say_json(plan: Plan, choice: Choice) -> None:
    for one in plan.chosen:
        typer.echo(orjson.dumps({"taken": True, **_fields(one, choice)}).decode())
    places = taken(plan.chosen)
    for out_ in map(places.weighed, plan.left_out):
        fields = {**_fields(out_.candidate, choice), "why": out_.why, "text": out_.text}
        typer.echo(orjson.dumps({"taken": False, **fields}).decode())
    amounts = {"month": plan.month, "best": plan.best, "rest": plan.rest}
    told = {name: str(amount) for name, amount in amounts.items()}
    limits = [_limit(use) for use in plan.uses]
    typer.echo(orjson.dumps({**told, "proven": plan.proven, "limits": limits}).decode())


def _limit(use: Use) -> dict[str, object]:
    amounts = {"used": use.used, "most": use.most, "left": use.left}
    told = {name: str(amount) for name, amount in amounts.items()}
    return {"kind": use.kind, "name": use.name, **told, "text": use.text}


def _fields(one: Candidate, choice: Choice) -> dict[str, object]:
    return {
        "opportunity": one.id,
        "title": choice.shown[one.id].title,
        "venue": choice.shown[one.id].venue,
        "seller": one.seller,
        "category": one.category,
        "cost": str(one.cost),
        "expected_profit": str(one.profit),
        "days": one.days,
        "month": str(one.month),
        "shortfall": str(one.shortfall),
    }


def show(plan: Plan, choice: Choice, names: Mapping[str, str]) -> None:
    """Print a plan for a person; `names` are those of shops by host, as on screen."""
    table = folding(f"take, amounts in {choice.currency}")
    for name in ("cost", "expected\nprofit", "days", "in 30\ndays"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in plan.chosen:
        shown = choice.shown[one.id]
        what = escape(f"{shown.title}\n{names.get(one.seller, one.seller)} → {shown.venue}")
        cost, profit, month = (
            str(money.rounded().amount) for money in (one.cost, one.profit, one.month)
        )
        table.add_row(what, cost, profit, str(one.days), month)
    out.print(table)
    for use in (one for one in plan.uses if one.used.amount > 0):
        out.print(
            f"{words_for(use.kind, names.get(use.name, use.name))}: {use.used} of {use.most}. "
            f"{use.text}",
            highlight=False,
        )
    sure = (
        "proven: no other choice earns more"
        if plan.proven
        else f"no other choice earns more than {plan.rest} beyond that; --seconds looks longer"
    )
    out.print(f"expected profit in 30 days: {plan.month} ({sure})", highlight=False)


def show_left_out(plan: Plan, choice: Choice, names: Mapping[str, str], *, every: bool) -> None:
    """Print why others are not taken, the nearest to being taken first: ten, or `every` one."""
    told = plan.left_out[: None if every else MOST_TOLD]
    for left in map(taken(plan.chosen).weighed, told):
        title = choice.shown[left.candidate.id].title
        out.print(
            f"not taken: {title}. {_by_name(left.text, names)}", markup=False, highlight=False
        )
    if len(told) < len(plan.left_out):
        more = many(len(plan.left_out) - len(told), "more is", "more are")
        console.print(f"{more} not taken: --all tells of each")
    if choice.elsewhere:
        console.print(f"{choice.elsewhere} are in another currency and wait to be valued anew")


def _by_name(text: str, names: Mapping[str, str]) -> str:
    for host, name in names.items():
        text = text.replace(host, name)
    return text


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("allocate")(allocate_command)
