"""Whose rights the server runs with: ours, or as root those of an unprivileged account.

PostgreSQL refuses to run as root. What root can read the account often cannot (a checkout
below /root, a temporary folder of mode 0700), so every path is tried with its rights.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bolo.core.errors import Misconfigured

CANDIDATES = ("postgres", "nobody")
NOBODY = 65534
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group of the machine; `switched` when it is not the one we run as."""

    uid: int
    gid: int
    name: str
    switched: bool

    def options(self) -> dict[str, Any]:
        """Return what `subprocess` needs to run a program as this account, in a clean place."""
        told: dict[str, Any] = {"env": CLEAN, "cwd": "/", "stdin": subprocess.DEVNULL}
        if self.switched:
            told |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return told

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return what it said."""
        try:
            return subprocess.run(  # noqa: S603  a program we found, no shell
                [str(word) for word in command],
                capture_output=True,
                text=True,
                check=False,
                **self.options(),
            )
        except subprocess.SubprocessError as error:
            raise Misconfigured(
                f"cannot act as the user {self.name}: {error}; start bolo as an ordinary user"
            ) from error

    def may(self, flag: str, path: Path) -> bool:
        """Say whether the account may read (-r), enter (-x) or write (-w) `path`, by trying."""
        return self.run(["/bin/sh", "-c", f'test {flag} "$1"', "sh", path]).returncode == 0

    def own(self, path: Path) -> None:
        """Make a private folder of the account, or make an existing one private."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid != self.uid:
            try:
                os.chown(path, self.uid, self.gid)
            except OSError as error:
                raise Misconfigured(f"cannot give {path} to {self.name}: {error}") from error
        path.chmod(0o700)


def owner(path: Path) -> Account | None:
    """As root, return the unprivileged account that owns `path`, if there is one."""
    if os.geteuid() != 0 or not path.exists() or path.stat().st_uid == 0:
        return None
    told = path.stat()
    return Account(told.st_uid, told.st_gid, str(told.st_uid), switched=True)


def find_account(wanted: str | None = None) -> Account:
    """Return ourselves, or as root the first of: `wanted`, postgres, nobody, uid 65534."""
    uid = os.geteuid()
    if uid != 0:
        return Account(uid, os.getegid(), str(uid), switched=False)
    for name in [wanted] if wanted else CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, name, switched=True)
    if wanted:
        raise Misconfigured(f"BOLO_PG_USER={wanted!r}: there is no such unprivileged user")
    return Account(NOBODY, NOBODY, str(NOBODY), switched=True)
