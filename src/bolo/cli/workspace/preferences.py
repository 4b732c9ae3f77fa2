"""Commands about settings: show them and set some of them, each part by its own names.

`limits` is what every verdict rests on, `risk` what is assumed of risks, `telling` how one is
told: of everything, or of one search or follow.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

import orjson
import typer
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bolo.accounts.caller import Caller
from bolo.cli.frame.opening import AsJson, folding, out
from bolo.cli.frame.owner import as_owner
from bolo.cli.watching.follow import find_follow
from bolo.cli.watching.searches import find_search
from bolo.core.errors import Invalid
from bolo.wiring import Services

preferences = typer.Typer(
    help="What verdicts rest on, and how you are told: show, set, forget.", no_args_is_help=True
)
Named = Annotated[
    Literal["limits", "risk", "telling"],
    typer.Argument(help="limits and costs, assumed risks, or how you are told."),
]
OfSearch = Annotated[
    str | None, typer.Option("--search", help="How you are told of this search: title or id.")
]
OfFollow = Annotated[
    str | None, typer.Option("--follow", help="How you are told of what you follow: name or id.")
]
NOTHING = frozenset({"", "none", "null"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the settings: how it is got, kept and shaped.

    What `changes` have a shape for is kept by what was named alone, the rest as a whole.
    """

    shape: type[BaseModel]
    get: Callable[..., Awaitable[BaseModel]]
    keep: Callable[..., Awaitable[BaseModel]]
    does: str
    path: str
    changes: Callable[..., BaseModel] | None = None


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(preferences, name="settings")


@preferences.command("show")
def show(
    context: typer.Context,
    part: Named = "limits",
    *,
    search: OfSearch = None,
    follow: OfFollow = None,
    as_json: AsJson = False,
) -> None:
    """Show a part of the settings."""
    chosen = _part(part)

    async def use(app: Services, who: Caller) -> dict[str, Any]:
        return await _values(chosen, app, who, await _scope(part, app, who, search, follow))

    _print(as_owner(context, use), as_json=as_json)


@preferences.command("set")
def put(
    context: typer.Context,
    part: Named,
    values: Annotated[list[str], typer.Argument(help="name=value, as `settings show` says.")],
    *,
    search: OfSearch = None,
    follow: OfFollow = None,
    as_json: AsJson = False,
) -> None:
    """Set some of a part; what is judged by it is judged anew."""
    chosen = _part(part)
    given = dict(_pair(one) for one in values)

    async def use(app: Services, who: Caller) -> dict[str, Any]:
        scope = await _scope(part, app, who, search, follow)
        known = await _values(chosen, app, who, scope)
        unknown = ", ".join(sorted(given.keys() - known.keys()))
        if unknown:
            raise Invalid(f"there is no {unknown} in {part}; there are: {', '.join(known)}")
        read = {name: _read(text, known[name]) for name, text in given.items()}
        try:
            new = chosen.shape.model_validate_json(orjson.dumps({**known, **read}))
        except ValidationError as error:
            wrong = (_wrong(one, given) for one in error.errors())
            raise Invalid("; ".join(wrong)) from error
        if chosen.changes is not None:
            new = chosen.changes(**_named(new, given, known))
        await chosen.keep(new, who, app, **scope)
        return await _values(chosen, app, who, scope)

    _print(as_owner(context, use, does=chosen.does, to=chosen.path), as_json=as_json)


@preferences.command("forget")
def forget(
    context: typer.Context,
    part: Annotated[Literal["telling"], typer.Argument(help="How you are told.")],
    *,
    search: OfSearch = None,
    follow: OfFollow = None,
) -> None:
    """Forget how you wanted to be told: of a search, what holds for everything holds again."""
    from bolo.api.alerts import telling  # noqa: PLC0415  (as below)

    async def use(app: Services, who: Caller) -> None:
        scope = await _scope(part, app, who, search, follow)
        await telling.forget_telling(who, app, **scope)

    as_owner(context, use, does="forget_telling", to="/telling")


def _named(new: BaseModel, given: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, object]:
    """Return what was named, as a change: of categories also which are no more."""
    told = new.model_dump(include=set(given))
    if "by_category" not in told:
        return told
    left = {one["category"]: None for one in known["by_category"]}
    own = {one.pop("category"): one for one in told.pop("by_category")}
    return {**told, "categories": {**left, **own}}


async def _scope(
    part: str, app: Services, who: Caller, search: str | None, follow: str | None
) -> dict[str, str]:
    """Return what a choice of how one is told is for, in the words of the API."""
    if search is None and follow is None:
        return {}
    if part != "telling" or (search and follow):
        raise Invalid("--search or --follow, one of them, says of what you are told: for telling")
    if search is not None:
        return {"scope": f"search:{(await find_search(app, who, search)).id}"}
    return {"scope": f"follow:{(await find_follow(app, who, follow or '')).follow.id}"}


def _wrong(error: ErrorDetails, given: Mapping[str, str]) -> str:
    """Say what is wrong with a value, and how percents are written that were given for a share."""
    name = ".".join(map(str, error["loc"]))
    told = f"{name}: {error['msg']}"
    if error["type"] == "decimal_parsing":
        return f"{told}; write it like 12.50, a share like 0.19 or 19%"
    most = error.get("ctx", {}).get("le")
    if most is None or not (share := _hundredth(given.get(name, ""))) or share > most:
        return told
    return f"{told}; {given[name]} % is written {share} or {given[name]}%"


def _hundredth(text: str) -> Decimal | None:
    try:
        share = Decimal(text) / 100
    except InvalidOperation:
        return None
    return share if share.is_finite() else None


async def _values(
    part: Part, app: Services, who: Caller, scope: Mapping[str, str]
) -> dict[str, Any]:
    told = (await part.get(who, app, **scope)).model_dump(mode="json")
    told = told.get("figures", told)
    return {name: told[name] for name in part.shape.model_fields}


def _print(values: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(orjson.dumps(values).decode())
        return
    table = folding("name", "value")
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
    """Read a value as what stood there: JSON for what has parts, a list by commas, else words.

    82% is 0.82, for shares are kept as such.
    """
    if text.lower() in NOTHING:
        return [] if isinstance(before, list) else None
    if text.startswith(("[", "{")):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Invalid(f"{text} is no JSON: {error}") from error
    if text.endswith("%") and (share := _hundredth(text[:-1])) is not None:
        return str(share)
    return [one.strip() for one in text.split(",")] if isinstance(before, list) else text


def _part(name: str) -> Part:
    from bolo.api.alerts import telling  # noqa: PLC0415  (heavy; of these alone)
    from bolo.api.workspace import risks, settings  # noqa: PLC0415  (heavy; of these alone)

    parts = {
        "limits": Part(
            settings.WorkspaceSettings,
            settings.get_settings,
            settings.change_settings,
            "change_settings",
            "/settings",
            settings.SettingsChange,
        ),
        "risk": Part(
            risks.RiskFigures,
            risks.get_risk_settings,
            risks.change_risk_settings,
            "change_risk_settings",
            "/settings/risk",
            risks.RiskChange,
        ),
        "telling": Part(
            telling.Telling, telling.get_telling, telling.put_telling, "put_telling", "/telling"
        ),
    }
    return parts[name]
