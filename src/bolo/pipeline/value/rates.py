"""Exchange rates kept fresh: the ECB's tables, fetched when there is a network.

A recorded file ships, so there are always rates. Every day that was fetched is kept beside the
data, for what is walked again later is converted as it was then; whoever was away for longer than
a weekend, or missed a day of the week, asks for the last 90 days. Nothing waits for this, and no
network is no failure.
"""

from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import ClassVar

import structlog

from bolo.core.errors import BoloError
from bolo.core.fx import Rates, latest, read_xml, recorded, to_xml
from bolo.core.marketplace import Access, Answer, Budget, Fetch, Marketplace, Policy, Request

log = structlog.get_logger(__name__)
DAILY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
LAST_90_DAYS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"
FILE = "ecb-rates.xml"
FRESH_FOR = timedelta(days=1)
WEEKEND = timedelta(days=3)
"""From Friday's table to Monday's none is missing."""
SATURDAY = 5


class Ecb(Marketplace):
    """The European Central Bank. Budget: two questions a minute; the table is daily."""

    slug: ClassVar[str] = "ecb"
    title: ClassVar[str] = "European Central Bank"
    policy: ClassVar[Policy] = Policy(
        Access.OFFICIAL_API,
        "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates",
        note="Reference rates: for information, not for dealing.",
    )
    budget: ClassVar[Budget] = Budget(per_minute=2)


def tables(data: Path) -> tuple[Rates, ...]:
    """Return the rates of every day there are any of: those that ship, then fetched ones."""
    return (*recorded(), *_fetched(data))


def known(data: Path, on: date) -> Rates:
    """Return the newest rates of `on` or before: fetched ones, else those that ship."""
    return latest(tables(data), on)


def _fetched(data: Path) -> tuple[Rates, ...]:
    file = data / FILE
    if not file.exists():
        return ()
    try:
        return read_xml(file.read_text("utf-8"))
    except (BoloError, OSError) as error:
        log.warning("the exchange rates that were fetched cannot be read", reason=str(error))
        return ()


async def refresh(data: Path, on: date, fetch: Fetch) -> bool:
    """Fetch what is missing unless what we have is fresh; tell whether something came."""
    last = known(data, on).date
    if on - last <= FRESH_FOR:
        return False
    came: tuple[Rates, ...] = ()
    try:
        if on - last <= WEEKEND:
            came = await fetch(Request(DAILY), _read)
        if not came or _skips(last, came[-1].date):
            came = (*came, *await fetch(Request(LAST_90_DAYS), _read))
    except BoloError as error:
        log.info("no new exchange rates", reason=str(error))
    if came:
        _keep(data, came)
    return bool(came)


def _read(answer: Answer) -> tuple[Rates, ...]:
    return read_xml(answer.body.decode())


def _skips(last: date, day: date) -> bool:
    """Tell whether a day of the week lies between two tables: holidays do, too, and seldom."""
    between = (last + timedelta(days=one) for one in range(1, (day - last).days))
    return any(one.weekday() < SATURDAY for one in between)


def _keep(data: Path, came: tuple[Rates, ...]) -> None:
    """Add days to the file, replacing it in one step; several workers may share the folder."""
    days = {one.date: one for one in (*_fetched(data), *came)}
    with NamedTemporaryFile("w", encoding="utf-8", dir=data, prefix=FILE, delete=False) as fresh:
        fresh.write(to_xml(days[day] for day in sorted(days)))
    Path(fresh.name).replace(data / FILE)
