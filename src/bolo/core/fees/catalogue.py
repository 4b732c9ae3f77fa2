"""Every schedule and venue that ships with bolo: read once, checked whole, kept.

An error in the data is a bug of ours (`Broken`), found by the first test that loads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from bolo.core.errors import Broken, Invalid, NotFound
from bolo.core.fees.fact import Fact
from bolo.core.fees.schedule import Schedule, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PriceLists(Fact):
    """One file: the schedules of a marketplace and the sources that they name."""

    sources: Mapping[str, Source]
    schedules: tuple[Schedule, ...]


@dataclass(frozen=True, slots=True)
class VenueEntry(Fact):
    """One venue as it is written: schedules by date, what is charged besides, fixed options."""

    slug: str
    title: str
    schedules: tuple[str, ...]
    also: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """A marketplace as a place to sell; its schedules in the order of their dates.

    A venue that was asked for by the id of a schedule is `pinned`: it holds on any day.
    """

    slug: str
    title: str
    schedules: tuple[Schedule, ...]
    also: tuple[Schedule, ...] = ()
    options: tuple[str, ...] = ()
    pinned: bool = False

    @property
    def marketplace(self) -> str:
        """The marketplace of the newest schedule."""
        return self.schedules[-1].marketplace

    @property
    def currency(self) -> str:
        """The currency in which the venue charges."""
        return self.schedules[-1].currency

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the newest schedule; none where all pay alike."""
        return tuple(self.schedules[-1].categories)

    def on(self, day: date) -> tuple[Schedule, ...]:
        """Return the schedules to charge on that day; `Invalid` when there is none."""
        if self.pinned:
            return self.schedules
        extra = (_of_day(self.also, day, self.slug),) if self.also else ()
        return (_of_day(self.schedules, day, self.slug), *extra)


def _of_day(schedules: tuple[Schedule, ...], day: date, slug: str) -> Schedule:
    for schedule in schedules:
        if schedule.in_force(day):
            return schedule
    known = ", ".join(f"{one.id} from {one.effective_from}" for one in schedules)
    raise Invalid(f"no schedule of {slug} is known for {day}: there is {known}")


def read_price_lists(text: str, name: str) -> PriceLists:
    """Read one file; `Broken` with the place of every mistake."""
    lists = _read(text, _price_lists(), name)
    for schedule in lists.schedules:
        unknown = sorted(set(schedule.sources) - set(lists.sources))
        if unknown:
            raise Broken(f"{name}: {schedule.id} names unknown sources {', '.join(unknown)}")
    return lists


@cache
def _price_lists() -> TypeAdapter[PriceLists]:
    """Return the shape of a file; making it takes longer than reading one."""
    return TypeAdapter(PriceLists)


def _read(text: str, shape: TypeAdapter[T], name: str) -> T:
    try:
        return shape.validate_python(yaml.load(text, Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError) as error:
        raise Broken(f"{name}: {error}") from error


@cache
def price_lists() -> tuple[PriceLists, ...]:
    """Return every file of the package, in the order of their names."""
    folder = files("bolo.core.fees").joinpath("schedules")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(read_price_lists(folder.joinpath(name).read_text("utf-8"), name) for name in names)


@cache
def schedules() -> Mapping[str, Schedule]:
    """Return every schedule by id."""
    return by_id(price_lists())


def by_id(lists: Iterable[PriceLists]) -> Mapping[str, Schedule]:
    """Return the schedules of all files by id; `Broken` when an id stands twice."""
    found: dict[str, Schedule] = {}
    for schedule in (one for each in lists for one in each.schedules):
        if schedule.id in found:
            raise Broken(f"two schedules are called {schedule.id}")
        found[schedule.id] = schedule
    return found


@cache
def sources() -> Mapping[str, Source]:
    """Return where figures were read, by the short name that schedules use."""
    return {name: source for each in price_lists() for name, source in each.sources.items()}


def schedule(name: str) -> Schedule:
    """Return a schedule by id; `NotFound` suggests the nearest."""
    found = schedules().get(name)
    if found is None:
        raise NotFound(f"there is no schedule {name}{_nearest(name, schedules())}")
    return found


@cache
def venues() -> Mapping[str, Venue]:
    """Return every venue by slug, in the order in which a person would look for them."""
    text = files("bolo.core.fees").joinpath("venues.yaml").read_text("utf-8")
    entries = _read(text, TypeAdapter(tuple[VenueEntry, ...]), "venues.yaml")
    return {entry.slug: venue_of(entry, schedules()) for entry in entries}


def title_of(slug: str) -> str:
    """Return what a venue is called; its slug when it is not known (any more)."""
    venue = venues().get(slug)
    return slug if venue is None else venue.title


def venue_of(entry: VenueEntry, known: Mapping[str, Schedule]) -> Venue:
    """Return a venue with its schedules; `Broken` when it names one that does not exist."""
    missing = sorted({*entry.schedules, *entry.also} - set(known))
    if missing:
        raise Broken(f"{entry.slug} names unknown schedules {', '.join(missing)}")
    lists = tuple(known[name] for name in entry.schedules)
    also = tuple(known[name] for name in entry.also)
    return Venue(entry.slug, entry.title, lists, also, entry.options)


def venue(name: str) -> Venue:
    """Return a venue by slug, or by the id of a schedule; `NotFound` suggests the nearest."""
    found = venues().get(name)
    if found is not None:
        return found
    pinned = schedules().get(name)
    if pinned is None:
        raise NotFound(f"there is no venue {name}{_nearest(name, (*venues(), *schedules()))}")
    return Venue(pinned.id, f"Schedule {pinned.id}", (pinned,), pinned=True)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=3)
    return f"; did you mean {', '.join(near)}?" if near else "; see: bolo fees venues"
