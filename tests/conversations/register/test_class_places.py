"""A leader takes somebody of the book out of a class, in words: read back first, told to whom it is about, undone."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import EnrolmentStatus, SeatStatus
from bot.storage.tables.courses import Enrolment, Seat
from tests import scene
from tests.town import EVERY_KIND, Talker, Town


async def _class_of_two(town: Town) -> tuple[Talker, Talker]:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=1)
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
    return lan, tu


async def _standing(town: Town) -> tuple[EnrolmentStatus, SeatStatus]:
    async with town.begin() as db:
        return (await db.scalars(select(Enrolment.status))).one(), (await db.scalars(select(Seat.status))).one()


@EVERY_KIND
async def test_a_leader_takes_somebody_out_of_a_class_in_words(town: Town) -> None:
    lan, tu = await _class_of_two(town)
    await lan.says("xóa bà Tư khỏi lớp giùm")
    lan.sees("Rút tên bà Nguyễn Thị Tư khỏi lớp này", "Chỗ đó nhường người đang chờ")
    await lan.says("ok")
    lan.sees("Đúng, rút tên")
    assert await _standing(town) == (EnrolmentStatus.ENROLLED, SeatStatus.HELD)
    await lan.says("đúng, rút tên")
    lan.sees("đã ghi bà Nguyễn Thị Tư thôi học")
    tu.sees("đã rút tên bà khỏi lớp này", "cứ đăng ký lại")
    assert await _standing(town) == (EnrolmentStatus.CANCELLED, SeatStatus.RELEASED)
    await lan.says("nhầm")
    assert await _standing(town) == (EnrolmentStatus.ENROLLED, SeatStatus.HELD)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        pytest.param("rút tên bà Sáu khỏi lớp", "Trong sổ chưa có bà Sáu", id="class"),
        pytest.param("gạch tên bà Năm khỏi sổ", "Trong sổ chưa có bà Năm", id="book"),
        pytest.param("bà Tư mới mất", "giờ sao rồi", id="somebody_there"),
    ],
)
@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_whom_the_book_does_not_know_is_said(town: Town, words: str, seen: str) -> None:
    lan, _tu = await _class_of_two(town)
    await lan.says(words)
    lan.sees(seen)


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_somebody_else_takes_nobody_out(town: Town) -> None:
    await _class_of_two(town)
    bay = town.phone("Ông Bảy")
    async with town.begin() as db:
        await scene.resident(db, bay, await scene.group(db, "5"), "Nguyễn Văn Bảy", "ong")
    await bay.says("xóa bà Tư khỏi lớp giùm")
    assert await _standing(town) == (EnrolmentStatus.ENROLLED, SeatStatus.HELD)
