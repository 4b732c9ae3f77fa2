"""Whether one thing is sold on a page whose markups name none, or the page tells, lists or asks.

Articles, front pages, logins and carts print amounts as well, and none of these is a price.
"""

import re
from collections.abc import Callable, Sized
from typing import Final
from urllib.parse import urlsplit

from bolo.core.reading import vote
from bolo.core.reading.document.addresses import is_errand, looks_like_product
from bolo.core.reading.document.source import Source
from bolo.core.reading.screen.codes import numbered
from bolo.core.reading.screen.visible import Sights, best

_TELLS: Final = re.compile(r"\s*(?:article|blog|video|profile|news)", re.IGNORECASE)
_CLEAR_LEAD: Final = 3
_PLAIN_POINTS: Final = 8
"""With a sign, in an element called a price, or right behind the heading: two of the three."""
_MANY_LINKS: Final = 12


def sells(source: Source, sights: Sights, links: Callable[[], Sized]) -> bool:
    """Say whether one price on the screen stands out; `links` are those to products, when asked."""
    first, second, *_ = [*best(sights), vote.NOTHING, vote.NOTHING]
    told = sights.availability is not None
    if is_errand(source.url) or (not told and (_tells(source) or _is_front(source))):
        return False
    strong, fair = first[2] >= vote.STRONG_POINTS, first[2] >= vote.FAIR_POINTS
    ahead = first[2] - second[2] >= _CLEAR_LEAD
    if looks_like_product(source.url):
        return strong or told or (fair and ahead)
    if not ahead or not (fair if told else strong):
        return False
    drawn_alike = second[2] >= vote.LEAST_POINTS and second[3] == first[3] != ""
    return not drawn_alike or len(links()) < _MANY_LINKS


def is_idle(source: Source, sights: Sights | None) -> bool:
    """Say whether nothing is sold here: no button, no word of the stock, no number of the thing.

    What stands on such a page is "Top 20", "$4 billion", or the year of a copyright.
    """
    if is_errand(source.url):
        return True
    if sights is None or sights.availability is not None:
        return False
    if _tells(source) or _is_front(source):
        return True
    most = max((points for _, _, points, _ in best(sights)), default=0)
    if most >= _PLAIN_POINTS or looks_like_product(source.url):
        return False
    return not numbered(source)


def _tells(source: Source) -> bool:
    """Say whether the page calls itself an article, a film, somebody's profile."""
    return _TELLS.match(source.metas.get("og:type", "")) is not None


def _is_front(source: Source) -> bool:
    """Say whether this is the first page of a whole site."""
    parts = urlsplit(source.url)
    return bool(parts.netloc) and parts.path in {"", "/"} and not parts.query
