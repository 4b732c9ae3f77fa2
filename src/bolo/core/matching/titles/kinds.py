"""What is sold: the thing itself, or something around it, for it, with it, or left of it."""

import re
from enum import StrEnum

from bolo.core.matching.titles.accessories import (
    BEFORE_FOR,
    FIRST,
    MAKERS,
    NOUNS,
    SELLERS,
    SURE_NOUNS,
    WATCH_PARTS,
    is_noun,
)
from bolo.core.matching.titles.lexicon import BRANDS, COLOURS, GENERIC, STOP, THINGS
from bolo.core.matching.titles.phrases import Hint, words_of
from bolo.core.matching.titles.sayings import (
    ASKED,
    BROKEN,
    EMPTIED,
    EVERYDAY,
    SEVERAL,
    TELLING,
    UNSOLD,
)
from bolo.core.matching.titles.seldom import Seldom


class Kind(StrEnum):
    """What is sold: the item, or something around it."""

    ITEM = "item"
    ACCESSORY = "accessory"
    ADD_ON = "add_on"
    PART = "part"
    BOX = "box"
    BUNDLE = "bundle"
    UNSOLD = "unsold"


KIND_TEXT = {
    Kind.ACCESSORY: "an accessory, not the item itself",
    Kind.ADD_ON: "an add-on, not the game itself",
    Kind.PART: "parts or a broken item",
    Kind.BOX: "the box only",
    Kind.BUNDLE: "a bundle",
    Kind.UNSOLD: "no sale of it, but a copy, a dummy, a service or a search",
}

_PER = r"(?<!\d )per(?! (?:pack|box|case|set|roll|bag))"
"""Italian for "for"; "200 per pack" counts."""
FOR = (
    rf"(?:for|fits|für|passend für|pour|{_PER}|para|voor|compatible (?:with|avec|con)"
    r"|kompatibel (?:mit|zu)|compatibile con|suitable for|to (?:suit|fit)|adapté(?:e|s|es)? (?:à"
    r"|au|aux)"
    r"|f\.)"
)
_FOR = Seldom(
    rf"(?:^|\s){FOR}\s",
    *("for", "fits", "für", "pour", "per", "para", "voor", "ompatib", "to suit", "to fit"),
    *("adapt", "f."),
)
_PEOPLE = re.compile(
    r"^(?:the )?(?:men|women|kids|children|boys|girls|adults?|him|her|beginners?|home|office"
    r"|travel|all|large|small|parts|repair|spares|sale|playstation|ps[1-5]|xbox\w*|nintendo"
    r"|switch2?|pc"
    r"|windows|mac|wii\w*|herren|damen|kinder|homme|femme|\d)\b|^(?:only )?[$€£]"
)
"""After "for", these say who or where it is for, not what it belongs to."""
_WITHOUT = re.compile(
    r"\b(?:without|w/o|no|ohne|sans|excl\.?|excluding|not included)\s+"
    r"(?:\w+\s+(?:or|and|&|/)\s+)?\w+"
)
_PART = Seldom(
    r"(?<!no )(?<!not )\b(?:cracked|broken (?:screen|display|glass|lens|hinge|port|button))\b"
    r"|\(broken\)|[-\u2013:,] ?broken\b|(?<!not )(?<!never )\bbroken$|^broken:"
    r"|(?<!pas )(?<!non )(?<!jamais )\b(?:cassé|brisé|grillé)\b"
    r"|\bhs(?=$| (?:état|neuf|livraison|pour|à)\b)|\brot[oa](?=$| (?:env[ií]o|para|por|no|pero)\b)",
    *(" roto", " rota", "cracked", "broken", "cassé", "brisé", "grillé", " hs"),
)
"""What is broken, where more than whole words tell."""
_PACKAGE = (
    r"(?:bo[iî]te|coffret|emballage|caja|estuche|scatola|confezione|karton|ovp|verpackung|schachtel"
    r"|hülle|doos|verpakking|pudełko|opakowanie|caixa|embalagem|box|case|tin|packaging)"
)
_EMPTY = r"(?:vide|vac[ií][ao]|vuot[ao]|leer|leeg|pust[ey]|vazi[ao]|empty)"
_MANUAL = (
    r"(?:(?:instruction|user|owner'?s?|operating) (?:manual|guide|booklet)"
    r"|manual de (?:instru\w+|uso|usuario)|mode d'emploi|notice d'utilisation"
    r"|\w*(?:anleitung|anweisung)|manuale (?:d'uso|utente|istruzioni)|libretto (?:d')?istruzioni"
    r"|gebruiksaanwijzing|handleiding|instrukcja(?: obsługi)?)"
)
_ALONE = "".join(
    rf"(?<!{join} )"
    for join in (
        r", & \+ and und con met com avec with incl inkl \bet mit \by \be \ben \bi \bz".split()
    )
)
_BOX = Seldom(
    r"\(no (?:game|console|phone|disc|set|bricks)\)|\bvac[ií][oa]$"
    rf"|^{_PACKAGE}\b.*\b{_EMPTY}\b|^(?:empty|leere[rs]?|lege|pust[ey])\b.*\b{_PACKAGE}\b"
    rf"|^{_MANUAL}\b|{_ALONE}\b{_MANUAL}$",
    *("(no ", "vac", "vide", "vuot", "leer", "leeg", "lege", "pust", "vazi", "empty", "manual"),
    *("emploi", "notice", "anleitung", "anweisung", "istruzioni", "aanwijzing", "handleiding"),
    *("instru", "booklet", "guide"),
)
"""Only the box or the manual, where more than whole words tell."""
_BUNDLE = Seldom(
    r"\b(?:bundle|job ?lot|lot of|konvolut|fly more|starter set with|set mit|paket mit|lens kit"
    r"|kit lens|zoom kit)\b|^(?:lote?|pack|paket)\s(?!(?:de|of|von)\b|\d).*\s(?:y|et|con|avec"
    r"|mit|und)\s"
    r"|\s\+\s(?!\d+\s?gb|cellular\b|[345]g\b|lte\b|gps\b|wi-?fi\b"
    r"|bluetooth\b)",
    *("bundle", "lot", "konvolut", "fly more", "set with", "set mit", "paket mit", "kit", "+"),
    *("pack", "paket"),
)
_JOINS = re.compile(
    r"(?:\b(?:with|incl\.?|including|inkl\.?|plus|mit|avec|and|und|et|con|samt)|&)\s+|\bw/\s*"
)
_WITH = Seldom(
    r"\b(?:with|w/|incl\.?|including|inkl\.?|mit|avec)\s+\d+\s+(?:extra |free |spare )?"
    r"(?:games?|lens(?:es)?|controllers?|batter(?:y|ies)|discs?|bottles?|straps?|spiele|jeux)\b",
    *("with", "w/", "incl", "inkl", "mit", "avec"),
)
_ADD_ON = Seldom(
    r"(?<!incl )(?<!incl\. )(?<!including )(?<!with )(?<!\+ )(?<!and )(?<!& )"
    r"\b(?:dlc|season pass|expansion(?: pass| pack|(?! (?:cards?|slots?|bay|board|module|unit|port"
    r"|drive|desktop|portable|hard|external|\d)))|soundtrack|ost|upgrade pack|character "
    r"pass|battle pass|booster course pass|gift card|guthaben|v-bucks|currency pack|erweiterung"
    r"|starter pack|skin pack|costume pack|artbook|strategy guide|lösungsbuch)\b",
    *(
        "dlc",
        " pass",
        "expansion",
        "soundtrack",
        "ost",
        " pack",
        "gift card",
        "guthaben",
        "v-bucks",
    ),
    *("erweiterung", "artbook", "strategy guide", "lösungsbuch"),
)
CHASSIS, _CASE = "chassis", re.compile(r"\bcases?\b")
_TIDY = (
    (Seldom(r"screen[- ]protectors?", "protector"), "screenprotector"),
    (Seldom(r"tempered[- ]glass", "tempered"), "temperedglass"),
    (Seldom(r"power[- ]supply", "supply"), "powersupply"),
    (Seldom(r"case pack", "case pack"), "pack"),
    (Seldom(r"\b(?:case|chassis|cpu|pc) fans?\b", " fan"), "fan"),
    (
        Seldom(
            r"(?<=\w )\bsupport\b"
            r"(?! (?:pour|de|du|d|mural|voiture|t[eé]l|v[eé]lo|moto|magn|for)\b)",
            "support",
        ),
        "help",
    ),
    (Seldom(r"\bjewel[- ]case\b", "jewel"), " "),
    (
        Seldom(
            r"\b(?:batter(?:y|ie|ia)|akku|bater[ií]a|accu)\w*"
            r"(?: (?:health|à|a|al|bei|at|with|on|op))* ?\d+ ?%",
            "%",
        ),
        " ",
    ),
    (Seldom(r"\bscreen ?protector (?:fitted|applied|on|included)\b", "protector"), " "),
    (
        Seldom(
            r"\b(?<!laptop )(?<!notebook )(?:computer|pc|gaming|server|tower|atx|chassis) cases?\b"
            r"|\bcases?(?=.*\b(?:m?atx|e-?atx|mini-?itx|mid[- ]?tower|full[- ]?tower)\b)",
            "case",
        ),
        CHASSIS,
    ),
    (Seldom(r"\b(?:memory|ram|sdram|dimm|dram) kits?\b", " kit"), "memory"),
    (
        Seldom(
            r"\b(?:wireless|wi-?fi|wlan|network|ethernet|lan|host|bluetooth|display|graphics)"
            r"(?: (?:usb|pci|pcie|card|mini|nano|n|ac|express))* adapters?\b",
            "adapter",
        ),
        "device",
    ),
)
SUBSTITUTES_IN = ("remanuf", "refill", "aftermarket", "third", "wiederauf", "ompatib", "generic")
_SUBSTITUTE = Seldom(
    r"(?<!not )\b(?:remanufactured|refilled|aftermarket|third[- ]party|wiederaufbereitet\w*)\b"
    r"|(?<!not )\b(?:compatible|kompatible[rs]?|generic)\b(?=(?: [\w-]+){0,4}"
    r" (?:toners?|inks?|cartridges?|ribbons?|drums?|patronen?|batter(?:y|ies)|lamps?|charger"
    r"|adapter)\b)",
    *SUBSTITUTES_IN,
)
STATE = Hint(
    (BROKEN, EMPTIED, SEVERAL, UNSOLD, ASKED),
    TELLING,
    GENERIC | STOP | NOUNS | BRANDS | COLOURS.keys() | THINGS.keys() | EVERYDAY,
)
"""Which words may say that a thing is broken, not there, or not alone."""
INCLUDED = frozenset(
    "adapter adapters adaptor cable cables remote dock lid cap filter kabel câble cavo cabo"
    " fernbedienung télécommande telecomando".split()
)
"""What belongs to many things: a title that names it says no more than one that does not."""
GAMES = frozenset({"games", "game"})
_TOKEN = re.compile(r"[^\W_]+")
NEAR = 4
"""How many words after "with" may pass before what comes with it is named."""


def kind_of(title: str, condition: str | None, *, stated: bool = True) -> Kind:
    """Read the kind from a title in lower case; `stated` where a word may tell of its state."""
    words = words_of(title) if stated else ()
    if EMPTIED.in_words(words) or _BOX.search(title):
        return Kind.BOX
    if condition == "for_parts" or BROKEN.in_words(words) or _PART.search(title):
        return Kind.PART
    if UNSOLD.in_words(words) or ASKED.begin(words):
        return Kind.UNSOLD
    text = _WITHOUT.sub(" ", title)
    for pattern, word in _TIDY:
        text = pattern.sub(word, text)
    if CHASSIS in text:
        text = _CASE.sub(CHASSIS, text)  # it is the same one
    if _ADD_ON.search(text):
        return Kind.ADD_ON
    if is_for(text) or _names_accessory(text):
        return Kind.ACCESSORY
    return Kind.BUNDLE if SEVERAL.in_words(words) or _is_bundle(text) else Kind.ITEM


def is_substitute(title: str) -> bool:
    """Tell whether it stands in for the maker's own: "compatible toner", "remanufactured"."""
    return _SUBSTITUTE.search(title.lower()) is not None


def joins(title: str) -> bool:
    """Tell whether a title says that something comes with the thing."""
    return _JOINS.search(title.lower()) is not None


def what_for(title: str) -> tuple[str, str] | None:
    """Split "X for Y" in its halves, `None` when it is for people or places, or for nothing."""
    found = _FOR.search(title)
    if not found or _PEOPLE.match(title[found.end() :]):
        return None
    return title[: found.start()], title[found.end() :]


def is_for(title: str) -> bool:
    """Tell whether it is an accessory for something: it says so, and names what it is."""
    halves = what_for(title)
    if halves is None:
        return False
    before = _TOKEN.findall(_JOINS.split(halves[0])[0])
    return not before or any(word in BEFORE_FOR or is_noun(word) for word in before)


def _names_accessory(text: str) -> bool:
    """Tell whether the main noun is an accessory: the last noun, or one that always is."""
    own = _JOINS.split(text)[0]
    words = _TOKEN.findall(own)
    if any(map(is_noun, words)):
        of_watch = not WATCH_PARTS.isdisjoint(words) and any(
            THINGS.get(word) == "watch" for word in words[:-1]
        )
        last = next((word for word in reversed(words) if not _says_little(word)), "")
        ends = is_noun(last)
        if ends or (not of_watch and not SURE_NOUNS.isdisjoint(words)):
            return True
    return bool(words) and (words[0] in MAKERS or words[0] in FIRST)


def _says_little(word: str) -> bool:
    return (
        (word in GENERIC and word not in NOUNS)
        or word in STOP
        or word in COLOURS
        or word.isdigit()
        or len(word) < 3  # noqa: PLR2004 - shorter than any noun
        or word in SELLERS
        or word in {"magsafe", "mm", "clear", "original", "oem", "genuine", "only"}
    )


def _is_bundle(text: str) -> bool:
    if _BUNDLE.search(text) or _WITH.search(text):
        return True
    for part in _JOINS.split(text)[1:]:
        near = _TOKEN.findall(part)[:NEAR]
        counted = bool(near) and near[0].isdigit()
        if any(is_noun(word) and (counted or word not in INCLUDED) for word in near):
            return True
        if not GAMES.isdisjoint(near):
            return True
    return False
