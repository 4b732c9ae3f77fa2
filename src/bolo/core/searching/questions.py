"""What to ask a marketplace that searches by words, so that nothing a search wants is missed."""

from itertools import product
from typing import Final

from bolo.core.searching.criteria import Criteria

MOST: Final = 4
"""More alternatives than these are not asked one by one; the marketplace is asked for all."""
LONGEST: Final = 200


def asked(criteria: Criteria) -> tuple[str, ...]:
    """Return the words to ask for, one question for each alternative; none when it has no words.

    What is found is held against the whole search afterwards, so asking for less is never wrong.
    """
    always = " ".join(criteria.all)
    either = criteria.any if 0 < len(criteria.any) <= MOST else ("",)
    worded = (" ".join(filter(None, pair)).lower() for pair in product((always,), either))
    return tuple(dict.fromkeys(one[:LONGEST].strip() for one in worded if one))
