"""Which generation of a standard a title names, and in which language a thing is.

USB 3.1 is another name of USB 3.0, so only what stands before the point is compared there.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bolo.core.matching.titles.seldom import Seldom
from bolo.core.matching.titles.title_words import REMEMBERED

_LANGUAGES = "english french german spanish italian portuguese russian japanese chinese korean"
STANDARDS = {
    "USB": Seldom(r"\busb[ -]?(?:v(?:er(?:sion)?)?\.? ?)?([1-4])\.\d(?: ?/ ?([1-4])\.\d)?", "usb"),
    "DDR": Seldom(r"\bg?ddr-?([1-6])", "ddr"),
    "cat": Seldom(r"\bcat(?:egory)?[ .-]?([5-8](?:e|a)?)\b", "cat"),
    "format": Seldom(
        r"\b(hardcover|hardback|gebundene?|relié|tapa dura|paperback|softcover|taschenbuch|broché"
        r"|tapa blanda|kindle|ebook|e-book|audiobook|hörbuch|audio cd|livre audio|audiolibro)\b",
        *("hardcover", "hardback", "gebunden", "relié", "tapa", "paperback", "softcover"),
        *("taschenbuch", "broché", "kindle", "book", "hörbuch", "audio"),
    ),
    "language": Seldom(rf"\b({'|'.join(_LANGUAGES.split())})\b", *_LANGUAGES.split()),
}
"""Each finds generations in small letters; that of memory on a card is one of memory."""
_FORMATS = {
    **dict.fromkeys("hardback gebunden gebundene relié".split(), "hardcover"),
    **dict.fromkeys("softcover taschenbuch broché".split(), "paperback"),
    "tapa dura": "hardcover",
    "tapa blanda": "paperback",
    "e-book": "ebook",
    "kindle": "ebook",
    **dict.fromkeys(("hörbuch", "audio cd", "livre audio", "audiolibro"), "audiobook"),
}
_PIECES = (
    *(
        "usb",
        "ddr",
        "cat",
        *_LANGUAGES.split(),
        "hardcover",
        "hardback",
        "gebunden",
        "relié",
        "tapa",
    ),
    *("paperback", "softcover", "taschenbuch", "broché", "kindle", "book", "hörbuch", "audio"),
)
Standards = Mapping[str, frozenset[str]]
Apart = tuple[str, frozenset[str], frozenset[str]]


def may_name(title: str) -> bool:
    """Tell whether a title could name a generation."""
    text = title.lower()
    for piece in _PIECES:  # noqa: SIM110  (a generator costs more than the search)
        if piece in text:
            return True
    return False


@lru_cache(maxsize=REMEMBERED)
def read_standards(title: str) -> Standards:
    """Return the generations that a title names, by standard."""
    text = title.lower()
    found = {name: frozenset(_named(pattern, text)) for name, pattern in STANDARDS.items()}
    return {name: values for name, values in found.items() if values}


def _named(pattern: Seldom, text: str) -> Iterator[str]:
    said = (value for found in pattern.finditer(text) for value in found.groups() if value)
    return (_FORMATS.get(value, value) for value in said)


def standards_apart(mine: Standards, theirs: Standards) -> Iterator[Apart]:
    """Give each standard of which both name generations, and none is the same."""
    for name, values in mine.items():
        others = theirs.get(name)
        if others and values.isdisjoint(others):
            yield name, values, others
