"""What was chosen: the settings, and the embedded server of their data folder. Quick to load."""

from pathlib import Path
from typing import Any

import typer

from bolo.platform.postgres.server import Postgres
from bolo.platform.settings import Settings


def settings(context: typer.Context, **chosen: Any) -> Settings:  # noqa: ANN401  (each setting has its own type)
    """Return the settings: the environment, then what stands before the command, then `chosen`."""
    data: Path | None = context.find_root().params.get("data")
    return Settings.load(**{"data": data, **chosen})


def postgres(chosen: Settings) -> Postgres:
    """Return the embedded server of the data folder."""
    return Postgres(chosen.data, bin_folder=chosen.pg_bin, user=chosen.pg_user)
