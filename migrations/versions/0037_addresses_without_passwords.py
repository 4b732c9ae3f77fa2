"""Addresses that were taken with a name or password keep none: they are shown and shared.

What is asked by them fails as before, for nothing is asked with a password in its address. Two
that differ by nothing else stay two.
"""

from alembic import op

revision = "0037_addresses_without_passwords"
down_revision = "0036_listing_by_address"
branch_labels = None
depends_on = None

SAFE = r"""
    CREATE TEMPORARY TABLE safe_address ON COMMIT DROP AS
    SELECT was, begin || '***' || CASE n WHEN 1 THEN '' ELSE n::text END || '@' || rest AS safe
    FROM (
        SELECT was, begin, rest, row_number() OVER (PARTITION BY begin, rest ORDER BY was) AS n
        FROM (
            SELECT was, substring(was FROM '^(https?://)') AS begin,
                   substring(was FROM '^https?://[^/?#]*@(.*)$') AS rest
            FROM (
                SELECT key AS was FROM watch UNION SELECT label FROM watch
                UNION SELECT key FROM question
                UNION SELECT key FROM follow UNION SELECT label FROM follow
                UNION SELECT url FROM listing
            ) AS every WHERE was ~ '^https?://[^/?#]*@'
            UNION ALL
            SELECT host, '', substring(host FROM '^.*@(.*)$') FROM source WHERE host LIKE '%@%'
            UNION ALL
            SELECT DISTINCT shop, '', substring(shop FROM '^.*@(.*)$') FROM listing
            WHERE shop LIKE '%@%' AND NOT EXISTS (SELECT FROM source WHERE host = shop)
        ) AS taken
    ) AS counted
"""
COLUMNS = (
    ("watch", "key"),
    ("watch", "label"),
    ("question", "key"),
    ("follow", "key"),
    ("follow", "label"),
    ("listing", "url"),
    ("listing", "shop"),
    ("source", "host"),
)


def upgrade() -> None:
    op.execute(SAFE)
    for table, column in COLUMNS:
        op.execute(
            f"UPDATE {table} SET {column} = safe FROM safe_address WHERE {column} = was"  # noqa: S608
        )
    op.execute("DROP TABLE safe_address")


def downgrade() -> None:
    """Leave them: nobody knows the passwords any more."""
