"""Whether two stated makers are one: written otherwise, named in the other title, or a line of it.

That two brands stand beside the same part number does not make them one: who sells compatible
cartridges states the number of the maker's own.
"""

from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.title_words import bare, singular
from bolo.core.product import Description

FIRMS = frozenset(
    "technology technologies corporation corp company co inc incorporated ltd limited llc gmbh ag"
    " international group industries products electronics software systems solutions usa america"
    " of the".split()
)
"""What firms are called beside their name."""
LINES = {
    line: maker
    for maker, lines in {
        "amazon": "kindle ring blink eero",
        "apple": "beats",
        "dell": "alienware",
        "google": "nest fitbit pixel",
        "hp": "compaq hyperx poly",
        "lenovo": "thinkpad",
        "logitech": "ultimateears astrogaming bluemicrophones",
        "meta": "oculus",
        "microsoft": "xbox surface",
        "nike": "jordan converse",
        "panasonic": "lumix technics",
        "samsung": "galaxy",
        "sony": "playstation",
        "xerox": "tektronix",
    }.items()
    for line in lines.split()
}
"""Lines and houses that shops name in the place of the maker; of public companies, 2026."""


def brands_agree(a: Attributes, b: Attributes, one: Description, other: Description) -> bool:
    """Tell whether both state one maker, or a title names the maker of the other."""
    if not a.brand.isdisjoint(b.brand):
        return True
    mine, theirs = _written(one.brand), _written(other.brand)
    if LINES.get(mine, mine) == LINES.get(theirs, theirs):
        return True
    if mine.startswith(theirs) or theirs.startswith(mine):
        return True
    return _named_in(a.brand, b) or _named_in(b.brand, a)


def _written(brand: str | None) -> str:
    return bare((brand or "").lower())


def _named_in(brand: frozenset[str], thing: Attributes) -> bool:
    """Tell whether a title names a maker, whose firm may be called more than that."""
    own = brand - FIRMS or brand
    return all(word in thing.words or singular(word) in thing.words for word in own)
