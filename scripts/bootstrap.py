"""Make the environment when it is missing or stale, then become bolo (or its tests).

Standard library only: it runs under whatever Python was found. A stamp of the
lock file tells whether there is anything to do, so the second start costs nothing.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "bolo.stamp"
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"bolo: {text}", file=sys.stderr, flush=True)


def stamp(lock: Path) -> str:
    """Return what the environment depends on, as one digest."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(sys.version.encode() + str(ROOT).encode())
    return digest.hexdigest()


def stamps() -> set[str]:
    """Return the digests that the environment satisfies already."""
    return set(STAMP.read_text().split()) if STAMP.is_file() and PYTHON.is_file() else set()


def set_up(what: str) -> None:
    """Install from the hashed lock; `test` holds everything of `run` too."""
    lock = ROOT / LOCKS[what]
    wanted = stamp(lock)
    if wanted in stamps():
        return
    if not PYTHON.is_file():
        say("making .venv")
        venv.create(VENV, with_pip=True, clear=True)
    if subprocess.run([PYTHON, "-c", "import uv"], check=False, capture_output=True).returncode:
        say("installing uv")
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
        run(pip)
    say(f"installing what {lock.name} names")
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    run([*uv, "--require-hashes", "-r", lock])
    run([*uv, "--no-deps", "-e", ROOT])
    STAMP.write_text("\n".join({*stamps_of(what), wanted}))


def stamps_of(what: str) -> set[str]:
    """Return what an environment for `what` satisfies besides."""
    return {stamp(ROOT / LOCKS["run"])} if what == "test" else set()


def run(command: list[str | Path]) -> None:
    """Run a step; stop with its exit code and a word when it fails."""
    done = subprocess.run([str(word) for word in command], check=False, cwd=ROOT)
    if done.returncode:
        say("setting up failed (see above). Is the network there, and is the disk not full?")
        sys.exit(done.returncode)


def main() -> None:
    """Set up, then hand over to bolo or to the checks."""
    what, *words = sys.argv[1:]
    os.chdir(ROOT) if what == "test" else None
    set_up(what)
    module = ["-m", "bolo"] if what == "run" else [str(ROOT / "scripts" / "checks.py")]
    command = [str(PYTHON), *module, *words]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
