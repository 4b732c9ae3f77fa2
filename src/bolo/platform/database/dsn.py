"""The URL of a database: what each driver is told of it, and the databases beside it."""

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

GREETING = 10  # seconds for a connection; a server that is silent for longer is tried again
PATIENT: dict[str, Any] = {
    "connect_timeout": GREETING,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""What psycopg is told, so that no thread waits for a machine that is gone."""
ONLY_LIBPQ_KNOWS = frozenset(["channel_binding", "connect_timeout", "gssencmode"])


def asyncpg_url(url: str) -> str:
    """Return `url` without what only libpq understands (managed databases hand it out)."""
    parts = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(parts.query) if k not in ONLY_LIBPQ_KNOWS]
    return urlunsplit(("postgresql", *parts[1:3], urlencode(query), ""))


def sqlalchemy_url(url: str) -> str:
    """Return `url` for SQLAlchemy's synchronous engine over psycopg (migrations, DBOS)."""
    return "postgresql+psycopg://" + url.partition("://")[2]


def database_of(url: str) -> str:
    """Return the name of the database."""
    return unquote(urlsplit(url).path.removeprefix("/"))


def beside(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(name)}"))
