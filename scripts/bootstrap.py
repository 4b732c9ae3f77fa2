"""Make the environment when it is missing or stale, then become bolo (or its checks).

Standard library only, for it runs under whatever Python was found. A stamp, written last,
says what the environment satisfies, so the second start costs nothing and an interrupted
set-up is noticed. Everything comes from the hashed locks, uv and the build backend included.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "bolo.stamp"
UNFINISHED = VENV / "bolo.unfinished"
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
ROOM = 1_500_000_000  # bytes that a first set-up takes, dashboard and caches included
SPARE = 100_000_000  # less than this left after a failure: the disk was full
NETWORK = (
    "Most often the network is away, or needs a proxy (HTTPS_PROXY=http://host:port) or its own "
    "certificate (SSL_CERT_FILE=/path). Start again then: what was fetched is kept"
)
CHECKOUT = "Is the checkout whole (git status)?"
LENT = VENV / "lent"  # libraries that this machine lacks and a wheel brought along
OPENMP = (
    "Most often it finds no OpenMP runtime. Debian, Ubuntu: apt install libgomp1; "
    "Fedora: dnf install libgomp; macOS: brew install libomp. Then start again"
)
CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"bolo: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    """Say why it cannot go on, and end."""
    say(text)
    sys.exit(1)


def maker() -> dict[str, str]:
    """Return what an environment cannot outlive: its place and the Python below it."""
    return {"root": str(ROOT), "python": sys.version, "prefix": sys.base_prefix}


def digest(what: str) -> str:
    """Return the digest of what an environment for `what` is made from."""
    made_from = (ROOT / LOCKS[what], ROOT / "pyproject.toml")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()


def stamp() -> dict[str, object]:
    """Return what the environment says of itself; empty when it says nothing."""
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def satisfied(what: str) -> bool:
    """Tell whether nothing is to be done; an environment for `test` serves `run` too."""
    found = stamp()
    if found.get("maker") != maker() or UNFINISHED.exists() or not PYTHON.exists():
        return False
    has = str(found.get("what", ""))
    return has in {what, "test"} and found.get("digest") == digest(has)


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work on this checkout; a file system without locks has none."""
    import fcntl  # noqa: PLC0415  (wanted only when there is something to do)

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another ./run or ./test is setting up; waiting for it")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            say("this file system has no locks: start one ./run at a time until it is set up")
        yield
    finally:
        os.close(folder)


def check_place() -> None:
    """Stop with a clear word when the checkout cannot be written, or the disk has no room."""
    import shutil  # noqa: PLC0415

    for folder in (ROOT, VENV):
        if folder.exists() and not os.access(folder, os.W_OK):
            owner = folder.stat().st_uid
            stop(
                f"cannot write to {folder} (it belongs to user {owner}, you are {os.geteuid()}, "
                "or its disk is read-only). Run as its owner, or clone into a folder of yours"
            )
    free = shutil.disk_usage(ROOT).free
    if not STAMP.exists() and free < ROOM:
        stop(
            f"the disk of {ROOT} is full: {free // 1_000_000} MB are free and a first set-up "
            f"takes {ROOM // 1_000_000} MB. Make room, or clone to another disk"
        )


def usable() -> bool:
    """Tell whether the environment there is can be brought up to date in place."""
    import subprocess  # noqa: PLC0415

    if UNFINISHED.exists() or not (VENV / "pyvenv.cfg").is_file():
        return False
    if (found := stamp()) and found.get("maker") != maker():
        return False
    ask = [str(PYTHON), "-I", "-S", "-c", "import sys; print(sys.version, sys.base_prefix)"]
    try:
        told = subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return told.strip() == f"{sys.version} {sys.base_prefix}"


def set_up(what: str) -> None:
    """Make or renew the environment; the stamp is written when all else is there."""
    check_place()
    if stamp().get("what") == "test":
        what = "test"  # what once ran the checks keeps their tools
    if not usable():
        make()
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    lock = ROOT / LOCKS[what]
    if not (VENV / "bin" / "uv").exists():
        say("fetching uv")
        install_uv(lock)
    say(f"installing what {lock.name} names (the first time this downloads about 200 MB)")
    uv = [str(VENV / "bin" / "uv"), "pip"]
    to = ["--python", str(PYTHON), *([] if sys.stderr.isatty() else ["--quiet"])]
    step([*uv, "sync", *to, "--require-hashes", str(lock)])
    step([*uv, "install", *to, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], CHECKOUT)
    lend_openmp()
    STAMP.write_text(json.dumps({"maker": maker(), "what": what, "digest": digest(what)}))
    UNFINISHED.unlink()


def lend_openmp() -> None:
    """Lay out the OpenMP runtime of a wheel where the machine has none (python:slim has not)."""
    import shutil  # noqa: PLC0415

    shutil.rmtree(LENT, ignore_errors=True)
    if not (reason := no_trees()):
        return
    for library in sorted(VENV.glob("lib/python*/site-packages/*.libs/libgomp*.so*")):
        LENT.mkdir()
        (LENT / "libgomp.so.1").symlink_to(library)
        if not no_trees():
            return
        shutil.rmtree(LENT)
    stop(f"LightGBM cannot be loaded: {reason}. {OPENMP}")


def no_trees() -> str:
    """Return why LightGBM cannot be loaded, with what is lent; empty where it can."""
    import subprocess  # noqa: PLC0415

    command = [str(PYTHON), "-I", "-c", "import lightgbm"]
    given = {**os.environ, **libraries()}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=given)
    return (done.stderr.strip() or "it ended").splitlines()[-1] if done.returncode else ""


def libraries() -> dict[str, str]:
    """Return the environment in which programs find what is lent; empty where nothing is."""
    if not LENT.is_dir():
        return {}
    others = os.environ.get("LD_LIBRARY_PATH")
    return {"LD_LIBRARY_PATH": f"{LENT}:{others}" if others else str(LENT)}


def make() -> None:
    """Make an empty environment in the place of whatever is there."""
    import shutil  # noqa: PLC0415
    import venv  # noqa: PLC0415

    say("making .venv")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, symlinks=True, clear=True)


def install_uv(lock: Path) -> None:
    """Install the uv that the lock names, with the pip that came with Python, or another uv."""
    import shutil  # noqa: PLC0415

    wanted = VENV / "uv.lock"
    wanted.write_text(entry(lock.read_text(), "uv"))
    safe = ["--require-hashes", "--no-deps", "-r", str(wanted)]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheel = bundled_pip()
    if wheel is not None:
        step([*pip, *safe], PYTHONPATH=str(wheel))
    elif (other := shutil.which("uv")) is not None:
        step([other, "pip", "install", "--quiet", "--python", str(PYTHON), *safe])
    elif has_pip():
        step([sys.executable, "-m", "pip", "--python", str(PYTHON), *pip[3:], *safe])
    else:
        stop(
            f"{sys.executable} came without pip and without ensurepip. On Debian and Ubuntu: "
            "apt install python3-venv; or name another Python: BOLO_PYTHON=/path/to/python3 ./run"
        )


def entry(lock: str, name: str) -> str:
    """Return the lines of a lock that pin one package, its hashes included."""
    lines = iter(lock.splitlines())
    found: list[str] = []
    for line in lines:
        if line.startswith(f"{name}==") or (found and line.startswith(" ")):
            found.append(line)
        elif found:
            break
    return "\n".join(found) + "\n"


def bundled_pip() -> Path | None:
    """Return the wheel of pip that ensurepip would install; it runs without being installed."""
    try:
        import ensurepip  # noqa: PLC0415
    except ImportError:
        return None
    folders = (Path(ensurepip.__file__).parent / "_bundled", Path("/usr/share/python-wheels"))
    wheels = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
    return wheels[0] if wheels else None


def has_pip() -> bool:
    """Tell whether the Python that we run under has a pip of its own."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("pip") is not None


def step(command: list[str], advice: str = NETWORK, **environment: str) -> None:
    """Run a step of the set-up; when it fails, say what that most likely means."""
    import shutil  # noqa: PLC0415
    import subprocess  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    given = {**surroundings(), **environment}
    if subprocess.run(command, check=False, cwd=ROOT, env=given).returncode == 0:
        return
    for folder in (ROOT, Path.home(), Path(tempfile.gettempdir())):
        if folder.exists() and shutil.disk_usage(folder).free < SPARE:
            stop(f"setting up failed: the disk of {folder} is full. Make room, then try again")
    stop(f"setting up failed; the reason stands above. {advice}")


def surroundings() -> dict[str, str]:
    """Return our environment, told what uv would otherwise get wrong here."""
    ours = {key: word for key, word in os.environ.items() if key != "VIRTUAL_ENV"}
    if not same_disk():
        ours.setdefault("UV_LINK_MODE", "copy")  # linking cannot work; uv would warn
    if any(Path(path).is_file() for path in CERTIFICATES):
        ours.setdefault("UV_SYSTEM_CERTS", "1")  # what this machine trusts, proxies included
    return ours


def same_disk() -> bool:
    """Tell whether uv can link from its cache instead of copying."""
    cache = Path(os.environ.get("UV_CACHE_DIR") or Path.home() / ".cache").absolute()
    while not cache.exists():
        cache = cache.parent
    return cache.stat().st_dev == ROOT.stat().st_dev


def keep_compiled() -> None:
    """Keep what Python compiles, or each start compiles 1,000 files anew.

    Where none of it may lie beside the sources, it is kept inside .venv.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))


def main() -> None:
    """Set up what is missing, then hand over to bolo or to the checks."""
    what, *words = sys.argv[1:]
    if not satisfied(what):
        try:
            with alone():
                if not satisfied(what):
                    set_up(what)
        except KeyboardInterrupt:
            stop("interrupted; the next start begins again")
        except OSError as error:
            stop(f"setting up failed: {error}")
    keep_compiled()
    os.environ.update(libraries())
    if what == "run":
        os.environ["PYTHONSAFEPATH"] = "1"  # a folder named bolo where we are called is not ours
    else:
        os.chdir(ROOT)
    module = {"run": "bolo", "test": "scripts.checks"}[what]
    os.execv(PYTHON, [str(PYTHON), "-m", module, *words])


if __name__ == "__main__":
    main()
