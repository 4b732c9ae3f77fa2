"""Logs are JSON lines, and hold no secret."""

import contextlib
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bolo.platform import log
from bolo.platform.secrets import new_token


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    log.configure(tmp_path / "logs", level="info")
    yield tmp_path / "logs"
    log.close()
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "bolo.log").read_text().splitlines()]


def test_ours_and_the_libraries_lines_are_json_alike(folder: Path) -> None:
    log.get_logger("bolo.watch").info("page read", marketplace="steam", offers=3)
    logging.getLogger("library").warning("told %s", "so", extra={"shop": "a"})

    ours, theirs = lines(folder)

    assert (ours["event"], ours["marketplace"], ours["offers"]) == ("page read", "steam", 3)
    assert (ours["level"], ours["logger"]) == ("info", "bolo.watch")
    assert (theirs["event"], theirs["shop"], theirs["level"]) == ("told so", "a", "warning")


def test_the_terminal_shows_only_what_a_person_should_see(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure(folder)  # with the terminal of this test

    log.get_logger("bolo").info("routine")
    log.get_logger("bolo").warning("look here")

    shown = capsys.readouterr().err
    assert "look here" in shown
    assert "routine" not in shown
    assert len(lines(folder)) == 2


def test_a_quiet_command_warns_on_the_terminal_of_the_moment(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = io.StringIO()
    with contextlib.redirect_stderr(gone):
        log.quiet()
    gone.close()

    structlog.get_logger("bolo").info("routine")
    structlog.get_logger("bolo").warning("look here")

    assert folder.exists()
    assert capsys.readouterr().err == "event='look here'\n"


def test_no_secret_reaches_the_file(folder: Path) -> None:
    token = new_token()

    log.get_logger("bolo").info(
        f"asked with {token}",
        api_key="sk-live-1",
        headers={"Authorization": "Bearer abcdefgh12345678", "X": f"Bearer {token}"},
        url="https://me:hunter2@shop.example/?q=1&token=hunter2",
        several=[f"Authorization: Basic aHVudGVyMg=={token}"],
    )
    try:
        dict[str, str]()[token]
    except KeyError:
        log.get_logger("bolo").exception("failed")

    told = (folder / "bolo.log").read_text()
    assert token not in told
    assert "hunter2" not in told
    assert "sk-live-1" not in told
    assert "abcdefgh" not in told
    assert "q=1" in told
    assert "KeyError" in told


def test_names_that_only_resemble_a_secret_are_left() -> None:
    kept = {"tokens_left": 3, "keyboard": "us", "monkey": "x", "token": None}

    assert log.strike(kept) == kept


def test_a_second_process_of_a_name_writes_a_file_of_its_own(folder: Path) -> None:
    beside = "import sys, pathlib; from bolo.platform import log; import logging\n"
    beside += "print(log.configure(pathlib.Path(sys.argv[1])))\n"
    beside += "logging.getLogger('x').warning('told elsewhere')"

    logging.getLogger("x").warning("told here")

    names = [
        subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-c", beside, str(folder)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]

    assert names == ["bolo-2", "bolo-2"]  # the first has ended when the second begins
    assert (folder / "bolo-2.log").read_text().count("told elsewhere") == 2
    assert "told elsewhere" not in (folder / "bolo.log").read_text()


def test_a_failure_shows_no_values_and_draws_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure(folder)  # with the terminal of this test
    what_was_in_hand = "drawn-with-locals"

    try:
        int(what_was_in_hand[:5])
    except ValueError:
        structlog.get_logger("bolo").exception("failed")
        logging.getLogger("library").exception("failed too")

    shown, kept = capsys.readouterr().err, (folder / "bolo.log").read_text()
    assert shown.count("error=") == 2
    assert "ValueError: invalid literal" in shown
    assert "Traceback" not in shown
    assert kept.count("Traceback") == 2
    assert not any(word in shown + kept for word in ("drawn-with-locals", "─", "╭"))
