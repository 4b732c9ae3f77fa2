"""A server that commands wake and share: nobody ends it beneath another, and the last one does."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree

import psycopg
import pytest

from bolo.core.errors import Conflict, Misconfigured
from bolo.platform.clock import system_clock
from bolo.platform.postgres.awake import FILE, awake
from bolo.platform.postgres.lock import hold
from bolo.platform.postgres.server import Postgres
from tests.memory import in_memory

ADDRESS = "http://127.0.0.1:8123"


@pytest.fixture(scope="module")
def asleep() -> Iterator[Path]:
    """Give a folder whose server sleeps, made once for this module."""
    folder = Path(tempfile.mkdtemp(prefix="bolo-awake-", dir=in_memory()))
    folder.chmod(0o755)
    yield folder
    Postgres(folder).stop()
    rmtree(folder)


@pytest.fixture
def prepared() -> list[str]:
    """Give a list of what was prepared."""
    return []


def answers(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_last_one_out_stops_it(asleep: Path, prepared: list[str]) -> None:
    first, second = ExitStack(), ExitStack()
    with second:
        with first:
            first.enter_context(awake(Postgres(asleep), system_clock, prepared.append))
            url = second.enter_context(awake(Postgres(asleep), system_clock, prepared.append))
        lives = answers(url)

    assert lives
    assert prepared == [url]
    assert Postgres(asleep).running() is None


def test_a_bolo_takes_over_what_a_command_woke(asleep: Path, prepared: list[str]) -> None:
    with ExitStack() as bolo:
        with awake(Postgres(asleep), system_clock, prepared.append) as url:
            bolo.enter_context(hold(asleep, system_clock, ADDRESS))
        lives = answers(url)
        with awake(Postgres(asleep), system_clock, prepared.append):
            pass
        goes_on = answers(url)

    assert (lives, goes_on) == (True, True)
    assert prepared == [url]
    Postgres(asleep).stop()


def test_what_ran_before_goes_on(asleep: Path, prepared: list[str]) -> None:
    server = Postgres(asleep)
    server.start()

    with awake(Postgres(asleep), system_clock, prepared.append) as url:
        pass

    assert answers(url)
    assert prepared == []
    server.stop()


def test_what_a_killed_command_half_prepared_is_prepared_again(
    asleep: Path, prepared: list[str]
) -> None:
    with hold(asleep, system_clock):
        (asleep / FILE).write_text("waking")
    server = Postgres(asleep)
    server.start()

    with awake(Postgres(asleep), system_clock, prepared.append) as url:
        pass

    assert prepared == [url]
    assert server.running() is None
    server.stop()


def test_what_one_alone_left_when_it_was_killed_is_prepared_and_stopped(
    asleep: Path, prepared: list[str]
) -> None:
    with awake(Postgres(asleep), system_clock, prepared.append, alone=True):
        left = (asleep / FILE).read_text()
    ended = (asleep / FILE).read_text(), Postgres(asleep).running()
    (asleep / FILE).write_text(left)
    server = Postgres(asleep)
    server.start()

    with awake(Postgres(asleep), system_clock, prepared.append) as url:
        pass

    assert ended == ("", None)
    assert prepared == [url]
    assert server.running() is None
    server.stop()


def test_what_was_left_running_is_had_alone_and_stopped(asleep: Path, prepared: list[str]) -> None:
    server = Postgres(asleep)
    server.start()

    with awake(Postgres(asleep), system_clock, prepared.append, alone=True) as url:
        lives = answers(url)

    assert (lives, prepared) == (True, [])
    assert server.running() is None
    server.stop()


def test_what_cannot_be_prepared_is_stopped(asleep: Path) -> None:
    def fail(_: str) -> None:
        raise Misconfigured("made by a newer bolo")

    with (
        pytest.raises(Misconfigured, match="newer"),
        awake(Postgres(asleep), system_clock, fail),
    ):
        pass

    assert Postgres(asleep).running() is None


def test_who_wants_it_alone_is_refused_while_another_uses_it(
    asleep: Path, prepared: list[str]
) -> None:
    with (
        awake(Postgres(asleep), system_clock, prepared.append) as url,
        pytest.raises(Conflict, match="in use by another command"),
        awake(Postgres(asleep), system_clock, prepared.append, alone=True),
    ):
        pass

    assert prepared == [url]
    with awake(Postgres(asleep), system_clock, prepared.append, alone=True) as again:
        assert answers(again)
    assert Postgres(asleep).running() is None
    assert prepared == [url]
