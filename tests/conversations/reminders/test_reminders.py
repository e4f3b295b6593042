"""Reminders come when they are due, to whom they are for, and to nobody who is not there any more."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.messaging.reminders import Reminded, ReminderKind, recipients, reminder_times
from bot.domain.people.person import PhoneType, ToldVia
from bot.services.courses import reschedule
from bot.services.courses.courses import Registered
from bot.services.courses.reschedule import Slot
from bot.services.enrolment import enrolment
from bot.services.reminders import texts
from bot.storage.tables.courses import ClassSession, Seat
from bot.storage.tables.messaging import Call, Outbox
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene
from tests.town import Talker, Town

# Saturday evening: three days before is Wednesday 09:00, the day before Friday 17:30, two hours before 17:00.
STARTS = "2026-11-28 19:00"


@pytest.mark.parametrize("starts", [STARTS, "2026-11-28 07:30"])
def test_every_reminder_has_words_for_whom_it_is(starts: str) -> None:
    start = datetime.fromisoformat(starts).replace(tzinfo=clock.LOCAL)
    to = {Reminded.LEARNERS: set(texts.TO_LEARNERS), Reminded.HELPERS: set(texts.TO_HELPERS)}
    assert set(reminder_times(start)) <= set(texts.ANNOUNCED)
    meant = {(who, wave) for wave in reminder_times(start) for who in recipients(wave, start) if who in to}

    assert meant <= {(who, wave) for who, words in to.items() for wave in words}


async def stage(town: Town, learners: list[Talker], starts: str = STARTS) -> tuple[Talker, Registered]:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), starts, seats=5)
        for talker in learners:
            person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[-1]}")
            person.phone_type = PhoneType.ANDROID
            await enrolment.enrol(db, person, made.course, person)
    return lan, made


async def helped_by(town: Town, huong: Talker) -> None:
    """Hương has accepted the shift."""
    async with town.begin() as db:
        home = (await db.scalars(select(ResidentialGroup))).one()
        await scene.volunteer(db, huong, home)
    await town.time_is("2026-11-23 10:00")
    await huong.taps("Nhận lớp")


async def test_a_resident_is_reminded_three_times(town: Town) -> None:
    an, huong = town.phone("Bác An"), town.phone("Hương")
    await stage(town, [an])
    await helped_by(town, huong)
    an.sees("bạn Hương", "mã")

    await town.time_is("2026-11-25 09:00")
    an.sees("ba ngày nữa bác có buổi học Chống lừa đảo", "7 giờ tối thứ Bảy")
    await town.time_is("2026-11-26 18:59")
    huong.sees_nothing()
    await town.time_is("2026-11-26 19:00")
    huong.sees("mình nhắc lớp Chống lừa đảo", "1 cô bác đã giữ chỗ")
    await huong.taps("Mình đi")
    huong.sees("hẹn gặp bạn")
    an.sees_nothing()

    await town.time_is("2026-11-27 17:29")
    an.sees_nothing()
    await town.time_is("2026-11-27 17:30")
    tomorrow = an.sees("ngày mai bác có buổi học", "bạn Hương dành giờ đó", "Bác đi được không")
    assert "An" not in "".join(huong.new)
    await an.taps("Đi được")
    async with town.begin() as db:
        assert (await db.scalars(select(Seat))).one().answered_at is not None

    await town.time_is("2026-11-28 17:00")
    code = tomorrow.partition("mã gặp mặt ")[2].partition(".")[0]
    an.sees("7 giờ tối hôm nay là tới giờ học", "mắt kính", code)
    huong.sees("Bạn sẽ kèm", f"• bác An, máy Android, mã {code}", "không làm thay")


async def test_a_busy_is_free_for_the_next_and_not_reminded_again(town: Town) -> None:
    an, binh = town.phone("Bác An"), town.phone("Bác Bình")
    await stage(town, [an, binh])
    await town.time_is("2026-11-27 17:30")
    an.sees("ngày mai")

    await an.taps("Bận mất rồi")
    await town.time_is("2026-11-28 17:00")

    an.sees_nothing()
    binh.sees("7 giờ tối hôm nay")


async def test_who_keeps_silent_is_put_on_the_leaders_list_at_seven(town: Town) -> None:
    an, binh, cuc = (town.phone(f"Bác {name}") for name in ("An", "Bình", "Cúc"))
    lan, made = await stage(town, [an, binh, cuc])
    async with town.begin() as db:
        # Bác Dần has no phone at all, and nobody to be told through.
        dan = Person(name="Lê Văn Dần", given_name="Dần", address_form="bac", created_at=clock.now())
        db.add(dan)
        await db.flush()
        await enrolment.enrol(db, dan, made.course, dan)
    await town.time_is("2026-11-27 17:30")
    await an.taps("Đi được")
    await binh.taps("Bận mất rồi")

    await town.time_is("2026-11-27 18:59")
    lan.sees_nothing()
    await town.time_is("2026-11-27 19:00")

    listed = lan.sees("Gọi giúp: 2 người chưa trả lời", "bác Cúc", "bác Dần")
    assert "An" not in listed
    assert "Bình" not in listed
    async with town.begin() as db:
        calls = (await db.scalars(select(Call))).all()
    assert [call.reason for call in calls] == ["no_answer", "no_answer"]


async def test_a_relative_is_asked_to_pass_it_on(town: Town) -> None:
    lien = town.phone("Chị Liên")
    _lan, made = await stage(town, [])
    async with town.begin() as db:
        home = (await db.scalars(select(ResidentialGroup))).one()
        daughter = await scene.resident(db, lien, home, "Lê Thị Liên", "chi")
        mother = Person(
            name="Trần Thị Sáu",
            address_form="ba",
            told_via=ToldVia.RELATIVE,
            told_via_person_id=daughter.id,
            created_at=clock.now(),
        )
        db.add(mother)
        await db.flush()
        await enrolment.enrol(db, mother, made.course, daughter)

    await town.time_is("2026-11-27 17:30")

    lien.sees("Nhờ chị nhắn lại bà Sáu", "bà có buổi học", "28/11/2026", "Bà đi được không")
    await lien.taps("Đi được")
    async with town.begin() as db:
        seat = (await db.scalars(select(Seat))).one()
    assert (seat.person_id, seat.answered_at is not None) == (mother.id, True)


async def test_a_session_called_off_reminds_nobody(town: Town) -> None:
    an = town.phone("Bác An")
    _lan, made = await stage(town, [an])
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        await reschedule.call_off(db, leader, made.sessions[0].id, "mưa lớn")

    await town.time_is("2026-11-28 20:00")

    assert not any("buổi học" in words and "nhắc" in words for words in an.new)


async def test_a_session_moved_is_reminded_of_at_its_new_time(town: Town) -> None:
    an = town.phone("Bác An")
    _lan, made = await stage(town, [an])
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        to = datetime(2026, 11, 29, 19, tzinfo=clock.LOCAL)
        await reschedule.move(db, leader, made.sessions[0].id, Slot(to, made.venue.id))

    await town.time_is("2026-11-27 18:00")
    assert not any("ngày mai bác có buổi học" in words for words in an.new)
    await town.time_is("2026-11-28 17:30")
    an.sees("ngày mai bác có buổi học", "7 giờ tối mai, Chủ nhật 29/11")


async def test_who_has_just_enrolled_is_not_reminded_of_it(town: Town) -> None:
    an, binh = town.phone("Bác An"), town.phone("Bác Bình")
    _lan, made = await stage(town, [an])
    await town.time_is("2026-11-25 08:00")
    async with town.begin() as db:
        home = (await db.scalars(select(ResidentialGroup))).one()
        person = await scene.resident(db, binh, home, "Nguyễn Văn Bình")
        await enrolment.enrol(db, person, made.course, person)

    await town.time_is("2026-11-25 09:00")

    an.sees("ba ngày nữa")
    binh.sees_nothing()


async def test_after_an_outage_stale_reminders_are_dropped(town: Town) -> None:
    an = town.phone("Bác An")
    _lan, made = await stage(town, [an])

    # Nothing ran from Monday until Friday night.
    clock.stop_at(datetime(2026, 11, 27, 22, 0, tzinfo=clock.LOCAL))
    await town.time_is("2026-11-27 22:00")
    an.sees_nothing()
    async with town.begin() as db:
        session = await db.get_one(ClassSession, made.sessions[0].id)
    assert session.next_reminder_at == datetime(2026, 11, 28, 17, tzinfo=clock.LOCAL)

    await town.time_is("2026-11-28 17:00")
    an.sees("7 giờ tối hôm nay")


async def test_a_reminder_a_little_late_is_still_sent(town: Town) -> None:
    an = town.phone("Bác An")
    await stage(town, [an])

    clock.stop_at(datetime(2026, 11, 27, 18, 45, tzinfo=clock.LOCAL))
    await town.time_is("2026-11-27 18:45")

    an.sees("ngày mai bác có buổi học")


async def test_a_class_at_half_past_seven_has_no_reminder_that_morning_and_its_roster_the_evening_before(
    town: Town,
) -> None:
    an, huong = town.phone("Bác An"), town.phone("Hương")
    await stage(town, [an], "2026-11-28 07:30")
    await helped_by(town, huong)

    await town.time_is("2026-11-27 17:30")
    an.sees("ngày mai bác có buổi học", "7 giờ 30 sáng mai")
    huong.sees("Bạn sẽ kèm", "bác An")
    await town.time_is("2026-11-28 07:29")
    an.sees_nothing()
    huong.sees_nothing()


async def test_a_class_at_eight_is_reminded_of_at_seven(town: Town) -> None:
    an = town.phone("Bác An")
    await stage(town, [an], "2026-11-28 08:00")
    await town.time_is("2026-11-27 20:00")

    await town.time_is("2026-11-28 06:59")
    an.sees_nothing()
    await town.time_is("2026-11-28 07:00")
    an.sees("8 giờ sáng hôm nay")


async def test_who_stopped_reminders_hears_none(town: Town) -> None:
    an = town.phone("Bác An")
    lan, _made = await stage(town, [an])
    await an.says("dừng")

    await town.time_is("2026-11-28 18:00")

    an.sees_nothing()
    assert not any("Gọi giúp" in words for words in lan.new)


async def test_who_enrolled_late_has_a_helper_by_the_day_before(town: Town) -> None:
    an, huong = town.phone("Bác An"), town.phone("Hương")
    _lan, made = await stage(town, [])
    await helped_by(town, huong)
    async with town.begin() as db:
        home = (await db.scalars(select(ResidentialGroup))).one()
        person = await scene.resident(db, an, home)
        await enrolment.enrol(db, person, made.course, person)

    await town.time_is("2026-11-27 17:30")

    an.sees("ngày mai", "Có bạn Hương dành giờ đó")


async def test_what_is_coming_is_listed_with_its_numbers(town: Town) -> None:
    an, binh = town.phone("Bác An"), town.phone("Bác Bình")
    await stage(town, [an, binh])

    coming = [(clock.local(at).isoformat(" ", "minutes")[:16], what.message) for at, what in await town.app.upcoming()]

    assert ("2026-11-25 09:00", "Reminder 3 days before: {topic}, {n} person") in coming


async def test_every_reminder_is_written_once(town: Town) -> None:
    an = town.phone("Bác An")
    _lan, made = await stage(town, [an])
    await town.time_is("2026-11-27 17:30")
    async with town.begin() as db:
        # As after a restore from yesterday's backup of that row.
        session = await db.get_one(ClassSession, made.sessions[0].id)
        session.next_reminder_at = clock.now()

    await town.time_is("2026-11-27 17:31")

    an.sees_nothing()
    async with town.begin() as db:
        written = await db.scalars(select(Outbox).where(Outbox.reminder == ReminderKind.DAY_BEFORE))
        assert len(written.all()) == 1
