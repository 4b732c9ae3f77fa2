"""Words that change what a number means: thousands and millions, cents, several for one price.

`$1.5k` is 1,500 and `99¢` is 0.99; a reader who overlooks the word is wrong by a magnitude.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_WORDS: Final = {
    10**3: "tsd|thousand|mil|ribu|rb|nghìn|ngàn|тыс|千|천",
    10**4: "万|萬|만",
    10**5: "lakhs?|lacs?",
    10**6: "mn|mln|mio|millions?|millionen|millones|millón|milhões|milhão|milion[iy]?"
    "|juta|jt|triệu|млн",
    10**7: "crores?|cr",
    10**8: "億|亿|억",
    10**9: "bn|mrd|billions?|milliarden?|млрд",
}
_SCALE = re.compile(
    r"(?:(?P<thousand>k)|(?P<million>m))(?![\w²³]|-\w)|\s?(?:"
    + "|".join(f"(?P<by{factor}>{words})" for factor, words in _WORDS.items())
    + r")(?:\.(?=\s|$))?(?![a-zа-яё0-9]|-\w)",
    re.IGNORECASE,
)
_LETTERS: Final = {"thousand": 10**3, "million": 10**6}
"""Behind a number without a space: `1.5k`, `2m`; metres stand apart."""
_CENTS = re.compile(r"\s?(¢|cents?\b|cts?\b|p\b|коп\b)", re.IGNORECASE)
_CENTS_OF: Final = {"¢": "$", "p": "£", "коп": "₽"}
"""Whose cents they are; `ct` is said of many."""
_SEVERAL = re.compile(
    r"^\W*(?:(?:any|buy|nur|only)\s+)?(?P<count>[2-9]|[1-9]\d)\s*"
    r"(?:for|für|pour|por|per|voor|za|за|[x×])\s*(?:[A-Z]{1,3})?[^\w\s]{0,3}\s*$",
    re.IGNORECASE,
)
_MYRIADS = re.compile(
    r"(?P<many>\d{1,5})\s?[万萬만]\s?"
    r"(?:(?P<rest>\d{1,4})(?![\d.,]|\s?[千천])|(?P<thousands>[1-9])\s?[千천](?!\s?\d))"
)
"""`1万2800円` and `12만 9천원`: ten thousands, and what is left below them."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A word behind a number: by what the number is multiplied, and where the word ends."""

    factor: int
    end: int

    def of(self, amount: Decimal) -> Decimal:
        """Return what `amount` of these are: whole where it is whole."""
        much = amount * self.factor
        return much.to_integral_value() if much == much.to_integral_value() else much


def scale_behind(text: str, end: int) -> Scale | None:
    """Return what thousand or million stands behind the number that ends at `end`."""
    match = _SCALE.match(text, end)
    if match is None:
        return None
    factor = _LETTERS.get(match.lastgroup or "") or int((match.lastgroup or "").removeprefix("by"))
    return Scale(factor, match.end())


def cents_behind(text: str, number: str, end: int) -> str | None:
    """Return the word for cents behind a `number` of one to three digits: `99¢`, `75p`."""
    match = _CENTS.match(text, end)
    if match is None or not number.isdigit() or len(number) > (3 if match[1] == "¢" else 2):
        return None
    return match[1].casefold()


def whose_cents(word: str) -> str | None:
    """Return the sign of the currency whose hundredth `word` is, where that is one."""
    return _CENTS_OF.get(word)


def several_before(text: str) -> str | None:
    """Return how many things a price is for, where `text` before it says so: `2 for $`."""
    match = _SEVERAL.search(text)
    return match["count"] if match else None


def spelt_out(text: str) -> str:
    """Write ten thousands and what follows them in figures: `1万2800円` is `12800円`."""

    def figures(found: re.Match[str]) -> str:
        below = int(found["rest"] or 0) + 1_000 * int(found["thousands"] or 0)
        return str(10_000 * int(found["many"]) + below)

    return _MYRIADS.sub(figures, text)
