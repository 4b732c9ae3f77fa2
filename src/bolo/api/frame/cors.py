"""Who else's pages may use the API: nobody, until the owner names their origins.

Cookies are let through for named origins alone, never for everybody's.
"""

from typing import TypedDict

from bolo.api.frame.context import CSRF_HEADER
from bolo.api.frame.once import HEADER, REPLAYED


class Cors(TypedDict):
    """What the middleware is told."""

    allow_origins: list[str]
    allow_credentials: bool
    allow_methods: list[str]
    allow_headers: list[str]
    expose_headers: list[str]
    max_age: int


def cors(origins: tuple[str, ...]) -> Cors:
    """Say what pages of these origins may."""
    return Cors(
        allow_origins=["*"] if "*" in origins else list(origins),
        allow_credentials="*" not in origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["authorization", "content-type", "if-none-match", HEADER, CSRF_HEADER],
        expose_headers=["etag", "retry-after", "ratelimit", "ratelimit-policy", REPLAYED],
        max_age=600,
    )
