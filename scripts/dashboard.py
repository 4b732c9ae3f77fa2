"""The dashboard's tools for checks: npm from the wheel, whether they are up to date, the build."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
CLIENT = WEB / "src" / "api" / "generated"
MODULES = WEB / "node_modules"
STAMP = MODULES / ".bolo-checks"


def npm() -> tuple[list[str], dict[str, str]]:
    """Return how npm is called, and the environment in which it finds the Node of the wheel."""
    from bolo.platform.dashboard import node_of_the_wheel  # noqa: PLC0415  (may be what is broken)

    node = node_of_the_wheel()
    path = f"{node.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node.program), str(node.npm), "--prefix", str(WEB)], {"PATH": path}


def build() -> Path:
    """Build the dashboard when its sources changed, just as `./run` does."""
    from bolo.platform.dashboard import ensure_built  # noqa: PLC0415

    return ensure_built(ROOT, print)


def wanted() -> str:
    """Return the digest of what the tools are installed from."""
    made_from = [WEB / "package.json", WEB / "package-lock.json"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()


def stale() -> bool:
    """Tell whether the tools that only checks need are missing or older than the lock."""
    there = (MODULES / "vitest").is_dir() and STAMP.is_file()
    return not there or STAMP.read_text() != wanted()


def installed() -> None:
    """Remember that the tools are up to date."""
    STAMP.write_text(wanted())
