"""Chance without state: the same question gets the same number on every machine, for ever."""

from functools import lru_cache
from hashlib import blake2b

SEED = "bolo demo street 1"


@lru_cache(maxsize=32_768)
def roll(sides: int, *question: str | int) -> int:
    """Return a whole number from 0 to `sides - 1`, settled by `question` alone."""
    text = "\x1f".join([SEED, *map(str, question)])
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % sides
