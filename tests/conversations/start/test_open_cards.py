"""What is open on a phone is answered in one's own words; what is not certain is asked back and changes nothing."""

import pytest
from sqlalchemy import select

from bot.chat.message import IncomingKind
from bot.chat.say import say, yes
from bot.domain.enrolment import SeatStatus
from bot.domain.topics import Topic
from bot.i18n import verbatim
from bot.services.enrolment import enrolment
from bot.services.messaging import outbox
from bot.storage.tables.courses import Seat
from bot.storage.tables.people import Person
from tests import scene
from tests.scenes import begun
from tests.town import EVERY_KIND, Talker, Town

# Without buttons nothing but words and numbers answers.
NUMBERED = pytest.mark.parametrize("town", ["none"], indirect=True)


async def _seats(town: Town, person: Person) -> list[SeatStatus]:
    async with town.begin() as db:
        return list(await db.scalars(select(Seat.status).where(Seat.person_id == person.id).order_by(Seat.id)))


async def _reminded(town: Town, *starts: str) -> tuple[Talker, Person]:
    """Bà Tư has a seat in a class on Wednesday evening (and others), and is asked on Tuesday at half past five."""
    return await begun(town, _was_reminded, town, *starts)


async def _was_reminded(town: Town, *starts: str) -> tuple[Talker, Person]:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        person = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        for at in ("2026-11-25 19:00", *starts):
            await scene.seat(db, person, await scene.course(db, lan, at, seats=8))
    await town.time_is("2026-11-24 17:31")
    tu.sees("ngày mai", "đi được không")
    return tu, person


@NUMBERED
@pytest.mark.parametrize("typed", ["dạ được", "ừ đi", "mai bà tới nghe con", "👍", "thứ tư đi được"])
async def test_yes_in_ones_own_words(town: Town, typed: str) -> None:
    tu, person = await _reminded(town)
    await tu.says(typed)
    tu.sees("gặp bà ở lớp")
    assert await _seats(town, person) == [SeatStatus.HELD]


@NUMBERED
@pytest.mark.parametrize("typed", ["mai bà bận rồi con ơi", "hông đi đâu", "tối mai bà đi đám", "thứ tư bà mắc việc"])
async def test_no_in_ones_own_words(town: Town, typed: str) -> None:
    tu, person = await _reminded(town)
    await tu.says(typed)
    tu.sees("nghỉ buổi này")
    assert await _seats(town, person) == [SeatStatus.EXCUSED]


@NUMBERED
@pytest.mark.parametrize(
    "typed",
    [
        "thứ bảy đi được",
        "thứ sáu bà bận",
        "sáng mai bà bận",
        "mốt bà đi được",
        "lớp zalo bà đi được",
        "ngày 30/11 bà bận",
        "bà Bảy bận rồi",
        "má em bận rồi",
        "hôm nay bà bận",
    ],
)
async def test_another_day_class_or_person_is_asked_back_and_changes_nothing(town: Town, typed: str) -> None:
    tu, person = await _reminded(town)
    before = await _seats(town, person)
    await tu.says(typed)
    tu.sees("đang hỏi về", "Chống lừa đảo", "còn bà nói")
    assert await _seats(town, person) == before
    await tu.taps("Bận mất rồi")
    assert await _seats(town, person) == [SeatStatus.EXCUSED]


@EVERY_KIND
async def test_who_is_busy_on_the_day_of_another_class_is_offered_that_one(town: Town) -> None:
    tu, person = await _reminded(town, "2026-11-28 08:00")
    await tu.says("thứ bảy bà bận rồi")
    tu.sees("còn bà nói thứ Bảy")
    assert await _seats(town, person) == [SeatStatus.HELD] * 2
    await tu.taps("Bận: ")
    assert await _seats(town, person) == [SeatStatus.HELD, SeatStatus.EXCUSED]


@NUMBERED
@pytest.mark.parametrize("typed", ["để coi", "đi được mà chắc bận", "không biết có đi được không"])
async def test_what_sways_is_asked_back_with_both_sides(town: Town, typed: str) -> None:
    tu, person = await _reminded(town)
    await tu.says(typed)
    tu.sees("ghi cho đúng", "Chống lừa đảo")
    await tu.taps("Đi được")
    tu.sees("gặp bà ở lớp")
    assert await _seats(town, person) == [SeatStatus.HELD]


@EVERY_KIND
async def test_of_two_cards_the_one_that_is_meant_is_asked(town: Town) -> None:
    tu, person = await _reminded(town)
    async with town.begin() as db:
        lan = await scene.leader(db, town.phone("Chị Lan hai"), await scene.home(db, person))
        made = await scene.course(db, lan, "2026-11-27 08:00", seats=1, topic=Topic.T03)
        await scene.seat(db, await scene.without_phone(db, await scene.home(db, person), "Lê Văn Năm", "ong"), made)
        await scene.seat(db, person, made)
        first = (await scene.named(db, "Lê Văn Năm"))[0]
        await enrolment.leave(db, first, made.course, first)
    await town.app.sender.drain()
    tu.sees("Tin vui")
    await tu.says("dạ bận rồi con")
    tu.sees("hai chuyện", "8 giờ sáng", "7 giờ tối")
    assert await _seats(town, person) == [SeatStatus.HELD, SeatStatus.OFFERED]
    await tu.says("thứ tư bà bận")
    assert await _seats(town, person) == [SeatStatus.EXCUSED, SeatStatus.OFFERED]


@EVERY_KIND
async def test_what_is_not_understood_shows_the_card_again(town: Town) -> None:
    tu, person = await _reminded(town)
    await tu.says("bông bí nấu canh")
    tu.sees("chưa hiểu", "ngày mai", "đi được không")
    await tu.says("bông bí nấu canh")
    tu.sees("hiểu liền", "đi được không")
    await tu.says("bông bí nấu canh")
    tu.sees("xin lỗi", "gọi")
    await tu.says("đi được")
    tu.sees("gặp bà ở lớp")
    assert await _seats(town, person) == [SeatStatus.HELD]


async def _learns(town: Town, *starts: str) -> tuple[Talker, Person]:
    """Bà Tư has seats, and nothing is open on her phone."""
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        person = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        for at in starts:
            await scene.seat(db, person, await scene.course(db, lan, at, seats=8))
    return tu, person


@NUMBERED
@pytest.mark.parametrize(
    ("typed", "seats"),
    [
        ("bận", [SeatStatus.EXCUSED, SeatStatus.HELD]),
        ("thứ tư này bà bận", [SeatStatus.EXCUSED, SeatStatus.HELD]),
        ("thứ bảy này bà bận không đi học được", [SeatStatus.HELD, SeatStatus.EXCUSED]),
        ("mai bà bận không đi học được", [SeatStatus.HELD, SeatStatus.HELD]),
        ("bà Bảy bận không đi học được", [SeatStatus.HELD, SeatStatus.HELD]),
    ],
)
async def test_busy_on_a_day_is_busy_on_that_day(town: Town, typed: str, seats: list[SeatStatus]) -> None:
    tu, person = await _learns(town, "2026-11-25 19:00", "2026-11-28 08:00")
    await tu.says(typed)
    assert await _seats(town, person) == seats, tu.new


@NUMBERED
async def test_a_volunteer_who_is_busy_means_the_shift(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), seats=8)
        helper = await scene.volunteer(db, huong, home)
        await scene.accepted(db, helper, made.sessions[0].id)
    await huong.says("bận")
    huong.sees("tìm")
    await huong.says("ok")
    huong.sees("hỏi")


@EVERY_KIND
async def test_the_list_shown_last_is_meant_by_its_number(town: Town) -> None:
    """A notice put in the evening and read at seven, after a look at the own classes: «1» is «Tôi biết rồi»."""
    tu, person = await _learns(town, "2026-11-25 19:00")
    await town.time_is("2026-11-23 21:00")
    async with town.begin() as db:
        notice = say(verbatim("Đổi chỗ học."), yes(verbatim("👍 Tôi biết rồi"), "acknowledge", notice=1))
        await outbox.tell(db, await db.get_one(Person, person.id), notice)
    await tu.says("lịch")
    tu.sees("Lịch học của bà")
    await town.time_is("2026-11-24 07:00")
    tu.sees("Đổi chỗ học")
    await tu.says("1")
    assert await _seats(town, person) == [SeatStatus.HELD], tu.new


@NUMBERED
async def test_a_list_that_has_just_come_unasked_is_asked_back(town: Town) -> None:
    tu, person = await _reminded(town)
    async with town.begin() as db:
        notice = say(verbatim("Đổi chỗ học."), yes(verbatim("👍 Tôi biết rồi"), "acknowledge", notice=1))
        await outbox.tell(db, await db.get_one(Person, person.id), notice)
    await town.app.sender.drain()
    await tu.says("1")
    tu.sees("hai chuyện", "Tôi biết rồi", "Đi được")
    assert await _seats(town, person) == [SeatStatus.HELD]


@NUMBERED
@pytest.mark.parametrize("twice", ["1", "1️⃣", "số 1", "một"])
async def test_the_same_number_twice_takes_nothing_back(town: Town, twice: str) -> None:
    tu, person = await _reminded(town)
    await tu.says(twice)
    tu.sees("gặp bà ở lớp")
    await tu.says(twice)
    tu.sees("muốn trả lại như trước phải không")
    assert await _seats(town, person) == [SeatStatus.HELD]


@EVERY_KIND
async def test_a_wish_in_the_middle_of_a_question_begins_and_the_question_comes_back(town: Town) -> None:
    tu, _person = await _learns(town, "2026-11-25 19:00")
    await tu.says("/leave")
    tu.sees("muốn thôi học")
    await tu.says("cho bà xem lịch học của bà với con")
    tu.sees("Nhà văn hóa")
    tu.sees("muốn thôi học")


@EVERY_KIND
async def test_a_greeting_in_the_middle_of_signing_up_keeps_the_class(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), await scene.group(db)), seats=8)
    await tu.says(made.course.code)
    await tu.taps("Bà")
    for typed in ("chào con", "alo", "cảm ơn con", "❤️"):
        await tu.says(typed)
        tu.sees("có đồng ý không")
    await tu.taps("Tôi đồng ý")
    await tu.says("Nguyễn Thị Tư")
    await tu.taps("Khu phố 3")
    tu.sees("Chống lừa đảo")


@pytest.mark.parametrize("kind", [IncomingKind.VOICE, IncomingKind.PHOTO, IncomingKind.STICKER])
@NUMBERED
async def test_the_open_card_stands_below_the_answer_to_what_cannot_be_read(town: Town, kind: IncomingKind) -> None:
    tu, person = await _reminded(town)
    await tu.sends(kind)
    tu.sees("đi được không", "1. ✅ Đi được\n2. ❌ Bận mất rồi\n0. Gặp người")
    await tu.says("2")
    tu.sees("nghỉ buổi này")
    assert await _seats(town, person) == [SeatStatus.EXCUSED]


@pytest.mark.parametrize("typed", ["chào con", "cảm ơn con nhiều nha", "con ăn cơm chưa", "😊"])
@NUMBERED
async def test_the_open_card_stands_below_the_answer_to_a_kind_word(town: Town, typed: str) -> None:
    tu, person = await _reminded(town)
    await tu.says(typed)
    tu.sees("đi được không", "1. ✅ Đi được")
    assert await _seats(town, person) == [SeatStatus.HELD]
    await tu.says("1")
    tu.sees("gặp bà ở lớp")
    await tu.says(typed)
    assert not any("đi được không" in message for message in tu.new), "it has been answered"


@NUMBERED
async def test_what_no_rule_knows_is_answered_if_it_is_sure_and_else_the_card_is_shown_again(town: Town) -> None:
    tu, person = await _reminded(town)
    await tu.says("mai bà đi hái xoài")
    tu.sees("chưa hiểu", "ngày mai", "đi được không")
    assert await _seats(town, person) == [SeatStatus.HELD]
    await tu.says("giờ đó bà nấu cơm cho thợ")
    tu.sees("nghỉ buổi này")
    assert await _seats(town, person) == [SeatStatus.EXCUSED]
