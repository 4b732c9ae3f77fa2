"""The long tail: some hundred services that the library Apprise reaches (https://appriseit.com).

Apprise opens its own connections, so it runs in a process of its own, which may reach
nothing inside.
"""

from datetime import datetime

from bolo.channels.wording import clip, line, whole
from bolo.core.channel import Channel, Entry, Field, Handoff, Message, Reply, Target

TITLE, LONGEST = 200, 2000


class Apprise(Channel):
    """One handoff of title and plain text."""

    slug = "apprise"
    title = "Another service, by Apprise"
    note = "Matrix, Mattermost, Gotify, Signal, Teams and many more: an address as Apprise says it."
    fields = (
        Field(
            "url",
            "Apprise URL",
            Entry.SECRET,
            "It holds the credentials; see github.com/caronc/apprise for how each service says it.",
            r"[a-z][a-z0-9]{1,30}://\S+",
            "gotify://host/token",
        ),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Handoff:
        """Write plain text, which every service takes."""
        del at
        return Handoff(
            target.settings["url"],
            clip(line(message.title), TITLE),
            whole(message, LONGEST) or clip(line(message.title), LONGEST),
        )

    def reason(self, reply: Reply) -> str:
        """Return what Apprise logged."""
        return reply.body.decode(errors="replace") or f"answered {reply.status}"
