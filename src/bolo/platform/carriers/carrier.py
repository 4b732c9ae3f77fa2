"""Carries what channels write: requests over the fetcher, letters by mail, the rest by Apprise.

It answers with what came back, whatever it says; what never got an answer is a `BoloError`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol

from yarl import URL

from bolo.core.channel import Handoff, Letter, Parcel, Reply
from bolo.core.errors import Invalid
from bolo.core.marketplace import Request
from bolo.platform.carriers.mail import Mailer
from bolo.platform.clock import Clock
from bolo.platform.http.wire import Reply as Answered

OK = 250
"""The answer of a mail server that has taken a letter (RFC 5321, 4.2.2)."""
MOST = 1 << 16
"""How much of an answer is looked at."""


class Apprising(Protocol):
    """Hands over to Apprise."""

    async def __call__(self, handoff: Handoff) -> str:
        """Return what was said; `Unavailable` or `Refused` when it was not taken."""
        ...


@dataclass(frozen=True, slots=True)
class Carrier:
    """The three ways out; `vendors_at` plays all vendors' hosts, where it is set."""

    post: Callable[[Request], Awaitable[Answered]]
    mailer: Mailer
    apprise: Apprising
    clock: Clock
    vendors_at: str | None = None

    async def carry(self, parcel: Parcel, host: str | None = None) -> Reply:
        """Carry a parcel once; `host` is the vendor's, when all its requests go there."""
        if isinstance(parcel, Letter):
            answer = await self.mailer.send(written(parcel))
            return Reply(OK, self.clock(), body=answer.encode())
        if isinstance(parcel, Handoff):
            told = await self.apprise(parcel)
            return Reply(OK, self.clock(), body=told.encode())
        came = await self.post(self._redirected(parcel, host))
        return Reply(came.status, self.clock(), came.headers, came.body[:MOST])

    def _redirected(self, request: Request, host: str | None) -> Request:
        """Return the request as it goes out: to the vendor, or to who plays it."""
        if self.vendors_at is None or host is None:
            return request
        asked = URL(request.url)
        return replace(request, url=f"{self.vendors_at.rstrip('/')}/{host}{asked.raw_path_qs}")


def written(letter: Letter) -> EmailMessage:
    """Return a letter as it is sent: plain text, and the same as HTML."""
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=letter.to)
    except ValueError as error:
        raise Invalid(f"{letter.to} is no e-mail address") from error
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{letter.id.hex}@bolo>"
    message["Auto-Submitted"] = "auto-generated"  # so that no vacation notice answers (RFC 3834)
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
