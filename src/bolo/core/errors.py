"""What can go wrong, named by who must act.

BoloError
├── Rejected            the caller: the request cannot be honoured as it stands
│   ├── Invalid · NotFound · Conflict · NotAllowed · NotSignedIn (CodeWanted)
│   ├── LimitReached    the workspace's plan has no room for it
│   ├── Refused         who should carry or receive a message said no, for good
│   └── TooMany         asked too often: again after `retry_after`
├── Unavailable         nobody: try again after `retry_after`
│   ├── Blocked         a marketplace asks us to stay away; it is paused, never evaded
│   └── BudgetSpent     our own budget for that host says wait; nobody has failed
├── Misconfigured       the owner: a credential or a setting needs a human
└── Broken              us: an assumption of the code no longer holds
    └── LayoutChanged   a marketplace answered in a shape we do not know
"""

from datetime import timedelta


class BoloError(Exception):
    """Base of every error raised on purpose."""


class Rejected(BoloError):
    """The request cannot be honoured as it stands; repeating it is useless."""


class Invalid(Rejected):
    """A value is not acceptable; the message says which and what would be."""


class NotFound(Rejected):
    """There is no such thing, or not for this caller."""


class Conflict(Rejected):
    """The thing has changed meanwhile, or exists already."""


class NotAllowed(Rejected):
    """The caller is known and may not do this."""


class NotSignedIn(Rejected):
    """Nobody knows who the caller is."""


class CodeWanted(NotSignedIn):
    """The password is right; the code of the second factor is missing or wrong."""


class Refused(Rejected):
    """Who should carry or receive a message said no for good; the message is their answer."""


class LimitReached(Rejected):
    """The plan of the workspace has no room for it: `allowed` of the `limit`, `used` already."""

    def __init__(self, reason: str, *, limit: str, allowed: int, used: int, plan: str) -> None:
        super().__init__(reason)
        self.limit = limit
        self.allowed = allowed
        self.used = used
        self.plan = plan


class TooMany(Rejected):
    """The caller asks too often; after `retry_after` it may ask again."""

    def __init__(self, reason: str, *, retry_after: timedelta) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Unavailable(BoloError):
    """The other side is busy or down; repeating it later is right."""

    def __init__(self, reason: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Blocked(Unavailable):
    """The other side answered with a block, a captcha, a login wall or robots.txt.

    `by` names it as a person would: "blocked by Cloudflare", "captcha", "robots.txt".
    """

    def __init__(self, by: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(by, retry_after=retry_after)
        self.by = by


class BudgetSpent(Unavailable):
    """Our own budget for that host is spent for now; nobody has failed."""


class Misconfigured(BoloError):
    """A credential or a setting needs a human."""


class Broken(BoloError):
    """An assumption of the code no longer holds; someone should be told."""


class LayoutChanged(Broken):
    """A marketplace answered in a shape we do not know."""
