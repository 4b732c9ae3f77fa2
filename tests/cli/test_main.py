"""How the words of the command line are taken, and how failures are said."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bolo.cli import main as command_line
from bolo.cli.contents import COMMANDS, PARTS
from bolo.cli.frame.fetching import opening
from bolo.cli.main import ASKING, app, in_words, load, main, words
from bolo.cli.watching.watches import duration
from bolo.core.errors import Broken, Invalid
from bolo.platform.settings import environment


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ([], []),
        (["--demo"], ["up", "--demo"]),
        (["--port=8001"], ["up", "--port=8001"]),
        (["--data", "x", "--demo"], ["up", "--data", "x", "--demo"]),
        (["--data", "x"], ["--data", "x"]),
        (["--data", "x", "api-key", "create", "y"], ["--data", "x", "api-key", "create", "y"]),
        (["--data", "x", "up", "--demo"], ["--data", "x", "up", "--demo"]),
        (["--data", "x", "api", "--port", "1"], ["--data", "x", "api", "--port", "1"]),
        (["up", "--demo"], ["up", "--demo"]),
        (["--help"], ["--help"]),
        (["scan", "--demo"], ["scan", "--demo"]),
    ],
)
def test_options_of_up_stand_also_without_the_word(given: list[str], taken: list[str]) -> None:
    assert words(given) == taken


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("90s", timedelta(seconds=90)),
        (" 10M ", timedelta(minutes=10)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        (None, None),
    ],
)
def test_a_duration_is_a_number_and_a_unit(told: str | None, meant: timedelta | None) -> None:
    assert duration(told) == meant


@pytest.mark.parametrize("told", ["", "10", "h", "-1h", "1.5h", "1w", "9" * 40 + "d"])
def test_what_is_no_duration_is_refused_with_an_example(told: str) -> None:
    with pytest.raises(Invalid, match="write it like 90s"):
        duration(told)


@pytest.fixture
def arguments() -> Iterator[list[str]]:
    """Give the arguments of the process, to be changed."""
    kept, kept_commands, kept_groups = sys.argv, app.registered_commands, app.registered_groups
    sys.argv = ["bolo"]
    app.registered_commands, app.registered_groups = [], []
    yield sys.argv
    sys.argv, app.registered_commands, app.registered_groups = kept, kept_commands, kept_groups


def names() -> set[str | None]:
    return {one.name for one in app.registered_commands} | {
        one.name or (one.typer_instance.info.name if one.typer_instance else None)
        for one in app.registered_groups
    }


def test_a_command_loads_only_its_own_module(arguments: list[str]) -> None:
    assert arguments

    load("doctor")

    assert names() == {"doctor"}


def test_help_knows_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments.append("--help")

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)


def test_a_command_is_told_in_the_words_of_its_module() -> None:
    for part, commands in PARTS.items():
        alone = typer.Typer()
        alone.callback()(lambda: None)
        given = (opening,) if part in ASKING else ()
        import_module(f"bolo.cli.{part}").mount(alone, *given)
        group = typer.main.get_command(alone)
        assert isinstance(group, TyperGroup)

        told = {name: one.get_short_help_str(1_000) for name, one in group.commands.items()}

        assert told == commands, part


def test_help_loads_no_command() -> None:
    asked = "import sys; sys.argv = ['bolo', '--help']; from bolo.cli.main import main\n"
    asked += "try: main()\nfinally: print(*(m for m in sys.modules if m.startswith('bolo.')))"

    shown = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    ).stdout

    assert shown.splitlines()[-1].split() == [
        *("bolo.cli", "bolo.cli.contents", "bolo.core", "bolo.core.errors", "bolo.cli.main")
    ]


def test_a_mistyped_command_is_told_its_neighbour(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments.append("opportunites")

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "opportunities" in capsys.readouterr().err


def test_the_version_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments.append("--version")

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("bolo ")


def test_to_stop_while_modules_load_is_quiet(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: str) -> None:
        raise KeyboardInterrupt

    arguments.append("doctor")
    monkeypatch.setattr(command_line, "import_module", stopped)

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 130
    assert capsys.readouterr().err == ""


def test_an_unknown_command_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments.append("wotch")

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "wotch" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Invalid("say [bold] what"), 1, "say [bold] what\n"),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            1,
            "nothing more can be written: No space left on device; make room and try again\n",
        ),
        (OSError(errno.EIO, "it broke"), 70, "bolo failed here: OSError: [Errno 5] it broke\n"),
        (Broken("it is ours"), 70, "bolo failed here: it is ours\n"),
        (ZeroDivisionError("by zero"), 70, "bolo failed here: ZeroDivisionError: by zero\n"),
    ],
)
def test_a_failure_is_one_line(
    capsys: pytest.CaptureFixture[str], error: Exception, code: int, told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        in_words(lambda: fail(error))

    assert ended.value.code == code
    assert capsys.readouterr().err == told


def test_rows_that_others_hold_are_no_failure_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    class Late(Exception):
        sqlstate = "55P03"

    class Refused(Exception):
        orig = Late()

    with pytest.raises(SystemExit) as ended:
        in_words(lambda: fail(Refused()))

    assert ended.value.code == 1
    assert "try again in a moment" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("state", "words", "told"),
    [
        (
            "42501",
            "permission denied to create role\nDETAIL:  Only some may.",
            "to its account: permission denied to create role; the account of DATABASE_URL must",
        ),
        (
            "42P01",
            "<class 'asyncpg.UndefinedTableError'>: relation \"app_user\" does not exist",
            'version: relation "app_user" does not exist; bring it there by `bolo db upgrade`',
        ),
    ],
)
def test_what_a_database_of_ones_own_refuses_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], state: str, words: str, told: str
) -> None:
    class Refused(Exception):
        sqlstate = state

    class Wrapped(Exception):
        orig = Refused(words)

    for error in (Refused(words), Wrapped("(psycopg.errors) [SQL: ...]")):
        with pytest.raises(SystemExit) as ended:
            in_words(partial(fail, error))

        assert ended.value.code == 1
        assert told in capsys.readouterr().err


def test_the_whole_of_an_unexpected_failure_is_kept_without_its_secrets(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOLO_DATA", str(tmp_path))
    (tmp_path / "logs").mkdir()

    with pytest.raises(SystemExit):
        in_words(lambda: fail(KeyError("lost at postgresql://me:hunter2@db")))

    kept = (tmp_path / "logs" / "failures.log").read_text()
    assert "Traceback" in kept
    assert "hunter2" not in kept
    assert "failures.log" in capsys.readouterr().err


def fail(error: Exception) -> None:
    raise error


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are read from /proc")
@pytest.mark.parametrize(("told", "kept"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_one_thread_multiplies_unless_somebody_says_otherwise(
    told: dict[str, str], kept: str
) -> None:
    asked = """
import sys
from bolo.cli.main import load
assert "numpy" not in sys.modules
load("match")
assert "numpy" in sys.modules
from pathlib import Path
from bolo.platform.settings import environment
print(environment()["OPENBLAS_NUM_THREADS"], len(list(Path("/proc/self/task").iterdir())))
"""
    bare = {name: word for name, word in environment().items() if "_NUM_THREADS" not in name}

    shown = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env=bare | told,
    ).stdout.split()

    assert shown[0] == kept
    assert told or shown[1] == "1"
