"""Logs are JSON lines, and hold no secret."""

import json
import logging
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
