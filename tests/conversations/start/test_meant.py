"""A wish in the middle of something else: it is offered below what is open, which stays; a yes to it means the wish."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import SeatStatus
from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.storage.tables.courses import ClassSession, Course, Seat
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.scenes import begun
from tests.town import EVERY_KIND, Talker, Town

NUMBERED = pytest.mark.parametrize("town", ["none"], indirect=True)


async def _neighbourhood(town: Town) -> tuple[Talker, Talker, Talker]:
    return await begun(town, _begins, town)


async def _begins(town: Town) -> tuple[Talker, Talker, Talker]:
    """Chị Lan leads two classes on Wednesday, bà Tư has a seat in one; Hương may help at either."""
    lan, huong, tu = town.phone("Chị Lan"), town.phone("Bạn Hương"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.volunteer(db, huong, home)
        learner = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        await scene.seat(db, learner, await scene.course(db, leader, seats=8, weeks=2))
        await scene.course(db, leader, "2026-11-26 19:00", seats=8, topic=Topic.T03)
    await town.app.sender.drain()
    for talker in (lan, huong, tu):
        talker.new.clear()
    return lan, huong, tu


async def _seats(town: Town) -> list[SeatStatus]:
    async with town.begin() as db:
        return list(await db.scalars(select(Seat.status).order_by(Seat.id)))


@EVERY_KIND
async def test_what_is_no_answer_may_be_a_wish_and_the_question_stays(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("dời lớp")
    lan.sees("Buổi nào")
    await lan.says("bà Tư bận")
    lan.sees("việc này phải không")
    lan.sees("Buổi nào")
    assert set(await _seats(town)) == {SeatStatus.HELD}
    await lan.taps("Ghi người xin nghỉ")
    lan.sees("Ai nghỉ")


@NUMBERED
@pytest.mark.parametrize("said", ["dạ", "phải rồi con", "đúng đó", "ừ"])
async def test_a_yes_means_what_was_asked_above_the_question(town: Town, said: str) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("lớp nào cần người")
    await huong.says("cho em nghỉ 2 tuần")
    huong.sees("Tạm nghỉ")
    huong.sees("Bạn nhận lớp nào")
    await huong.says(said)
    huong.sees("tạm không xếp lớp")
    await huong.taps("Đúng, tạm nghỉ")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is not None


@NUMBERED
async def test_a_no_brings_the_question_again(town: Town) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("lớp nào cần người")
    await huong.says("cho em nghỉ 2 tuần")
    await huong.says("không phải")
    huong.sees("Bạn nhận lớp nào")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is None


@NUMBERED
async def test_between_two_things_asked_in_one_moment_a_yes_is_asked_back(town: Town) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("cho em nghỉ 2 tuần")
    huong.sees("tạm không xếp lớp")
    await huong.says("em tới trễ 15 phút được không")
    huong.sees("Tôi đang tới")
    huong.sees("tạm không xếp lớp")
    await huong.says("dạ")
    huong.sees("hai chuyện")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is None


@NUMBERED
async def test_what_was_offered_is_no_longer_meant_once_something_else_was_said(town: Town) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("em dạy được nhiều thứ tạm nghỉ")
    await huong.says("chào")
    await huong.says("dạ")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is None


@NUMBERED
async def test_the_third_time_a_human_is_told(town: Town) -> None:
    lan, huong, _tu = await _neighbourhood(town)
    await huong.says("lớp nào cần người")
    for _time in range(3):
        await huong.says("cho em nghỉ 2 tuần")
    huong.sees("Lan gọi", "Bạn nhận lớp nào")
    lan.sees("Hương muốn được gặp")


@NUMBERED
async def test_a_class_in_one_line_is_heard_in_the_middle_of_a_question(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("thêm ông Ba Hòa 71 tuổi")
    await lan.says("mở lớp VNeID sáng chủ nhật 8h tại nhà văn hóa 10 người 2 tuần")
    async with town.begin() as db:
        made = (await db.scalars(select(Course).order_by(Course.id.desc()).limit(1))).one()
    assert (made.topic, made.seats) == (Topic.T03, 10)


@pytest.mark.parametrize(
    "said", ["thôi không dời nữa", "thôi khỏi dời", "không mở lớp nữa", "thôi đừng hủy", "bỏ qua", "khỏi thêm nữa em"]
)
def test_what_was_begun_is_dropped(said: str) -> None:
    assert intent_of(said) is Intent.CANCEL


@pytest.mark.parametrize("said", ["thôi không học nữa", "không đi nữa", "thôi đừng nhắn nữa", "không nhắc nữa"])
def test_what_ends_something_else_drops_nothing(said: str) -> None:
    assert intent_of(said) is not Intent.CANCEL


@NUMBERED
@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("tuần này em bận thi", "tạm không xếp lớp cho bạn tới hết Chủ nhật, ngày 29/11"),
        ("em bận không dạy được tới 15/12", "tới hết thứ Ba, ngày 15/12"),
        ("em bận một buổi", "không ai phải chờ"),
    ],
)
async def test_who_promised_nothing_is_not_told_of_a_shift(town: Town, said: str, seen: str) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says(said)
    huong.sees(seen)


@NUMBERED
async def test_a_coordinator_hears_which_classes_lack_somebody(town: Town) -> None:
    await _neighbourhood(town)
    mai = town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db, "9")
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, person, RoleKind.COORDINATOR, home)).group_id = None
    await mai.says("lớp nào chưa có người dạy")
    mai.sees("Còn thiếu người hướng dẫn", "Khu phố 3")


@NUMBERED
async def test_a_resident_hears_who_helps(town: Town) -> None:
    _lan, huong, tu = await _neighbourhood(town)
    await tu.says("ai dạy bà vậy con")
    tu.sees("chưa xếp xong", "chị Lan")
    async with town.begin() as db:
        first = (await db.scalars(select(ClassSession.id).order_by(ClassSession.starts_at).limit(1))).one()
        await scene.accepted(db, await scene.person(db, huong), first)
    await tu.says("bữa đó ai dạy vậy")
    tu.sees("Buổi này có bạn Hương hướng dẫn")
