"""What vendors publish of their doors, made to judge a request.

OpenAPI documents judge by openapi-core; Telegram's and Slack's by what they say of each field.
Where a vendor publishes nothing of the kind, its documentation is written down here by hand.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from bolo.core.marketplace import Request

FOLDER = Path(__file__).parents[2].parent / "shared" / "contracts"
FORM = "application/x-www-form-urlencoded"
Judge = Callable[[Request], list[str]]
"""Says what is wrong with a request; an empty list when nothing is."""


@cache
def published(path: str) -> dict[str, Any]:
    """Return a vendor's document, or skip the test and say which one is missing."""
    file = FOLDER / path
    if not file.exists():
        pytest.skip(f"the contract {path} is not on this machine: nothing was held against it")
    document: dict[str, Any] = json.loads(file.read_bytes())
    return document


@dataclass(frozen=True, slots=True)
class Open:
    """One path of an OpenAPI 3 document at `server`."""

    file: str
    path: str
    server: str

    def __call__(self, request: Request) -> list[str]:
        """Validate address, headers and body."""
        parts = urlsplit(request.url)
        content_type = request.headers.get("content-type", "")
        mock = MockRequest(
            f"{parts.scheme}://{parts.netloc}",
            request.method,
            parts.path,
            args=dict(parse_qsl(parts.query)),
            headers=dict(request.headers),
            data=request.body,
            content_type=content_type,
        )
        try:
            _loaded(self).validate_request(mock)
        except OpenAPIError as error:
            return [f"{type(error).__name__}: {error.__cause__ or error}"]
        return []


@cache
def _loaded(contract: Open) -> OpenAPI:
    whole = published(contract.file)
    one = {**whole, "servers": [{"url": contract.server}]}
    one["paths"] = {contract.path: whole["paths"][contract.path]}
    return OpenAPI.from_dict(one, config=Config(spec_validator_cls=None))


def telegram(request: Request) -> list[str]:
    """Hold a call against the documentation of the bot API: its method, fields and types."""
    api = published(DOCUMENTS["telegram"])
    found = re.fullmatch(r"https://api\.telegram\.org/bot([^/]+)/(\w+)", request.url)
    if found is None or found[2] not in api["methods"]:
        return [f"no method of the bot API: {request.url}"]
    if request.headers.get("content-type") != "application/json":
        return ["a body that is not said to be JSON"]
    body = json.loads(request.body or b"{}")
    if not isinstance(body.get("text"), str):
        return ["text is no string"]
    wrong = _fields(api, api["methods"][found[2]]["fields"], body, found[2])
    return [*wrong, *_lengths(body)]


def _lengths(body: Mapping[str, Any]) -> list[str]:
    """Count as Telegram does: "1-4096 characters after entities parsing"."""
    read = re.sub(r"</?b>", "", body["text"])
    read = read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    length = len(read.encode("utf-16-le")) // 2
    return [] if 1 <= length <= 4096 else [f"a text of {length} characters"]


def _fields(
    api: Mapping[str, Any], known: list[dict[str, Any]], given: Mapping[str, Any], where: str
) -> list[str]:
    names = {field["name"]: field for field in known}
    wrong = [f"{where}: there is no {name}" for name in given if name not in names]
    for name, field in names.items():
        if name not in given:
            wrong += [f"{where}: {name} is missing"] if field["required"] else []
        elif not any(_is(api, kind, given[name]) for kind in field["types"]):
            wrong.append(f"{where}: {name} is none of {field['types']}")
    return wrong


def _is(api: Mapping[str, Any], kind: str, value: object) -> bool:
    plain: dict[str, type] = {"String": str, "Integer": int, "Boolean": bool, "Float": float}
    if kind in plain:
        return isinstance(value, plain[kind]) and (kind == "Boolean" or not isinstance(value, bool))
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_is(api, inner, each) for each in value)
    fields = api["types"].get(kind, {}).get("fields", [])
    return isinstance(value, dict) and not _fields(api, fields, value, kind)


def slack(request: Request) -> list[str]:
    """Hold a form against the Swagger 2 document, and its blocks against their limits.

    The document of 2021 has the token in a header of that name; Slack takes it as a Bearer.
    """
    document = published(DOCUMENTS["slack"])
    parts = urlsplit(request.url)
    path = parts.path.removeprefix(document["basePath"])
    operation = document["paths"].get(path, {}).get(request.method.lower())
    if parts.netloc != document["host"] or operation is None:
        return [f"no method of Slack: {request.method} {request.url}"]
    wrong = [] if request.headers.get("content-type") == FORM else ["not the form it should be"]
    if not request.headers.get("authorization", "").startswith("Bearer xox"):
        wrong.append("no token")
    fields = {one["name"]: one for one in operation["parameters"] if one["in"] == "formData"}
    form = {name: values[0] for name, values in parse_qs((request.body or b"").decode()).items()}
    wrong += [f"there is no {name}" for name in form if name not in fields]
    wrong += [
        f"{n} is missing" for n, one in fields.items() if one.get("required") and n not in form
    ]
    flags = [form[name] for name in form if fields.get(name, {}).get("type") == "boolean"]
    wrong += [f"{flag} is no boolean" for flag in flags if flag not in {"true", "false"}]
    return [*wrong, *_blocks(json.loads(form.get("blocks", "[]")))]


def _blocks(blocks: list[dict[str, Any]]) -> list[str]:
    """Judge blocks by docs.slack.dev/reference/block-kit/blocks, read 2026-11."""
    texts: list[tuple[str, int]] = []
    wrong = [] if len(blocks) <= 50 else ["more than 50 blocks"]
    for block in blocks:
        if block["type"] == "header":
            texts.append((block["text"]["text"], 150))
        if block["type"] == "section":
            texts += [(block["text"]["text"], 3000)] if "text" in block else []
            texts += [(one["text"], 2000) for one in block.get("fields", [])]
            wrong += ["more than 10 fields"] if len(block.get("fields", [])) > 10 else []
        if block["type"] == "actions":
            wrong += ["no or too many buttons"] if not 1 <= len(block["elements"]) <= 25 else []
            texts += [(one["text"]["text"], 75) for one in block["elements"]]
            texts += [(one["url"], 3000) for one in block["elements"]]
    wrong += [
        f"a text of {len(text)} of {most}" for text, most in texts if not 1 <= len(text) <= most
    ]
    return wrong


def ntfy(request: Request) -> list[str]:
    """Judge by docs.ntfy.sh/publish/#publish-as-json and its limits, read 2026-11 (by hand)."""
    body = json.loads(request.body or b"{}")
    kinds = {"topic": str, "title": str, "message": str, "priority": int, "actions": list}
    kinds |= {"click": str, "attach": str, "tags": list}
    wrong = [f"{n} is no {kinds.get(n)}" for n in body if not isinstance(body[n], kinds.get(n, ()))]
    wrong += [] if re.fullmatch(r"[-_A-Za-z0-9]{1,64}", body.get("topic", "")) else ["bad topic"]
    wrong += [] if len(body["message"].encode()) <= 4096 else ["longer than 4,096 bytes"]
    wrong += [] if len(body["actions"]) <= 3 else ["more than three actions"]
    wrong += [] if urlsplit(request.url).path == "/" else ["JSON goes to the root"]
    return wrong


def pushover(request: Request) -> list[str]:
    """Judge by pushover.net/api, read 2026-11 (by hand)."""
    form = {name: values[0] for name, values in parse_qs((request.body or b"").decode()).items()}
    most = {"token": 30, "user": 30, "message": 1024, "title": 250, "url": 512, "url_title": 100}
    most |= {"timestamp": 12, "priority": 2}
    wrong = [f"{name} is missing" for name in ("token", "user", "message") if name not in form]
    wrong += [f"there is no {name}" for name in form if name not in most]
    wrong += [f"{name} is too long" for name in form if len(form[name]) > most.get(name, 0)]
    wrong += [] if request.url == "https://api.pushover.net/1/messages.json" else ["elsewhere"]
    return wrong


CONTRACTS: dict[str, Judge] = {
    "discord": Open(
        "discord/openapi.json",
        "/webhooks/{webhook_id}/{webhook_token}",
        "https://discord.com/api/v10",
    ),
    "ntfy": ntfy,
    "pushover": pushover,
    "sendgrid": Open("sendgrid/tsg_mail_v3.json", "/v3/mail/send", "https://api.sendgrid.com"),
    "slack": slack,
    "telegram": telegram,
    "twilio": Open(
        "twilio/twilio_api_v2010.json",
        "/2010-04-01/Accounts/{AccountSid}/Messages.json",
        "https://api.twilio.com",
    ),
}
DOCUMENTS = {
    "slack": "slack/slack_web_openapi_v2.json",
    "telegram": "telegram/api.json",
    **{slug: judge.file for slug, judge in CONTRACTS.items() if isinstance(judge, Open)},
}
"""What vendors publish in a file; the others are judged by what is written down here."""


def needed(slug: str) -> None:
    """Skip a test whose vendor's contract is not here, before anything is sent to who plays it."""
    if slug in DOCUMENTS:
        published(DOCUMENTS[slug])
