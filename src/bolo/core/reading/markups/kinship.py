"""Whose product a markup states: the page's own, by its name and address, or another's."""

from typing import Final
from urllib.parse import urlsplit

from bolo.core.reading.document.addresses import looks_like_product
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.drafts import Draft
from bolo.core.reading.markups.embedded import squeezed

_TELLING: Final = 5


def kinship(draft: Draft, names: set[str], source: Source) -> int:
    """Say how plainly `draft` bears one of the page's own `names`, or its address."""
    points = 0
    name = squeezed(draft.title or "")
    if name and name in names:
        points += 4
    elif len(name) > _TELLING and any(
        name in own or (len(own) > _TELLING and own in name) for own in names
    ):
        points += 2
    address = source.absolute(draft.url)
    if address and urlsplit(address).path == urlsplit(source.url).path != "/":
        points += 3
    return points


def is_elsewhere(draft: Draft, names: set[str], source: Source) -> bool:
    """Say whether `draft` is of another product, which only this page's shelf marks up.

    A script of its own tells of the page, whatever it calls it.
    """
    if draft.source == "json-ld":
        return False
    address = source.absolute(draft.url)
    if address is None or not names or not draft.title or not looks_like_product(address):
        return False
    canonical = source.absolute(source.canonical)
    own = canonical is not None and urlsplit(address).path == urlsplit(canonical).path
    return not own and kinship(draft, names, source) == 0
