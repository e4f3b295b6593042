"""What falls due on one phone within an hour is one message; what is promised comes whatever else was sent that day."""

from sqlalchemy import select

from bot import clock
from bot.chat.say import say
from bot.domain.people.person import ToldVia
from bot.domain.topics import Topic
from bot.i18n import verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.tables.courses import Seat
from bot.storage.tables.messaging import Call, Reminder
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town

NAMES = ("Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Lành", "Hiền", "Đẹp")


async def neighbours(town: Town, lan: Talker, names: tuple[str, ...] = NAMES) -> None:
    """A class on Saturday evening, and learners without a phone who are told through the leader."""
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, "2026-11-28 19:00", seats=12)
        for name in names:
            one = await scene.without_phone(db, home, f"Nguyễn Thị {name}", "ba")
            one.told_via, one.told_via_person_id = ToldVia.LEADER, leader.id
            await scene.seat(db, one, made)


async def calls(town: Town) -> set[str | None]:
    async with town.begin() as db:
        rows = select(Person).join(Call, Call.person_id == Person.id).where(Call.closed_at.is_(None))
        return {person.given_name or (person.name or "").split()[-1] for person in await db.scalars(rows)}


async def test_ten_neighbours_are_one_message_to_pass_on(town: Town) -> None:
    lan = town.phone("Chị Lan")
    await neighbours(town, lan)

    await town.time_is("2026-11-25 09:00")
    early = [words for words in lan.new if "nhắn lại" in words]
    assert len(early) == 1
    assert "BẬN" not in early[0], "she would excuse herself"
    await town.time_is("2026-11-27 17:30")
    asked = [words for words in lan.new if "nhắn lại" in words]
    assert len(asked) == 1
    assert all(f"• bà {name}" in asked[0] for name in NAMES)

    await lan.taps("Có người bận")
    await lan.taps("bà Tám")
    lan.sees("bà Tám nghỉ buổi này")
    await lan.taps("Đã nhắn hết")
    lan.sees("đã nhắn 9 người")

    await town.time_is("2026-11-27 19:00")
    assert await calls(town) == set()


async def test_who_could_not_be_told_is_to_be_called(town: Town) -> None:
    lan = town.phone("Chị Lan")
    await neighbours(town, lan)
    await town.time_is("2026-11-27 17:30")

    await lan.taps("Còn người chưa nhắn")
    await lan.taps("bà Năm")
    await lan.taps("Xong")
    lan.sees("1 người đã vào danh sách gọi giúp")

    await town.time_is("2026-11-27 19:00")
    assert await calls(town) == {"Năm"}
    async with town.begin() as db:
        told = (await db.scalars(select(Seat.told_at).where(Seat.told_at.is_not(None)))).all()
    assert len(told) == len(NAMES) - 1


async def test_names_nobody_has_told_are_to_be_called(town: Town) -> None:
    lan = town.phone("Chị Lan")
    await neighbours(town, lan)
    await town.time_is("2026-11-25 09:00")
    await lan.taps("Đã nhắn hết")

    await town.time_is("2026-11-27 19:00")

    lan.sees("Gọi giúp: 10 người chưa trả lời")
    assert await calls(town) == set(NAMES), "what was passed on three days before is no answer to this"


async def three_classes(town: Town, an: Talker) -> Person:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader, person = await scene.leader(db, lan, home), await scene.resident(db, an, home)
        for starts, topic in (("09:00", Topic.T03), ("10:30", Topic.T05), ("19:00", Topic.T06)):
            made = await scene.course(db, leader, f"2026-11-28 {starts}", topic=topic)
            await scene.seat(db, person, made)
        return person


async def test_three_classes_in_one_day_are_asked_about_in_one_message(town: Town) -> None:
    an = town.phone("Bác An")
    await three_classes(town, an)

    await town.time_is("2026-11-27 17:30")

    an.sees("nhắc bác An các buổi sắp tới", "VNeID", "QR", "Chống lừa đảo", "Bác đi được không")
    assert not [words for words in an.new if "ngày mai bác có buổi học" in words]
    await an.taps("Có buổi bận")
    await an.taps("QR")
    an.sees("nghỉ buổi này")
    await town.time_is("2026-11-28 07:00")
    an.sees("9 giờ sáng hôm nay")
    await town.time_is("2026-11-28 17:00")
    an.sees("7 giờ tối hôm nay")
    async with town.begin() as db:
        kinds = (await db.execute(select(Reminder.session_id, Reminder.kind))).all()
    assert len(kinds) == len(set(kinds)) == 3 + 3 + 2


async def test_what_was_promised_comes_however_much_was_sent_that_day(town: Town) -> None:
    an = town.phone("Bác An")
    person = await three_classes(town, an)
    await town.time_is("2026-11-27 08:00")
    async with town.begin() as db:
        an_again = await db.get_one(Person, person.id)
        for n in range(2):
            assert await outbox.tell(db, an_again, say(verbatim(f"Tin {n}")), Plan(unasked=True)) is not None
        assert await outbox.tell(db, an_again, say(verbatim("Tin 3")), Plan(unasked=True)) is None

    await town.time_is("2026-11-27 17:30")

    an.sees("Bác đi được không")
    await an.taps("Đi được hết")
    an.sees("hẹn gặp ở lớp")
    async with town.begin() as db:
        assert all(await db.scalars(select(Seat.answered_at)))
        an_again = await db.get_one(Person, person.id)
        assert not await outbox.may_ask_today(db, an_again), "a reminder is none of the two"


async def test_a_leader_who_passes_on_and_learns_too_is_told_of_both_in_one(town: Town) -> None:
    lan = town.phone("Chị Lan")
    await neighbours(town, lan, NAMES[:2])
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        other = await scene.course(db, leader, "2026-11-28 09:00", topic=Topic.T03)
        await scene.seat(db, leader, other)

    await town.time_is("2026-11-27 17:30")

    lan.sees("nhờ chị nhắn lại", "VNeID", "• chị Lan", "Chống lừa đảo", "• bà Tư", "• bà Năm")
    await lan.says("bận")
    lan.sees("Ai không đi được")
    await lan.says("/cancel")
    await lan.taps_again(await lan.data_of("Đi được, đã nhắn hết"))
    async with town.begin() as db:
        seats = (await db.execute(select(Seat.answered_at.is_not(None), Seat.told_at.is_not(None)))).all()
    assert sorted(map(tuple, seats)) == [(False, True), (False, True), (True, False)]


async def test_an_outage_over_the_evening_leaves_names_to_be_called(town: Town) -> None:
    an, lan = town.phone("Bác An"), town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader, person = await scene.leader(db, lan, home), await scene.resident(db, an, home)
        await scene.seat(db, person, await scene.course(db, leader, "2026-11-28 07:30"))

    clock.stop_at(scene.local("2026-11-27 22:00"))
    await town.time_is("2026-11-27 22:00")

    an.sees_nothing()
    assert await calls(town) == {"An"}
