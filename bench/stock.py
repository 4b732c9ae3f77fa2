"""What a bolo holds after a year: many saved searches and listings of its owner, put at once."""

import psycopg

from bench import lists
from bench.searching import Street
from bolo.platform.ids import new_id

FAMILIES = 2_000
UNCHECKED = "options=-c%20session_replication_role%3Dreplica"
"""Looks up no row that another refers to: they are all ours, and looking takes minutes."""
COPY = """
    COPY saved_search (id, workspace_id, title, rule, every_minutes, state, created_at,
        changed_at, revision) FROM STDIN
"""
REVISED = "UPDATE saved_search SET revision = nextval('saved_search_revision')"


def stock(url: str, searches: int, listings: int) -> None:
    """Fill the database; the owner must be there."""
    lists.fill(f"{url}{'&' if '?' in url else '?'}{UNCHECKED}", listings)
    fill_searches(url, searches)


def unasked(rule: str) -> str:
    """Return the rule for marketplaces that cannot be asked: questions would leave the machine."""
    return rule if " on:" in rule else f"{rule} on:shopify,webpage"


def fill_searches(url: str, count: int) -> None:
    """Save so many searches of the only workspace."""
    street = Street(FAMILIES)
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT id, now() FROM workspace").fetchone()
        assert row is not None  # noqa: S101  (the owner's)
        workspace, now = row
        with connection.cursor().copy(COPY) as rows:
            for number in range(count):
                told = (f"Search {number}", unasked(street.rule()), 60, "active", now, now, 1)
                rows.write_row((new_id(), workspace, *told))
        connection.execute(REVISED)
