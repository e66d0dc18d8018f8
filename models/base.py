"""What every table shares: aware UTC times, JSON, versions that refuse a stale save."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import JSON, DateTime, MetaData, TypeDecorator
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """An aware instant. SQLite forgets the zone, so it is put back on the way out; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        enum.StrEnum: sa.Enum(
            enum.StrEnum, native_enum=False, length=40, values_callable=lambda states: [one.value for one in states]
        ),
        datetime: UtcTime,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
    }


class Versioned:
    """An aggregate's root: saving it over somebody else's change raises `StaleDataError`."""

    __mapper_args__: Any
    version: Mapped[int] = mapped_column(nullable=False)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__mapper_args__ = {"version_id_col": Versioned.version}
        super().__init_subclass__(**kwargs)
