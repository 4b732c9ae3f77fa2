"""Words and units that look like signs of money: "ID 1234", "89,000 km"."""

from typing import Final

from bolo.core.reading.document.source import Source
from bolo.core.reading.prices.price_text import PriceText

_ALSO_WORDS: Final = frozenset(
    "ID KM MT MK DA LE RO RE LD KD BD JD DT CF FC FG FR RF SR QR YR IR EC UF Af Ar Le Sl den man"
    " din Dh Kn kn sol real won som lari kip mk Lek Nu".split()
)
_LENGTHS: Final = frozenset({"km", "Km", "mt"})


def is_measure(read: PriceText, source: Source) -> bool:
    """Say whether the sign is likelier a word or a unit on this page."""
    if read.sign in _LENGTHS:
        return True
    here = source.locale.money
    return here is not None and read.sign in _ALSO_WORDS and read.currency != here
