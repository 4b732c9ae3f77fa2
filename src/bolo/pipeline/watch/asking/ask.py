"""Ask one question of one source and say what became of it; nothing is stored here."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from bolo.core.errors import (
    Blocked,
    BoloError,
    BudgetSpent,
    LayoutChanged,
    NotFound,
    Rejected,
    Unavailable,
)
from bolo.core.marketplace import (
    Address,
    Answer,
    Fetch,
    Marketplace,
    Page,
    ReadsPage,
    Request,
    Search,
    Searches,
)
from bolo.core.reading.vote import Choice
from bolo.core.watching.words import Answered, AskKind, HealthState, Question, Refused
from bolo.pipeline.watch.asking.identify import identify

T = TypeVar("T")
FetchFor = Callable[[Marketplace], Fetch]
MOST_OFFERS = 20_000
"""A reading is held in memory whole; beyond this it is cut and said to be incomplete."""
MOST_ADDRESSES = 50_000


class Keeping:
    """A `Fetch` that keeps the bodies it passes on, so that they can be stored raw.

    Each answer it passes on carries `choice`, what a person chose at this shop.
    """

    def __init__(self, fetch: Fetch, choice: Choice | None = None) -> None:
        self._fetch = fetch
        self._choice = choice
        self.bodies: list[tuple[str, bytes]] = []

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Fetch, read, keep."""

        def keep(answer: Answer) -> T:
            result = read(answer if self._choice is None else replace(answer, choice=self._choice))
            self.bodies.append((answer.url, answer.body))
            return result

        return await self._fetch(request, keep)


async def ask(
    question: Question, marketplaces: dict[str, Marketplace], fetch_for: FetchFor
) -> Answered | Refused:
    """Ask `question`; every failure on purpose comes back as `Refused`, in plain words.

    What answered before and is not found now is gone: complete, and empty.
    """
    try:
        return await _ask(question, marketplaces, fetch_for)
    except NotFound as error:
        if question.digest is None:  # never answered: perhaps it was never there
            return Refused(HealthState.FAILING, f"nothing is there (404): {error}")
        return Answered(question.marketplace or "", (), (), (), complete=True)
    except BoloError as error:
        return _refused(error)


def _refused(error: BoloError) -> Refused:
    match error:
        case Blocked():
            return Refused(HealthState.BLOCKED, f"blocked by {error.by}", _seconds(error))
        case Unavailable():
            busy = isinstance(error, BudgetSpent)
            return Refused(HealthState.WAITING, str(error), _seconds(error), busy=busy)
        case LayoutChanged():
            return Refused(HealthState.FAILING, f"answered in a shape we do not know: {error}")
        case _:
            return Refused(HealthState.FAILING, str(error))


def _seconds(error: Unavailable) -> float | None:
    return error.retry_after.total_seconds() if error.retry_after else None


async def _ask(
    question: Question, marketplaces: dict[str, Marketplace], fetch_for: FetchFor
) -> Answered:
    kept: list[Keeping] = []

    def keeping(marketplace: Marketplace) -> Fetch:
        kept.append(Keeping(fetch_for(marketplace), question.choice))
        return kept[-1]

    if question.kind is AskKind.SEARCH:
        return await _search(question, marketplaces, keeping, kept)
    try:
        address = Address.of(question.key)
    except ValueError as error:  # it was watched by an older bolo, which took more for an address
        raise Rejected(str(error)) from error
    known = marketplaces.get(question.marketplace or "")
    if isinstance(known, ReadsPage):
        connector, first = known, await known.read(address, None, keeping(known))
    else:
        connector, first = await identify(address, keeping)
    return await _rest(
        connector.slug,
        first,
        kept,
        lambda after: connector.read(address, after, kept[-1]),
    )


async def _search(
    question: Question,
    marketplaces: dict[str, Marketplace],
    keeping: FetchFor,
    kept: list[Keeping],
) -> Answered:
    connector = marketplaces.get(question.marketplace or "")
    if not isinstance(connector, Searches):
        msg = f"{question.marketplace} cannot be searched"
        raise Rejected(msg)
    fetch = keeping(connector)
    first = await connector.search(Search(question.key), fetch)
    answered = await _rest(
        connector.slug,
        first,
        kept,
        lambda after: connector.search(Search(question.key, after), fetch),
    )
    return Answered(
        answered.marketplace, answered.offers, (), answered.bodies, complete=answered.complete
    )


async def _rest(
    slug: str,
    page: Page,
    kept: list[Keeping],
    go_on: Callable[[str], Awaitable[Page]],
) -> Answered:
    """Follow the pages to the end and put them together."""
    offers = {offer.ref: offer for offer in page.offers}
    addresses = dict.fromkeys(page.addresses)
    seen: set[str] = set()
    while page.after is not None and page.after not in seen and len(offers) < MOST_OFFERS:
        seen.add(page.after)
        page = await go_on(page.after)
        offers |= {offer.ref: offer for offer in page.offers}
        addresses |= dict.fromkeys(page.addresses)
    bodies = tuple(body for keeping in kept for body in keeping.bodies)
    return Answered(
        slug,
        tuple(offers.values()),
        tuple(addresses)[:MOST_ADDRESSES],
        bodies,
        complete=page.after is None,
    )
