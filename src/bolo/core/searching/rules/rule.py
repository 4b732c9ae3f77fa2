"""Read a rule: `(iphone 13 OR 14) -broken price<400GBP near:London/30km`.

Words stand side by side and must all be there; `OR` joins only its two neighbours, as in search
engines, so `iphone 13 OR 14` is an iPhone, 13 or 14. What cannot be read is told with its place.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from bolo.core.errors import Invalid
from bolo.core.searching.criteria import AllOf, AnyOf, Criteria, Node, Not, Term, leaves, tidy
from bolo.core.searching.rules.filters import FILTER, Surroundings, read_filter
from bolo.core.searching.words import UNITS, needle

LONGEST: Final = 2_000
DEEPEST: Final = 20
MOST_LEAVES: Final = 100
_TOKEN: Final = re.compile(
    rf"""\s+|(?P<open>\()|(?P<close>\))|(?P<pipe>\|)|(?P<minus>-(?=\S))
    |(?P<filter>{FILTER})|"(?P<quoted>[^"]*)"|(?P<unended>")|(?P<word>[^\s()"|]+)""",
    re.VERBOSE,
)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_OR: Final = frozenset({"OR", "|"})


class RuleError(Invalid):
    """A rule cannot be read: `at` and `length` say where, the message what would be right."""

    def __init__(self, message: str, at: int, length: int) -> None:
        super().__init__(message)
        self.at = at
        self.length = length


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    def error(self, message: str) -> RuleError:
        return RuleError(message, self.at, max(len(self.text), 1))


def parse(
    text: str, *, currency: str | None = None, marketplaces: Collection[str] | None = None
) -> Criteria:
    """Return what a rule asks for.

    `currency` is meant where a price names none; `marketplaces` are those that may be named,
    any when `None`. Raises `RuleError`.
    """
    if len(text) > LONGEST:
        raise RuleError(f"a rule is at most {LONGEST:,} characters long", LONGEST, 1)
    node = _Reader(text, Surroundings(currency, marketplaces)).read()
    if sum(1 for _ in leaves(node)) > MOST_LEAVES:
        raise RuleError(f"a rule has at most {MOST_LEAVES} words and filters", 0, len(text))
    return Criteria.of(node)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind is not None:
            yield _Token(kind, found[0], found.start())


class _Reader:
    """Reads tokens one by one: all of them, either of neighbours, not, a bracket, a leaf."""

    def __init__(self, text: str, around: Surroundings) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._end = _Token("end", "", len(text.rstrip()))
        self._around = around
        self._depth = 0

    def read(self) -> Node:
        """Return the whole rule."""
        if not self._tokens:
            raise RuleError("say what to look for: some words, for example iphone 13", 0, 1)
        node = self._all()
        if self._token.kind == "close":
            raise self._token.error("this bracket closes nothing; there is no ( before it")
        return node

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _all(self) -> Node:
        nodes = [self._either()]
        while self._token.kind not in {"end", "close"}:
            if self._token.text == "AND":
                self._after(self._take())
            nodes.append(self._either())
        return AllOf(tuple(nodes))

    def _either(self) -> Node:
        nodes = [self._one()]
        while self._token.text in _OR:
            self._after(self._take())
            nodes.append(self._one())
        return AnyOf(tuple(nodes)) if nodes[1:] else nodes[0]

    def _after(self, operator: _Token) -> None:
        """Refuse an operator with nothing behind it."""
        if self._token.kind in {"end", "close"} or self._token.text in {*_OR, "AND"}:
            raise operator.error(f"something must follow {operator.text}: red {operator.text} blue")

    def _one(self) -> Node:
        token = self._take()
        read: dict[str, Callable[[_Token], Node]] = {
            "open": self._bracket,
            "minus": self._not,
            "filter": self._filter,
            "quoted": self._quoted,
            "word": self._word,
        }
        if token.kind not in read or token.text in {"AND", "OR"}:
            raise _misplaced(token)
        return read[token.kind](token)

    def _bracket(self, opened: _Token) -> Node:
        self._deeper(opened)
        if self._token.kind == "close":
            raise opened.error("there is nothing between these brackets")
        node = self._all()
        if self._token.kind != "close":
            raise opened.error("this bracket is never closed; write a ) where it ends")
        self._take()
        self._depth -= 1
        return node

    def _not(self, sign: _Token) -> Node:
        self._deeper(sign)
        if self._token.kind in {"end", "close"}:
            raise sign.error(f"say what to leave out behind {sign.text}: -broken")
        node = self._one()
        self._depth -= 1
        return Not(node)

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise token.error(f"brackets may stand {DEEPEST} deep, not deeper")

    def _quoted(self, token: _Token) -> Node:
        return self._term(token, " ".join(token.text.strip('"').split()))

    def _word(self, token: _Token) -> Node:
        if token.text == "NOT":
            return self._not(token)
        if token.text == "or":
            raise token.error('write OR in capitals for either of two, or "or" for the word itself')
        unit = self._token
        if _NUMBER.fullmatch(token.text) and unit.kind == "word" and unit.text.lower() in UNITS:
            return self._term(token, token.text + self._take().text)
        return self._term(token, token.text)

    def _term(self, token: _Token, text: str) -> Node:
        if text == "-":
            raise token.error("write - right before what to leave out: -broken")
        if not needle(text):
            raise token.error("there is no letter and no digit here to look for")
        return Term(text)

    def _filter(self, token: _Token) -> Node:
        try:
            return tidy(read_filter(token.text, self._around))
        except Invalid as error:
            raise token.error(str(error)) from error


def _misplaced(token: _Token) -> RuleError:
    if token.kind == "unended":
        return token.error('this quotation mark is never closed; write a " where the words end')
    if token.kind == "end":
        return token.error("something is missing at the end")
    if token.kind == "close":
        return token.error("something is missing before this bracket, or it closes nothing")
    return token.error(f"{token.text} stands between two things: red {token.text} blue")
