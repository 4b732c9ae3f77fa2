"""Numbers in titles that count or measure: packs, pieces, units; each is taken out once read.

What is left over is for the names: "14" of an iPhone, "75192" of a set of bricks.
"""

import re
from decimal import Decimal
from functools import lru_cache

from bolo.core.matching.titles.lexicon import ROUGH, UNITS
from bolo.core.matching.titles.seldom import Hinted, Seldom

Measures = dict[str, frozenset[str]]
"""Values by unit, written alike: 0.5 TB is 500 of GB."""
MOST_IN_PACK = 48
"""Above it "N pieces" are the pieces of one set, not as many things."""
_SET_OF_PIECES = re.compile(
    r"\b(?:lego|puzzle|jigsaw|building|bricks?|blocks?|bausatz|klemmbausteine|teilig|drum|socket"
    r"|tool|cutlery|dinner|cookware|knife)\b"
)
_PIECES = Seldom(
    r"\(?(?<![a-z]-)\b(\d{1,3}(?:[.,]\d{3})|\d+)[\s-]*"
    r"(pcs?|pieces?|teilig|teile|pièces|piezas|pezzi)\b\)?",
    *("pc", "pie", "teil", "pièces", "pezzi"),
)
_CARATS = r"(?! ?(?:tw|(?:(?:white|yellow|rose) )?gold|diamond|round|sapphire|ruby|emerald)\b)"
_OF_ONE = (
    r"(?!(?:usb|hdmi|displayport|dvi|vga|rj|sata|pci|ports?|buttons?|slots?|cores?|opt|optical|zoom"
    r"|digital|speed|sim|dimm|ddr|lan|ethernet|microphones?|speakers?)\b)"
)
"""What one thing has several of: "2 x USB", "15x optical zoom"."""
_PAIRED = (
    r"(?! (?:\w+ ){0,3}(?:shoes|sneakers|boots|trainers|sandals|earrings|headphones|earbuds|gloves"
    r"|jeans|trousers|pants|glasses|sunglasses)\b)"
)
_PACK = Hinted(
    r"\b(?:pack ?(?:of|:)|(?:set|lot|box|bundle|pair) of|(?:lot|lote|pack|juego|set|ensemble"
    r"|coffret|boîte"
    r"|caja|confezione|set) (?:de|di|da|van)) ?(\d+)\b"
    r"(?!\s?(?:gb|tb|mm|cm|ml|in\b|inch|v\b|w\b))"
    r"|\bpack ?(\d{1,3})\b(?!\s?(?:gb|tb|mm|cm|ml|in\b|inch|v\b|w\b))"
    rf"|(?<![\d.,])\b(\d+)[\s-]*(?:per |/ ?)?(?:ct\b{_CARATS}"
    r"|(?:pack|packs|pk|count|stück|er[- ]?set|er[- ]?pack|units|pairs|stk|unidades|unités|uds"
    r"|pezzi|stuks|szt|sztuk|sztuki)\b(?!-\w*\d))"
    rf"|(?:^|[:(\[-]\s*|\blot\s|\bpack\s)(\d+)\s?(?:x|\u00d7)\s+{_OF_ONE}(?=[^\W\d_])"
    r"|(?:\s|\()(?:x|\u00d7)\s?(\d{1,2})\)?$"
    r"|\((?:x|\u00d7)\s?(\d{1,2})\)"
    rf"|\b(?:(?:twin|double|dual|duo|two|2er|zweier)[- ]?pack|doppelpack|pair of\b{_PAIRED})\b"
    r"|\b(?:set|lot|pack|bundle) of two\b|^pair: |^(\d) ?mal\s",
    r"pack| of|pair|\d ?mal|lote? de|juego de|ensemble de|coffret de| d[ei] \d| da \d| van \d"
    r"|\d[\s/-]*(?:p|c|st|sz|er|u|x|\u00d7)|[x\u00d7]\s?\d",
)
_TIMES = re.compile(r"\s[x\u00d7]\s?\d{1,2}$")
_SIDES = re.compile(
    r"(?:^|[\s./-])\d+(?: ?(?:[\"\u201d']|in|inch|inches|cm|mm|m|ft|feet|[whld]|watts?) x \d+"
    r"| x (?:[5-9]|\d\d))$"
)
"""A width before "x 19" ("24 x 19", "4 in x 6", but "iPhone 15 x 2"), or watts of each channel."""
_LANES = re.compile(r"(?:pci-?e?|express|agp|zoom|rom|dvd\S*|speed) x ?\d+$")
_SYSTEM = re.compile(r"x(?:64|86)$")
_NAMED = re.compile(r"[a-z].*[^sS\s]\sX\d{1,2}$")
"""A name at the end of a title that is not all in capitals: "Fujifilm X10", not "Batteries X3"."""
_MEMORY = Seldom(r"\b(\d{1,2})\s?(?:gb)?\s?[/+]\s?(\d+)\s?(gb|tb)\b", "/", "+")
_RAM = Seldom(
    r"\b(\d{1,3})\s?gb\s(?:of )?(?:lp)?(?:ram|ddr\d\w?|memory|arbeitsspeicher|unified)\b", "gb"
)
_RANGE = Seldom(r"\b(\d+(?:\.\d+)?)\s?-\s?(\d+(?:\.\d+)?)\s?mm\b", "mm")
_MEASURE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)\s?-?("
    + "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
    + r")(?!\w|-\d|/s)"
)
LONGEST_INCHES = 3
"""Figures of a length in inches."""
_BEGINS = re.compile(r'(?:^|[\s(])?"\w')
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


def take_pack(text: str, written: str = "") -> tuple[str, int]:
    """Read "2-pack", "pack of 3", "job lot: 3 x …"; return the rest and the count, else 1.

    `written` is the title with its capitals.
    """
    found = _PACK.search(text)
    if not found or _no_pack(text, written, found):
        return text, 1
    number = next((int(group) for group in found.groups() if group), 2)
    return f"{text[: found.start()]} {text[found.end() :]}", max(number, 1)


def _no_pack(text: str, written: str, found: re.Match[str]) -> bool:
    """Tell whether "x 19" at the end is a side ("24 x 19") or a name ("x64")."""
    if not _TIMES.fullmatch(found[0]):
        return False
    text = text.replace("\u00d7", "x")
    if _SIDES.search(text) or _LANES.search(text) or _SYSTEM.search(text):
        return True
    return _NAMED.search(written) is not None


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
        if found[2] == '"' and (_closes(found.string, found.start()) or _is_long(found[1])):
            return " "
        unit, number = _number(found[1], *UNITS[found[2]])
        values.setdefault(unit, set()).add(number)
        return " "

    text = _RANGE.sub(spread, _RAM.sub(ram, _MEMORY.sub(memory, text)))
    text = _MEASURE.sub(measure, text)
    return text, {unit: frozenset(found) for unit, found in values.items()}


def _closes(text: str, at: int) -> bool:
    """Tell whether a mark behind a figure ends what another began (Jordan "Infrared 23")."""
    begin = text.rfind('"', 0, at)
    return begin >= 0 and _BEGINS.match(text, max(begin - 1, 0)) is not None


def _is_long(figure: str) -> bool:
    """Tell whether a figure before a mark is none of inches: a year, one that begins with 0."""
    return figure.isdigit() and (len(figure) > LONGEST_INCHES or figure.startswith("0"))


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
