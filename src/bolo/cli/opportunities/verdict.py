"""`bolo verdict`: judgements as they are kept, what each rests on, and the same judged again."""

from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from rich.markup import escape
from rich.table import Column, Table

from bolo.cli.frame.opening import AsJson, out, with_services
from bolo.core.basis.documents import NAMES
from bolo.core.errors import Invalid, NotFound
from bolo.platform import versions
from bolo.views import judgements as view
from bolo.views.judgements import Judgement, Replayed
from bolo.wiring import Services

verdict = typer.Typer(
    help="Verdicts: list them, show what one rests on, judge it again.", no_args_is_help=True
)
Id = Annotated[str, typer.Argument(help="The opportunity's id.")]
Number = Annotated[
    int | None, typer.Option(min=1, help="Which of its judgements; the newest without.")
]


def _id(words: str) -> UUID:
    try:
        return UUID(words)
    except ValueError as error:
        raise Invalid(f"{words} is no id of an opportunity (see: bolo verdict list)") from error


@verdict.command("list")
def list_verdicts(
    context: typer.Context,
    *,
    opportunity: Annotated[str, typer.Option(help="All that is kept of this one.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the newest judgement of each opportunity, or all that are kept of one."""
    only = _id(opportunity) if opportunity else None

    async def use(app: Services) -> list[Judgement]:
        owner = await app.accounts.ensure_owner()
        async with app.db.for_workspace(owner.workspace) as session:
            return await view.judgements(session, owner.workspace, only, limit)

    found = with_services(context, use)
    if as_json:
        for one in found:
            typer.echo(orjson.dumps(_plain(one)).decode())
        return
    whole = Column("opportunity", no_wrap=True, min_width=36)
    table = Table(whole, "judged", "verdict", "what")
    for one in found:
        table.add_row(
            str(one.opportunity),
            f"{one.decided_at:%m-%d %H:%M}",
            one.answer["verdict"],
            escape(one.title),
        )
    out.print(table)


@verdict.command("show")
def show(
    context: typer.Context, identifier: Id, *, number: Number = None, as_json: AsJson = False
) -> None:
    """Show a judgement and all that it rests on, with the hash of each document."""
    wanted = _id(identifier)

    async def use(app: Services) -> Judgement:
        owner = await app.accounts.ensure_owner()
        async with app.db.for_workspace(owner.workspace) as session:
            asked = (session, owner.workspace, wanted, number)
            if (one := await view.judgement(*asked)) is None:
                raise NotFound(await view.none_kept(*asked))
            return one

    one = with_services(context, use)
    if as_json:
        documents = {name: orjson.loads(getattr(one.basis, name)) for name in NAMES}
        typer.echo(orjson.dumps({**_plain(one), "basis": documents}).decode())
        return
    lines = [
        f"{one.title}: {one.answer['verdict']}",
        f"judged {one.decided_at:%Y-%m-%d %H:%M:%S} UTC, no. {one.number}",
        *(f"  {text}" for text in one.answer["reasons"].values()),
        f"rests on {one.hash}",
    ]
    for name in NAMES:
        lines += [f"{name} {one.hashes[name]}", f"  {getattr(one.basis, name)}"]
    for line in lines:
        typer.echo(line)


@verdict.command("replay")
def replay(
    context: typer.Context, identifier: Id, *, number: Number = None, as_json: AsJson = False
) -> None:
    """Judge again from the stored evidence alone; exit code 1 when the answer differs."""
    wanted = _id(identifier)

    async def use(app: Services) -> Replayed:
        owner = await app.accounts.ensure_owner()
        async with app.db.for_workspace(owner.workspace) as session:
            return await view.replayed(session, owner.workspace, wanted, versions.judging(), number)

    again = with_services(context, use)
    if as_json:
        typer.echo(orjson.dumps(_replay_plain(again)).decode())
    else:
        typer.echo(again.text)
        for one in again.differences:
            typer.echo(f"  {one.what}: {one.kept} then, {one.now} now")
    if not again.same:
        raise typer.Exit(1)


def _plain(one: Judgement) -> dict[str, Any]:
    return {
        "opportunity": str(one.opportunity),
        "number": one.number,
        "decided_at": one.decided_at.isoformat(),
        "title": one.title,
        "answer": one.answer,
        "hash": one.hash,
        "hashes": one.hashes,
        "versions": one.versions,
    }


def _replay_plain(again: Replayed) -> dict[str, Any]:
    return {
        **_plain(again.judgement),
        "same": again.same,
        "other_code": again.other_code,
        "code": dict(again.code),
        "differences": [
            {"what": one.what, "kept": one.kept, "now": one.now} for one in again.differences
        ],
        "text": again.text,
    }


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.add_typer(verdict, name="verdict")
