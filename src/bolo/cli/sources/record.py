"""`bolo record`: keep what a marketplace really answered as a test recording, scrubbed.

The format is the one that the contract suite in `tests/marketplaces` replays.
"""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bolo.cli.frame.counting import many
from bolo.core.errors import BoloError, Invalid, NotFound
from bolo.core.marketplace import (
    Address,
    Answer,
    Fetch,
    Marketplace,
    Page,
    ReadsPage,
    Request,
    Search,
    Searches,
)
from bolo.core.recording import scrub_answer, scrub_request
from bolo.marketplaces import discover
from bolo.pipeline.watch.asking.identify import FetchFor

T = TypeVar("T")
Opening = Callable[[], AbstractAsyncContextManager[FetchFor]]
DEFAULT_FOLDER = Path("tests") / "marketplaces"
SHORT_ENOUGH = 60


class Ask(StrEnum):
    """What is asked of a connector."""

    READ = "read"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer as they may be kept; `None` when there was no such page."""

    request: Request
    answer: Answer | None


class Recorder:
    """A `Fetch` that passes on to another and keeps what was asked and answered."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.exchanges: list[Exchange] = []

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Fetch, read, keep; an answer that cannot be read is kept too."""

        def keep(answer: Answer) -> T:
            self.exchanges.append(Exchange(scrub_request(request), scrub_answer(answer)))
            return read(answer)

        try:
            return await self._fetch(request, keep)
        except NotFound:
            self.exchanges.append(Exchange(scrub_request(request), None))
            raise


def connector_called(slug: str) -> Marketplace:
    """Return the connector of this slug; `Invalid` names those there are."""
    known = discover()
    if slug not in known:
        raise Invalid(f"no marketplace is called {slug}; there are {', '.join(known)}")
    return known[slug]()


async def put(connector: Marketplace, ask: Ask, what: str, fetch: Fetch) -> Page:
    """Ask a connector; `Invalid` when it cannot be asked so."""
    if ask is Ask.READ and isinstance(connector, ReadsPage):
        return await connector.read(Address.of(what), None, fetch)
    if ask is Ask.SEARCH and isinstance(connector, Searches):
        return await connector.search(Search(what), fetch)
    raise Invalid(f"{connector.title} cannot be asked to {ask}")


def case_name(ask: Ask, what: str) -> str:
    """Name a case after what was asked: `search-headphones`, `read-shop-example-en`."""
    words = re.sub(r"[^a-z0-9]+", "-", what.removeprefix("https://").lower()).strip("-")
    return f"{ask}-{words}"[:SHORT_ENOUGH].rstrip("-")


def write(folder: Path, exchanges: list[Exchange], case: dict[str, str | int]) -> None:
    """Write a case anew; what was recorded there before is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    write_json(folder / "case.json", case)
    for number, one in enumerate(exchanges, start=1):
        write_json(folder / f"{number}.request.json", question_of(one.request))
        if one.answer is None:
            (folder / f"{number}.not-found").touch()
            continue
        about = {
            "url": one.answer.url,
            "headers": dict(one.answer.headers),
            "charset": one.answer.charset,
        }
        write_json(folder / f"{number}.headers.json", about)
        (folder / f"{number}.reply").write_bytes(one.answer.body)


def question_of(request: Request) -> dict[str, object]:
    """Return a question as it is written down, without what it leaves at its default."""
    stated = {name: value for name, value in asdict(request).items() if value}
    body = request.body
    return stated | {"body": body.decode()} if body else stated


def write_json(file: Path, value: object) -> None:
    """Write a value so that a change of one field is a change of one line."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    file.write_text(f"{text}\n", "utf-8")


async def record(opening: Opening, slug: str, ask: Ask, what: str, folder: Path) -> int:
    """Ask, and write the case; return how many offers came back."""
    connector = connector_called(slug)
    async with opening() as fetch_for:
        recorder = Recorder(fetch_for(connector))
        page = await put(connector, ask, what, recorder)
    key = "address" if ask is Ask.READ else "words"
    stated: dict[str, str | int] = {"ask": str(ask), "offers": len(page.offers)}
    write(folder, recorder.exchanges, stated | {key: what})
    return len(page.offers)


def mount(app: typer.Typer, opening: Opening) -> None:
    """Add the command to `app`; `opening` is the way out."""

    @app.command("record")
    def command(
        slug: Annotated[
            str, typer.Argument(help="The connector, as `bolo marketplaces` lists it.")
        ],
        ask: Annotated[Ask, typer.Argument(help="What to ask it.")],
        what: Annotated[list[str], typer.Argument(help="An address, or the words to search for.")],
        into: Annotated[
            Path, typer.Option(help="The folder that holds each connector's tests.")
        ] = DEFAULT_FOLDER,
        case: Annotated[str | None, typer.Option(help="A name for the case.")] = None,
    ) -> None:
        """Keep real exchanges of a connector as a test recording, scrubbed of secrets."""
        asked = " ".join(what)
        folder = into / slug / "recorded" / (case or case_name(ask, asked))
        try:
            offers = asyncio.run(record(opening, slug, ask, asked, folder))
        except (BoloError, ValueError) as error:
            typer.echo(f"not recorded: {error}", err=True)
            raise typer.Exit(1) from error
        typer.echo(f"{many(offers, 'offer')} recorded in {folder}")
        typer.echo("Read it before you commit it: scrubbing is careful, not clever.")
