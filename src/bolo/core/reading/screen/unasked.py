"""Which amounts on a page nobody sells for, told by what stands right beside them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.screen.shown import printings
from bolo.core.reading.vocabulary.unasked import WHY, called

_AROUND: Final = 320
"""Characters of markup, in which the label of an amount stands."""
_SAID: Final = 70


def unasked(source: Source, amounts: Iterable[Decimal]) -> dict[Decimal, str]:
    """Return those of `amounts` that are no asking price, each with the reason in plain words."""
    found = ((amount, _called(source, amount)) for amount in amounts)
    return {amount: WHY[name] for amount, name in found if name}


def _called(source: Source, amount: Decimal) -> str | None:
    """Return what the page calls the amount at the first place where it prints it."""
    text = source.text
    for start, end in printings(source, amount):
        before = plain(_whole(text[max(0, start - _AROUND) : start]))[-_SAID:]
        after = plain(text[end : end + _AROUND].rpartition("<")[0])[:_SAID]
        if name := called(before, after):
            return name
    return None


def _whole(markup: str) -> str:
    """Leave out a tag that was cut in two."""
    opens, closes = markup.find("<"), markup.find(">")
    return markup[closes + 1 :] if 0 <= closes < opens or opens < 0 <= closes else markup
