"""`bolo read`: what a saved page or an address says, and why; or the prices in a column of texts.

Nothing is stored. An address goes out like every other of bolo's: budget, robots.txt, walls.
"""

import asyncio
import gzip
import json
import sys
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.progress import Progress

from bolo.cli.files.texts import STDIN
from bolo.cli.frame.counting import many
from bolo.cli.reading.report import described, wire
from bolo.cli.reading.texts import read_texts
from bolo.core.errors import BoloError, BudgetSpent
from bolo.core.marketplace import Answer, Fetch, Marketplace, Request
from bolo.core.reading.page import PageReading, read_page, stated_address
from bolo.marketplaces.webpage import Webpage
from bolo.platform.http.decoding import Limits

Opening = Callable[[], AbstractAsyncContextManager[Callable[[Marketplace], Fetch]]]
AT_ONCE = 32
MOST = Limits().most_bytes
"""Bytes of a page, as of those that are fetched."""
_SCHEMES = ("http://", "https://")
_GZIP = b"\x1f\x8b"
_BEGINNING = 2_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_TAG_BY = 64
_CONTROLS = bytes({*range(32)} - {*b"\t\n\f\r\x1b\b"})
_ODD = 25
"""One control character in so many bytes makes them no text."""
_NOWHERE = "https://nowhere.invalid/"
"""Stands for the address of a saved page that does not tell where it came from."""


@dataclass
class Pages:
    """Reads many sources, each a file or an address, and gives them back in their order."""

    opening: Opening
    url: str | None = None
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def read(self, sources: list[str]) -> AsyncIterator[tuple[str, PageReading | Exception]]:
        """Yield each source with its reading, or with what was in the way."""
        async with AsyncExitStack() as stack:
            fetch = None
            if any(map(is_address, sources)):
                fetch = (await stack.enter_async_context(self.opening()))(Webpage())
            tasks = {
                at: asyncio.create_task(self._ask(fetch, source))
                for at, source in enumerate(sources)
                if fetch is not None and is_address(source)
            }
            for at, source in enumerate(sources):
                yield source, await (tasks[at] if at in tasks else self._file(source))

    async def _ask(self, fetch: Fetch, address: str) -> PageReading | Exception:
        async with self._room:
            while True:
                try:
                    return await fetch(Request(address), _of_answer)
                except BudgetSpent as spent:
                    rest = spent.retry_after
                    await asyncio.sleep(rest.total_seconds() if rest else 1)
                except BoloError as error:
                    return error

    async def _file(self, name: str) -> PageReading | Exception:
        try:
            body = opened(Path(name))
        except (OSError, ValueError) as error:
            return error
        return read_page(body, self.url or stated_address(body) or _NOWHERE)


def _of_answer(answer: Answer) -> PageReading:
    return read_page(answer.body, answer.url, answer.charset)


def is_address(source: str) -> bool:
    """Say whether a source is asked for over the network; everything else is a file."""
    return source.lower().startswith(_SCHEMES)


def opened(path: Path) -> bytes:
    """Return the bytes of a page, unpacked; `ValueError` says why they are none."""
    if str(path) != STDIN and not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file (an address begins with https://)")
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name the files in it")
    body = _unpacked(sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes(), path)
    if len(body) > MOST:
        raise ValueError(f"{path} is larger than {MOST / 1e6:g} MB: such pages are not read")
    if not body.strip():
        raise ValueError(f"{path} is empty")
    if b"<" not in body.replace(b"\0", b"")[:_BEGINNING]:
        raise ValueError(f"{path} is no page: it does not begin with markup")
    if _is_binary(body[:_BEGINNING]):
        raise ValueError(f"{path} is no page: it is binary, not text")
    return body


def _unpacked(body: bytes, path: Path) -> bytes:
    """Return what a gzip file holds, no more than is read; other bytes as they are."""
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.open(BytesIO(body)) as packed:
            return packed.read(MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path} is a broken gzip file: {error}") from error


def _is_binary(beginning: bytes) -> bool:
    """Tell bytes from text by the control characters that no text has; UTF-16 is let through."""
    if beginning.startswith(_WIDE) or b"<\0" in beginning[:_TAG_BY]:
        return False
    kept = beginning.translate(None, _CONTROLS)
    return (len(beginning) - len(kept)) * _ODD > len(beginning)


@dataclass
class Report:
    """Writes readings to `out`, for people or as JSON lines; failures to stderr as well."""

    out: TextIO
    console: Console
    as_json: bool
    explain: bool
    failures: int = 0

    def tell(self, source: str, found: PageReading | Exception) -> None:
        """Write one source."""
        if isinstance(found, Exception):
            self.failures += 1
            by = getattr(found, "by", None)
            reason = f"blocked by {by}" if by else str(found) or type(found).__name__
            if self.as_json:
                self._line({"source": source, "error": reason})
            text = reason if source in reason else f"{source}: {reason}"
            self.console.print(text, style="red", markup=False, soft_wrap=True)
        elif self.as_json:
            self._line(wire(source, found, explain=self.explain))
        else:
            self.out.write(f"{described(source, found, explain=self.explain)}\n\n")

    def _line(self, value: dict[str, Any]) -> None:
        self.out.write(json.dumps(value, ensure_ascii=False) + "\n")


async def read_pages(pages: Pages, sources: list[str], report: Report) -> None:
    """Read and report; progress is drawn on stderr while that is a terminal."""
    console = report.console
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=len(sources))
        async for source, found in pages.read(sources):
            report.tell(source, found)
            progress.advance(task)
    report.out.flush()


def mount(app: typer.Typer, opening: Opening) -> None:
    """Add the command to `app`; `opening` is the way out."""

    @app.command("read")
    def command(
        sources: Annotated[
            list[str] | None,
            typer.Argument(help="Saved pages (.html, .html.gz), addresses, - for stdin."),
        ] = None,
        as_json: Annotated[
            bool, typer.Option("--json", help="One JSON object a page, on stdout.")
        ] = False,
        explain: Annotated[
            bool,
            typer.Option("--explain", help="All candidates and their votes; of texts, the doubts."),
        ] = False,
        url: Annotated[
            str | None, typer.Option("--url", help="The address a saved page came from.")
        ] = None,
        texts: Annotated[
            Path | None, typer.Option("--texts", help="A CSV with a column `text`, not pages.")
        ] = None,
        out: Annotated[
            Path | None, typer.Option("--out", help="Where the CSV with the prices goes.")
        ] = None,
    ) -> None:
        """Read product pages, or with --texts the prices in a column, and store nothing."""
        console = Console(file=sys.stderr, stderr=True)
        if texts is not None or out is not None:
            if texts is None or out is None or sources:
                raise typer.BadParameter("give --texts IN.csv and --out OUT.csv, and no pages")
            console.print(_read(texts, out, explain=explain), markup=False)
            return
        if not sources:
            raise typer.BadParameter("give at least one page, or --texts IN.csv --out OUT.csv")
        _check_address(url, sources)
        report = Report(sys.stdout, console, as_json, explain)
        asyncio.run(read_pages(Pages(opening, url), sources, report))
        if report.failures:
            raise typer.Exit(1)


def _read(texts: Path, out: Path, *, explain: bool) -> str:
    """Read a column of texts, and say how many of them are doubted."""
    count, doubted = read_texts(texts, out, explain=explain)
    if not doubted:
        return f"{many(count, 'text')} read"
    where = "see the column doubt" if explain else "--explain adds a column that says why"
    return f"{many(count, 'text')} read, {doubted:,} of them in doubt; {where}"


def _check_address(url: str | None, sources: list[str]) -> None:
    if url is None:
        return
    if not is_address(url):
        raise typer.BadParameter(f"{url} is no http(s) address", param_hint="--url")
    if len(sources) > 1 or is_address(sources[0]):
        raise typer.BadParameter("names where one saved page came from", param_hint="--url")
