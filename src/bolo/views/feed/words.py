"""Words looked for in titles: all of them, `"a phrase"` as it stands, `-word` never; or a code."""

import re
from dataclasses import dataclass

from bolo.core.identifiers import gtin

PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
MOST = 12


@dataclass(frozen=True, slots=True)
class Words:
    """What must stand in a title, and what must not."""

    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    code: str | None = None
    """A GTIN: its product's listings are meant as well."""


def read(said: str) -> Words | None:
    """Read what somebody typed; `None` when it holds nothing to look for."""
    pieces = [
        (bool(minus), (phrase or word).strip())
        for minus, phrase, word in PIECE.findall(said)
        if (phrase or word).strip()
    ][:MOST]
    wanted = tuple(piece for minus, piece in pieces if not minus)
    none = tuple(piece for minus, piece in pieces if minus)
    if not wanted and not none:
        return None
    return Words(wanted, none, gtin(wanted[0]) if len(wanted) == 1 else None)


def conditions(words: Words) -> tuple[list[str], dict[str, str]]:
    """Return conditions on `listing` and the values that they name."""
    values: dict[str, str] = {}
    said = []
    for place, word in enumerate(words.all):
        values[f"word{place}"] = like(word)
        said.append(f"listing.title ILIKE :word{place}")
    if words.code is not None:
        values["code"] = words.code
        coded = """listing.id IN (
            SELECT link.listing_id FROM product JOIN link ON link.product_id = product.id
            WHERE product.gtin = :code)"""
        said = [f"({coded} OR {' AND '.join(said)})"]
    for place, word in enumerate(words.none):
        values[f"never{place}"] = like(word)
        said.append(f"listing.title NOT ILIKE :never{place}")
    return said, values


def like(words: str) -> str:
    """Return a pattern that finds words anywhere, whatever signs are in them."""
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
