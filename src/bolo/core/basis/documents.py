"""The basis of a verdict: documents in canonical JSON, each with a hash, and one over all.

A hash tells a changed document from the one that was judged. It is no signature: who can write
to the database can write a new hash as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from bolo.core.errors import Conflict

Plain = Mapping[str, Any]
"""What JSON can hold; money and shares as text."""


def canonical(value: Plain) -> str:
    """Write a document the one way that it is hashed: keys in order, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def digest(document: str) -> str:
    """Return the SHA-256 of a document, in hexadecimal digits."""
    return sha256(document.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Basis:
    """Documents in canonical JSON: the deal, the limits, the assumed risks, and what judged.

    `versions` names the bolo, its judging code and the fee schedules.
    """

    deal: str
    limits: str
    risks: str
    versions: str

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each document by its name."""
        return {name: digest(getattr(self, name)) for name in NAMES}

    @property
    def hash(self) -> str:
        """One hash for all."""
        return hash_of(self.hashes)


NAMES = tuple(Basis.__slots__)


def hash_of(hashes: Mapping[str, str]) -> str:
    """Return the hash that stands for documents of these hashes."""
    return digest(canonical(dict(hashes)))


def verify(basis: Basis, hashes: Mapping[str, str], whole: str) -> None:
    """Raise `Conflict` when a document is not the one that was judged."""
    found = basis.hashes
    changed = [name for name in NAMES if found[name] != hashes[name]]
    if changed:
        raise Conflict(
            f"What this verdict rested on was changed after it was judged ({', '.join(changed)}: "
            "the hash is another one). It proves nothing any more, so it is not judged again."
        )
    if hash_of(hashes) != whole:
        raise Conflict(
            "The hashes of what this verdict rested on were changed after it was judged. "
            "They prove nothing any more, so it is not judged again."
        )
