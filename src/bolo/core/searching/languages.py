"""Which language a title is in, where its small words tell; most titles do not."""

import re
from collections import Counter
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 2
WORDS: Final = {
    "da": "og med til fra uden ikke brugt ny stand eller sælges",
    "de": "und mit für der die das ohne von neu zustand gebraucht oder sehr gut nicht wie defekt",
    "en": "and with the for of from new used in condition without or good like not very",
    "es": "y con para los las del sin nuevo usado estado como muy en de el la",
    "fr": "et avec pour les des sans neuf neuve très bon état dans sur le la un une de d",
    "it": "e con per di il lo gli della senza nuovo usato condizioni come da ottime non",
    "nl": "en met voor het een zonder van nieuw gebruikt goede staat niet als zeer",
    "pl": "i z do na bez nowy używany stan dla oraz nie jak bardzo dobry",
    "pt": "e com para dos das sem novo usado estado como muito da do em não",
    "sv": "och med för till från utan ny skick begagnad eller inte mycket bra som",
}
"""Words that stand in titles of a language, and hardly in another's."""
_BY_WORD: Final = {
    word: tuple(code for code, told in WORDS.items() if word in told.split())
    for word in {word for told in WORDS.values() for word in told.split()}
}


def language_of(title: str) -> str | None:
    """Return the code of the language that two small words speak for, and no other as many."""
    votes: Counter[str] = Counter()
    for word in set(_WORD.findall(title.lower())):
        votes.update(_BY_WORD.get(word, ()))
    best = votes.most_common(2)
    if not best or best[0][1] < _ENOUGH:
        return None
    return None if best[1:] and best[1][1] == best[0][1] else best[0][0]
