"""One tenant never sees another: row-level security, for the migrations that make tenant tables.

It binds the role `bolo_tenant`, under which `Database.for_workspace` works; the owner of the
tables (migrations, workers acting for everybody) is not bound by it.
"""

from collections.abc import Iterable
from typing import Protocol

TENANT = "bolo_tenant"
WORKSPACE_SETTING = "bolo.workspace_id"
POLICY = "workspace"

UNPROTECTED = """
select c.relname from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
  and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
order by 1
"""

OPEN = f"""
select not exists (select from pg_roles where rolname = '{TENANT}')
    or exists ({UNPROTECTED})
"""  # noqa: S608  (our own words)
"""Whether a tenant could not work, or would meet others; false where there are no tables yet."""


class Executes(Protocol):
    """The part of Alembic's operations that is needed here."""

    def execute(self, sqltext: str) -> object:
        """Run one statement."""
        ...


def protect(op: Executes, table: str, *, shared: bool = False) -> None:
    """Let `bolo_tenant` reach only the rows of its own workspace in `table`.

    With `shared`, rows without a workspace (`workspace_id is null`) may be read by all and
    written by none: what was observed on public pages stands beside what one's own login saw.
    """
    own = f"workspace_id = nullif(current_setting('{WORKSPACE_SETTING}', true), '')::uuid"
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"create policy {POLICY} on {table} to {TENANT} using ({own}) with check ({own})")
    if shared:
        seen = "workspace_id is null"
        op.execute(f"create policy shared on {table} for select to {TENANT} using ({seen})")


def protect_all(op: Executes, tables: Iterable[str]) -> None:
    """Do as `protect` for several tables."""
    for table in tables:
        protect(op, table)
