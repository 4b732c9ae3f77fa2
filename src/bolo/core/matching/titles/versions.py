"""Versions of software in titles: "v10.0", "v. 3.5", "version 3", "v3 .0"; and systems it runs on.

A version is a figure like any other ("v2.0" is 2), but for one that a standard has
("Bluetooth v5.0"); the systems that a program runs on are none of its own ("win 95 98 me").
"""

import re

from bolo.core.matching.titles.seldom import Hinted, Seldom

STANDARDS = frozenset(
    "usb bluetooth bt hdmi displayport dp wifi wi-fi ddr android ios directx opengl pci pcie pci-e"
    " ant wireless mhl vga thunderbolt nfc sata sd class".split()
)
"""Whose version a figure is that stands behind them."""
_FIGURE = r"(\d{1,2})((?: ?\.\d{1,2}){0,3})(?![\w/-])"
_VERSION = Hinted(
    rf"(?<![\d.,] )(?<![\d.,\w/-])v(?:er(?:s(?:ion)?)?)?\.? ?{_FIGURE}"
    rf"|(?<=\d{{4}} )v\.? ?{_FIGURE}",
    r"v(?:er(?:s(?:ion)?)?)?\.? ?\d",
)
_NT = r"(?:3\.1x?|95|98(?: ?se)?|me|nt(?: ?4(?:\.0)?)?|2000|2k|2003|xp|vista|7|8(?:\.1)?|10)"
_SYSTEMS = Seldom(
    rf"\b(win(?:dows)?)((?:(?: ?[/,&] ?| )(?:{_NT})(?![\w.-])){{2,}})"
    r"|\b(mac(?: ?os)?(?: ?x)?|os ?x)( 10\.\d+(?:\.\d+){0,2})(?![\w.-])",
    *("win", "mac", "os x", "osx"),
)
_LAST = re.compile(r"([\w-]+)\W*$")


def read_versions(text: str) -> str:
    """Return a text in small letters with versions as plain figures, and no lists of systems."""
    text = _SYSTEMS.sub(lambda found: f"{found[1] or found[3]} ", text)
    return _VERSION.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    last = _LAST.search(found.string, 0, found.start())
    if last is not None and last[1] in STANDARDS:
        return found[0]
    whole, rest = (found[1], found[2]) if found[1] else (found[3], found[4])
    figure = f"{whole}{rest.replace(' ', '')}"
    while figure.endswith(".0"):
        figure = figure.removesuffix(".0")
    return f" {figure} "
