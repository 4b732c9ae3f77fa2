"""`bolo marketplaces`: every connector with its powers, policy, budget, credentials and health."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bolo.core.errors import BoloError
from bolo.core.marketplace import Marketplace
from bolo.marketplaces import discover, powers

HealthOf = Callable[[], Awaitable[Mapping[str, str]]]
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


def as_table(described: list[Described]) -> Table:
    """Lay the connectors out for a terminal."""
    table = Table(title="Marketplaces", title_justify="left", show_lines=True)
    for name in ("Marketplace", "Can", "Policy", "Budget of each host", "Credentials", "Health"):
        table.add_column(name, overflow="fold")
    for one in described:
        table.add_row(
            f"{one.title}\n[dim]{one.slug}[/dim]",
            "\n".join(words(power) for power in one.powers),
            f"{words(one.access)}. {one.policy_note}\n[dim]{one.policy_source}[/dim]",
            f"{one.per_minute} a minute, {one.burst} at once",
            "\n".join(one.credentials) or "none needed",
            one.health,
        )
    return table


def words(name: str) -> str:
    """Write a stored name as a person would: `reads_page` is `reads page`."""
    return name.replace("_", " ")


async def health_now(health_of: HealthOf | None) -> Mapping[str, str]:
    """Ask for the health of all; without a running bolo there is none to tell."""
    if health_of is None:
        return {}
    try:
        return await health_of()
    except BoloError as error:
        unknown = f"unknown: {error}"
        return dict.fromkeys(discover(), unknown)


def mount(app: typer.Typer, health_of: HealthOf | None = None) -> None:
    """Add the command to `app`."""

    @app.command("marketplaces")
    def command(
        as_json: Annotated[
            bool, typer.Option("--json", help="One JSON object a line, on stdout.")
        ] = False,
    ) -> None:
        """List every marketplace bolo knows, what it can do there and what it may."""
        described = describe_all(asyncio.run(health_now(health_of)))
        if as_json:
            for one in described:
                typer.echo(as_line(one))
        else:
            Console().print(as_table(described))
