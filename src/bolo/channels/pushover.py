"""Pushover (https://pushover.net/api)."""

from datetime import datetime
from urllib.parse import urlencode

from bolo.channels.wording import clip, line, listed, said, whole
from bolo.core.channel import Channel, Entry, Field, Message, Reply, Target
from bolo.core.marketplace import Request

TITLE, LONGEST, URL, URL_TITLE = 250, 1024, 512, 100
KEY = r"[A-Za-z0-9]{30}"


class Pushover(Channel):
    """One form to `/1/messages.json`."""

    slug = "pushover"
    title = "Pushover"
    note = "At pushover.net: your user key is on the front page; create an application for a token."
    host = "api.pushover.net"
    fields = (
        Field("user", "User key", Entry.SECRET, "", KEY, "30 letters"),
        Field("token", "Application token", Entry.SECRET, "", KEY, "30 letters"),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write title, text and the first address that fits."""
        del at
        form = {
            "token": target.settings["token"],
            "user": target.settings["user"],
            "title": clip(line(message.title), TITLE),
            "message": whole(message, LONGEST, links=False)
            or clip(line(message.title) or "bolo", TITLE),
            "timestamp": str(int(message.created_at.timestamp())),
        }
        link = next((link for link in message.links if len(link.url) <= URL), None)
        if link is not None:
            form |= {"url": link.url, "url_title": clip(link.text, URL_TITLE)}
        return Request(
            f"https://{self.host}/1/messages.json",
            method="POST",
            headers={"content-type": "application/x-www-form-urlencoded"},
            body=urlencode(form).encode(),
        )

    def reason(self, reply: Reply) -> str:
        """Return its complaints, or the number of the request."""
        answer = said(reply)
        told = f"request {answer['request']}" if answer.get("request") else ""
        errors = "; ".join(map(str, listed(answer, "errors")))
        return errors or told or f"answered {reply.status}"
