"""Letters: written in the transaction of what they tell of, sent by a durable job.

What a letter says is sealed while it waits (it holds a token) and gone once it is sent. Its
Message-ID is its own id, so that one that had to be sent twice can be known by it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import Any, Protocol
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.letters import store
from bolo.accounts.letters.store import Kept
from bolo.core.errors import Refused
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets

SEND = "accounts.letter"


class Post(Protocol):
    """Who carries letters."""

    @property
    def is_set(self) -> bool:
        """Whether letters can be sent at all."""
        ...

    async def send(self, message: EmailMessage) -> str:
        """Send one; `Unavailable` means try again, `Refused` never."""
        ...


Enqueue = Callable[..., Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said; `lines` are paragraphs, `link` is what the button opens."""

    kind: str
    to: str
    subject: str
    lines: tuple[str, ...]
    button: str | None = None
    link: str | None = None
    user: UUID | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    """The queue of letters; `address` is where people reach this bolo."""

    db: Database
    secrets: Secrets
    post: Post
    enqueue: Enqueue
    clock: Clock
    new_id: Callable[[], UUID]
    address: str

    @property
    def are_sent(self) -> bool:
        """Whether whoever runs this bolo has set a mail server."""
        return self.post.is_set

    def link(self, page: str, token: str) -> str:
        """Return a link to a page of the dashboard; the token stays out of servers' logs."""
        return f"{self.address}/{page}#{token}"

    async def write(self, session: AsyncSession, letter: Letter) -> None:
        """Have a letter sent when the caller's transaction commits."""
        key = self.new_id()
        said = {
            "subject": letter.subject,
            "lines": letter.lines,
            "button": letter.button,
            "link": letter.link,
        }
        sealed = self.secrets.seal(orjson.dumps(said), f"letter {key}")
        kept = Kept(key, letter.user, letter.kind, letter.to, sealed, self.clock())
        await store.add(session, kept)
        await self.enqueue(session, SEND, {"letter": str(key)}, key=str(key))

    async def send(self, key: UUID) -> None:
        """Send a letter, once for all we know; one that is refused for good is given up."""
        async with self.db.transaction() as session:
            kept = await store.waiting(session, key)
        if kept is None or kept.sealed is None:
            return
        said = orjson.loads(self.secrets.unseal(kept.sealed, f"letter {key}"))
        try:
            await self.post.send(self._message(kept, said))
        except Refused as error:
            async with self.db.transaction() as session:
                await store.failed(session, key, str(error))
            return
        async with self.db.transaction() as session:
            await store.sent(session, key, self.clock())

    def _message(self, kept: Kept, said: Mapping[str, Any]) -> EmailMessage:
        message = EmailMessage()
        message["To"] = kept.recipient
        message["Subject"] = said["subject"]
        message["Message-ID"] = f"<{kept.id}@bolo.invalid>"
        message["Auto-Submitted"] = "auto-generated"
        parts = [*said["lines"], *([f"{said['button']}: {said['link']}"] if said["link"] else [])]
        message.set_content("\n\n".join(parts) + "\n\n-- \nbolo\n")
        message.add_alternative(_html(said), subtype="html")
        return message


STYLE = "font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em"
BUTTON = (
    "display:inline-block;padding:.6em 1.2em;border-radius:8px;background:#4f46e5;color:#ffffff;"
    "text-decoration:none;font-weight:600"
)


def _html(said: Mapping[str, Any]) -> str:
    """Write it for programs that show HTML; it takes their own colours, dark ones too."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in said["lines"])
    if said["link"]:
        link = escape(said["link"])
        lines += f'<p><a href="{link}" style="{BUTTON}">{escape(said["button"])}</a></p>'
        lines += f'<p style="font-size:13px;word-break:break-all">{link}</p>'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(said['subject'])}</title></head>"
        f'<body style="{STYLE}">{lines}<p style="font-size:13px">bolo</p></body></html>'
    )
