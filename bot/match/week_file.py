"""Reads a week from a SQLite file (docs/matching.md), or refuses it in one sentence."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.domain.matching.flow.hubs import distinct
from bot.domain.matching.instance import UNREACHABLE, Instance, Ints, Residents, Sessions, Volunteers, bits
from bot.domain.matching.rules import SLOTS
from bot.errors import AssistantError

Columns = dict[str, Ints]

_TABLES = {
    "ward": "id",
    "ward_dist": "a b km",
    "resident": "id ward hamlet slots topics langs gender gender_pref home_only tier prev_vol",
    "volunteer": "id ward hamlet max_km slots topics langs gender vetted max_load org",
    "session": "id ward slot topic lang seats",
}
_BITS, _MANY = 31, 1_000_000
# The most each column may hold; columns not listed hold ids of the file.
_MOST = {
    "km": UNREACHABLE - 1,
    "slots": (1 << SLOTS) - 1,
    "topics": (1 << _BITS) - 1,
    "langs": (1 << _BITS) - 1,
    "gender": 1,
    "gender_pref": 2,
    "home_only": 1,
    "vetted": 1,
    "slot": SLOTS - 1,
    "topic": _BITS - 1,
    "lang": _BITS - 1,
    "tier": 8,
    "max_km": _MANY - 1,
    "max_load": _MANY,
    "seats": _MANY,
}
_LEAST = {"tier": 1}


class BadWeek(AssistantError):
    """Why a file cannot be matched, in one sentence."""


@dataclass(frozen=True)
class WeekFile:
    """An instance, and the file's ids of its residents, volunteers and sessions by row."""

    instance: Instance
    residents: Ints
    volunteers: Ints
    sessions: Ints


def read(path: Path) -> WeekFile:
    """Raises BadWeek."""
    tables = _tables(path)
    resident, volunteer, session = tables["resident"], tables["volunteer"], tables["session"]
    if not len(resident["id"]):
        raise BadWeek("Không có ai đang chờ · Nobody is waiting.")
    if not len(volunteer["id"]) + len(session["id"]):
        raise BadWeek("Không có tình nguyện viên nào và không có lớp nào · There are no volunteers and no classes.")
    hamlets = distinct(np.concatenate([resident["hamlet"], volunteer["hamlet"]]))
    for people in (resident, volunteer):
        people["hamlet"] = np.searchsorted(hamlets, people["hamlet"])
    return WeekFile(_instance(tables, _distances(tables)), resident.pop("id"), volunteer.pop("id"), session.pop("id"))


def _instance(tables: dict[str, Columns], km: Ints) -> Instance:
    resident, volunteer, session = tables["resident"], tables["volunteer"], tables["session"]
    previous = _places(volunteer["id"], resident["prev_vol"])
    home_only, vetted = resident["home_only"] == 1, volunteer["vetted"] == 1
    topics = _width(resident["topics"], volunteer["topics"], 1 << session["topic"])
    wanted, taught = bits(resident["topics"], topics), bits(volunteer["topics"], topics)
    return Instance(
        Residents(
            **_only(resident, "id topics home_only prev_vol"), topics=wanted, home_only=home_only, previous=previous
        ),
        Volunteers(
            **_only(volunteer, "id topics vetted org"), topics=taught, vetted=vetted, organisation=volunteer["org"]
        ),
        Sessions(**_only(session, "id lang"), language=session["lang"]),
        km,
    )


def _width(*masks: Ints) -> int:
    return max(int(mask.max(initial=0)).bit_length() for mask in masks)


def _only(columns: Columns, but: str) -> Columns:
    return {name: column for name, column in columns.items() if name not in but.split()}


def _tables(path: Path) -> dict[str, Columns]:
    if not path.is_file():
        raise BadWeek(f"Không tìm thấy tệp {path} · There is no file {path}.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            tables = {table: _columns(db, table) for table in _TABLES}
    except sqlite3.DatabaseError as error:
        raise BadWeek(f"Tệp {path} không đọc được · The file {path} cannot be read: {error}.") from error
    wards = np.sort(tables["ward"]["id"])
    for table in ("resident", "volunteer", "session"):
        tables[table]["ward"] = _wards(table, tables[table], wards)
    return tables


def _columns(db: sqlite3.Connection, table: str) -> Columns:
    names = _TABLES[table].split()
    known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    if not known:
        raise BadWeek(f"Tệp thiếu bảng {table} · The file lacks the table {table}.")
    if missing := [name for name in names if name not in known]:
        raise BadWeek(f"Bảng {table} thiếu cột {missing[0]} · The table {table} lacks the column {missing[0]}.")
    found = db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()  # noqa: S608 our own names
    rows = np.array(found, dtype=None if found else np.int64).reshape(-1, len(names))
    if rows.dtype.kind != "i":
        _point_out(table, names, found)
    columns = {name: np.ascontiguousarray(rows[:, place]) for place, name in enumerate(names)}
    for name, column in columns.items():
        _check(table, name, column)
    return columns


def _point_out(table: str, names: list[str], rows: list[tuple[object, ...]]) -> None:
    for row in rows:
        for name, value in zip(names, row, strict=True):
            if not isinstance(value, int):
                where = f"{table}.{name}"
                raise BadWeek(f"{where} có {value!r}, phải là số nguyên · {where} holds {value!r}, not a whole number.")


def _check(table: str, name: str, column: Ints) -> None:
    where = f"{table}.{name}"
    if name == "id" and len(distinct(column)) < len(column):
        raise BadWeek(f"{where} có số trùng · {where} holds a number twice.")
    least, most = _LEAST.get(name, 0), _MOST.get(name)
    if most is None:
        return
    wrong = column[(column < least) | (column > most)]
    if len(wrong):
        raise BadWeek(
            f"{where} có {wrong[0]}, phải từ {least} đến {most} · {where} holds {wrong[0]}, not {least} to {most}."
        )


def _distances(tables: dict[str, Columns]) -> Ints:
    wards, known = np.sort(tables["ward"]["id"]), tables["ward_dist"]
    km = np.full((len(wards), len(wards)), UNREACHABLE)
    a, b = _places(wards, known["a"]), _places(wards, known["b"])
    if (a < 0).any() or (b < 0).any():
        raise BadWeek("ward_dist có phường mà bảng ward không có · ward_dist names a ward that ward lacks.")
    km[a, b] = known["km"]
    return km


def _wards(table: str, columns: Columns, wards: Ints) -> Ints:
    found = _places(wards, columns["ward"])
    lost = columns["ward"][found < 0]
    if len(lost):
        raise BadWeek(f"{table}.ward có {lost[0]}, bảng ward không có · {table}.ward holds {lost[0]}, ward does not.")
    return found


def _places(numbers: Ints, wanted: Ints) -> Ints:
    """Return the index of each wanted number, -1 if it is missing."""
    if not len(numbers):
        return np.full(len(wanted), -1)
    order = np.argsort(numbers, kind="stable")
    at = np.minimum(np.searchsorted(numbers[order], wanted), len(numbers) - 1)
    return np.where(numbers[order][at] == wanted, order[at], -1)
