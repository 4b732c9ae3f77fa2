"""Which amounts on a page are bids of an auction, told by what stands right beside them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.screen.shown import FAR, printings
from bolo.core.reading.vocabulary.bids import hinted, is_bid

_AROUND: Final = 320
"""Characters of markup, in which the label of an amount stands."""
_SAID: Final = 70


def bids(source: Source, amounts: Iterable[Decimal]) -> frozenset[Decimal]:
    """Return those of `amounts` that the page calls a bid where it prints them."""
    begin = max(source.heading_at, source.body)
    if not hinted(source.text[begin : begin + FAR + _AROUND], source.locale.language):
        return frozenset()
    return frozenset(amount for amount in amounts if _called_bid(source, amount))


def _called_bid(source: Source, amount: Decimal) -> bool:
    text = source.text
    return any(
        is_bid(
            plain(_whole(text[max(0, start - _AROUND) : start]))[-_SAID:],
            plain(text[end : end + _AROUND].rpartition("<")[0])[:_SAID],
        )
        for start, end in printings(source, amount)
    )


def _whole(markup: str) -> str:
    """Leave out a tag that was cut in two."""
    opens, closes = markup.find("<"), markup.find(">")
    return markup[closes + 1 :] if 0 <= closes < opens or opens < 0 <= closes else markup
