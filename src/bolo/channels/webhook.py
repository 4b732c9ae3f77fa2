"""Webhooks signed as Standard Webhooks 1.0 (https://www.standardwebhooks.com)."""

from datetime import UTC, datetime

import orjson
from standardwebhooks.webhooks import Webhook as Signer

from bolo.core.channel import Channel, Message, Target
from bolo.core.marketplace import Request


class Webhook(Channel):
    """One POST of JSON: `{"type", "timestamp", "data"}`; the id is the alert's."""

    slug = "webhook"
    title = "Signed webhook"

    def requests(self, message: Message, target: Target, at: datetime) -> tuple[Request, ...]:
        """Sign the body with `target.secret` (`whsec_…`)."""
        at = at.astimezone(UTC)  # the signer takes any time for UTC
        body = orjson.dumps(
            {
                "type": message.kind,
                "timestamp": message.created_at,
                "data": {
                    "id": str(message.id),  # the database's driver has UUIDs of its own kind
                    "title": message.title,
                    "body": message.body,
                    "opportunity_id": str(message.opportunity) if message.opportunity else None,
                    "demo": message.demo,
                },
            }
        )
        ref = f"msg_{message.id.hex}"
        headers = {
            "content-type": "application/json",
            "webhook-id": ref,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Signer(target.secret).sign(ref, at, body.decode()),
        }
        return (Request(target.address, method="POST", headers=headers, body=body),)
