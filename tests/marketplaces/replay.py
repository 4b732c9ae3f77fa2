"""A `Fetch` that answers from a folder of recorded exchanges, in order.

`N.request.json` is the question, `N.reply` the body, `N.headers.json` where it came from
and what came with it; `N.not-found` in place of a reply is a 404. `bolo record` writes it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.marketplace import Answer, Request
from bolo.core.recording import scrub_request

T = TypeVar("T")


class Replay:
    """Refuses any question that was not recorded in that place."""

    def __init__(self, folder: Path, *, answer: bytes | None = None) -> None:
        found = folder.glob("*.request.json")
        self.pending = sorted(found, key=lambda one: int(one.name.split(".")[0]))
        self.answer = answer

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Return what `read` makes of the recorded answer."""
        assert self.pending, f"asked more than was recorded: {request}"
        asked = self.pending.pop(0)
        assert recorded_question(asked) == scrub_request(request)
        number = asked.name.split(".")[0]
        if self.answer is None and asked.with_name(f"{number}.not-found").exists():
            raise NotFound(request.url)
        about = asked.with_name(f"{number}.headers.json")
        known = json.loads(about.read_text("utf-8")) if about.exists() else {"url": request.url}
        body = self.answer
        if body is None:
            body = asked.with_name(f"{number}.reply").read_bytes()
        try:
            return read(Answer(body=body, **known))
        except (ValueError, LookupError) as error:
            raise LayoutChanged(str(error)) from error


def recorded_question(file: Path) -> Request:
    """Return the question that was asked then; what it leaves out is at its default."""
    stated = json.loads(file.read_text("utf-8"))
    if stated.get("body"):
        stated["body"] = stated["body"].encode()
    return Request(**stated)
