"""An alert as it is told: its words, and what channels show beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class About:
    """What an alert is about: picture, address, the shop's name, figures by name."""

    url: str | None = None
    shop: str | None = None
    image: str | None = None
    verdict: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Read it as it is kept."""
        facts = tuple((str(label), str(words)) for label, words in kept.get("facts", ()))
        words = {name: kept.get(name) for name in ("url", "shop", "image", "verdict")}
        return cls(**words, facts=facts)

    def kept(self) -> dict[str, Any]:
        """Say it as it is kept."""
        return {
            "url": self.url,
            "shop": self.shop,
            "image": self.image,
            "verdict": self.verdict,
            "facts": self.facts,
        }


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Told:
    """An alert with what is needed to tell it."""

    id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    opportunity: UUID | None
    demo: bool
    about: About
