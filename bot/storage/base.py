"""The base of all tables, and the column types that keep our values the same on every database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

from bot import clock

_WORD_LENGTH = 24

Json = JSON(none_as_null=True)
# Ids of platforms reach 52 bits, and SQLite counts up by itself only on INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Tables with predictable constraint names, so that migrations can name what they change."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init_subclass__(cls) -> None:
        """SQLite gives the id of a row that was deleted to the next one, unless it is told never to."""
        super().__init_subclass__()
        if isinstance(cls.__table__, Table) and cls.__table__.autoincrement_column is not None:
            cls.__table__.dialect_options["sqlite"]["autoincrement"] = True


class Utc(TypeDecorator[datetime]):
    """An aware moment, kept as naive UTC: SQLite knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Into the database; a naive moment is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out of the database."""
        return None if value is None else value.replace(tzinfo=UTC)


class Word(TypeDecorator[StrEnum]):
    """One value of a StrEnum, kept as its lower-case English word."""

    impl = String(_WORD_LENGTH)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """`words`: the enum."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Into the database; an unknown word is refused here, before the database has to."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002, ANN401
        """Out of the database."""
        return None if value is None else self.words(value)


def moment(of: Callable[[], datetime]) -> BindParameter[datetime]:
    """A moment asked for when the statement runs, so that the statement is built once."""
    return bindparam(None, callable_=of, type_=Utc, unique=True)


def from_now(by: timedelta) -> BindParameter[datetime]:
    """So long after the moment at which the statement runs, or before it."""
    return moment(lambda: clock.now() + by)


def whether(of: Callable[[], bool]) -> BindParameter[bool]:
    """The same for a question that is not the database's."""
    return bindparam(None, callable_=of, type_=Boolean, unique=True)


NOW = moment(clock.now)
