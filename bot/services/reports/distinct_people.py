"""Entries that were merged, and those of one person in two books, are one person in every count."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select

from bot.domain.attendance import CAME, Mark
from bot.storage.tables.courses import Attendance
from bot.storage.tables.people import Person


def one_person(entry: type[Person]) -> ColumnElement[int]:
    return func.coalesce(entry.same_as_id, entry.merged_into_id, entry.id)


SOMEBODY = one_person(Person)


def marks_each(*by: Any) -> Select[Any]:  # noqa: ANN401 columns of whatever tables the caller joins
    """Select `who`, `came` and `absent` (0 or 1) of each person at each session, under any of their entries."""
    return (
        select(
            *by,
            SOMEBODY.label("who"),
            _once(Attendance.mark.in_(CAME)).label("came"),
            _once(Attendance.mark == Mark.NO_SHOW).label("absent"),
        )
        .select_from(Attendance)
        .join(Person, Person.id == Attendance.person_id)
        .group_by(*by, Attendance.session_id, SOMEBODY)
    )


def _once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))


def missed(each: Subquery) -> ColumnElement[int]:
    """Count an absence without notice, unless the person came under another entry."""
    return case((each.c.came > 0, 0), else_=each.c.absent)
