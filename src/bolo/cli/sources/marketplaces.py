"""`bolo marketplaces`: every connector with its powers, policy, budget, credentials and health."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table

from bolo.cli.frame.chosen import postgres, settings
from bolo.core.errors import BoloError
from bolo.core.marketplace import Marketplace
from bolo.marketplaces import discover, powers

HealthOf = Callable[[typer.Context], Mapping[str, str]]
"""Returns a few words on the health of each connector that has been asked, by slug."""
NOT_ASKED = "not asked yet"


@dataclass(frozen=True, slots=True)
class Described:
    """One connector, as a person wants to know it."""

    slug: str
    title: str
    powers: tuple[str, ...]
    access: str
    policy_source: str
    policy_note: str
    per_minute: int
    burst: int
    credentials: tuple[str, ...]
    health: str

    @classmethod
    def of(cls, kind: type[Marketplace], health: Mapping[str, str]) -> "Described":
        """Describe a connector by the facts that it states."""
        return cls(
            slug=kind.slug,
            title=kind.title,
            powers=powers(kind),
            access=kind.policy.access,
            policy_source=kind.policy.source,
            policy_note=kind.policy.note,
            per_minute=kind.budget.per_minute,
            burst=kind.budget.burst,
            credentials=kind.credentials,
            health=health.get(kind.slug, NOT_ASKED),
        )


def describe_all(health: Mapping[str, str]) -> list[Described]:
    """Describe every connector, by slug."""
    return [Described.of(kind, health) for kind in discover().values()]


def as_line(one: Described) -> str:
    """Write a connector as one line of JSON."""
    names = Described.__slots__
    return json.dumps({name: getattr(one, name) for name in names}, ensure_ascii=False)


def as_sheets(described: list[Described]) -> Group:
    """Lay the connectors out for a terminal of any width: one under the other, a fact a line."""
    sheets: list[RenderableType] = []
    for one in described:
        sheet = Table.grid(padding=(0, 2))
        sheet.add_column(no_wrap=True)
        sheet.add_column(overflow="fold")
        facts = {
            "can": ", ".join(words(power) for power in one.powers),
            "policy": f"{words(one.access)}. {one.policy_note}",
            "source": one.policy_source,
            "budget": f"{one.per_minute} a minute for each host, {one.burst} at once",
            "keys": ", ".join(one.credentials) or "none needed",
            "health": one.health,
        }
        for name, fact in facts.items():
            sheet.add_row(f"  {name}", escape(fact))
        sheets += [f"[bold]{escape(one.title)}[/bold] ({one.slug})", sheet, ""]
    return Group(*sheets)


def words(name: str) -> str:
    """Write a stored name as a person would: `reads_page` is `reads page`."""
    return name.replace("_", " ")


def health_here(context: typer.Context) -> Mapping[str, str]:
    """Ask the bolo here how its sources fare; where its database sleeps there is none to tell."""
    chosen = settings(context)
    if chosen.database_url is None and postgres(chosen).running() is None:
        return {}
    from bolo.api.sources.routes import list_sources  # noqa: PLC0415  (heavy, and only beside a database)
    from bolo.cli.frame.owner import as_owner  # noqa: PLC0415  (as above)

    try:
        found = as_owner(context, lambda app, who: list_sources(who, app))
    except BoloError as error:
        return dict.fromkeys(discover(), f"unknown: {error}")
    states: dict[str, Counter[str]] = {}
    for source in found.items:
        states.setdefault(source.marketplace or "", Counter())[source.health.state] += 1
    return {
        slug: ", ".join(f"{count} {state}" for state, count in sorted(counted.items()))
        for slug, counted in states.items()
    }


def mount(app: typer.Typer, health_of: HealthOf = health_here) -> None:
    """Add the command to `app`."""

    @app.command("marketplaces")
    def command(
        context: typer.Context,
        as_json: Annotated[
            bool, typer.Option("--json", help="One JSON object a line, on stdout.")
        ] = False,
    ) -> None:
        """List every marketplace bolo knows, what it can do there and what it may."""
        described = describe_all(health_of(context))
        if as_json:
            for one in described:
                typer.echo(as_line(one))
        else:
            Console().print(as_sheets(described))
