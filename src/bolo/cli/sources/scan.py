"""`bolo scan`: say what kind of source an address is, and print what it offers now.

Nothing is stored. Every page and every further address is followed, many at once; how
fast is decided behind `fetch` by each source's budget, not here.
"""

import asyncio
import json
import sys
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bolo.cli.frame.counting import many
from bolo.core.errors import BoloError, BudgetSpent
from bolo.core.marketplace import Address, Page, ReadsPage
from bolo.core.money import Money
from bolo.core.offer import Offer
from bolo.core.place import Place
from bolo.pipeline.watch.asking.identify import FetchFor, Refusals, identify

Opening = Callable[[], AbstractAsyncContextManager[FetchFor]]
AT_ONCE = 32
ONE_MORE_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One question to come: an address, and who is known to read it from where."""

    address: str
    reader: ReadsPage | None = None
    after: str | None = None


class Report:
    """Writes what is found: for people, or as JSON lines; failures go to stderr as well."""

    def __init__(self, out: TextIO, err: TextIO, *, as_json: bool) -> None:
        self.out = out
        self.console = Console(file=err, stderr=err is sys.stderr)
        self.as_json = as_json

    def found(self, address: str, reader: ReadsPage, offers: Iterable[Offer]) -> None:
        """Write the offers of one page."""
        for offer in offers:
            if self.as_json:
                self._line(
                    {"address": address, "kind": reader.title, **wire(offer)},
                )
            else:
                self.out.write(f"{describe(offer)}\n\n")
        self.out.flush()

    def kind(self, address: str, reader: ReadsPage) -> None:
        """Say once what an address is; JSON lines say it with each offer."""
        if not self.as_json:
            self.out.write(f"{address} is read as: {reader.title} ({reader.slug})\n\n")

    def failed(self, address: str, error: Exception) -> None:
        """Write that an address could not be read, and why."""
        if self.as_json:
            self._line({"address": address, "error": reason(error)})
        self.console.print(f"{address}: {reason(error)}", style="red", markup=False, soft_wrap=True)

    def _line(self, value: dict[str, object]) -> None:
        self.out.write(json.dumps(value, ensure_ascii=False) + "\n")


@dataclass
class Scan:
    """One run over some addresses; `limit` is how many offers are wanted at most."""

    fetch_for: FetchFor
    report: Report
    limit: int | None = None
    offers: int = 0
    failures: int = 0
    seen: set[str] = field(default_factory=set[str])
    refusals: Refusals = field(default_factory=Refusals)
    steps: asyncio.LifoQueue[Step] = field(default_factory=asyncio.LifoQueue[Step])
    progress: Progress | None = None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self, addresses: Iterable[str]) -> None:
        """Read everything there is at `addresses`; failures are reported and counted."""
        for one in reversed(list(addresses)):
            self._plan(Step(one))
        workers = [asyncio.create_task(self._work()) for _ in range(AT_ONCE)]
        finished = asyncio.create_task(self.steps.join())
        try:
            done, _ = await asyncio.wait({finished, *workers}, return_when=FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (finished, *workers):
                task.cancel()
            await asyncio.gather(finished, *workers, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            step = await self.steps.get()
            try:
                if not self._enough():
                    await self._take(step)
            finally:
                self.steps.task_done()

    async def _take(self, step: Step) -> None:
        self._show(step.address)
        try:
            reader, page = await self._ask_in_turn(step)
        except (BoloError, ValueError) as error:
            self.failures += 1
            self.report.failed(step.address, error)
            return
        if step.reader is None:
            self.report.kind(step.address, reader)
        offers = page.offers[: self._wanted()]
        self.offers += len(offers)
        self.report.found(step.address, reader, offers)
        self._follow(step, reader, page)

    async def _ask_in_turn(self, step: Step) -> tuple[ReadsPage, Page]:
        """Ask, and wait as long as our own budget for the host demands: nobody has failed."""
        while True:
            try:
                return await self._ask(step)
            except BudgetSpent as spent:
                rest = spent.retry_after or ONE_MORE_MOMENT
                await self.sleep(rest.total_seconds())

    async def _ask(self, step: Step) -> tuple[ReadsPage, Page]:
        address = Address.of(step.address)
        if step.reader is None:
            return await identify(address, self.fetch_for, refusals=self.refusals)
        fetch = self.fetch_for(step.reader)
        return step.reader, await step.reader.read(address, step.after, fetch)

    def _follow(self, step: Step, reader: ReadsPage, page: Page) -> None:
        if page.after is not None and page.after != step.after:
            self.steps.put_nowait(Step(step.address, reader, page.after))
        for one in reversed(page.addresses):
            self._plan(Step(one, reader))

    def _plan(self, step: Step) -> None:
        if step.address not in self.seen:
            self.seen.add(step.address)
            self.steps.put_nowait(step)

    def _enough(self) -> bool:
        return self.limit is not None and self.offers >= self.limit

    def _wanted(self) -> int | None:
        return None if self.limit is None else max(self.limit - self.offers, 0)

    def _show(self, address: str) -> None:
        if self.progress is not None:
            for task in self.progress.task_ids:
                self.progress.update(task, description=self._summary(address))

    def _summary(self, address: str) -> str:
        waiting = self.steps.qsize()
        found = f"{many(self.offers, 'offer')}, {many(self.failures, 'failure')}"
        return f"{found}, {waiting} to read · {address[:60]}"


def reason(error: Exception) -> str:
    """Say an error to a person: what was in the way, else its kind."""
    blocked_by = getattr(error, "by", None)
    return f"blocked by {blocked_by}" if blocked_by else str(error) or type(error).__name__


def wire(offer: Offer) -> dict[str, object]:
    """Return an offer as one JSON object; money is an amount in text and a currency."""
    return {
        "marketplace": offer.marketplace,
        "shop": offer.shop,
        "ref": offer.ref,
        "title": offer.title,
        "brand": offer.brand,
        "price": wire_money(offer.price),
        "was_price": wire_money(offer.was_price),
        "availability": offer.availability,
        "condition": offer.condition,
        "gtin": offer.gtin,
        "mpn": offer.mpn,
        "sku": offer.sku,
        "variant": offer.variant,
        "category": offer.category,
        "seller": offer.seller,
        "place": wire_place(offer.place),
        "image": offer.image,
        "url": offer.url,
        "confidence": str(offer.confidence),
        "doubts": list(offer.doubts),
        "notes": list(offer.notes),
    }


def wire_place(place: Place | None) -> dict[str, object] | None:
    """Return where a thing is; the point in degrees, south and west negative."""
    if place is None:
        return None
    point = place.point
    degrees = [point.latitude, point.longitude] if point else None
    return {"name": place.name, "country": place.country, "point": degrees}


def wire_money(money: Money | None) -> dict[str, str] | None:
    """Return money as the API sends it."""
    return {"amount": f"{money.amount:f}", "currency": money.currency} if money else None


def describe(offer: Offer) -> str:
    """Write an offer for a person, in a few indented lines."""
    was = f"(was {offer.was_price})" if offer.was_price else ""
    price = " ".join(filter(None, [str(offer.price) if offer.price else "no price", was]))
    state = [str(one).replace("_", " ") for one in (offer.availability, offer.condition) if one]
    known = {"GTIN": offer.gtin, "MPN": offer.mpn, "SKU": offer.sku}
    numbers = [f"{name} {value}" for name, value in known.items() if value]
    lines = [
        " · ".join(filter(None, [price, *state, offer.brand])),
        " · ".join(numbers),
        *(f"but: {one}" for one in offer.doubts),
        *offer.notes,
        offer.image or "",
        offer.url,
    ]
    variant = f" [{offer.variant}]" if offer.variant else ""
    return "\n".join([f"{offer.title}{variant}", *(f"    {one}" for one in lines if one)])


def addresses_in(source: str) -> list[str]:
    """Read addresses from a file, or from stdin for `-`: one a line, `#` begins a remark."""
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


async def scan(opening: Opening, addresses: list[str], report: Report, limit: int | None) -> Scan:
    """Run a scan, with a line of progress on stderr while that is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    async with opening() as fetch_for:
        with Progress(*columns, console=report.console, transient=True) as progress:
            progress.add_task("starting", total=None)
            run = Scan(fetch_for, report, limit, progress=progress)
            await run.run(addresses)
    return run


def mount(app: typer.Typer, opening: Opening) -> None:
    """Add the command to `app`; `opening` is the way out."""

    @app.command("scan")
    def command(
        addresses: Annotated[
            list[str] | None, typer.Argument(help="Addresses of shops, categories or products.")
        ] = None,
        source: Annotated[
            str | None, typer.Option("--from", help="A file of addresses, one a line; - is stdin.")
        ] = None,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Stop after this many offers.")
        ] = None,
        as_json: Annotated[
            bool, typer.Option("--json", help="One JSON object a line, on stdout.")
        ] = False,
    ) -> None:
        """Say what kind of source an address is and print what it offers now; store nothing."""
        try:
            wanted = [*(addresses or []), *(addresses_in(source) if source else [])]
        except OSError as error:
            raise typer.BadParameter(str(error), param_hint="--from") from error
        if not wanted:
            raise typer.BadParameter("give at least one address, or --from FILE")
        report = Report(sys.stdout, sys.stderr, as_json=as_json)
        done = asyncio.run(scan(opening, wanted, report, limit))
        if not as_json:
            report.console.print(f"{many(done.offers, 'offer')}, {many(done.failures, 'failure')}")
        if done.failures:
            raise typer.Exit(1)
