"""The command line: every command of bolo, and one place where errors become words."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import bolo
from bolo.cli import accounts, database, doctor, fees, marketplaces, record, scan, serving, watches
from bolo.cli.fetching import opening
from bolo.core.errors import BoloError, Broken

app = typer.Typer(
    name="bolo",
    help="Watches marketplaces, says what is worth buying, and proves it.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (serving, watches, accounts, database, doctor):
    part.mount(app)
scan.mount(app, opening)
record.mount(app, opening)
marketplaces.mount(app)
app.add_typer(fees.app, name="fees")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bolo {bolo.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", help="Where everything is kept (./data, BOLO_DATA).")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Without a command: run everything, as `bolo up` does."""
    del version
    if context.invoked_subcommand is None:
        serving.run_up(context, data=data, host=None, port=None, demo=False, browser=True)


OPTIONS_OF_UP = frozenset({"--demo", "--no-browser", "--browser", "--port", "--host"})


def words(given: list[str]) -> list[str]:
    """Let the options of `up` stand without the word: `./run --demo` is `./run up --demo`."""
    first = given[0].partition("=")[0] if given else ""
    mine = any(word.partition("=")[0] in OPTIONS_OF_UP for word in given)
    if first.startswith("--") and mine and first not in {"--help", "--version"}:
        return ["up", *given]
    return given


def main() -> None:
    """Run a command; what went wrong on purpose is said in one line, with exit code 1."""
    try:
        app(words(sys.argv[1:]), standalone_mode=True)
    except Broken as error:
        Console(stderr=True).print(f"[red]bolo failed here: {error}[/red]")
        sys.exit(70)
    except BoloError as error:
        Console(stderr=True).print(f"[red]{error}[/red]", highlight=False)
        sys.exit(1)
