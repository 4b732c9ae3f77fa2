"""What could stand in a title, told from its words one by one, so that most patterns need no try.

Every pattern that reads titles needs some word, or the end of one; what a word could be part of
is worked out once and kept. A glance may promise too much, never too little: a test compares.
"""

import re
from functools import lru_cache

from bolo.core.matching.kinds import MAKERS, NOUNS
from bolo.core.matching.lexicon import LETTER_SIZES, PHRASES, UNITS

SIZE, PHRASE, PIECES, PACK, MEASURE, FACT, FOR, KIND = (1 << place for place in range(8))
_UNIT, _DIGIT, _JOIN, _ITEM = (1 << place for place in range(8, 12))
"""Only together: a unit after a figure, what comes with it after "with"."""
ALL = (1 << 12) - 1
_SIZE = re.compile(
    rf"(?i:\bw(?:\d|$)|\d\d[x/]\d\d|\b(?:size|größe|gr\.|taille|talla|eur?|uk|us)(?:\d|$|{LETTER_SIZES})"
    rf"|small|medium|large)|(?:^|[/,(|])(?:{LETTER_SIZES})(?:$|[/,)|]|-$)"
)
_FIRST = "|".join(
    sorted({re.escape(text) if " " not in text else f"{re.escape(text.split()[0])}$"
            for text, _ in PHRASES})
)  # fmt: skip
_PHRASE = re.compile(rf"station|\bswitch$|\bps$|\b(?:{_FIRST})")
_PIECES = re.compile(r"pc|pie|teil|pièces|pezzi")
_PACK = re.compile(
    r"pack|^of(?:\d|\b)|(?:^|[\d-])(?:(?:pk|count|ct|stück|units|pairs)(?!\w)|er-?set|er$)"
    r"|(?:^|\d)[x\u00d7]$|(?:^|\()[x\u00d7](?:\d|$)"
)
_UNITS = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_MEASURE = re.compile(rf"\d-?(?:{_UNITS})(?!\w)")
_UNIT_ALONE = re.compile(rf"-?(?:{_UNITS})(?!\w)")
_FACT = re.compile(r"mk|mark|gen|edition|ed\.|ausgabe")
_FOR = frozenset("for fits für pour per para voor compatible kompatibel".split())
_KIND = re.compile(
    r"only|empty|leer|nur|vide|seule|\(no|parts|spares|repair|working|doesn|defekt|faulty|pour|hors"
    r"|\bas\b|bastler|damaged|cracked|broken|tempered|supply|\+|dlc|season|expansion|soundtrack"
    r"|\bost\b|upgrade|character|battle|booster|gift|guthaben|v-bucks|currency|erweiterung"
    r"|starter|skin|costume|artbook|strategy|lösungsbuch|bundle|job|\blot|konvolut|fly|\bset\b"
    r"|paket|\blens\b|\bkit\b|zoom"
)
_KINDS = NOUNS | MAKERS
_JOINS = re.compile(r"(?:\b(?:with|w/|incl\.?|including|inkl\.?|plus|mit|avec|and|und|et)|&)$")
_ITEMS = re.compile(r"game|lens|controller|batter|disc|bottle|strap|spiele|jeux")
_WORD = re.compile(r"[^\W_]+")
_PATTERNS = (
    (PHRASE, _PHRASE),
    (PIECES, _PIECES),
    (PACK, _PACK),
    (MEASURE, _MEASURE),
    (FACT, _FACT),
)


def glance(title: str) -> int:
    """Return which patterns could match somewhere in a title."""
    found = 0
    for word in title.split():
        found |= _signs(word)
    if found & _UNIT and found & _DIGIT:
        found |= MEASURE
    if found & _JOIN and found & _ITEM:
        found |= KIND
    return found


@lru_cache(maxsize=65_536)
def _signs(word: str) -> int:
    whole = word.lower()
    text = whole.replace("'", "").replace("\u2019", "")
    found = SIZE if _SIZE.search(word) else 0
    for sign, pattern in _PATTERNS:
        if pattern.search(text):
            found |= sign
    if _UNIT_ALONE.match(text):
        found |= _UNIT
    if text and text[-1].isdigit():
        found |= _DIGIT
    return found | _signs_of_kind(whole)


def _signs_of_kind(word: str) -> int:
    found = FOR | KIND if word in _FOR else 0
    if _KIND.search(word) or not _KINDS.isdisjoint(_WORD.findall(word)):
        found |= KIND
    if _JOINS.search(word):
        found |= _JOIN
    if _ITEMS.search(word):
        found |= _ITEM
    return found
