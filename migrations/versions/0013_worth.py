"""What things are worth and how sure that is: own sales, worths, predictions, likenesses."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bolo.platform.database.tenancy import protect_all

revision = "0013_worth"
down_revision = "0012_risk"
branch_labels = None
depends_on = None

AMOUNTS = ("point", "low80", "low50", "high50", "high80")
DAYS = ("days_p50", "days_p80")


def _amount(name: str, *, nullable: bool = True) -> sa.Column[Decimal]:
    return sa.Column(name, sa.Numeric(precision=18, scale=4), nullable=nullable)


def _count(name: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _belongs(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{other}_id"],
            [f"{other}.id"],
            name=op.f(f"fk_{table}_{other}_id"),
            ondelete="CASCADE",
        )
        for other in others
    ]


def upgrade() -> None:
    for name in (*AMOUNTS, "per_day"):
        op.add_column("opportunity", _amount(name))
    for name in DAYS:
        op.add_column("opportunity", _count(name))
    _make_sale()
    _make_worth()
    _make_prediction()
    _make_likeness()
    protect_all(op, ["sale", "worth", "prediction"])


def _make_sale() -> None:
    op.create_table(
        "sale",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        *(_text(name) for name in ("ref", "venue", "condition")),
        _amount("price", nullable=False),
        _text("currency"),
        _moment("sold_at"),
        _moment("listed_at", nullable=True),
        *(_amount(name) for name in ("cost", "fees", "promised")),
        _moment("created_at"),
        *_belongs("sale", "product", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("workspace_id", "ref", name=op.f("uq_sale_workspace_id_ref")),
    )
    op.create_index("ix_sale_product", "sale", ["product_id", "workspace_id"])
    op.create_index("ix_sale_sold", "sale", ["workspace_id", "sold_at"])


def _make_worth() -> None:
    op.create_table(
        "worth",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        *(_text(name) for name in ("venue", "condition", "currency")),
        _moment("at"),
        *(_amount(name) for name in AMOUNTS),
        *(_count(name) for name in DAYS),
        sa.Column("survival", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _text("kind", nullable=True),
        _text("pooled_from"),
        _text("insufficient", nullable=True),
        *_belongs("worth", "product", "workspace"),
        sa.PrimaryKeyConstraint(
            "workspace_id", "product_id", "venue", "condition", name=op.f("pk_worth")
        ),
    )
    op.create_index("ix_worth_product", "worth", ["product_id"])


def _make_prediction() -> None:
    op.create_table(
        "prediction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        *(_text(name) for name in ("venue", "condition", "kind", "currency")),
        _moment("made_at"),
        *(_amount(name, nullable=False) for name in AMOUNTS),
        *(_count(name) for name in DAYS),
        _moment("settled_at", nullable=True),
        _text("outcome", nullable=True),
        _amount("realised"),
        _count("realised_days"),
        *_belongs("prediction", "product", "workspace"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction")),
    )
    op.create_index(
        "ix_prediction_product", "prediction", ["product_id", "workspace_id", "made_at"]
    )
    op.create_index(
        "ix_prediction_settled",
        "prediction",
        ["workspace_id", "settled_at"],
        postgresql_where=sa.text("settled_at IS NOT NULL"),
    )
    op.create_index("ix_prediction_made", "prediction", ["made_at"])


def _make_likeness() -> None:
    def rate(name: str, *, nullable: bool = False) -> sa.Column[Decimal]:
        return sa.Column(name, sa.Numeric(precision=12, scale=6), nullable=nullable)

    op.create_table(
        "likeness",
        *(_text(name) for name in ("scope", "name", "currency")),
        sa.Column("demo", sa.Boolean(), nullable=False),
        _count("products", nullable=False),
        rate("log_ask"),
        rate("ask_spread"),
        _count("listed", nullable=False),
        rate("log_ratio", nullable=True),
        rate("ratio_spread", nullable=True),
        _count("gone", nullable=False),
        sa.Column("followed", sa.Numeric(precision=18, scale=3), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("scope", "name", "currency", "demo", name=op.f("pk_likeness")),
    )


def downgrade() -> None:
    for table in ("likeness", "prediction", "worth", "sale"):
        op.drop_table(table)
    for name in (*AMOUNTS, "per_day", *DAYS):
        op.drop_column("opportunity", name)
