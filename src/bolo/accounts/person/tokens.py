"""Access tokens: signed, short-lived, and telling no more than who, where and since when.

HS256 with a key derived from the secret key, which is outside the database. A valid signature
is not enough: the session is looked up with each request, so that ending it ends it at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bolo.core.errors import NotSignedIn
from bolo.platform.clock import Clock

LIFE = timedelta(minutes=30)
PURPOSE = "bolo access tokens"
ISSUER = "bolo"
ALGORITHM = "HS256"
CLAIMS = ["iss", "sub", "wsp", "sid", "iat", "exp"]
REFUSAL = "this access token is not in force; renew it (POST /api/v1/auth/refresh) or sign in again"


@dataclass(frozen=True, slots=True)
class Access:
    """What a token says."""

    user: UUID
    workspace: UUID
    session: UUID


class AccessTokens:
    """Issues and reads them; `keys` by their ids, the newest first."""

    def __init__(self, keys: Mapping[str, bytes], clock: Clock) -> None:
        self._keys = dict(keys)
        self._newest = next(iter(self._keys))
        self._clock = clock

    def issue(self, access: Access) -> str:
        """Return a token that is good for half an hour."""
        import jwt  # noqa: PLC0415  (a quarter of a second to load; the API starts sooner)

        now = self._clock()
        claims = {
            "iss": ISSUER,
            "sub": str(access.user),
            "wsp": str(access.workspace),
            "sid": str(access.session),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
        }
        headers = {"kid": self._newest}
        return jwt.encode(claims, self._keys[self._newest], ALGORITHM, headers=headers)

    def read(self, token: str) -> Access:
        """Return what a token of ours says; `NotSignedIn` when it is none, or too old."""
        import jwt  # noqa: PLC0415  (as above)

        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            told = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": CLAIMS, "verify_exp": False, "verify_iat": False},
            )
            until = datetime.fromtimestamp(told["exp"], UTC)
            access = Access(UUID(told["sub"]), UUID(told["wsp"]), UUID(told["sid"]))
        except (jwt.InvalidTokenError, LookupError, TypeError, ValueError, OSError) as error:
            raise NotSignedIn(REFUSAL) from error
        if until <= self._clock():
            raise NotSignedIn(REFUSAL)
        return access
