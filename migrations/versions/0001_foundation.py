"""What every later table rests on: extensions, and the role under which tenants are served.

A role belongs to the whole server, so another database of it may have made it already,
and may still need it when this one goes.
"""

from alembic import op

revision = "0001_foundation"
down_revision = None
branch_labels = None
depends_on = None

EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent")

CREATE_ROLE = """
do $$ begin
    create role bolo_tenant nologin;
exception when duplicate_object or unique_violation then null;
end $$
"""

DROP_ROLE = """
do $$ begin
    drop role bolo_tenant;
exception when dependent_objects_still_exist or insufficient_privilege then null;
end $$
"""

# A superuser may take any role; since PostgreSQL 16 its maker must be granted SET as well.
JOIN_ROLE = """
do $$ begin
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant bolo_tenant to %I', current_user);
    end if;
exception when insufficient_privilege then
    if not pg_has_role(current_user, 'bolo_tenant', 'member') then raise; end if;
end $$
"""


def upgrade() -> None:
    for extension in EXTENSIONS:
        op.execute(f"create extension if not exists {extension} with schema public")
    op.execute(CREATE_ROLE)
    op.execute(JOIN_ROLE)
    op.execute("grant usage on schema public to bolo_tenant")
    op.execute(
        "alter default privileges in schema public "
        "grant select, insert, update, delete on tables to bolo_tenant"
    )
    op.execute(
        "alter default privileges in schema public grant usage, select on sequences to bolo_tenant"
    )


def downgrade() -> None:
    op.execute("alter default privileges in schema public revoke all on sequences from bolo_tenant")
    op.execute("alter default privileges in schema public revoke all on tables from bolo_tenant")
    op.execute("revoke usage on schema public from bolo_tenant")
    op.execute(DROP_ROLE)
    for extension in reversed(EXTENSIONS):
        op.execute(f"drop extension if exists {extension}")
