"""Telegram, by a bot of one's own (https://core.telegram.org/bots/api#sendmessage).

The picture is the link preview: unlike a photo, a picture that cannot be loaded never
costs the message.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from http import HTTPStatus
from typing import Any

import orjson

from bolo.channels.wording import clip, held, line, public, said, whole
from bolo.core.channel import LONGEST_WAIT, Channel, Entry, Field, Message, Outcome, Reply, Target
from bolo.core.marketplace import Request

LONGEST = 4096
TITLE = 300
BLOCKED = ("bot was blocked by the user", "user is deactivated", "bot was kicked")


class Telegram(Channel):
    """One `sendMessage` with buttons."""

    slug = "telegram"
    title = "Telegram"
    note = (
        "Write /newbot to @BotFather and copy the token it gives you; then send your new bot a"
        " message, so that it may answer you."
    )
    host = "api.telegram.org"
    fields = (
        Field(
            "token",
            "Bot token",
            Entry.SECRET,
            "From @BotFather.",
            r"\d{3,}:[A-Za-z0-9_-]{20,}",
            "123456789:AAE…",
        ),
        Field(
            "chat",
            "Chat",
            note="Your numeric id (ask @userinfobot), a group's, or the @name of a channel.",
            pattern=r"-?\d{1,20}|@[A-Za-z]\w{3,}",
            example="123456789",
        ),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Write title and text as HTML; the limit counts what is read, not the tags."""
        del at
        title = clip(line(message.title), TITLE)
        text = whole(message, LONGEST - TITLE - 2, links=False)
        chat = target.settings["chat"]
        body: dict[str, Any] = {
            "chat_id": int(chat) if chat.lstrip("-").isdecimal() else chat,
            "text": f"<b>{escape(title, quote=False)}</b>\n\n{escape(text, quote=False)}",
            "parse_mode": "HTML",
            "link_preview_options": _preview(public(message.image)),
        }
        if buttons := [[{"text": x.text, "url": x.url}] for x in message.links if public(x.url)]:
            body["reply_markup"] = {"inline_keyboard": buttons}
        return Request(
            f"https://{self.host}/bot{target.settings['token']}/sendMessage",
            method="POST",
            headers={"content-type": "application/json"},
            body=orjson.dumps(body),
        )

    def reason(self, reply: Reply) -> str:
        """Return the bot API's description, or the number that the message has there."""
        answer = said(reply)
        number = held(answer, "result").get("message_id")
        told = f"message {number}" if number else f"answered {reply.status}"
        return str(answer.get("description") or told)

    def read(self, reply: Reply) -> Outcome:
        """Find the wish for a pause in the body; never ask again who has blocked the bot."""
        outcome = super().read(reply)
        if reply.status == HTTPStatus.FORBIDDEN and any(b in outcome.told for b in BLOCKED):
            return replace(outcome, gone=True)
        pause = held(said(reply), "parameters").get("retry_after")
        if outcome.again and isinstance(pause, int):
            return replace(outcome, after=min(timedelta(seconds=pause), LONGEST_WAIT))
        return outcome


def _preview(image: str | None) -> dict[str, Any]:
    if image is None:
        return {"is_disabled": True}
    return {"url": image, "prefer_large_media": True, "show_above_text": True}
