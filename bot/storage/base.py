"""The base class of all tables, and column types that behave the same on every database."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    type_coerce,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

from bot import clock

_WORD_LENGTH = 24
_WORDS_LENGTH = 200

Json = JSON(none_as_null=True)
# Platforms' ids have up to 52 bits, but SQLite numbers rows by itself only on INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Gives constraints predictable names, by which migrations change them."""

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
        """Keep SQLite from giving the id of a deleted row to a new one."""
        super().__init_subclass__()
        if isinstance(cls.__table__, Table) and cls.__table__.autoincrement_column is not None:
            cls.__table__.dialect_options["sqlite"]["autoincrement"] = True


class Utc(TypeDecorator[datetime]):
    """An aware datetime, stored as naive UTC: SQLite knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Word(TypeDecorator[StrEnum]):
    """A member of a StrEnum, stored as its value."""

    impl = String(_WORD_LENGTH)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002, ANN401
        return None if value is None else self.words(value)


class WordSet(TypeDecorator[frozenset[StrEnum]]):
    """Members of a StrEnum, stored as their values between spaces, by which each is found."""

    impl = String(_WORDS_LENGTH)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Iterable[StrEnum] | None, dialect: Dialect) -> str:  # noqa: ARG002
        return f" {' '.join(sorted(self.words(each).value for each in value))} " if value else ""

    def process_result_value(self, value: Any | None, dialect: Dialect) -> frozenset[StrEnum]:  # noqa: ARG002, ANN401
        return frozenset(map(self.words, (value or "").split()))


def is_among(column: ColumnElement[Any], word: StrEnum) -> ColumnElement[bool]:
    return type_coerce(column, String).contains(f" {word.value} ", autoescape=True)


def unless_none(column: ColumnElement[Any]) -> ColumnElement[str | None]:
    """Return a column of a WordSet as text, NULL where there are none."""
    return func.nullif(type_coerce(column, String), "")


def moment(of: Callable[[], datetime]) -> BindParameter[datetime]:
    """Evaluate `of` each time the statement runs, so that the statement can be built once."""
    return bindparam(None, callable_=of, type_=Utc, unique=True)


def from_now(by: timedelta) -> BindParameter[datetime]:
    return moment(lambda: clock.now() + by)


def whether(of: Callable[[], bool]) -> BindParameter[bool]:
    return bindparam(None, callable_=of, type_=Boolean, unique=True)


NOW = moment(clock.now)
TODAY: BindParameter[date] = bindparam(None, callable_=clock.today, type_=Date, unique=True)
