"""`bolo marketplaces`: the facts that each connector states, and its health."""

import json
from collections.abc import Mapping

import typer
from typer.testing import CliRunner, Result

from bolo.cli.marketplaces import HealthOf, mount
from bolo.core.errors import Unavailable
from bolo.marketplaces import discover


def bolo_marketplaces(*arguments: str, health_of: HealthOf | None = None) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    mount(app, health_of)
    return CliRunner().invoke(app, ["marketplaces", *arguments], env={"COLUMNS": "240"})


def test_every_connector_is_listed() -> None:
    result = bolo_marketplaces()

    assert result.exit_code == 0
    for kind in discover().values():
        assert kind.title in result.stdout
    assert "none needed" in result.stdout
    assert "not asked yet" in result.stdout


def test_json_lines_hold_every_fact() -> None:
    result = bolo_marketplaces("--json")

    listed = {one["slug"]: one for one in map(json.loads, result.stdout.splitlines())}
    assert list(listed) == list(discover())
    assert listed["gog"]["powers"] == ["reads_page", "searches"]
    assert listed["steam"]["per_minute"] == 40
    assert listed["steam"]["access"] == "official_api"
    assert listed["shopify"]["credentials"] == []


def test_health_is_shown_where_it_is_known() -> None:
    async def health_of() -> Mapping[str, str]:
        return {"steam": "ok, asked 3 minutes ago"}

    result = bolo_marketplaces(health_of=health_of)

    assert "ok, asked 3 minutes ago" in result.stdout
    assert "not asked yet" in result.stdout


def test_health_that_cannot_be_told_is_no_reason_to_fail() -> None:
    async def health_of() -> Mapping[str, str]:
        raise Unavailable("bolo is not running")

    result = bolo_marketplaces(health_of=health_of)

    assert result.exit_code == 0
    assert "unknown: bolo is not running" in result.stdout
