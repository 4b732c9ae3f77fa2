"""What every fact of a schedule has in common: figures as text, no unknown keys."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict


def _from_text(value: object) -> Decimal:
    try:
        figure = Decimal(value) if isinstance(value, str) else None
    except ArithmeticError:
        figure = None
    if figure is None or not figure.is_finite():
        msg = "a figure is written as text, in quotes, so that no float comes near it"
        raise ValueError(msg)
    return figure


Figure = Annotated[Decimal, BeforeValidator(_from_text)]
"""A decimal that was written as text."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing stated in a schedule; a key that we do not know is an error at load."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


class Confidence(StrEnum):
    """How a figure was read, the surest first."""

    HIGH = "high"
    """The official page, read directly or in two dated transcriptions."""
    MEDIUM = "medium"
    """One dated transcription of the official page, or official but undated."""
    THIRD_PARTY = "third_party"
    """Someone else's table, not contradicted."""
    UNCONFIRMED = "unconfirmed"
    """A placeholder: nobody should bet on it."""

    @staticmethod
    def weakest(*each: "Confidence") -> "Confidence":
        """Return the least sure of `each`."""
        return max(each, key=_ORDER.__getitem__)


_ORDER = {one: place for place, one in enumerate(Confidence)}


def in_force(since: date | None, until: date | None, on: date | None) -> bool:
    """Say whether [since, until] holds `on`; without a date everything is in force."""
    if on is None:
        return True
    return (since is None or since <= on) and (until is None or on <= until)
