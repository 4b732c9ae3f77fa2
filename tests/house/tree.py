"""The files of the checkout, read once: what git tracks, and what it would track."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("web/src/api/generated/", "web/openapi.json", "web/package-lock.json")


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is or would be tracked; outside git, every file of our folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()  # noqa: S603  (no words from outside)
    except (OSError, subprocess.CalledProcessError):
        told = "\0".join(_walked())
    paths = (ROOT / name for name in sorted(set(told.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def _walked() -> Iterator[str]:
    skipped = {"node_modules", "__pycache__", "dashboard"}
    for folder in ("src", "tests", "scripts", "bench", "migrations", "docs", "web"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not skipped & set(path.parts):
                yield str(path.relative_to(ROOT))
    yield from (path.name for path in ROOT.iterdir() if path.is_file())


def name(path: Path) -> str:
    """Return the path as a reader would write it."""
    return path.relative_to(ROOT).as_posix()


def generated(path: Path) -> bool:
    """Tell whether a tool wrote the file; rules about reading do not bind tools."""
    return name(path).startswith(GENERATED)


def python(*folders: str) -> tuple[Path, ...]:
    """Return the Python files below the folders."""
    wanted = tuple(f"{folder}/" for folder in folders)
    return tuple(p for p in files() if p.suffix == ".py" and name(p).startswith(wanted))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a Python file, walked once for all rules."""
    return tuple(ast.walk(parsed(path)))


@cache
def text(path: Path) -> str:
    """Return a file's text; empty for what is not text."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def report(violations: list[str]) -> str:
    """Return all violations at once, one a line, for an assertion to say."""
    return "\n  ".join(["", *violations])
