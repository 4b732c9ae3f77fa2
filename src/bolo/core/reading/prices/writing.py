"""Odd ways of writing a number made plain: signs of many alphabets, cents apart, myriads.

Afterwards thousands are parted by `.`, `,`, `'` or a space, and cents by `.` or `,`.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from typing import Final

from bolo.core.reading.prices.scales import spelt_out

_SPACES = re.compile(r"\s+")
_ONLY_CENTS = re.compile(r"(?<!\w)(?<!\d\s)(?:[-–—]{0,2},|[-–—]{1,2}\.)(?=\d\d(?![\d.,]))")
_CROWNS_AND_ORE = re.compile(r"(?<![\d:])(\d[\d ]*):(?=\d\d\s?(?:kr|SEK|NOK|DKK)\b)", re.IGNORECASE)
_SMALLER = re.compile(
    r"(?<![\d.,])(\d[\d ']*)\s?(руб\.?|р\.?|₽|zł|€|euros?|lei|kr\.?|лв\.?|грн\.?)\s?"
    r"(?:und |et |e |y |și )?"
    r"(\d\d?)\s?(?:коп|к|gr|cents?|ct|bani|öre|øre|ст)\b\.?",
    re.IGNORECASE,
)
_RAISED_POINT = re.compile(r"(?<=\d)[·˙・](?=\d\d(?!\d))")
_GROUPING = re.compile(r"(?<=\d)[·˙・ʼʹ′＇ˈ\u02bb\u055a_](?=\d{3}(?!\d))")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_CENTS = re.compile(r"(?<=\d)[.,]?([⁰¹²³⁴⁵⁶⁷⁸⁹]{2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_PUNCTUATION: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "٫": ".",
        "٬": ",",
        "،": ",",
        "⹁": ",",
        "，": ",",
        "．": ".",
        "￥": "¥",
    }
    | {chr(0xFF04): "$", chr(0xFFE1): "£", "\u200e": "", "\u200f": "", "\u200b": "", "\ufeff": ""}
    | {chr(0xFF10 + n): str(n) for n in range(10)}
    | {chr(0x0660 + n): str(n) for n in range(10)}
    | {chr(0x06F0 + n): str(n) for n in range(10)}
    | {chr(0x0966 + n): str(n) for n in range(10)}
)


def plain_signs(text: str) -> str:
    """Write digits, commas and quotes of any alphabet as the keys of a keyboard."""
    return text.translate(_PUNCTUATION)


def plain_writing(text: str, decimal: str) -> str:
    """Write in one figure what people write in parts: `-,99`, `1299:50 kr`, `1万2800円`, `19⁹⁹`."""
    text = _SPACES.sub(" ", plain_signs(text)).strip()
    if not text.isascii():
        text = _GROUPING.sub("'", text)
        text = _RAISED_POINT.sub(".", text)
        text = _RAISED_CENTS.sub(lambda found: decimal + found[1].translate(_RAISED), text)
    elif "_" in text:
        text = _GROUPING.sub("'", text)
    text = _SMALLER.sub(lambda found: f"{found[1].strip()}{decimal}{found[3]:0>2} {found[2]}", text)
    text = spelt_out(text)
    return _CROWNS_AND_ORE.sub(rf"\1{decimal}", _ONLY_CENTS.sub(f"0{decimal}", text))
