"""Every way to reach a person, one module each; dropping a module in is enough. No I/O."""

from importlib import import_module
from inspect import isabstract, isclass
from pkgutil import iter_modules

from bolo.core.channel import Channel
from bolo.core.errors import Broken


def discover() -> dict[str, type[Channel]]:
    """Return the channels of this package by slug; two of one slug is a bug."""
    found: dict[str, type[Channel]] = {}
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        for thing in vars(module).values():
            own = isclass(thing) and thing.__module__ == module.__name__
            if own and issubclass(thing, Channel) and not isabstract(thing):
                enrol(thing, found)
    return dict(sorted(found.items(), key=lambda one: one[1].title.lower()))


def enrol(kind: type[Channel], found: dict[str, type[Channel]]) -> None:
    """Add `kind` under its slug; `Broken` when another one has that slug already."""
    if kind.slug in found:
        raise Broken(f"two channels are called {kind.slug}")
    found[kind.slug] = kind
