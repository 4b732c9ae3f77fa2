"""E-mail by SendGrid's API (https://www.twilio.com/docs/sendgrid/api-reference/mail-send)."""

from datetime import datetime

import orjson

from bolo.channels import letters
from bolo.channels.wording import listed, said
from bolo.core.channel import Channel, Entry, Field, Message, Reply, Target
from bolo.core.marketplace import Request


class SendGrid(Channel):
    """One `POST /v3/mail/send`; what is accepted is on its way, not yet there."""

    slug = "sendgrid"
    title = "E-mail by SendGrid"
    note = "In SendGrid: verify a sender, then Settings → API keys → a key that may send mail."
    host = "api.sendgrid.com"
    fields = (
        Field("key", "API key", Entry.SECRET, "", r"SG\.[\w-]+\.[\w-]+", "SG.…"),
        Field("sender", "From", Entry.EMAIL, "A sender that SendGrid has verified."),
        Field("to", "To", Entry.EMAIL, example="you@example.com"),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write it as HTML and as plain text, without tracking of who opens what."""
        del at
        body = {
            "personalizations": [{"to": [{"email": target.settings["to"]}]}],
            "from": {"email": target.settings["sender"], "name": "bolo"},
            "subject": letters.subject(message),
            "content": [
                {"type": "text/plain", "value": letters.text(message)},
                {"type": "text/html", "value": letters.html(message)},
            ],
            "tracking_settings": {
                "click_tracking": {"enable": False},
                "open_tracking": {"enable": False},
            },
        }
        return Request(
            f"https://{self.host}/v3/mail/send",
            method="POST",
            headers={
                "content-type": "application/json",
                "authorization": f"Bearer {target.settings['key']}",
            },
            body=orjson.dumps(body),
        )

    def reason(self, reply: Reply) -> str:
        """Return SendGrid's complaints, or the id under which it took the letter."""
        errors = listed(said(reply), "errors")
        told = [str(error.get("message")) for error in errors if isinstance(error, dict)]
        number = reply.headers.get("x-message-id")
        accepted = f"accepted as {number}" if number else f"answered {reply.status}"
        return "; ".join(told) or accepted
