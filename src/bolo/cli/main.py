"""The command line: every command of bolo, and one place where errors become words."""

import errno
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import bolo
from bolo.cli.contents import COMMANDS, PARTS
from bolo.core.errors import BoloError, Broken

app = typer.Typer(
    name="bolo",
    help="Watches marketplaces, says what is worth buying, and proves it.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
FAILED = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130
"""What a shell is told of a program that was ended by Ctrl-C."""
TAKEN = frozenset({"55P03", "40P01", "40001"})
"""PostgreSQL's words for rows that others hold: a lock not had in time, a deadlock, a conflict."""
NOT_ALLOWED, NO_TABLE = "42501", "42P01"
"""PostgreSQL's words for what the account may not do, and for a table that is not there."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What a full disk, or one that may hold no more of ours, says of whatever is written to it."""
ASKING = frozenset({"sources.scan", "reading.commands", "sources.record"})
"""Those that go out themselves: they are handed the way."""


def load(command: str) -> None:
    """Mount the module of `command`."""
    for part, commands in PARTS.items():
        if command in commands:
            _mount(part)


def load_all() -> None:
    """Mount every module."""
    for part in PARTS:
        _mount(part)


def _mount(part: str) -> None:
    if part == "matching.commands":
        import_module("bolo.platform.settings").multiply_alone()
    module = import_module(f"bolo.cli.{part}")
    if part in ASKING:
        module.mount(app, import_module("bolo.cli.frame.fetching").opening)
    else:
        module.mount(app)


def name_all() -> None:
    """Let help name every command, and a mistyped one find its neighbours, with none loaded."""
    for commands in PARTS.values():
        for command, told in commands.items():
            app.command(command, help=told)(lambda: None)


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
        from bolo.cli.serving.commands import run_up  # noqa: PLC0415  (only then)

        run_up(context, data=data, host=None, port=None, demo=False, browser=True)


OPTIONS_OF_UP = frozenset({"--demo", "--no-browser", "--browser", "--port", "--host"})


def words(given: list[str]) -> list[str]:
    """Let the options of `up` stand without the word: `./run --demo` is `./run up --demo`."""
    first = given[0].partition("=")[0] if given else ""
    mine = any(word.partition("=")[0] in OPTIONS_OF_UP for word in given)
    if (
        COMMANDS.isdisjoint(given)
        and first.startswith("--")
        and mine
        and first not in {"--help", "--version"}
    ):
        return ["up", *given]
    return given


def main() -> None:
    """Run a command; what went wrong on purpose is said in one line, with exit code 1."""
    given = words(sys.argv[1:])
    command = next((word for word in given if word in COMMANDS), None)
    only_up = not given or given[0].partition("=")[0] == "--data"
    try:
        if command or only_up:
            load(command or "up")
        else:
            name_all()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    in_words(lambda: app(given, standalone_mode=True, prog_name="bolo"))


def in_words(command: Callable[[], object]) -> None:
    """Run a command; a failure is one line for the person and an exit code for the shell."""
    try:
        command()
    except Broken as error:
        _say(f"bolo failed here: {error}")
        sys.exit(FAILED)
    except BoloError as error:
        _say(str(error))
        sys.exit(1)
    except OSError as error:
        if error.errno not in NO_ROOM:
            _unexpected(error)
        _say(f"nothing more can be written: {error.strerror}; make room and try again")
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  (whatever it is: one line for the person)
        told = _refused(error)
        if told is None:
            _unexpected(error)
        _say(told)
        sys.exit(1)


def _refused(error: Exception) -> str | None:
    """Say what to do about what the database refuses, as far as it is no fault of ours."""
    refusal = getattr(error, "orig", None) or error
    state = getattr(refusal, "sqlstate", None)
    if state in TAKEN:
        return "the same rows are being worked on; nothing was changed: try again in a moment"
    words = str(refusal).partition("\n")[0].rpartition("'>: ")[2]
    if state == NOT_ALLOWED:
        return (
            f"the database refuses this to its account: {words}; the account of DATABASE_URL must "
            "own the database and what is in it, and be a member of bolo_tenant or be allowed to "
            "make that role (`alter database NAME owner to ACCOUNT; alter role ACCOUNT createrole`)"
        )
    if state == NO_TABLE:
        return f"the database is not of this version: {words}; bring it there by `bolo db upgrade`"
    return None


def _unexpected(error: Exception) -> NoReturn:
    _say(f"bolo failed here: {type(error).__name__}: {_struck(error)}{_kept(error)}")
    sys.exit(FAILED)


def _struck(error: Exception) -> str:
    from bolo.platform.log import strike  # noqa: PLC0415  (only in need)

    return str(strike(str(error)))


def _say(words: str) -> None:
    from rich.console import Console  # noqa: PLC0415  (only in need)
    from rich.text import Text  # noqa: PLC0415

    Console(stderr=True).print(Text(words, style="red"), highlight=False, soft_wrap=True)


def _kept(error: Exception) -> str:
    """Keep the whole traceback in the log, as far as there is one; say where."""
    from bolo.platform.log import strike  # noqa: PLC0415  (only in need)
    from bolo.platform.settings import Settings  # noqa: PLC0415

    with suppress(OSError, BoloError):
        file = Settings.load().data / "logs" / "failures.log"
        if file.parent.is_dir():
            with file.open("a") as log:
                log.write(strike("".join(traceback.format_exception(error))))
            return f" (all of it is in {file})"
    return ""
