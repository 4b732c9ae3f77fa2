"""E-mail over the mail server of this installation (`BOLO_SMTP_HOST`)."""

from datetime import datetime

from bolo.channels import letters
from bolo.core.channel import Channel, Entry, Field, Letter, Message, Reply, Target


class Email(Channel):
    """One letter."""

    slug = "email"
    title = "E-mail"
    note = "Sent over the mail server that this bolo is set up with."
    fields = (Field("to", "To", Entry.EMAIL, example="you@example.com"),)

    def write(self, message: Message, target: Target, at: datetime) -> Letter:
        """Write it as HTML and as plain text."""
        del at
        return Letter(
            message.id,
            target.settings["to"],
            letters.subject(message),
            letters.text(message),
            letters.html(message),
        )

    def reason(self, reply: Reply) -> str:
        """Return the mail server's words."""
        return reply.body.decode(errors="replace") or f"answered {reply.status}"
