"""A `Fetch` that answers by address from a dictionary, for what no recording shows."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bolo.core.errors import BoloError, LayoutChanged, NotFound
from bolo.core.marketplace import Answer, Request

T = TypeVar("T")


@dataclass
class Script:
    """Answers `url` or, where that is given, `url?name=value`; all else is not found.

    A value is a body (bytes, or what becomes JSON), an `Answer`, or an error to raise.
    """

    pages: Mapping[str, object]
    asked: list[Request] = field(default_factory=list[Request])

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Return what `read` makes of the page that is written down for `request`."""
        self.asked.append(request)
        keys = [f"{request.url}?{name}={value}" for name, value in request.params.items()]
        page = next((self.pages[one] for one in [*keys, request.url] if one in self.pages), None)
        if page is None:
            raise NotFound(request.url)
        if isinstance(page, BoloError):
            raise page
        try:
            return read(answer_of(page, request.url))
        except (ValueError, LookupError) as error:
            raise LayoutChanged(str(error)) from error

    @property
    def urls(self) -> list[str]:
        """The addresses that were asked, in order."""
        return [one.url for one in self.asked]


def answer_of(page: object, url: str) -> Answer:
    """Return an answer that holds `page`."""
    if isinstance(page, Answer):
        return page
    body = page if isinstance(page, bytes) else json.dumps(page).encode()
    return Answer(body=body, url=url)
