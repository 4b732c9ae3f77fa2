"""Renew requirements.lock and requirements-dev.lock from pyproject.toml.

`.venv/bin/python -m scripts.lock` keeps every version that still fits; `--upgrade` takes the
newest; `--upgrade-package NAME` the newest of one. uv.lock names the registry and each file's
host, so it stays uncommitted; the exported locks hold names, versions, markers and hashes only.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = str(Path(sys.executable).parent / "uv")
EXPORT = "--format requirements-txt --no-header --no-annotate --no-emit-project".split()
LOCKS = {
    "requirements.lock": ["--no-default-groups", "--group", "build"],
    "requirements-dev.lock": ["--no-default-groups", "--group", "build", "--group", "dev"],
}


def main() -> int:
    """Lock, then export both files; stop at the first that fails."""
    steps = [[UV, "lock", *sys.argv[1:]]]
    for name, groups in LOCKS.items():
        steps.append([UV, "export", "--quiet", "--frozen", *EXPORT, *groups, "-o", name])
    for command in steps:
        print("·", " ".join(command[1:]), flush=True)
        done = subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.DEVNULL)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
