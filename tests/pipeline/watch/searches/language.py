"""Both vendors of language models on loopback, each question held against what they publish."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
import yaml
from aiohttp import web

from tests.channels.contracts import FOLDER, published

OPENAI = "openai/openapi.yaml"
KEY = "sk-secret"
Question = tuple[str, dict[str, str], bytes]
"""Its path, its headers by names in small letters, and its body."""


@cache
def _openai() -> dict[str, Any]:
    file = FOLDER / OPENAI
    if not file.exists():
        pytest.skip(f"the contract {OPENAI} is not on this machine: nothing was held against it")
    told = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    document: dict[str, Any] = json.loads(json.dumps(told, default=str))  # YAML reads dates
    return document


def wrong(path: str, headers: dict[str, str], body: bytes) -> list[str]:
    """Say what is wrong with a question, by the contract of the vendor whose path it is."""
    if path == "/v1/messages":
        schema = published("anthropic/messages.request.schema.json")
        needed = {"x-api-key": KEY, "anthropic-version": "2023-06-01"}
    else:
        document = _openai()
        asked = document["paths"][path.removeprefix("/v1")]["post"]["requestBody"]["content"]
        schema = {**asked["application/json"]["schema"], "components": document["components"]}
        needed = {"authorization": f"Bearer {KEY}"}
    needed["content-type"] = "application/json"
    faults = [f"{name} is not as it should be" for name in needed if headers[name] != needed[name]]
    told = jsonschema_rs.Draft202012Validator(schema).iter_errors(json.loads(body))
    return faults + [error.message[:200] for error in told]


def answered(path: str, text: str | None) -> bytes:
    """Return an answer as the vendor gives it."""
    if path == "/v1/messages":
        content = [] if text is None else [{"type": "text", "text": text}]
        return json.dumps({"content": content, "stop_reason": "end_turn"}).encode()
    choice = {"message": {"content": text}, "finish_reason": "stop"}
    return json.dumps({"choices": [choice]}).encode()


@dataclass(slots=True)
class Language:
    """What is answered, and what was wrong with the questions."""

    text: str = "iphone (13 OR 14) -case price<400GBP"
    status: int = 200
    at: str = ""
    asked: list[Question] = field(default_factory=list[Question])

    @property
    def violations(self) -> list[str]:
        """What was wrong; judged once all is answered, for a contract takes long to be read."""
        return [told for question in self.asked for told in wrong(*question)]

    async def take(self, asked: web.Request) -> web.Response:
        """Keep a question and answer it."""
        body = await asked.read()
        headers = {name.lower(): value for name, value in asked.headers.items()}
        self.asked.append((asked.path, headers, body))
        told = answered(asked.path, self.text)
        if self.status != 200:
            told = json.dumps({"error": {"type": "x", "message": self.text}}).encode()
        return web.Response(status=self.status, body=told, content_type="application/json")


@asynccontextmanager
async def language() -> AsyncIterator[Language]:
    """Play both vendors."""
    playing = Language()
    app = web.Application()
    app.router.add_post("/v1/{path:.*}", playing.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    playing.at = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield playing
    finally:
        await runner.cleanup()
