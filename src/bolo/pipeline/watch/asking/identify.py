"""Whose address is this? Ask the connectors that may know, in their order, until one can read it.

A robots.txt that keeps a shop's listing from us is no answer about the page that was
pasted, so the next connector is asked; any other block ends the asking.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bolo.core.errors import Blocked, BoloError, LayoutChanged, NotFound, Rejected
from bolo.core.marketplace import Address, Claim, Fetch, Marketplace, Page, ReadsPage
from bolo.marketplaces import candidates

FetchFor = Callable[[Marketplace], Fetch]
"""Gives each connector its own way out: its budget, its cache, its credentials."""


@dataclass(slots=True)
class Refusals:
    """Which connectors proved not to be the ones of which hosts; lives as long as one run.

    Only a page that another connector *could* read proves it: a product that is gone
    says nothing about its shop.
    """

    seen: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def holds(self, connector: ReadsPage, address: Address) -> bool:
        """Say whether `connector` was refused at the host of `address` before."""
        return (connector.slug, address.host) in self.seen

    def add(self, connectors: list[ReadsPage], address: Address) -> None:
        """Remember that these are not the ones for the host of `address`."""
        self.seen |= {(one.slug, address.host) for one in connectors}


async def identify(
    address: Address,
    fetch_for: FetchFor,
    *,
    among: tuple[ReadsPage, ...] | None = None,
    refusals: Refusals | None = None,
) -> tuple[ReadsPage, Page]:
    """Return the connector that can read `address`, and the first page that it read.

    `NotFound` when there is nothing for sale there, `Rejected` when it may not be asked
    so, `LayoutChanged` when something answered in a form that nobody knows; `Blocked` and
    `Unavailable` as they come.
    """
    refusals = refusals or Refusals()
    failures: list[tuple[ReadsPage, BoloError]] = []
    for one in candidates(address, among):
        if one.claims(address) is Claim.OURS:
            return one, await one.read(address, None, fetch_for(one))
        if refusals.holds(one, address):
            continue
        page = await attempt(one, address, fetch_for(one))
        if isinstance(page, Page):
            if page.offers or page.addresses:
                refusals.add([failed for failed, _ in failures], address)
            return one, page
        failures.append((one, page))
    raise explain(address, failures)


async def attempt(one: ReadsPage, address: Address, fetch: Fetch) -> Page | BoloError:
    """Return a page, or the error that says the address is not this connector's."""
    try:
        return await one.read(address, None, fetch)
    except (Rejected, LayoutChanged) as error:
        return error
    except Blocked as error:
        if "robots.txt" in error.by:
            return error
        raise


def explain(address: Address, failures: list[tuple[ReadsPage, BoloError]]) -> BoloError:
    """Say what was tried and what came of it, as the kind of error that someone can act on."""
    if not failures:
        return NotFound(f"{address.url}: no connector reads addresses of this form")
    errors = [error for _, error in failures]
    if isinstance(errors[-1], Blocked) or len({str(error) for error in errors}) == 1:
        return errors[-1]
    tried = "; ".join(f"as {one.title}: {error}" for one, error in failures)
    text = f"nothing for sale could be read at {address.url} ({tried})"
    if any(isinstance(error, LayoutChanged) for error in errors):
        return LayoutChanged(text)
    return (
        NotFound(text) if all(isinstance(error, NotFound) for error in errors) else Rejected(text)
    )
