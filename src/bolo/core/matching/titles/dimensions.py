"""Width, height and depth in a title: "36 x 144", '8-1/2" x 11"', "90x200 cm".

Titles mostly name no unit, so two statements contradict only where no usual one brings them
together. What "x" means otherwise is no dimension: packs, memory, speeds, pixels.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from bolo.core.matching.titles.seldom import Hinted
from bolo.core.matching.titles.title_words import REMEMBERED
from bolo.core.product import Description

_FIGURE = r"(\d{1,5}(?:[.,]\d{1,4})?(?:[- ]\d/\d{1,2})?|\d/\d{1,2}|\.\d{1,4})"
"""Of so many digits at most: a title may hold any number of them."""
_UNIT = r"(?:[\s-]?(\"|”|''|'|in\b\.?|inch\b|inches\b|zoll\b|mm\b|cm\b|m\b|ft\b\.?|feet\b))?"
_SIDE = r"(?:\s?(?:[hwdlt]\b|wide\b|high\b|deep\b|long\b))?"
_BY = r"(?:\s[x\u00d7]\s|[x\u00d7])"
_COUNTED = (
    r"(?!\s?-?(?:[gmtk]i?b|m?l|cl|k?g|mg|oz|lbs?|k?w|watts?|wh|m?ah|v|[mg]?hz|mp|bit|p|k|fps|rpm|db"
    r"|packs?|pk|pcs?|pieces?|count|ct|sheets?|tablets?|capsules?|rolls?|pairs?|users?|usb|hdmi|sata"
    r"|dvi|vga|ports?|cores?|channels?|disc|discs|dvds?)\b)"
)
_SIDES = Hinted(
    rf"(?<![\w.,/-])(?<!\d\s){_FIGURE}{_UNIT}{_SIDE}{_BY}{_FIGURE}{_UNIT}{_SIDE}"
    rf"(?:{_BY}{_FIGURE}{_UNIT}{_SIDE})?(?![\w/-]|[.,]\d){_COUNTED}",
    r"[xX\u00d7]\s?[.\d]",
    re.IGNORECASE,
)
_MEMORY = re.compile(r"ddr|dimm|sdram|\bram\b|\bpc\d-", re.IGNORECASE)
"""There "256x4" says how chips are laid out."""
PIXELS = {
    480: (640, 800), 600: (800, 1024), 720: (1280,), 768: (1024, 1366), 800: (1280,),
    900: (1440, 1600), 1024: (1280,), 1050: (1680,), 1080: (1920, 2560), 1200: (1600, 1920),
    1440: (2560, 3440), 1536: (2048,), 1600: (2560,), 2160: (3840, 4096),
}  # fmt: skip
RATIOS = {(3, 4), (9, 16), (10, 16), (9, 21)}
"""Of screens, where no unit is named."""
UNITS = {"inch": "in", "inches": "in", "zoll": "in", '"': "in", "”": "in", "''": "in",
         "feet": "ft", "'": "ft"}  # fmt: skip
MILLIMETRES = {"mm": 1, "cm": 10, "in": 25.4, "ft": 304.8, "m": 1000}
SCALES = sorted({a / b for a, b in product(MILLIMETRES.values(), repeat=2)})
"""How many of one unit another may be, where one of them is not named."""
ROUNDED = 0.04
"""Shops round: 23.6 is sold as 24."""


class Dimensions(NamedTuple):
    """One statement of two or three lengths, the shortest first, and the unit if one is named."""

    lengths: tuple[float, ...]
    unit: str | None

    def __str__(self) -> str:
        """Write it as shops do."""
        figures = " x ".join(f"{length:g}" for length in self.lengths)
        return f"{figures} {self.unit}" if self.unit else figures


def read_dimensions(thing: Description) -> tuple[Dimensions, ...]:
    """Return what a title and its variant say of lengths, each statement once."""
    text = f"{thing.title} / {thing.variant}" if thing.variant else thing.title
    by = "x" in text or "X" in text or "\u00d7" in text  # a third of what the pattern costs
    return _read(text) if by and _SIDES.may(text) else ()


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> tuple[Dimensions, ...]:
    return () if _MEMORY.search(text) else tuple(dict.fromkeys(_each(text)))


def _each(text: str) -> Iterator[Dimensions]:
    for found in _SIDES.finditer(text):
        figures = [figure for figure in found.groups()[::2] if figure]
        units = {_unit(unit) for unit in found.groups()[1::2] if unit}
        lengths = tuple(sorted(map(_length, figures)))
        if lengths[0] and (units or not _is_screen(lengths)):
            yield Dimensions(lengths, units.pop() if len(units) == 1 else None)


def _unit(written: str) -> str:
    plain = written.lower().rstrip(".")
    return UNITS.get(plain, plain)


def _length(figure: str) -> float:
    """Read "8", "8.5", "8,5", "1/4", "8-1/2"."""
    whole, _, part = figure.replace(",", ".").replace("-", " ").rpartition(" ")
    above, _, below = part.partition("/")
    return float(whole or 0) + float(above) / (float(below or 1) or 1)


def _is_screen(lengths: tuple[float, ...]) -> bool:
    """Tell whether these are the pixels of a screen, or how wide it is for its height."""
    short, *long = lengths
    return lengths in RATIOS or (len(long) == 1 and long[0] in PIXELS.get(int(short), ()))


def apart(mine: tuple[Dimensions, ...], theirs: tuple[Dimensions, ...]) -> bool:
    """Tell whether both say something of lengths, and nothing of it can be the same."""
    if not mine or not theirs:
        return False
    return not any(_agree(one, other) for one, other in product(mine, theirs))


def _agree(one: Dimensions, other: Dimensions) -> bool:
    """Tell whether the lengths of one, in some unit, are all among those of the other."""
    short, long = sorted((one, other), key=lambda said: len(said.lengths))
    if short.unit is None or long.unit is None:
        scales = SCALES
    else:
        scales = [MILLIMETRES[short.unit] / MILLIMETRES[long.unit]]
    return any(
        _alike([length * scale for length in short.lengths], some)
        for scale in scales
        for some in combinations(long.lengths, len(short.lengths))
    )


def _alike(one: list[float], other: tuple[float, ...]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(abs(a - b) <= ROUNDED * max(a, b) for a, b in pairs)
