"""The way out for commands that store nothing: budgets and cache in memory."""

from contextlib import AbstractAsyncContextManager

from bolo.platform.http.config import Surroundings
from bolo.platform.settings import Settings
from bolo.wiring import FetchFor, open_fetching


def opening(around: Surroundings | None = None) -> AbstractAsyncContextManager[FetchFor]:
    """Open the way out by the settings of the environment."""
    return open_fetching(Settings.load(), around)
