"""SMS by Twilio (https://www.twilio.com/docs/messaging/api/message-resource).

A text message is paid by the part (153 letters, 67 with an accent or emoji), so it is short.
"""

import base64
from datetime import datetime
from urllib.parse import urlencode

from bolo.channels.wording import clip, line, public, said, units
from bolo.core.channel import Channel, Entry, Field, Message, Reply, Target
from bolo.core.marketplace import Request

LONGEST = 300
SERVICE = "MG"


class Twilio(Channel):
    """One message of at most two or three parts."""

    slug = "twilio"
    title = "SMS by Twilio"
    note = "In Twilio's console: buy a number, and copy the account SID and the auth token."
    host = "api.twilio.com"
    fields = (
        Field("account", "Account SID", pattern=r"AC[0-9a-fA-F]{32}", example="AC… (34 letters)"),
        Field("token", "Auth token", Entry.SECRET, "", r"[0-9a-zA-Z]{16,64}", "32 letters"),
        Field(
            "sender",
            "From",
            note="Your Twilio number, or the SID of a messaging service.",
            pattern=r"\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}",
            example="+14155550123",
        ),
        Field("to", "To", Entry.PHONE, example="+447700900123"),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write the title and the first address that a phone can open."""
        del at
        settings = target.settings
        sender = settings["sender"]
        how = "MessagingServiceSid" if sender.startswith(SERVICE) else "From"
        form = {"To": settings["to"], how: sender, "Body": _words(message)}
        login = f"{settings['account']}:{settings['token']}".encode()
        return Request(
            f"https://{self.host}/2010-04-01/Accounts/{settings['account']}/Messages.json",
            method="POST",
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "authorization": f"Basic {base64.b64encode(login).decode()}",
            },
            body=urlencode(form).encode(),
        )

    def reason(self, reply: Reply) -> str:
        """Return Twilio's message with its number, or how far the text message is."""
        answer = said(reply)
        if answer.get("sid"):
            return f"{answer.get('status')} as {answer['sid']}"
        if answer.get("message"):
            return f"{answer['message']} ({answer.get('code')})"
        return f"answered {reply.status}"


def _words(message: Message) -> str:
    url = next((link.url for link in message.links if public(link.url)), "")
    besides = f" (+{len(message.more)} more)" if message.more else ""
    room = LONGEST - units(besides) - (units(url) + 1 if url else 0)
    if room < LONGEST // 3:  # a long address would leave no room for words
        url, room = "", LONGEST - units(besides)
    words = clip(line(message.title), room) + besides
    return f"{words}\n{url}" if url else words or "bolo"
