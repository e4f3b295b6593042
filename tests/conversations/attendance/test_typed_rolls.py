"""Roll calls as leaders type them: the right marks, or nothing written; `rest` is everybody who is not named."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from bot.domain.attendance import Mark
from bot.storage.tables.courses import Attendance
from bot.storage.tables.people import Person
from tests import scene
from tests.conversations.attendance.test_roll_call import Class
from tests.town import Town

_PEOPLE = {
    "bác An": "Lê Văn An",
    "cô Ánh": "Trần Thị Ánh",
    "ông Bảy": "Ngô Văn Bảy",
    "chú Đức": "Hồ Văn Đức",
    "chị Hương": "Trần Thị Hương",
    "Cao Thị Lan": "Cao Thị Lan",
    "Lê Thị Lan": "Lê Thị Lan",
    "anh Minh": "Lê Văn Minh",
    "bà Năm": "Bùi Thị Năm",
    "ông Năm": "Phan Văn Năm",
    "bà Sáu": "Mai Thị Sáu",
    "bà Tư": "Hồ Thị Tư",
    "cô Tư": "Võ Thị Tư",
    "chú Út": "Bùi Văn Út",
    "bác Xuân": "Mai Thị Xuân",
}
_FORMS = {"bác": "bac", "cô": "co", "ông": "ong", "chú": "chu", "chị": "chi", "anh": "anh", "bà": "ba"}
_SAID = {"absent": Mark.NO_SHOW, "excused": Mark.EXCUSED, "late": Mark.LATE, "present": Mark.PRESENT}
_Marks = dict[str, Mark]
with (Path(__file__).parent / "typed_rolls.tsv").open(encoding="utf-8") as _file:
    _LINES = {row["line"]: row["reading"] for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _right(reading: str) -> _Marks:
    if reading == "ask":
        return {}
    said = reading.split(", ")
    named = {who: _SAID[mark] for who, _space, mark in (each.rpartition(" ") for each in said if each != "rest")}
    return {who: Mark.PRESENT for who in _PEOPLE if "rest" in said} | named


def _told(marked: _Marks) -> str:
    rest = ["rest"] if len(marked) == len(_PEOPLE) else []
    return ", ".join([f"{who} {mark}" for who, mark in marked.items() if not rest or mark is not Mark.PRESENT] + rest)


async def _begun(town: Town) -> Class:
    here = await Class(town).begin(0, at="2026-11-25 10:00")
    async with town.begin() as db:
        for called, name in reversed(_PEOPLE.items()):
            person = await scene.without_phone(db, here.three, name, _FORMS.get(called.split()[0], "co"))
            await scene.seat(db, person, here.made)
    await town.time_is("2026-11-25 19:05")
    return here


async def _marks_of(town: Town) -> _Marks:
    """Return what is marked, and let the next line begin with a blank roll."""
    by_name = {name: called for called, name in _PEOPLE.items()}
    async with town.begin() as db:
        rows = await db.execute(
            select(Person.name, Attendance.mark).join(Attendance, Attendance.person_id == Person.id)
        )
        marked = {by_name.get(name or "", "somebody new"): mark for name, mark in rows}
        await db.execute(delete(Attendance))
        return marked


@pytest.mark.parametrize("town", ["none"], indirect=True)
async def test_on_the_board_each_line_is_right_or_asked(town: Town) -> None:
    here, wrong = await _begun(town), []
    for line, reading in _LINES.items():
        await here.open()
        await here.lan.says(line)
        if (marked := await _marks_of(town)) != _right(reading):
            wrong.append((line, reading, _told(marked)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("town", ["none"], indirect=True)
async def test_with_nothing_open_no_line_marks_anything_wrong(town: Town) -> None:
    here, wrong = await _begun(town), []
    for line, reading in _LINES.items():
        await here.lan.says("/menu")
        await here.lan.says(line)
        if (marked := await _marks_of(town)) not in ({}, _right(reading)):
            wrong.append((line, reading, _told(marked)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_a_count_is_asked_about(town: Town) -> None:
    here = await _begun(town)
    for line, answer in {
        "12 có mặt 3 vắng": "Vắng những ai",
        "vắng 2, bà Tư, ông Năm": "Số 2 là số thứ tự",
        "vắng 3 người: bà Tư, ông Năm": "nói vắng 3 người mà kể tên 2",
        "cô Lan vắng": "Có nhiều người tên cô Lan: số 6, 7",
    }.items():
        await here.open()
        await here.lan.says(line)
        here.lan.sees(answer)
        assert await _marks_of(town) == {}
