"""The trees that judge now, kept by one worker: the newest that learnt, or those that ship.

They are read when they are first needed: LightGBM takes a second to load.
"""

from collections.abc import Sequence
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Description
from bolo.pipeline.match.trees import store as lesson_store
from bolo.platform.threads import finish_in_thread

if TYPE_CHECKING:
    from bolo.core.matching.engine import Trained

SHIPPED = "shipped"


def name_of(version: int | None) -> str:
    """Return what links and screens call a model."""
    return SHIPPED if version is None else f"learnt {version}"


def shipped() -> bytes:
    """Return the model that ships with bolo."""
    return resources.files("bolo.core.matching").joinpath("shipped.match").read_bytes()


class Judge:
    """Judges pairs by the newest model."""

    def __init__(self) -> None:
        self.name = SHIPPED
        self._content: bytes | None = None
        self._trained: Trained | None = None

    async def renew(self, session: AsyncSession) -> None:
        """Let the newest model judge from now on."""
        newest = name_of(await lesson_store.judging(session))
        if newest == self.name:
            return
        self._content = await lesson_store.content(session)
        self._trained = None
        self.name = newest

    async def likely_same(self, pairs: Sequence[tuple[Description, Description]]) -> list[Decimal]:
        """Return how likely each pair is one thing, in a thread: it takes milliseconds a pair."""
        if not pairs:
            return []
        return await finish_in_thread(lambda: self._judged(pairs))

    def _judged(self, pairs: Sequence[tuple[Description, Description]]) -> list[Decimal]:
        from bolo.core.matching.judging import likely_same  # noqa: PLC0415  (heavy, see above)
        from bolo.core.matching.stored import from_bytes  # noqa: PLC0415

        if self._trained is None:
            self._trained = from_bytes(self._content or shipped())
        return likely_same(self._trained, pairs)
