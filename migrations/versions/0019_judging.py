"""Products in the order in which they change, and models that found nothing new in answers."""

import sqlalchemy as sa
from alembic import op

revision = "0019_judging"
down_revision = "0018_paper"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE SEQUENCE product_version")
    op.add_column(
        "product",
        sa.Column(
            "version",
            sa.BigInteger(),
            server_default=sa.text("nextval('product_version')"),
            nullable=False,
        ),
    )
    op.execute("ALTER SEQUENCE product_version OWNED BY product.version")
    op.create_index("ix_product_version", "product", ["version"], unique=False)
    op.drop_index("ix_product_words", table_name="product")
    op.add_column(
        "match_model",
        sa.Column("grown", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("match_model", "grown")
    op.create_index(
        "ix_product_words",
        "product",
        ["words"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_product_version", table_name="product")
    op.drop_column("product", "version")
