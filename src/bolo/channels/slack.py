"""Slack, by a bot's token (https://docs.slack.dev/reference/methods/chat.postMessage).

Slack answers 200 to what it refuses too: the word of it stands in the body. The form, not
JSON, is what its published contract describes.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson

from bolo.channels.wording import clip, line, public, said, whole
from bolo.core.channel import Channel, Entry, Field, Message, Outcome, Reply, Target
from bolo.core.marketplace import Request

TITLE, TEXT, FACT, FACTS, BUTTON, ADDRESS = 150, 2900, 300, 10, 75, 3000
PASSING = frozenset(
    "ratelimited rate_limited internal_error fatal_error service_unavailable request_timeout"
    " team_added_to_org".split()
)
OVER = frozenset("account_inactive token_revoked".split())


class Slack(Channel):
    """One `chat.postMessage` with blocks."""

    slug = "slack"
    title = "Slack"
    note = (
        "At api.slack.com/apps create an app, give it the bot scope chat:write, install it, copy"
        " its bot token, and invite it to the channel with /invite."
    )
    host = "slack.com"
    fields = (
        Field("token", "Bot token", Entry.SECRET, "", r"xox[a-z]-[\w-]{10,}", "xoxb-…"),
        Field(
            "channel",
            "Channel",
            note="Its id (in the channel's details, at the bottom) or its name.",
            pattern=r"[CDGU][A-Z0-9]{5,}|[#@][^\s,]{1,80}",
            example="C024BE91L",
        ),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write blocks, and the title again as the text of notifications."""
        del at
        form = {
            "channel": target.settings["channel"],
            "text": _marked(clip(line(message.title), TEXT)),
            "blocks": orjson.dumps(_blocks(message)).decode(),
            "unfurl_links": "false",
            "unfurl_media": "false",
        }
        return Request(
            f"https://{self.host}/api/chat.postMessage",
            method="POST",
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "authorization": f"Bearer {target.settings['token']}",
            },
            body=urlencode(form).encode(),
        )

    def reason(self, reply: Reply) -> str:
        """Return Slack's word for what is wrong, or where the message stands."""
        answer = said(reply)
        if answer.get("ok") and answer.get("ts"):
            return f"message {answer['ts']} in {answer.get('channel')}"
        return str(answer.get("error") or f"answered {reply.status}")

    def read(self, reply: Reply) -> Outcome:
        """Believe the body, not the status."""
        outcome = super().read(reply)
        if not outcome.sent or said(reply).get("ok"):
            return outcome
        word = outcome.told
        return replace(outcome, sent=False, again=word in PASSING, gone=word in OVER)


def _marked(text: str) -> str:
    """Escape what Slack's markup would read."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(message: Message) -> list[dict[str, Any]]:
    bare = Message(
        message.id,
        message.kind,
        "",
        message.body,
        message.created_at,
        more=message.more,
        facts=message.facts[FACTS:],
    )
    text = clip(_marked(whole(bare, TEXT // 2)), TEXT) or " "
    section: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    if (image := public(message.image)) and len(image) <= ADDRESS:
        alt = clip(line(message.title), TEXT // 2) or "picture"
        section["accessory"] = {"type": "image", "image_url": image, "alt_text": alt}
    facts = [
        {"type": "mrkdwn", "text": f"*{_marked(fact.label)}*\n{_marked(clip(fact.text, FACT))}"}
        for fact in message.facts[:FACTS]
    ]
    buttons = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": clip(link.text, BUTTON)},
            "url": link.url,
        }
        for link in message.links[:5]
        if link.text and len(link.url) <= ADDRESS
    ]
    header = {"type": "plain_text", "text": clip(line(message.title), TITLE) or "bolo"}
    return [
        {"type": "header", "text": header},
        section,
        *([{"type": "section", "fields": facts}] if facts else []),
        *([{"type": "actions", "elements": buttons}] if buttons else []),
    ]
