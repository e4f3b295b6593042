"""A year of an area in a SQLite file: groups, people, classes, marks, messages and reports of past weeks."""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import clock
from bot.domain.weeks import A_WEEK
from bot.storage.database import Database
from bot.storage.migrate import migrate

LAST_MONDAY = date(2026, 11, 16)
_MARKS = ("present",) * 15 + ("late",) * 2 + ("excused",) * 2 + ("no_show",) * 3
# Fewer than were really sent, so every summary also reports a correction.
_TOLD = '{"held": 1, "people": 0, "came": 0, "no_show": 0}'
_WARDS, _DIGITS = 36, 5


@dataclass(frozen=True)
class Size:
    """One class a week per group, with `learners` in it; one leader per group, one coordinator per ward."""

    groups: int
    people: int
    weeks: int
    learners: int = 14

    def mondays(self) -> list[date]:
        return [LAST_MONDAY - A_WEEK * back for back in reversed(range(self.weeks))]

    @property
    def marks(self) -> int:
        return self.groups * self.weeks * self.learners


async def write(path: Path, size: Size, seed: int) -> None:
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    await database.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA synchronous=OFF")
        for table, rows in _tables(size, random.Random(seed)):  # noqa: S311 repeatable on purpose
            _insert(db, table, rows)
    db.close()


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows)
    names, places = ", ".join(first), ", ".join("?" * len(first))
    query = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 names of our own
    db.execute(query, tuple(first.values()))
    db.executemany(query, (tuple(row.values()) for row in rows))


def _tables(size: Size, chance: random.Random) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    groups, first = range(1, size.groups + 1), _sql(size.mondays()[0], 8)
    yield "ward", ({"code": _ward(n), **_named(f"Phường {n}", kind="phường"), "short_name": n} for n in range(_WARDS))
    yield (
        "residential_group",
        ({"id": n, "ward_code": _ward(n), **_named(f"Khu phố {n}", kind="khu_pho")} for n in groups),
    )
    yield "venue", ({"id": n, "group_id": n, "name": "Nhà văn hóa", "search_name": "nha van hoa"} for n in groups)
    yield "person", (_person(n, size, chance, first) for n in range(1, size.people + 1))
    yield "address", (_address(n, first) for n in range(1, size.groups + _WARDS + 2))
    yield "role", _roles(size, first)
    yield "course", (_course(n, size, first) for n in groups)
    yield "class_session", (_session(n, week, monday, size) for week, monday in _weeks(size) for n in groups)
    yield "enrolment", _enrolments(size, chance)
    yield "attendance", _attendance(size, chance)
    yield "week_report", (_told(n, monday) for monday in size.mondays()[:-1] for n in groups)
    yield "outbox", (_outbox(n, monday, part) for monday in size.mondays()[:-1] for n in groups for part in ("", ":do"))


def _weeks(size: Size) -> list[tuple[int, date]]:
    """The last week is ahead: it holds what leaders have planned."""
    return list(enumerate([*size.mondays(), LAST_MONDAY + A_WEEK]))


def _person(n: int, size: Size, chance: random.Random, first: str) -> dict[str, Any]:
    group = _home(n, size)
    return {
        "id": n,
        "language": "vi",
        "ward_code": _ward(group),
        "group_id": group,
        "age_band": chance.choice(("18_35", "36_59", "60_74", "75_plus", None)),
        "gender": chance.choice(("f", "m", None)),
        "told_via": "self",
        "erasure_key": f"{n:032x}",
        "created_at": first,
    }


def _address(n: int, first: str) -> dict[str, Any]:
    return {"id": n, "person_id": n, "channel": "telegram", "external_id": str(n), "last_used_at": first}


def _roles(size: Size, first: str) -> Iterator[dict[str, Any]]:
    given = {"status": "active", "requested_at": first, "decided_at": first, "week_told": str(LAST_MONDAY - A_WEEK)}
    for n in range(1, size.groups + _WARDS + 2):
        ward = n - size.groups - 1
        leads, of_ward = ward < 0, 0 <= ward < _WARDS
        yield {
            "person_id": n,
            "kind": "leader" if leads else "coordinator",
            "group_id": n if leads else None,
            "ward_code": _ward(ward) if of_ward else None,
            **given,
        }


def _course(n: int, size: Size, first: str) -> dict[str, Any]:
    seats = size.learners + 6
    whose = {"group_id": n, "venue_id": n, "created_by_id": n, "created_at": first}
    return {"id": n, "code": f"L{n}", "topic": "T01", "seats": seats, "enrolled": size.learners, **whose}


def _session(n: int, week: int, monday: date, size: Size) -> dict[str, Any]:
    held = monday <= LAST_MONDAY
    starts = monday + timedelta(days=n % 6)
    return {
        "id": week * size.groups + n,
        "course_id": n,
        "starts_at": _sql(starts, 19),
        "venue_id": n,
        "status": "held" if held else "planned",
        "seats": size.learners + 6,
        "seats_taken": size.learners,
        "roll_closed_at": _sql(starts, 21) if held else None,
    }


def _enrolments(size: Size, chance: random.Random) -> Iterator[dict[str, Any]]:
    for group in range(1, size.groups + 1):
        for learner in _learners(group, size):
            since = chance.choice(size.mondays()) + timedelta(days=chance.randrange(6))
            status = chance.choice(("enrolled",) * 9 + ("waitlisted",))
            yield {"course_id": group, "person_id": learner, "status": status, "since": _sql(since, 10)}


def _attendance(size: Size, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield week after week, as marks are written in reality."""
    for week, monday in _weeks(size)[:-1]:
        for group in range(1, size.groups + 1):
            at = _sql(monday + timedelta(days=group % 6), 20)
            for learner in _learners(group, size):
                yield {
                    "session_id": week * size.groups + group,
                    "person_id": learner,
                    "mark": chance.choice(_MARKS),
                    "walk_in": 0,
                    "marked_by_id": group,
                    "marked_at": at,
                }


def _told(n: int, monday: date) -> dict[str, Any]:
    at = _sql(monday + timedelta(days=6), 20)
    return {"group_id": n, "monday": str(monday), "told": _TOLD, "told_at": at, "sent_at": at, "sent_by_id": n}


def _outbox(n: int, monday: date, part: str) -> dict[str, Any]:
    at = _sql(monday + timedelta(days=6), 20)
    moments = {"put_at": at, "due_at": at, "expires_at": at, "sent_at": at}
    whose = {"key": f"weekly:{n}:{monday}:{n}{part}", "address_id": n, "person_id": n}
    return {**whose, "priority": "b_reminder", "message": "{}", "status": "sent", "attempts": 1, **moments}


def _learners(group: int, size: Size) -> range:
    """Return the people of a group, `groups` apart; the first of them leads it."""
    return range(group + size.groups, group + size.groups * (size.learners + 1), size.groups)


def _home(n: int, size: Size) -> int:
    return (n - 1) % size.groups + 1


def _ward(n: int) -> str:
    return f"{n % _WARDS:0{_DIGITS}}"


def _named(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "search_name": name.lower(), "kind": kind, "active": 1}


def _sql(day: date, hour: int) -> str:
    moment: datetime = clock.at(day, time(hour))
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
