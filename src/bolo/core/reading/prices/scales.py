"""Words that change what a number means: thousands and millions, cents, several for one price.

`$1.5k` is 1,500 and `99¢` is 0.99; a reader who overlooks the word is wrong by a magnitude.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_WORDS: Final = {
    10**3: "tsd|thousand|mil|ribu|rb|nghìn|ngàn|тыс|тис|tys|tis|ezer|bin|tusind|tusen"
    "|tuhatta|tkr|teur|هزار|ألف|हज़ार|हजार|হাজার|พัน|χιλ|千|천",
    10**4: "万|萬|만|หมื่น",
    10**5: "lakhs?|lacs?|लाख|লাখ|แสน",
    10**6: "mn|mln|mio|millions?|millionen|millones|millón|milhões|milhão|milion[iy]?|milyon|millió"
    "|miljoonaa?|miljon(?:er|en)?|juta|jt|triệu|tr|млн|میلیون|مليون|ล้าน|百万|백만",
    10**7: "crores?|cr|करोड़|কোটি|千万|천만",
    10**8: "億|亿|억",
    10**9: "bn|mrd|billions?|milliarden?|miljardi?a?|tỷ|tỉ|млрд",
}
_LONG: Final = "|".join(
    f"(?P<by{factor}>{words})" for factor, words in sorted(_WORDS.items(), reverse=True)
)
_SCALE = re.compile(
    r"(?:(?P<thousand>k)|(?P<million>m))(?![\w²³]|-\w)|\s(?:(?P<thousands>[kt])|(?P<millions>m))(?=€|eur\b)"
    rf"|\s?(?:{_LONG})(?:\.(?=\s|$))?(?![a-zà-ɏа-яёḁ-ỿ0-9]|-\w)",
    re.IGNORECASE,
)
_LETTERS: Final = {"thousand": 10**3, "thousands": 10**3, "million": 10**6, "millions": 10**6}
"""Behind a number without a space: `1.5k`, `2m`; metres stand apart."""
_SHORT: Final = 2
_CENTS = re.compile(r"\s?(¢|cents?\b|cts?\b|p\b|коп\b)", re.IGNORECASE)
_CENTS_OF: Final = {"¢": "$", "p": "£", "коп": "₽"}
"""Whose cents they are; `ct` is said of many."""
_SEVERAL = re.compile(
    r"^\W*(?:(?:any|buy|nur|only)\s+)?(?P<count>[2-9]|[1-9]\d)\s*(?:шт\.?|stück|stk\.?|st\.?|pcs)?\s*"
    r"(?:for|für|pour|por|per|voor|za|за)\s*(?:[A-Z]{1,3})?[^\w\s]{0,3}\s*$"
    r"|^\W*(?P<pieces>[2-9]|[1-9]\d)\s*(?:stück|stk\.?|pcs|pieces|шт\.?|szt\.?|ks|kpl|db|adet|個|个)\W*$"
    r"|(?<![\w.,])(?P<times>[2-9]|[1-9]\d)\s?(?:[x×*]|vezes|raten|rat|cuotas?|pagos?|parcelas?"
    r"|mensualités|rate|taksit|splátek|payments?|interest-?free payments?|платеж\w*)"
    r"(?:\s(?:sin interés|of|de|à|a|po|je|di|за|по))*\s*(?:[A-Z]{1,3})?[^\w\s]{0,3}\s*$",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\s?[x×]\s?(?:(?:de|à|a|po|je|di|за|по)\s)?(?:[A-Z]{1,3}\s?)?"
    r"(?:[$€£¥₹₽₩₺₴₫]\s?\d|\d[\d., ]*(?:[$€£¥₹₽₩₺₴₫]|[.,]\d\d(?!\d|\s?[cm]?[ml]\b)))",
    re.IGNORECASE,
)
_MOST_TIMES = 2
_FIGURE: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_ONE: Final = rf"{_FIGURE}\s?(?:{re.sub(r'[?]P<by[0-9]+>', '?:', _LONG)})"
_MYRIADS: Final = rf"(?:{_FIGURE}\s?[億亿억万萬만千천]\s?)+"
_PARTS = re.compile(
    rf"(?<![\d.,])(?:{_ONE}(?:\s?{_ONE})+|{_MYRIADS}\d{{1,4}}(?![\d.,]|\s?[a-z]))", re.IGNORECASE
)
_PERHAPS_PARTS = re.compile(r"[億亿억万萬만千천]|\d\s?(?:tri|t[ỷỉ]|cr|la[kc]|mil)", re.IGNORECASE)
_PART = re.compile(rf"({_FIGURE})\s?(?:{_LONG})?", re.IGNORECASE)
"""`1万2800円`, `12만 9천원`, `1 triệu 500 nghìn`: each part counts less than the one before it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A word behind a number: by what the number is multiplied, and where the word ends."""

    factor: int
    end: int
    short: bool = False
    """It is only a letter or two, which mean something else where no money is spoken of."""

    def of(self, amount: Decimal) -> Decimal:
        """Return what `amount` of these are: whole where it is whole."""
        much = amount * self.factor
        return much.to_integral_value() if much == much.to_integral_value() else much


def scale_behind(text: str, end: int) -> Scale | None:
    """Return what thousand or million stands behind the number that ends at `end`."""
    match = _SCALE.match(text, end)
    if match is None:
        return None
    return Scale(_factor(match), match.end(), _is_short(match.group().strip()))


def _factor(match: re.Match[str]) -> int:
    """Return what the named group that matched stands for."""
    return _LETTERS.get(match.lastgroup or "") or int((match.lastgroup or "").removeprefix("by"))


def _is_short(word: str) -> bool:
    return word.isascii() and len(word) <= _SHORT


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
    """Return how many a price is for, where `text` before it says so: `2 for $`, `12x de`."""
    match = _SEVERAL.search(text)
    return match["count"] or match["pieces"] or match["times"] if match else None


def counts_what_follows(text: str, number: str, end: int) -> bool:
    """Say whether a number is how often the one behind it is meant: `2x 19,99`."""
    return number.isdigit() and len(number) <= _MOST_TIMES and _TIMES.match(text, end) is not None


def spelt_out(text: str) -> str:
    """Write the parts of a number that words part in figures: `1万2800円` is `12800円`."""
    return _PARTS.sub(_added, text) if _PERHAPS_PARTS.search(text) else text


def _added(found: re.Match[str]) -> str:
    """Add the parts up; they stay as they are where one counts no less than the one before."""
    total, last = Decimal(0), Decimal(10**12)
    for part in _PART.finditer(found.group()):
        factor = _factor(part) if part.lastgroup else 1
        much = Decimal(part[1].replace(",", "")) * factor
        if factor >= last or much >= last:
            return found.group()
        total, last = total + much, Decimal(factor)
    return f"{total.normalize():f}"
