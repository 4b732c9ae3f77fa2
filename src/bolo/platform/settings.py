"""What the owner may set; the only module that reads the environment.

Every setting is `BOLO_<NAME>`; the database may also be named by a bare `DATABASE_URL`.
pydantic-settings is not used: it takes longer to load than `bolo up` to answer.
"""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bolo.core.errors import Misconfigured
from bolo.platform.loopback import is_loopback

PREFIX = "BOLO_"
POSTGRES_SCHEMES = frozenset(["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"])

BEYOND_LOOPBACK = 600
"""Requests a minute for each key, where nobody said and others can reach us."""

Port = Annotated[int, Field(ge=0, le=65535)]
Count = Annotated[int, Field(ge=1)]


class Settings(BaseModel):
    """Settings with their defaults: one machine, one person, nothing to prepare."""

    model_config = ConfigDict(frozen=True, validate_default=True)

    data: Path = Path("data")
    database_url: str | None = None
    database_pool: Count = 10
    host: str = "127.0.0.1"
    port: Port = 8000
    pg_bin: Path | None = None
    pg_user: str | None = None
    secret_key: SecretStr | None = None

    allow_private_addresses: bool = False
    user_agent: str = "bolo/0.1 (+https://github.com/bolo-watch/bolo; self-hosted price watcher)"
    proxy: str | None = None
    fetch_concurrency: Count = 64
    raw_pages_days: Count = 30

    smtp_host: str | None = None
    smtp_port: Port | None = None
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None
    smtp_tls: Literal["auto", "starttls", "tls", "none"] = "auto"
    public_url: str | None = None
    """Where others reach this bolo, for the links in messages: `https://bolo.example.org`."""
    vendors_at: str | None = None
    """Where vendors' hosts are played by a server of one's own: `http://127.0.0.1:9100`."""

    registration: Literal["open", "invited", "closed"] | None = None
    """Who may register; unsaid, everybody on loopback and the invited beyond it."""

    stripe_secret_key: SecretStr | None = None
    """With it plans are sold; without, everything is unlocked."""
    stripe_webhook_secret: SecretStr | None = None
    """What Stripe signs its events with; two by a comma while one takes the other's place."""
    stripe_price_starter: str | None = None
    stripe_price_pro: str | None = None
    stripe_price_business: str | None = None
    operators: str = ""
    """E-mail addresses, by commas, of those who run this bolo beside the owner of its start."""
    rate_limit: Annotated[int, Field(ge=0)] | None = None
    """Requests a minute for each API key and session; 0 is as many as one likes."""
    largest_body_mb: Count = 2
    """Megabytes that a request's body may have: more than any of its fields may hold."""
    largest_file_mb: Count = 32
    """The same where a file comes along: 5,000,000 characters have up to 30 as JSON writes them."""
    cors_origins: tuple[str, ...] = ()
    """Origins, by commas, whose pages may use the API; `*` is any, without cookies."""

    language_vendor: Literal["anthropic", "openai"] | None = None
    """Whose interface the language model of the plain-language box speaks."""
    language_model: str | None = None
    language_key: SecretStr | None = None
    language_url: str | None = None
    """The model's address up to `/v1`, where it is not the vendor's own."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("data", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def address(self) -> str:
        """Return where people reach this bolo."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  (asked)
        told = self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        return told.rstrip("/")

    @property
    def registers(self) -> Literal["open", "invited", "closed"]:
        """Return who may register."""
        return self.registration or ("open" if is_loopback(self.host) else "invited")

    @property
    def requests_per_minute(self) -> int | None:
        """Return how many requests a minute a key may make: unsaid, as many on loopback."""
        if self.rate_limit is None:
            return None if is_loopback(self.host) else BEYOND_LOOPBACK
        return self.rate_limit or None

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _by_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(one.strip() for one in value.split(",") if one.strip())

    @field_validator("cors_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if one != "*" and not re.fullmatch(r"https?://[^/?#@\s]+", one):
                raise ValueError("should look like https://app.example.org, or *")
        return value

    @field_validator("log_level", "registration", "language_vendor", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, value: str | None) -> str | None:
        if value is None:
            return None
        scheme, separator, rest = value.partition("://")
        if not separator or scheme not in POSTGRES_SCHEMES:
            raise ValueError("should look like postgresql://user:password@host:5432/database")
        return f"postgresql://{rest}"

    @field_validator("public_url", "vendors_at", "language_url")
    @classmethod
    def _is_origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("should look like https://bolo.example.org")
        return value.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise ValueError("should look like http://user:password@host:3128")
        return value

    @field_validator("smtp_from")
    @classmethod
    def _is_sender(cls, value: str | None) -> str | None:
        if value is not None:
            name, address = parseaddr(value)
            if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or not (name + address).isprintable():
                raise ValueError("should look like bolo <bolo@example.org>")
        return value

    @classmethod
    def load(cls, **chosen: Any) -> Self:  # noqa: ANN401  each setting has its own type
        """Read the environment; `chosen` (from the command line) wins over it.

        Raises `Misconfigured` with one line for each value that cannot be used.
        """
        given = {name: value for name, value in chosen.items() if value is not None}
        names = {name: _variable(name) for name in cls.model_fields}
        told = {name: word for name, key in names.items() if (word := os.environ.get(key))}
        try:
            return cls.model_validate(told | given)
        except ValidationError as error:
            raise Misconfigured("\n".join(_explain(e) for e in error.errors())) from None


def _variable(name: str) -> str:
    """Return where a setting is read from."""
    variable = PREFIX + name.upper()
    bare = name == "database_url" and not os.environ.get(variable)
    return "DATABASE_URL" if bare else variable


def environment() -> dict[str, str]:
    """Return the whole environment, to be handed to processes of ours."""
    return dict(os.environ)


def multiply_alone() -> None:
    """Let one thread multiply matrices, unless the environment has it otherwise.

    Several wait for each other by spinning, which takes a machine that others use too away from
    all of them, and what is learnt would differ by their number. Heard before numpy is loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _explain(error: Any) -> str:  # noqa: ANN401  pydantic's ErrorDetails
    """Say which variable is wrong, what it holds and what would be right; secrets stay unsaid."""
    variable = _variable(str(error["loc"][0]))
    wanted = error["msg"].removeprefix("Value error, ")
    wanted = wanted.removeprefix("Input ")
    secret = {"SECRET_KEY", "DATABASE_URL", "PROXY", "SMTP_PASSWORD"}
    secret |= {"STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "LANGUAGE_KEY"}
    told = "" if variable.removeprefix(PREFIX) in secret else f"={error['input']!r}"
    return f"{variable}{told} cannot be used: it {wanted}"
