"""Commands about settings: show them and set some of them, each part by its own names.

`limits` is what every verdict rests on, `risk` what is assumed of risks, `telling` how one is
told.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import orjson
import typer
from pydantic import BaseModel, ValidationError
from rich.table import Table

from bolo.accounts.caller import Caller
from bolo.cli.opening import AsJson, out
from bolo.cli.owner import as_owner
from bolo.core.errors import Invalid
from bolo.wiring import Services

preferences = typer.Typer(help="What verdicts rest on: show, set.", no_args_is_help=True)
Named = Annotated[
    Literal["limits", "risk", "telling"],
    typer.Argument(help="limits and costs, assumed risks, or how you are told."),
]
NOTHING = frozenset({"", "none", "null"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the settings: how it is got, kept and shaped."""

    shape: type[BaseModel]
    get: Callable[[Caller, Services], Awaitable[BaseModel]]
    put: Callable[[Any, Caller, Services], Awaitable[BaseModel]]
    does: str
    path: str


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(preferences, name="settings")


@preferences.command("show")
def show(context: typer.Context, part: Named = "limits", as_json: AsJson = False) -> None:
    """Show a part of the settings."""
    chosen = _part(part)
    _print(as_owner(context, lambda app, who: _values(chosen, app, who)), as_json=as_json)


@preferences.command("set")
def put(
    context: typer.Context,
    part: Named,
    values: Annotated[list[str], typer.Argument(help="name=value, as `settings show` says.")],
    as_json: AsJson = False,
) -> None:
    """Set some of a part; what is judged by it is judged anew."""
    chosen = _part(part)
    given = dict(_pair(one) for one in values)

    async def use(app: Services, who: Caller) -> dict[str, Any]:
        known = await _values(chosen, app, who)
        unknown = ", ".join(sorted(given.keys() - known.keys()))
        if unknown:
            raise Invalid(f"there is no {unknown} in {part}; there are: {', '.join(known)}")
        read = {name: _read(text, known[name]) for name, text in given.items()}
        try:
            new = chosen.shape.model_validate_json(orjson.dumps({**known, **read}))
        except ValidationError as error:
            wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise Invalid("; ".join(wrong)) from error
        await chosen.put(new, who, app)
        return await _values(chosen, app, who)

    _print(as_owner(context, use, does=chosen.does, to=chosen.path), as_json=as_json)


async def _values(part: Part, app: Services, who: Caller) -> dict[str, Any]:
    told = (await part.get(who, app)).model_dump(mode="json")
    told = told.get("figures", told)
    return {name: told[name] for name in part.shape.model_fields}


def _print(values: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(orjson.dumps(values).decode())
        return
    table = Table("name", "value")
    for name, value in values.items():
        table.add_row(name, _shown(value))
    out.print(table)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise Invalid(f"{text} is not name=value; bolo settings show lists the names")
    return name, value


def _read(text: str, before: object) -> object:
    """Read a value as what stood there: JSON for what has parts, a list by commas, else words."""
    if text.lower() in NOTHING:
        return [] if isinstance(before, list) else None
    if text.startswith(("[", "{")):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Invalid(f"{text} is no JSON: {error}") from error
    return [one.strip() for one in text.split(",")] if isinstance(before, list) else text


def _part(name: str) -> Part:
    from bolo.api import risk_settings, settings, telling  # noqa: PLC0415  (heavy; of these alone)

    parts = {
        "limits": Part(
            settings.WorkspaceSettings,
            settings.get_settings,
            settings.put_settings,
            "put_settings",
            "/settings",
        ),
        "risk": Part(
            risk_settings.RiskFigures,
            risk_settings.get_risk_settings,
            risk_settings.put_risk_settings,
            "put_risk_settings",
            "/settings/risk",
        ),
        "telling": Part(
            telling.Telling, telling.get_telling, telling.put_telling, "put_telling", "/telling"
        ),
    }
    return parts[name]
