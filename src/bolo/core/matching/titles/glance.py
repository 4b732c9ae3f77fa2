"""What could stand in a title, told from its words one by one, so that most patterns need no try.

Every pattern that reads titles needs some word, or the end of one. A glance may promise too
much, never too little: a test compares.
"""

import re
from collections.abc import Iterable

from bolo.core.matching.titles.accessories import MAKERS, NOUNS, is_noun
from bolo.core.matching.titles.kinds import STATE, SUBSTITUTES_IN
from bolo.core.matching.titles.lexicon import LETTER_SIZES, PHRASES, UNITS
from bolo.core.matching.titles.seldom import any_of

SIZE, PHRASE, PIECES, PACK, MEASURE, FACT, FOR, KIND = (1 << place for place in range(8))
_UNIT, _DIGIT, _JOIN, _ITEM = (1 << place for place in range(8, 12))
"""Only together: a unit after a figure, what comes with it after "with"."""
BESIDE = 1 << 12
"""Where there are measures, one may run over several words ("20 w", "8gb ram")."""
SUBSTITUTE = 1 << 13
VERSION = 1 << 14
STATED = 1 << 15
"""What sellers say of the state of a thing; it makes a kind, too."""
ALL = (1 << 16) - 1
_ALONE = MEASURE | _UNIT | _DIGIT | _JOIN | _ITEM | BESIDE
_SIZE = re.compile(
    rf"(?i:\bw(?:\d|$)|\d\d[x/]\d\d|\b(?:size|größe|gr\.|taille|talla|eur?|uk|us)(?:\d|$"
    rf"|{LETTER_SIZES})"
    rf"|small|medium|large)|(?:^|[/,(|])(?:{LETTER_SIZES})(?:$|[/,)|]|-$)"
)
_FIRST = "|".join(
    sorted({re.escape(text) if " " not in text else f"{re.escape(text.split()[0])}$"
            for text, _ in PHRASES})
)  # fmt: skip
_PHRASE = re.compile(rf"station|\bswitch$|\bps$|\b(?:{_FIRST})")
_PIECES_IN = "pc pie teil pièces pezzi".split()
_PIECES = any_of(_PIECES_IN)
_PACK = re.compile(
    r"pack|^pair:|^\d?mal$|^(?:of|de|di|da|van)(?:\d|\b)"
    r"|(?:^|[\d-])(?:(?:pk|count|ct|stück|units|pairs|stk|unidades|unités|uds|pezzi|stuks"
    r"|szt|sztuk|sztuki)(?!\w)"
    r"|er-?set|er$)"
    r"|(?:^|\d)[x\u00d7]$|(?:^|\()[x\u00d7](?:\d|$)"
)
_UNITS = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_MEASURE = re.compile(rf"\d-?(?:{_UNITS})(?!\w)")
_UNIT_ALONE = re.compile(rf"-?(?:{_UNITS})(?!\w)")
_BESIDE = re.compile(
    r"^-|-$|[/+]|^\(?\"\w|^(?:lp)?(?:ddr|(?:ram|memory|arbeitsspeicher|unified)\b)"
)
_VERSION = re.compile(
    r"(?:^|[^\w/-])v(?:(?:er(?:s(?:ion)?)?)?\.?$|\.?\d)|\bver\S*\d"
    r"|\b(?:win(?:dows)?|mac(?:os)?x?|osx?)\b"
)
_FACTS_IN = "mk mark gen edition ed. ausgabe".split()
_FACT = re.compile(r"\b(?:(?:mk|mark)(?:$|[\W1-9iv])|gen)|edition|ed\.|ausgabe")
_FOR = frozenset(
    "for fits für pour per para voor compatible kompatibel compatibile suit fit adapté adaptée"
    " adaptés"
    " adaptées f.".split()
)
_KINDS_IN = (
    "(no cracked broken cassé brisé grillé vací tempered supply + dlc season expansion soundtrack"
    " upgrade character battle booster gift guthaben v-bucks currency erweiterung starter skin"
    " costume artbook strategy lösungsbuch bundle job konvolut fly zoom vide vuot leer leeg lege"
    " pust vazi empty manual emploi notice anleitung anweisung istruzioni aanwijzing handleiding"
    " instru booklet guide roto rota"
).split()
_KIND_IN, _KIND = (
    any_of(_KINDS_IN),
    re.compile(r"\b(?:ost\b|lot|set\b|lens\b|kit\b|hs\b|vac[ií][oa]\b|paket\b)"),
)
_KINDS = NOUNS | MAKERS
_JOINS = re.compile(
    r"(?:\b(?:with|w/|incl\.?|including|inkl\.?|plus|mit|avec|and|und|et|con|samt|y)|&)$"
)
_ITEMS_IN = "game lens controller batter disc bottle strap spiele jeux pack lote".split()
_ITEMS = any_of(_ITEMS_IN)
_SUBSTITUTE = any_of(SUBSTITUTES_IN)
_TELLING = any_of(
    (*_PIECES_IN, *_FACTS_IN, *_KINDS_IN, *_ITEMS_IN, *SUBSTITUTES_IN, "small", "medium", "large",
     "station", "pack")
)  # fmt: skip
_BEGINS = tuple("size taille talla eu us uk lot erset lp ram ddr memory arbeits unified".split())
_FIGURED = re.compile(
    rf"\d(?:x|er|pk|c|units|pairs|uni|uds|pezzi|stuks|szt|mal|(?:{_UNITS})$)|^(?:w|x|of|de|di|da|van|v"
    rf"|ver|vers|version)\d"
)
_WHOLE = frozenset(
    "switch ps w x of er pk count ct units pairs ost set kit hs mal lote y paket win windows mac"
    " macos macosx macx osx vacio vacia with incl including inkl plus samt con mit avec and und et"
    " v ver vers version os de di da van unidades uds pezzi stuks stk szt sztuk sztuki".split()
).union(
    *(_FOR, _KINDS, UNITS, (text.split()[0] for text, _ in PHRASES)),
    LETTER_SIZES.lower().split("|"),
)
"""What says something in a plain word, of ASCII letters and figures only: a piece in it, its
beginning, a figure and what follows, or the whole of it."""
_WORD = re.compile(r"[^\W_]+")
_PATTERNS = (
    (PHRASE, _PHRASE),
    (PIECES, _PIECES),
    (PACK, _PACK),
    (MEASURE, _MEASURE),
    (FACT, _FACT),
    (VERSION, _VERSION),
)


def glance(title: str) -> int:
    """Return which patterns could match somewhere in a title."""
    return together([signs_of(word) for word in title.split()])


def together(signs: Iterable[int]) -> int:
    """Return which patterns could match in a title with words of these signs."""
    found = 0
    for one in signs:
        found |= one
    return completed(found)


def completed(found: int) -> int:
    """Add to the signs of all words of a title what they say only together."""
    if found & _UNIT and found & _DIGIT:
        found |= MEASURE | BESIDE
    if found & _JOIN and found & _ITEM:
        found |= KIND
    return found


def is_plain(signs: int) -> bool:
    """Tell whether each word of a title can be read by itself, whatever stands beside it."""
    return not (signs & ~_ALONE or (signs & MEASURE and signs & BESIDE))


def signs_of(word: str) -> int:
    """Return which patterns could match in a word, or with its neighbours."""
    whole = word.lower()
    if word.isascii() and word.isalnum() and not _may_tell(whole):
        return _DIGIT if whole[-1].isdigit() else 0
    return every_sign(word)


def _may_tell(plain: str) -> bool:
    """Tell whether there may be anything in a plain word, which is seldom."""
    if plain in _WHOLE or plain.startswith(_BEGINS) or _TELLING.search(plain):
        return True
    if STATE.in_word(plain):
        return True
    if plain.isalpha():
        return is_noun(plain)
    return _FIGURED.search(plain) is not None


def every_sign(word: str) -> int:
    """Do as `signs_of`, by trying every pattern."""
    whole = word.lower()
    text = whole.replace("'", "").replace("\u2019", "")
    found = SIZE if _SIZE.search(word) else 0
    for sign, pattern in _PATTERNS:
        if pattern.search(text):
            found |= sign
    if _UNIT_ALONE.match(text):
        found |= _UNIT
    if _BESIDE.search(text):
        found |= BESIDE
    if text and text[-1].isdigit():
        found |= _DIGIT
    return found | _signs_of_kind(whole)


def _names_kind(word: str) -> bool:
    return any(each in MAKERS or is_noun(each) for each in _WORD.findall(word))


def _signs_of_kind(word: str) -> int:
    found = FOR | KIND if word in _FOR else 0
    if _KIND_IN.search(word) or _KIND.search(word) or _names_kind(word):
        found |= KIND
    if STATE.in_word(word):
        found |= KIND | STATED
    if _JOINS.search(word):
        found |= _JOIN
    if _ITEMS.search(word):
        found |= _ITEM
    if _SUBSTITUTE.search(word):
        found |= SUBSTITUTE
    return found
