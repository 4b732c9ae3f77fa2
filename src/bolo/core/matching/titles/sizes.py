"""Sizes of clothes and shoes: "EU 42", "size M", "W32 L34"; each by the system it is in."""

import re

from bolo.core.matching.titles.lexicon import LETTER_SIZES
from bolo.core.matching.titles.seldom import Hinted

NAMES = {"small": "S", "medium": "M", "large": "L"}
_SHOE = r"\d{1,2}(?:[.,]5|\s?½)?"
_SIZED = re.compile(
    rf"\b(?P<system>size|größe|gr\.|taille|talla|eu|uk|us|eur)\s?(?P<value>{_SHOE}|(?:{LETTER_SIZES}))(?![\w.])",
    re.IGNORECASE,
)
_JEANS = Hinted(
    r"\bW\s?(\d\d)\s?[/ ]?\s?L\s?(\d\d)\b|\b(\d\d)[x/](\d\d)(?=\s*$)",
    r"\d\d(?:[xX/]\d\d|\s?[/ ]?\s?[lL]\s?\d)",
    re.IGNORECASE,
)
_ALONE = Hinted(
    rf"(?:^|[/,(|]\s*|\s-\s)({LETTER_SIZES})(?=\s*(?:$|[/,)|]|-\s))"
    r"|(?<!\d)(?<!series)(?<!Series)(?<!SERIES)(?<!Model)(?<!One)(?<!Type)"
    rf"\s({LETTER_SIZES})(?=\s*(?:$|/))",
    r"[SML]\s*(?:$|[/,)|]|-\s)",
)
_WRITTEN = re.compile(r"(?:[/,(|-]\s*|^)(small|medium|large)(?=\s*(?:$|[/,)|]))", re.IGNORECASE)
_BARE = re.compile(rf"(?:^|[/,]\s*)({_SHOE})(?=\s*(?:$|[/,]))")
EUROPEAN_FROM = 33
"""A bare number of at least this is a European size; below it says no system."""


def read_sizes(text: str, variant: str | None) -> tuple[frozenset[str], str]:
    """Return the sizes, each as "system value", and the text without them.

    In a variant ("42 / Black") a number that stands alone is a size.
    """
    found: set[str] = set()

    def sized(match: re.Match[str]) -> str:
        found.add(_size(match["system"].lower(), match["value"]))
        return " "

    def jeans(match: re.Match[str]) -> str:
        width, length = (match[1], match[2]) if match[1] else (match[3], match[4])
        found.add(f"jeans {width}x{length}")
        return " "

    def alone(match: re.Match[str]) -> str:
        found.add(_size("", match[1] or match[2]))
        return " "

    def written(match: re.Match[str]) -> str:
        found.add(f"letter {NAMES[match[1].lower()]}")
        return " "

    text = _SIZED.sub(sized, _JEANS.sub(jeans, text))
    text = _WRITTEN.sub(written, _ALONE.sub(alone, text))
    if variant is not None:
        found.update(_size("size", match[1]) for match in _BARE.finditer(variant))
    return frozenset(found), text


def _size(system: str, value: str) -> str:
    value = value.upper().replace(",", ".").replace(" ", "").replace("½", ".5")
    if not value[0].isdigit() or value.endswith("XL"):
        return f"letter {value}"
    if system in {"uk", "us"}:
        return f"{system} {value}"
    european = system in {"eu", "eur"} or float(value) >= EUROPEAN_FROM
    return f"eu {value}" if european else f"size {value}"


def sizes_differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether sizes of one system contradict; those of two systems cannot be compared."""
    systems = {size.partition(" ")[0] for size in mine} & {
        size.partition(" ")[0] for size in theirs
    }
    return any(
        {size for size in mine if size.startswith(f"{system} ")}.isdisjoint(theirs)
        for system in systems
    )
