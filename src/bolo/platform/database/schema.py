"""What every table is declared with: the base row, its naming rules and the column types.

Tables stand in each package's `tables.py`; migrations are written by hand and compared with them.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

MONEY = Numeric(18, 4)
PROBABILITY = Numeric(7, 6)  # 0..1, also rates and confidences that are shares
RATE = Numeric(20, 10)  # of exchange
CURRENCY = Text()  # ISO 4217
INSTANT = DateTime(timezone=True)
JSON = JSONB()

Id = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
Amount = Annotated[Decimal, mapped_column(MONEY)]
Share = Annotated[Decimal, mapped_column(PROBABILITY)]


class Row(DeclarativeBase):
    """A row of a table of ours; lives in a `tables.py` and stays in its `store.py`."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: INSTANT,
        UUID: Uuid(),
        dict[str, Any]: JSON,
        list[str]: ARRAY(Text()),
    }


class Choice(TypeDecorator[Any]):
    """A closed set kept as text, so that adding a member is not an ALTER TYPE.

    `state: Mapped[State] = mapped_column(Choice(State))`, with `one_of("state", State)`
    among the table's arguments and in its migration.
    """

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        """Refuse what is not a member before the database has to."""
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        """Give the member back."""
        return None if value is None else self.choices(value)


def one_of(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that `column` holds a member of `choices`."""
    members = ", ".join(f"'{member.value}'" for member in choices)
    return CheckConstraint(f"{column} in ({members})", name=column)
