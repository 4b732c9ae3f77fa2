"""Numbers that name a thing the world over, checked and written in one way.

GTIN-8, UPC and EAN are one numbering: all become GTIN-13 (GTIN-14 where a pack is meant).
"""

import re
from typing import Final

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

_NOT_DIGITS = re.compile(r"[\s\-\u2010\u2013]")
_NOT_LETTERS = re.compile(r"[^0-9A-Z]+")
_PLACEHOLDERS: Final = frozenset(
    "NA NONE NULL DOESNOTAPPLY NICHTZUTREFFEND NAOSEAPLICA NONAPPLICABLE UNKNOWN TBD"
    " DEFAULT".split()
)
_SHORTEST_MPN: Final = 3
_ISBN_10: Final = 10


def gtin(text: str | None) -> str | None:
    """Return `text` as GTIN-13 (or GTIN-14), `None` when it is none or its check digit is wrong.

    ISBN-10 becomes ISBN-13. Numbers that shops make up for use inside (prefixes
    02, 04, 20 to 29 of GS1 General Specifications 1.4.2) name nothing outside and are refused.
    """
    if not text:
        return None
    digits = _NOT_DIGITS.sub("", text)
    digits = (
        digits.rpartition(":")[2] if digits[:3].lower() in {"urn", "ean", "upc", "gti"} else digits
    )
    if len(digits) == _ISBN_10:
        return isbn_13(digits)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {8, 12, 13, 14}:
        return None
    if not digits.strip("0") or not ean.is_valid(digits):
        return None
    full = digits.zfill(14)
    if full[0] != "0":
        return full
    inside = full[1:3] in {"02", "04"} or full[1] == "2"
    return None if inside else full[1:]


def isbn_13(text: str | None) -> str | None:
    """Return an ISBN of either length as thirteen digits, `None` when it is none."""
    if not text:
        return None
    try:
        compact: str = isbn.to_isbn13(isbn.validate(text)).replace("-", "").replace(" ", "")
    except ValidationError:
        return None
    return compact


def mpn(text: str | None) -> str | None:
    """Return a maker's part number for comparing: capitals and digits only.

    `None` for placeholders and for what is too short to name anything.
    """
    if not text:
        return None
    bare = _NOT_LETTERS.sub("", text.upper())
    if len(bare) < _SHORTEST_MPN or bare in _PLACEHOLDERS or not bare.strip("0"):
        return None
    return bare
