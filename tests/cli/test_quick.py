"""What a start loads: a person waits for it, so it loads nothing that it does not need yet."""

import subprocess
import sys

import pytest

DATABASE = {"sqlalchemy", "alembic", "dbos", "psycopg", "asyncpg"}
HEAVY = {"numpy", "scipy", "lightgbm", "playwright"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        (
            "bolo.cli.serving.processes",
            DATABASE | HEAVY | {"pydantic", "structlog", "rich", "typer"},
        ),
        ("bolo.api.frame.gate", DATABASE | HEAVY | {"pydantic", "structlog", "rich", "fastapi"}),
        ("bolo.cli.serving.commands", DATABASE | HEAVY | {"structlog", "fastapi", "aiohttp"}),
        ("bolo.api.app", HEAVY | {"alembic", "dbos", "psycopg", "typer"}),
    ],
)
def test_a_module_loads_no_more_than_its_moment_needs(module: str, unwanted: set[str]) -> None:
    asked = f"import sys, {module}; print(*(m for m in sys.modules if '.' not in m))"

    loaded = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert unwanted.isdisjoint(loaded), unwanted.intersection(loaded)
