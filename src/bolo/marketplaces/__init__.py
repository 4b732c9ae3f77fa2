"""Every marketplace we know, one module each; dropping a module in is enough."""

import re
from importlib import import_module
from inspect import isabstract, isclass
from pkgutil import iter_modules

from bolo.core import marketplace as port
from bolo.core.errors import Broken
from bolo.core.marketplace import Address, Claim, Marketplace, ReadsPage


def discover() -> dict[str, type[Marketplace]]:
    """Return the connectors of this package by slug; two of one slug is a bug."""
    found: dict[str, type[Marketplace]] = {}
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        for thing in vars(module).values():
            own = isclass(thing) and thing.__module__ == module.__name__
            if own and issubclass(thing, Marketplace) and not isabstract(thing):
                enrol(thing, found)
    return dict(sorted(found.items()))


def enrol(kind: type[Marketplace], found: dict[str, type[Marketplace]]) -> None:
    """Add `kind` under its slug; `Broken` when another one has that slug already."""
    if kind.slug in found:
        raise Broken(f"two marketplaces are called {kind.slug}")
    found[kind.slug] = kind


def powers(kind: type[Marketplace]) -> tuple[str, ...]:
    """Name what a connector can do, after the ports it fulfils: `reads_page`, `searches`."""
    ports = {
        thing
        for thing in vars(port).values()
        if isclass(thing) and issubclass(thing, Marketplace) and thing is not Marketplace
    }
    names = (base.__name__ for base in kind.__mro__ if base in ports)
    return tuple(sorted(re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in names))


def readers() -> tuple[ReadsPage, ...]:
    """Return every connector that reads addresses, in the order they are asked."""
    found = (kind() for kind in discover().values())
    able = (one for one in found if isinstance(one, ReadsPage))
    return tuple(sorted(able, key=lambda one: (one.rank, one.slug)))


def candidates(
    address: Address, among: tuple[ReadsPage, ...] | None = None
) -> tuple[ReadsPage, ...]:
    """Return who may read `address`, in the order to ask; one that is sure is asked alone."""
    claims = [(one, one.claims(address)) for one in (readers() if among is None else among)]
    sure = tuple(one for one, claim in claims if claim is Claim.OURS)
    return sure[:1] or tuple(one for one, claim in claims if claim is Claim.PERHAPS)
