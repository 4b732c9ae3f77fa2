"""What a batch of asked questions means for the tables: pure, so that it is easily tested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from bolo.core.marketplace import Address
from bolo.core.watching.pace import next_interval, stay_away
from bolo.core.watching.words import Answered, Asked, AskKind, HealthState, Question, Refused
from bolo.pipeline.watch.asking.packing import compress, pack, storable
from bolo.pipeline.watch.asking.store import NewReading, QuestionState, RawPage, SourceState

NOT_THERE = "nothing is there any more (404)"


@dataclass(frozen=True, slots=True)
class Children:
    """Further addresses that a question turned up, on its own host."""

    parent: UUID
    host: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One asked question, boiled down to what is to be written."""

    state: QuestionState
    source: SourceState | None
    reading: NewReading | None
    raw: tuple[RawPage, ...]
    children: Children | None


def digest(asked: Asked, reading_id: UUID) -> Digest:
    """Boil down one asked question; CPU-bound, about 0.5 ms for a page of 100 KB."""
    if isinstance(asked.outcome, Refused):
        return _refused(asked, asked.outcome)
    return _answered(asked, asked.outcome, reading_id)


def _answered(asked: Asked, answer: Answered, reading_id: UUID) -> Digest:
    question = asked.question
    payload, content = pack(answer.offers)
    changed = content != question.digest
    bodies = _body_digest(answer.bodies)
    interval = next_interval(
        timedelta(seconds=question.interval_seconds),
        changed=changed,
        least=timedelta(seconds=question.least_seconds),
        most=timedelta(seconds=question.most_seconds),
    )
    state = QuestionState(
        id=question.id,
        marketplace=answer.marketplace or None,
        interval_seconds=int(interval.total_seconds()),
        due_at=asked.at + interval,
        asked_at=asked.at,
        answered=True,
        changed=changed,
        digest=content,
        body_digest=bodies,
        failures=0,
        reason=None if answer.bodies else NOT_THERE,
        offers=len(answer.offers),
    )
    reading = (
        NewReading(reading_id, question.id, asked.at, answer.complete, payload)
        if changed or question.attention
        else None
    )
    keep = bodies != question.body_digest
    return Digest(
        state=state,
        source=_well(asked, answer),
        reading=reading,
        raw=tuple(_raw(asked.at, question, answer.bodies)) if keep else (),
        children=_children(question, answer.addresses),
    )


def _well(asked: Asked, answer: Answered) -> SourceState:
    is_search = asked.question.kind is AskKind.SEARCH
    slug = None if is_search else answer.marketplace or None
    return SourceState(asked.question.host, slug, HealthState.OK, None, None, asked.at)


def _refused(asked: Asked, refused: Refused) -> Digest:
    question = asked.question
    failures = question.failures if refused.busy else question.failures + 1
    blocked = refused.state is HealthState.BLOCKED
    wait = timedelta(seconds=refused.retry_after_seconds or 0)
    if not refused.busy:
        wait = max(wait, stay_away(failures, blocked=blocked))
    due = asked.at + max(wait, timedelta(seconds=1))
    state = QuestionState(
        id=question.id,
        marketplace=None,
        interval_seconds=question.interval_seconds,
        due_at=due,
        asked_at=asked.at,
        answered=False,
        changed=False,
        digest=None,
        body_digest=None,
        failures=failures,
        reason=None if refused.busy else storable(refused.reason),
        offers=None,
    )
    return Digest(state, _source(question, refused, due), None, (), None)


def _source(question: Question, refused: Refused, due: datetime) -> SourceState | None:
    """Hold the host back only for what is its own affair, not for one bad page of it."""
    if refused.busy:
        return None
    whole_host = refused.state is not HealthState.FAILING and not question.is_child
    return SourceState(
        question.host,
        None,
        refused.state,
        storable(refused.reason),
        due if whole_host else None,
        None,
    )


def _body_digest(bodies: Sequence[tuple[str, bytes]]) -> bytes:
    hashed = sha256()  # the quickest of the sure ones: processors have instructions for it
    for _, body in bodies:
        hashed.update(body)
    return hashed.digest()[:16]


def _raw(
    at: datetime, question: Question, bodies: Iterable[tuple[str, bytes]]
) -> Iterable[RawPage]:
    for part, (url, body) in enumerate(bodies):
        yield RawPage(at, question.id, part, storable(url), len(body), compress(body))


def _children(question: Question, addresses: tuple[str, ...]) -> Children | None:
    """Only pages of the same host are followed, and only one step deep."""
    if question.is_child or not addresses:
        return None
    own = {address for address in addresses if _host(address) == question.host} - {question.key}
    return Children(question.id, question.host, tuple(sorted(own))) if own else None


def _host(address: str) -> str | None:
    """Return the host of an address that a page named; `None` when it is no address."""
    try:
        return Address.of(address).host if storable(address) == address else None
    except ValueError:
        return None


def one_per_host(states: Iterable[SourceState]) -> list[SourceState]:
    """One state for each host: a good answer in the batch outweighs a bad one, else the last."""
    by_host: dict[str, SourceState] = {}
    for state in states:
        known = by_host.get(state.host)
        if known is None or known.ok_at is None:
            by_host[state.host] = state
    return list(by_host.values())
