"""`bolo account`: shown, taken along as a ZIP, and erased once its workspace was named."""

import asyncio
import errno
import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import asyncpg
import pytest

from bolo.accounts.person.passwords import Passwords
from bolo.cli.watching import watches
from bolo.cli.workspace import access, account
from bolo.core.errors import Invalid
from tests.cli.shell import Shell

NAME = "My workspace"


class Cut(BytesIO):
    """An archive after whose beginning the disk is full."""

    def read(self, size: int | None = -1) -> bytes:
        """Return the beginning, then fail."""
        if told := super().read(size):
            return told
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Shell:
    return Shell(tmp_path, database_url, (account.mount, access.mount, watches.mount))


async def _secure(url: str, password: str) -> None:
    hashed = await Passwords().hash(password)
    connection = await asyncpg.connect(url)
    await connection.execute("UPDATE app_user SET password_hash = $1", hashed)
    await connection.close()


async def _left(url: str) -> tuple[int, int]:
    connection = await asyncpg.connect(url)
    count = "SELECT (SELECT count(*) FROM app_user), (SELECT count(*) FROM watch)"
    row = await connection.fetchrow(count)
    await connection.close()
    assert row is not None
    return row[0], row[1]


def test_an_account_is_shown_renamed_and_taken_along(shell: Shell) -> None:
    shell.run("watch", "add", "shop.example")
    shell.run("account", "rename", "Ada")
    shown = shell.run("account", "show").stdout
    file = shell.data / "mine.zip"

    shell.run("account", "export", str(file))
    with pytest.raises(Invalid, match="there already"):
        shell.run("account", "export", str(file))
    with pytest.raises(Invalid, match="no folder"):
        shell.run("account", "export", str(shell.data / "nowhere" / "mine.zip"))

    with zipfile.ZipFile(file) as archive:
        names = {name.rpartition("/")[2] for name in archive.namelist()}
        assert b"Ada" in archive.read("account.json")
    assert {"README.txt", "watch.json", "watch.csv", "audit_entry.json"} <= names
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ("Ada" in shown, NAME in shown) == (True, True)
    logged = shell.run("audit", "list").stdout
    assert [one["action"] for one in shell.lines("audit", "list", "--action", "export_me")] == [
        "export_me"
    ]
    assert ("change_me" in logged, "cli" in logged) == (True, True)


def test_an_account_is_erased_once_its_workspace_was_typed(shell: Shell) -> None:
    shell.run("watch", "add", "shop.example")
    asyncio.run(_secure(shell.url, "correct horse battery"))

    with pytest.raises(Invalid, match="nothing is erased"):
        shell.run("account", "erase", typed="yes\n")
    with pytest.raises(Invalid, match="not your password"):
        shell.run("account", "erase", typed=f"{NAME}\nwrong\n")
    before = asyncio.run(_left(shell.url))
    shell.run("account", "erase", "--confirm", NAME, typed="correct horse battery\n")

    assert (before, asyncio.run(_left(shell.url))) == ((1, 1), (0, 0))


def test_without_a_password_none_is_asked_for(shell: Shell) -> None:
    shell.run("watch", "add", "shop.example")

    shell.run("account", "erase", typed=f"{NAME}\n")

    assert asyncio.run(_left(shell.url)) == (0, 0)


def test_an_archive_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file, cut = tmp_path / "all.zip", Cut(b"PK half")
    (tmp_path / ".all.zip.half").write_bytes(b"of a run that was killed")

    with pytest.raises(Invalid, match="No space left on device"):
        account.keep(cut, file)
    after = sorted(tmp_path.iterdir())
    account.keep(BytesIO(b"PK whole"), file)

    assert (cut.closed, after) == (True, [])
    assert [one.name for one in tmp_path.iterdir()] == ["all.zip"]
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"PK whole", 0o600)
