"""What a title says about a thing: its kind, model numbers, sizes, packs and colours.

Units are normalised as shops count: 0.5 TB is 500 GB.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from bolo.core.product import Description


class Kind(StrEnum):
    """What is sold: the item, or something around it."""

    ITEM = "item"
    ACCESSORY = "accessory"
    PART = "part"
    BOX = "box"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Attributes:
    """The hard and soft facts of one description; empty sets where nothing is said."""

    kind: Kind
    words: frozenset[str]
    models: frozenset[str]
    measures: frozenset[tuple[str, str]]
    pack: int
    colours: frozenset[str]
    sizes: frozenset[str]
    brand: str | None


ACCESSORY = (
    "case cover sleeve strap band charger adapter adaptor cable holder mount stand pouch skin "
    "protector filter lid cap tripod bag box-mod dock remote replacement tips earpads cushion "
    "manual battery hülle tasche etui ladegerät ladekabel schutzhülle riemen armband netzteil "
    "coque étui chargeur housse custodia funda cargador"
).split()
FOR = r"(?:for|für|pour|per|para|voor|compatible with|fits|passend für|kompatibel mit)"
_ACCESSORY = re.compile(rf"\b(?:{'|'.join(ACCESSORY)})s?\b.*\b{FOR}\b|^{FOR}\b")
_ACCESSORY_END = re.compile(
    r"\b(?:case|cover|strap|charger|sleeve|pouch|screen protector|hülle|ladegerät|coque|battery"
    r"|replacement \w+|carry bag|lens cap|ear ?pads)s?(?: only)?$"
)
_PART = re.compile(
    r"\b(?:for parts|parts only|spares|not working|defekt|faulty|broken|for repair|pour pièces"
    r"|ersatzteil|as[- ]is|bastler|replacement part)\b"
)
_BOX = re.compile(
    r"\b(?:box only|empty box|nur (?:die )?ovp|boîte vide|leerkarton|packaging only)\b"
)
_BUNDLE = re.compile(
    r"\b(?:bundle|job ?lot|lot of|kit with|combo|starter set with|set mit|inkl\.? zubehör"
    r"|konvolut|paket mit)\b|\bwith (?:\w+ )?(?:case|strap|charger|bag|stand|cover)s?\b|\s\+\s"
)
_PACK = re.compile(
    r"\b(?:pack of|set of|lot of|box of|(\d+)er[- ]?pack)\s*(\d+)?\b"
    r"|\b(\d+)\s*-?\s*(?:pack|pcs|pieces|pk|stück|er[- ]set|er[- ]pack|count|ct)\b"
    r"|\b(\d+)\s*x\s+(?=[a-z])"
    r"|\b(?:twin|double)[- ]pack\b"
)
UNITS = {
    "tb": ("GB", 1000),
    "gb": ("GB", 1),
    "mb": ("MB", 1),
    "kg": ("g", 1000),
    "g": ("g", 1),
    "ml": ("ml", 1),
    "cl": ("ml", 10),
    "l": ("ml", 1000),
    "litre": ("ml", 1000),
    "liter": ("ml", 1000),
    "mm": ("mm", 1),
    "cm": ("mm", 10),
    "m": ("mm", 1000),
    "inch": ("in", 1),
    "zoll": ("in", 1),
    "in": ("in", 1),
    '"': ("in", 1),
    "w": ("W", 1),
    "v": ("V", 1),
    "mah": ("mAh", 1),
    "mp": ("MP", 1),
}
_MEASURE = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?)\s?-?(tb|gb|mb|kg|g|ml|cl|l|litre|liter|mm|cm|m|inch|zoll|in|\"|w|v|mah|mp)"
    r"(?![\w])"
)
COLOURS = {
    word: colour
    for colour, words in {
        "black": "black schwarz noir nero negro zwart",
        "white": "white weiß weiss blanc bianco blanco wit",
        "red": "red rot rouge rosso rojo",
        "blue": "blue blau bleu blu azul navy",
        "green": "green grün vert verde olive",
        "silver": "silver silber argent argento plata",
        "gold": "gold golden or oro",
        "grey": "grey gray grau gris grigio graphite anthracite",
        "yellow": "yellow gelb jaune giallo amarillo",
        "pink": "pink rosa rose",
        "purple": "purple lila violet viola",
        "orange": "orange",
        "brown": "brown braun marron tan",
        "beige": "beige cream sand ivory",
    }.items()
    for word in words.split()
}
_SIZE = re.compile(
    r"\b(?:size|größe|taille|talla|eu|uk|us)\s?(\d{1,2}(?:[.,]5)?|xxs|xs|s|m|l|xl|xxl|3xl)\b"
    r"|(?:^|[\s/,(])(xxs|xs|xl|xxl|3xl|small|medium|large)(?=$|[\s/,)])"
)
_WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
STOP = frozenset(
    "the a an and with of in by new brand neu mit und für von der die das le la les de du et "
    "pour avec nouveau original genuine official sealed boxed".split()
)
SHORTEST_MODEL, SHORTEST_NUMBER = 3, 4
"""Fewest characters of a model number: "A7" alone says little, "12" even less."""
SIZE_NAMES = {"small": "s", "medium": "m", "large": "l"}


@lru_cache(maxsize=50_000)
def read_attributes(thing: Description) -> Attributes:
    """Read the attributes of a title, its variant and brand; nothing is guessed."""
    text = f"{thing.title} {thing.variant or ''}".lower().strip()
    measures, rest = _measures(text)
    words = [word for word in _WORD.findall(rest) if word not in STOP]
    brand = (thing.brand or "").lower().strip() or None
    pack = _pack(text)
    kind = _kind(thing.title.lower().strip(), pack, thing.condition)
    colours = frozenset(COLOURS[word] for word in words if word in COLOURS)
    sizes = frozenset(
        SIZE_NAMES.get(found, found).replace(",", ".")
        for match in _SIZE.finditer(text)
        for found in match.groups()
        if found
    )
    return Attributes(
        kind=kind,
        words=frozenset(words),
        models=frozenset(filter(None, map(_model, words))),
        measures=measures,
        pack=pack,
        colours=colours,
        sizes=sizes,
        brand=brand,
    )


def _kind(title: str, pack: int, condition: str | None) -> Kind:
    if _BOX.search(title):
        return Kind.BOX
    if _PART.search(title) or condition == "for_parts":
        return Kind.PART
    if _ACCESSORY.search(title) or _ACCESSORY_END.search(title):
        return Kind.ACCESSORY
    if _BUNDLE.search(title) and pack == 1:
        return Kind.BUNDLE
    return Kind.ITEM


def _pack(text: str) -> int:
    found = _PACK.search(text)
    if not found:
        return 1
    numbers = [int(group) for group in found.groups() if group]
    return numbers[-1] if numbers else 2


def _measures(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    found: set[tuple[str, str]] = set()
    for match in _MEASURE.finditer(text):
        unit, factor = UNITS[match[2]]
        number = f"{(Decimal(match[1].replace(',', '.')) * factor).normalize():f}"
        found.add((unit, number))
    return frozenset(found), _MEASURE.sub(" ", text)


def _model(word: str) -> str | None:
    bare = re.sub(r"[-./]", "", word)
    mixed = any(c.isdigit() for c in bare) and any(c.isalpha() for c in bare)
    long_number = bare.isdigit() and len(bare) >= SHORTEST_NUMBER
    return bare if (mixed and len(bare) >= SHORTEST_MODEL) or long_number else None
