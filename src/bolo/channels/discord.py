"""Discord, by a channel's webhook (https://docs.discord.com/developers/resources/webhook)."""

from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import orjson

from bolo.channels.wording import clip, line, public, said, whole
from bolo.core.channel import (
    LONGEST_WAIT,
    Channel,
    Entry,
    Field,
    Message,
    Outcome,
    Reply,
    Target,
)
from bolo.core.marketplace import Request

TITLE, TEXT, LABEL, FACT, FACTS, ADDRESS = 256, 3500, 256, 300, 25, 2000
COLOURS = {"buy": 0x1A7F4B, "negotiate": 0xB7791F, "skip": 0x6B7280}
OURS = 0x3B5BDB


class Discord(Channel):
    """One embed; `wait` has Discord say whether it was really posted."""

    slug = "discord"
    title = "Discord"
    note = "In Discord: Server settings → Integrations → Webhooks → New webhook → Copy URL."
    host = "discord.com"
    fields = (
        Field(
            "url",
            "Webhook URL",
            Entry.SECRET,
            "Whoever has it can write to that channel.",
            r"https://((canary|ptb)\.)?discord(app)?\.com/api/(v\d+/)?webhooks/\d+/[\w-]+",
            "https://discord.com/api/webhooks/…/…",
        ),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write one embed, which may hold 6,000 characters in all; nobody is pinged by it."""
        del at
        number, token = target.settings["url"].rsplit("/", 2)[1:]
        return Request(
            f"https://{self.host}/api/v10/webhooks/{number}/{token}?wait=true",
            method="POST",
            headers={"content-type": "application/json"},
            body=orjson.dumps({"embeds": [_embed(message)], "allowed_mentions": {"parse": []}}),
        )

    def reason(self, reply: Reply) -> str:
        """Return Discord's message, or the id of what was posted."""
        answer = said(reply)
        told = f"message {answer['id']}" if answer.get("id") else f"answered {reply.status}"
        return str(answer.get("message") or told)

    def read(self, reply: Reply) -> Outcome:
        """Take the wish for a pause, which may be a fraction; a deleted webhook stays deleted."""
        outcome = super().read(reply)
        if reply.status == HTTPStatus.NOT_FOUND:
            return replace(outcome, gone=True)
        pause = said(reply).get("retry_after")
        if outcome.again and isinstance(pause, int | float):
            return replace(outcome, after=min(timedelta(seconds=pause), LONGEST_WAIT))
        return outcome


def _embed(message: Message) -> dict[str, Any]:
    facts = [
        {"name": clip(fact.label, LABEL), "value": clip(fact.text, FACT), "inline": True}
        for fact in message.facts[: FACTS if len(message.facts) <= FACTS else 0]
        if fact.label and fact.text
    ]
    own = [link for link in message.links if public(link.url) and len(link.url) <= ADDRESS]
    bare = Message(
        message.id,
        message.kind,
        "",
        message.body,
        message.created_at,
        more=message.more,
        links=tuple(link for link in message.links if not public(link.url)),
    )
    links = [f"[{clip(link.text, LABEL)}]({link.url})" for link in own[:1]]
    links += [
        f"[{clip(link.text, LABEL)}]({link.url})" for link in own[1:3] if len(link.url) < FACT
    ]
    text = "\n\n".join(part for part in (whole(bare, TEXT // 3), " · ".join(links)) if part)
    embed: dict[str, Any] = {
        "title": clip(line(message.title), TITLE) or "bolo",
        "description": clip(text, TEXT),
        "color": COLOURS.get(message.verdict or "", OURS),
        "timestamp": message.created_at.isoformat(),
        "fields": facts,
        "footer": {"text": "bolo"},
    }
    if own:
        embed["url"] = own[0].url
    if (image := public(message.image)) and len(image) <= ADDRESS:
        embed["image"] = {"url": image}
    return embed
