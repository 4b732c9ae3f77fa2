"""The way out for commands that store nothing: budgets and cache in memory."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bolo.platform.http.config import Surroundings
    from bolo.wiring import FetchFor


def opening(around: "Surroundings | None" = None) -> AbstractAsyncContextManager["FetchFor"]:
    """Open the way out by the settings of the environment."""
    from bolo.platform.log import quiet  # noqa: PLC0415  (heavy, all three: only when used)
    from bolo.platform.settings import Settings  # noqa: PLC0415
    from bolo.wiring import open_fetching  # noqa: PLC0415

    quiet()
    return open_fetching(Settings.load(), around)
