"""What a channel is to us: it turns a message into one parcel and reads what came back.

It never opens a connection: requests, letters and handoffs are carried by the platform.
One message is one parcel, so that a kill in the middle can only repeat it, never halve it.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from bolo.core.errors import Invalid
from bolo.core.marketplace import Address, Request

RETRIES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Waits between attempts, the schedule that Standard Webhooks 1.0 recommends."""
LONGEST_WAIT = timedelta(days=1)
LONGEST_SETTING = 4000
TELLING = 300
"""How much of a vendor's words is kept."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name: "Profit", "€ 12.00"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where one may go: "Open at the shop"."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is told: `id` names it, and stays the same however often it is sent.

    `links` has the most wanted first; `more` are titles folded into this one message, and
    `alerts` are all that it tells.
    """

    id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    opportunity: UUID | None = None
    demo: bool = False
    image: str | None = None
    verdict: str | None = None
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    more: tuple[Link, ...] = ()
    alerts: tuple[UUID, ...] = ()


class Entry(StrEnum):
    """How a setting is typed; a secret is sealed and never shown again."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105  a kind, no secret
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


PATTERNS = {
    Entry.EMAIL: r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+",
    Entry.PHONE: r"\+[1-9]\d{6,14}",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A setting of a channel; `made` by us or by the browser, `default` when left empty."""

    name: str
    label: str
    entry: Entry = Entry.TEXT
    note: str = ""
    pattern: str = ""
    example: str = ""
    default: str = ""
    required: bool = True
    made: bool = False

    @property
    def secret(self) -> bool:
        """Whether it is sealed, and never shown again."""
        return self.entry is Entry.SECRET

    def wrong(self, value: str) -> str | None:
        """Say what is wrong with a value, `None` when nothing is."""
        if not value:
            return f"{self.label} is missing" if self.required else None
        if len(value) > LONGEST_SETTING or not value.isprintable():
            return f"{self.label} is too long or holds what cannot be printed"
        if self.entry is Entry.ADDRESS:
            try:
                Address.of(value)
            except ValueError as error:
                return str(error)
        pattern = self.pattern or PATTERNS.get(self.entry, "")
        if pattern and not re.fullmatch(pattern, value):
            wanted = f"; it looks like {self.example}" if self.example else ""
            return f"{self.label} does not look right{wanted}"
        return None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the settings of a channel, secret ones among them.

    `own` is what this installation adds (its key for Web Push); `seed` is 64 fresh random
    bytes, for channels that encrypt.
    """

    settings: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict[str, str])
    seed: bytes = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail; `id` stays the same however often it is sent."""

    id: UUID
    to: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """What the library Apprise is to carry to `url`."""

    url: str
    title: str
    body: str


Parcel = Request | Letter | Handoff


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; header names are lower case. A mail server's answers are 250 here."""

    status: int
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt went, in the vendor's words (`told`).

    `again` says that another attempt may help, not before `after`; `gone` that the channel is
    over for good.
    """

    sent: bool
    told: str
    status: int | None = None
    again: bool = False
    after: timedelta | None = None
    gone: bool = False


class Channel(ABC):
    """Subclass in `bolo/channels/`; discovery and the contract suite find it there."""

    slug: ClassVar[str]
    title: ClassVar[str]
    note: ClassVar[str]
    """What to do at the vendor first, in a sentence or two."""
    fields: ClassVar[tuple[Field, ...]]
    host: ClassVar[str | None] = None
    """The vendor's host, where all requests go; `None` where each target has its own."""
    for_people: ClassVar[bool] = True
    """Whether somebody reads it: quiet hours and folding are for people, not for programs."""
    by_browser: ClassVar[bool] = False
    """Whether the browser, not a person, fills in the settings."""

    @abstractmethod
    def write(self, message: Message, target: Target, at: datetime) -> Parcel:
        """Return what is to be carried, signed as of `at` where it is signed."""

    def reason(self, reply: Reply) -> str:
        """Return what the vendor says of it; the status when it says nothing."""
        return f"answered {reply.status}"

    def read(self, reply: Reply) -> Outcome:
        """Judge an answer: most vendors mean by a status what HTTP means by it."""
        told = shorten(self.reason(reply))
        if 200 <= reply.status < 300:  # noqa: PLR2004  (the 2xx of HTTP)
            return Outcome(sent=True, told=told, status=reply.status)
        busy = reply.status in AGAIN or reply.status >= 500  # noqa: PLR2004  (the 5xx of HTTP)
        after = retry_after(reply) if busy else None
        return Outcome(sent=False, told=told, status=reply.status, again=busy, after=after)


AGAIN = frozenset({408, 425, 429})


def retry_after(reply: Reply) -> timedelta | None:
    """Return how long a vendor wants to be left alone, at most a day; `None` if it does not say.

    Seconds or a date, as in RFC 9110 (2022), section 10.2.3; fractions of seconds, too.
    """
    text = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
        return min(timedelta(seconds=float(text)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - reply.at, timedelta()), LONGEST_WAIT)


def shorten(text: str, most: int = TELLING) -> str:
    """Return a vendor's words as one printable line of at most so many characters."""
    line = " ".join(text.split())
    line = "".join(letter for letter in line if letter.isprintable())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def checked(fields: Iterable[Field], given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that a person typed, stripped and with defaults.

    `Invalid` says everything that is wrong at once.
    """
    known = {one.name: one for one in fields}
    settings = {
        name: given.get(name, "").strip() or one.default
        for name, one in known.items()
        if not one.made
    }
    wrong = [f"there is no setting called {name}" for name in given if name not in settings]
    wrong += [said for name, value in settings.items() if (said := known[name].wrong(value))]
    if wrong:
        raise Invalid("; ".join(wrong))
    return {name: value for name, value in settings.items() if value}
