"""Numbers in titles that count or measure: packs, pieces, units; each is taken out once read.

What is left over is for the names: "14" of an iPhone, "75192" of a set of bricks.
"""

import re
from decimal import Decimal
from functools import lru_cache

from bolo.core.matching.lexicon import ROUGH, UNITS
from bolo.core.matching.seldom import Hinted, Seldom

Measures = dict[str, frozenset[str]]
"""Values by unit, written alike: 0.5 TB is 500 of GB."""
MOST_IN_PACK = 48
"""Above it "N pieces" are the pieces of one set, not as many things."""
_SET_OF_PIECES = re.compile(
    r"\b(?:lego|puzzle|jigsaw|building|bricks?|blocks?|bausatz|klemmbausteine|teilig|drum|socket"
    r"|tool|cutlery|dinner|cookware|knife)\b"
)
_PIECES = Seldom(
    r"\(?\b(\d{1,3}(?:[.,]\d{3})|\d+)[\s-]*(pcs?|pieces?|teilig|teile|pièces|piezas|pezzi)\b\)?",
    *("pc", "pie", "teil", "pièces", "pezzi"),
)
_PACK = Hinted(
    r"\b(?:pack ?(?:of|:)?|(?:set|lot|box|bundle|pair) of) ?(\d+)\b"
    r"(?!\s?(?:gb|tb|mm|cm|ml|in\b|inch|v\b|w\b))"
    r"|\b(\d+)[\s-]*(?:pack|packs|pk|count|ct|stück|er[- ]?set|er[- ]?pack|units|pairs)\b"
    r"|(?:^|[:(\[-]\s*|\blot\s|\bpack\s)(\d+)\s?(?:x|\u00d7)\s+(?=[^\W\d_])"
    r"|(?:\s|\()(?:x|\u00d7)\s?(\d{1,2})\)?$"
    r"|\b(?:twin|double|duo|2er|zweier)[- ]?pack\b|\bpair of\b|\bdoppelpack\b",
    r"pack| of|\d[\s-]*(?:p|c|st|er|u|x|\u00d7)|[x\u00d7]\s?\d",
)
_MEMORY = Seldom(r"\b(\d{1,2})\s?(?:gb)?\s?[/+]\s?(\d+)\s?(gb|tb)\b", "/", "+")
_RAM = Seldom(
    r"\b(\d{1,3})\s?gb\s(?:of )?(?:lp)?(?:ram|ddr\d\w?|memory|arbeitsspeicher|unified)\b", "gb"
)
_RANGE = Seldom(r"\b(\d+(?:\.\d+)?)\s?-\s?(\d+(?:\.\d+)?)\s?mm\b", "mm")
_MEASURE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)\s?-?("
    + "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
    + r")(?!\w|-\d)"
)
_NETWORK = re.compile(r"^[345]g$")
_LONG_GROUP = re.compile(r"^\d{1,3}(?:,\d{3})+$")


def take_pieces(text: str) -> tuple[str, frozenset[str], int]:
    """Read "1254 pcs": pieces of one set or a pack; return the rest, the pieces, the pack."""
    pieces: set[str] = set()
    pack = 1
    for found in _PIECES.finditer(text):
        number = int(re.sub(r"[.,]", "", found[1]))
        if number > MOST_IN_PACK or "-piece" in found[0] or _SET_OF_PIECES.search(text):
            pieces.add(str(number))
        else:
            pack = max(number, 1)
    rest = _PIECES.sub(" ", text) if pieces or pack > 1 else text
    return rest, frozenset(pieces), pack


def take_pack(text: str) -> tuple[str, int]:
    """Read "2-pack", "pack of 3", "job lot: 3 x …"; return the rest and the count, else 1."""
    found = _PACK.search(text)
    if not found:
        return text, 1
    number = next((int(group) for group in found.groups() if group), 2)
    return f"{text[: found.start()]} {text[found.end() :]}", max(number, 1)


def take_measures(text: str) -> tuple[str, Measures]:
    """Read every figure with a unit; return the rest and the values by unit."""
    values: dict[str, set[str]] = {}

    def memory(found: re.Match[str]) -> str:
        values.setdefault("GB of RAM", set()).add(found[1])
        values.setdefault("GB", set()).add(_number(found[2], *UNITS[found[3]])[1])
        return " "

    def ram(found: re.Match[str]) -> str:
        values.setdefault("GB of RAM", set()).add(found[1])
        return " "

    def spread(found: re.Match[str]) -> str:
        values.setdefault("mm zoom", set()).add(f"{found[1]}-{found[2]}")
        return " "

    def measure(found: re.Match[str]) -> str:
        if _NETWORK.match(found[0]):
            return found[0]
        unit, number = _number(found[1], *UNITS[found[2]])
        values.setdefault(unit, set()).add(number)
        return " "

    text = _RANGE.sub(spread, _RAM.sub(ram, _MEMORY.sub(memory, text)))
    text = _MEASURE.sub(measure, text)
    return text, {unit: frozenset(found) for unit, found in values.items()}


@lru_cache(maxsize=16_384)
def _number(digits: str, unit: str, factor: int) -> tuple[str, str]:
    plain = digits.replace(",", "" if _LONG_GROUP.match(digits) else ".")
    return unit, f"{(Decimal(plain) * factor).normalize():f}"


def differ(unit: str, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether two statements in one unit contradict: neither is part of the other."""
    if mine <= theirs or theirs <= mine:
        return False
    if unit not in ROUGH:
        return True
    whole, other = ({value.partition(".")[0] for value in each} for each in (mine, theirs))
    rounded = any("." not in value for value in mine ^ theirs)
    return not (rounded and (whole <= other or other <= whole))
