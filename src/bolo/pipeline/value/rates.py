"""Exchange rates kept fresh: the ECB's daily table, fetched when there is a network.

A recorded file ships, so there are always rates; what was fetched is kept beside the
data and goes before it. Nothing waits for this, and no network is no failure.
"""

from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import ClassVar

import structlog

from bolo.core.errors import BoloError
from bolo.core.fx import Rates, latest, read_xml, recorded
from bolo.core.marketplace import Access, Budget, Fetch, Marketplace, Policy, Request

log = structlog.get_logger(__name__)
DAILY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
FILE = "ecb-rates.xml"
FRESH_FOR = timedelta(days=1)


class Ecb(Marketplace):
    """The European Central Bank. Budget: one question a minute; the table is daily."""

    slug: ClassVar[str] = "ecb"
    title: ClassVar[str] = "European Central Bank"
    policy: ClassVar[Policy] = Policy(
        Access.OFFICIAL_API,
        "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates",
        note="Reference rates: for information, not for dealing.",
    )
    budget: ClassVar[Budget] = Budget(per_minute=1)


def known(data: Path, on: date) -> Rates:
    """Return the newest rates of `on` or before: fetched ones, else those that ship."""
    file = data / FILE
    fetched: tuple[Rates, ...] = ()
    try:
        fetched = read_xml(file.read_text("utf-8"))
    except FileNotFoundError:
        log.debug("no exchange rates were fetched yet")
    except (BoloError, OSError) as error:
        log.warning("the exchange rates that were fetched cannot be read", reason=str(error))
    return latest((*recorded(), *fetched), on)


async def refresh(data: Path, on: date, fetch: Fetch) -> bool:
    """Fetch the daily table unless the one we have is fresh; tell whether there is a new one."""
    if on - known(data, on).date <= FRESH_FOR:
        return False
    try:
        text = await fetch(Request(DAILY), lambda answer: answer.body.decode())
        read_xml(text)
    except BoloError as error:
        log.info("no new exchange rates", reason=str(error))
        return False
    _keep(data, text)
    return True


def _keep(data: Path, text: str) -> None:
    """Replace the file in one step; several workers may share the folder."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=data, prefix=FILE, delete=False) as fresh:
        fresh.write(text)
    Path(fresh.name).replace(data / FILE)
