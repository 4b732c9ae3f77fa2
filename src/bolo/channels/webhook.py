"""Webhooks signed as Standard Webhooks 1.0 (https://www.standardwebhooks.com).

A receiver is a program: it gets each alert at once and by itself, and every refusal but
410 is tried again, for it may be down or half deployed.
"""

from datetime import UTC, datetime
from http import HTTPStatus

import orjson
from standardwebhooks.webhooks import Webhook as Signer

from bolo.core.channel import Channel, Entry, Field, Message, Outcome, Reply, Target, retry_after
from bolo.core.marketplace import Address, Request


class Webhook(Channel):
    """One POST of JSON: `{"type", "timestamp", "data"}`; the id is the message's."""

    slug = "webhook"
    title = "Webhook"
    note = "For programs: a signed POST of JSON for each alert, after Standard Webhooks."
    for_people = False
    fields = (
        Field("url", "Address", Entry.ADDRESS, example="https://example.com/hooks/bolo"),
        Field("secret", "Signing secret", Entry.SECRET, "Made by bolo, shown once.", made=True),
    )

    def write(self, message: Message, target: Target, at: datetime) -> Request:
        """Sign the body with the secret (`whsec_…`); after a rotation, with the former as well."""
        at = at.astimezone(UTC)  # the signer takes any time for UTC
        body = orjson.dumps(
            {"type": message.kind, "timestamp": message.created_at, "data": _data(message)}
        )
        ref = f"msg_{message.id.hex}"
        secrets = target.settings["secret"].split()
        headers = {
            "content-type": "application/json",
            "webhook-id": ref,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(
                Signer(secret).sign(ref, at, body.decode()) for secret in secrets
            ),
        }
        url = Address.of(target.settings["url"]).url
        return Request(url, method="POST", headers=headers, body=body)

    def read(self, reply: Reply) -> Outcome:
        """2xx is taken, 410 wants no more, everything else is tried again."""
        told = f"answered {reply.status}"
        if 200 <= reply.status < 300:  # noqa: PLR2004  (the 2xx of HTTP)
            return Outcome(sent=True, told=told, status=reply.status)
        if reply.status == HTTPStatus.GONE:
            return Outcome(sent=False, told=told, status=reply.status, gone=True)
        after = retry_after(reply)
        return Outcome(sent=False, told=told, status=reply.status, again=True, after=after)


def _data(message: Message) -> dict[str, object]:
    return {
        "id": str(message.id),  # the database's driver has UUIDs of its own kind
        "title": message.title,
        "body": message.body,
        "opportunity_id": str(message.opportunity) if message.opportunity else None,
        "demo": message.demo,
        "verdict": message.verdict,
        "image": message.image,
        "facts": [{"label": fact.label, "text": fact.text} for fact in message.facts],
        "links": [{"text": link.text, "url": link.url} for link in message.links],
        "more": [{"text": link.text, "url": link.url} for link in message.more],
    }
