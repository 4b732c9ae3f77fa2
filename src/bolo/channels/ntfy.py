"""ntfy, at ntfy.sh or a server of one's own (https://docs.ntfy.sh/publish/#publish-as-json)."""

from datetime import datetime
from typing import Any

import orjson

from bolo.channels.wording import clip, line, octets, public, said, whole
from bolo.core.channel import Channel, Entry, Field, Message, Reply, Target
from bolo.core.marketplace import Address, Request

TITLE, LONGEST, BUTTONS = 200, 3500, 3
HIGH, USUAL = 4, 3


class Ntfy(Channel):
    """One JSON to the root of the server."""

    slug = "ntfy"
    title = "ntfy"
    note = "Choose a topic that nobody can guess, and subscribe to it in the ntfy app."
    fields = (
        Field("topic", "Topic", note="Like a password.", pattern=r"[-_A-Za-z0-9]{1,64}"),
        Field("server", "Server", Entry.ADDRESS, default="https://ntfy.sh", required=False),
        Field("token", "Access token", Entry.SECRET, "For protected topics.", required=False),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write text, picture, where a tap leads, and up to three buttons."""
        del at
        body: dict[str, Any] = {
            "topic": target.settings["topic"],
            "title": clip(line(message.title), TITLE, octets),
            "message": whole(message, LONGEST, octets, links=False)
            or clip(line(message.title), LONGEST, octets),
            "priority": HIGH if message.verdict == "buy" else USUAL,
            "actions": [
                {"action": "view", "label": link.text, "url": link.url}
                for link in message.links[:BUTTONS]
            ],
        }
        if message.links:
            body["click"] = message.links[0].url
        if image := public(message.image):
            body["attach"] = image
        headers = {"content-type": "application/json"}
        if token := target.settings.get("token"):
            headers["authorization"] = f"Bearer {token}"
        server = Address.of(target.settings["server"]).url.rstrip("/")
        return Request(f"{server}/", method="POST", headers=headers, body=orjson.dumps(body))

    def reason(self, reply: Reply) -> str:
        """Return the server's complaint, or the message's id there."""
        answer = said(reply)
        told = f"message {answer['id']}" if answer.get("id") else f"answered {reply.status}"
        return str(answer.get("error") or told)
