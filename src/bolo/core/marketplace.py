"""What a marketplace is to us: a few facts, and the powers it has.

A marketplace never opens a connection. It is handed `fetch`, says what to ask
and how to read the answer. Budgets, retries, caching, proxies, robots.txt and
recording live once, behind `fetch`; so every connector can be replayed.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit

from bolo.core.offer import Offer
from bolo.core.reading.vote import Choice

T = TypeVar("T")
OWN_PORTS = {"http": 80, "https": 443}
TELLING = "this address holds a name or password, which would be shown: leave it out"


@dataclass(frozen=True, slots=True)
class Request:
    """A question, ready to be sent."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    method: str = "GET"
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: decompressed bytes, and what came with them.

    `url` is where it came from after redirects; header names are lower case;
    `charset` is what the header states, `None` when it states none; `unchanged`
    says that the body is the one we had before, kept or confirmed by a 304. `choice` is
    what a person chose where pages of this shop state several prices.
    """

    body: bytes
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    charset: str | None = None
    unchanged: bool = False
    choice: Choice | None = None


class Fetch(Protocol):
    """Asks, and reads a successful answer.

    `NotFound` on 404 and 410, `Blocked` when we are asked to stay away,
    `Unavailable` when there is no answer, `LayoutChanged` when `read` raises
    `ValueError` or `LookupError`. Connectors catch `NotFound` at most.
    """

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Return what `read` makes of the answer to `request`."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """An http(s) address as a person pasted it, `https://` added when missing.

    One with a name or password in it is none: addresses are shown, shared and kept.
    """

    url: str

    @classmethod
    def of(cls, text: str) -> "Address":
        """Read a pasted address; `ValueError` says what is wrong with it."""
        text = text.strip()
        url = text if "://" in text else f"https://{text}"
        parts = urlsplit(url)
        if parts.scheme not in OWN_PORTS:
            msg = f"{text}: only http and https addresses can be read"
            raise ValueError(msg)
        if not parts.hostname or any(map(str.isspace, parts.netloc)):
            msg = f"{text}: there is no host in this address"
            raise ValueError(msg)
        if "@" in parts.netloc:
            raise ValueError(TELLING)
        _ = parts.port  # a ValueError of its own when it is no port
        return cls(url)

    @property
    def host(self) -> str:
        """The host and, when it is not the scheme's own, the port."""
        parts = urlsplit(self.url)
        host = parts.netloc.lower()
        own = f":{OWN_PORTS[parts.scheme]}"
        return host.removesuffix(own).removesuffix(":")

    @property
    def origin(self) -> str:
        """Scheme and host: `https://shop.example`."""
        return f"{urlsplit(self.url).scheme}://{self.host}"

    @property
    def path(self) -> str:
        """The path, `/` when there is none."""
        return urlsplit(self.url).path or "/"


class Claim(StrEnum):
    """What a connector says of an address before anything is fetched."""

    OURS = "ours"
    PERHAPS = "perhaps"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Page:
    """Some offers, further addresses to read, and where to go on; `after=None` is the end."""

    offers: tuple[Offer, ...]
    after: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What the user wants to find, and where the last page stopped."""

    words: str
    after: str | None = None


class Access(StrEnum):
    """How a marketplace may be read."""

    OFFICIAL_API = "official_api"
    PUBLIC_PAGE = "public_page"
    BROWSER_SESSION = "browser_session"
    IMPORT_ONLY = "import_only"


@dataclass(frozen=True, slots=True)
class Policy:
    """What we may do there, as data that is shown and obeyed."""

    access: Access
    source: str
    """Where the rule was read: the address of the terms or the documentation."""
    person_confirms_purchase: bool = True
    keep: timedelta | None = None
    """How long its data may be kept; `None` when nothing forbids keeping it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """How often one host may be asked: `per_minute` on average, `burst` at once."""

    per_minute: int
    burst: int = 1


class Marketplace(ABC):
    """Subclass in `bolo/marketplaces/`; discovery and the contract suite find it there."""

    slug: ClassVar[str]
    title: ClassVar[str]
    policy: ClassVar[Policy]
    budget: ClassVar[Budget]
    credentials: ClassVar[tuple[str, ...]] = ()


class ReadsPage(Marketplace):
    """Can read the offers at an address: a product, a category or a whole shop."""

    rank: ClassVar[int] = 0
    """Among connectors that say `PERHAPS`, the lower is asked first."""

    @abstractmethod
    def claims(self, address: Address) -> Claim:
        """Say whether `address` is ours, judging by its text alone."""

    @abstractmethod
    async def read(self, address: Address, after: str | None, fetch: Fetch) -> Page:
        """Return one page of what `address` offers now.

        `NotFound` or `LayoutChanged` on a `PERHAPS` means: not ours after all.
        """


class Searches(Marketplace):
    """Can be asked for words."""

    @abstractmethod
    async def search(self, search: Search, fetch: Fetch) -> Page:
        """Return one page of offers for `search`."""
