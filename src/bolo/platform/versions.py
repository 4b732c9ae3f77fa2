"""Which code judges: the version of bolo, and a hash over the sources of its judgement."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import bolo
from bolo import core

JUDGING = ("basis", "decision", "fees", "risk", "valuation", "fx.py", "money.py", "condition.py")
KINDS = frozenset({".py", ".yaml"})
SHOWN = 12
"""Hexadecimal digits of the hash that are kept."""


@lru_cache(maxsize=1)
def judging() -> dict[str, str]:
    """Return what stands for the judging code; read once, as it does not change while it runs."""
    root = Path(str(core.__file__)).parent
    sources = (path for name in JUDGING for path in _files(root / name))
    whole = sha256()
    for path in sorted(sources):
        whole.update(f"{path.relative_to(root).as_posix()}\0".encode())
        whole.update(sha256(path.read_bytes()).digest())
    return {"bolo": bolo.__version__, "code": whole.hexdigest()[:SHOWN]}


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.suffix in KINDS]
