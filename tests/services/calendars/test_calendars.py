"""Calendars: what stands in them, and who can read them how long."""

from datetime import timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.courses import Extent
from bot.domain.people.person import RoleStatus
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.i18n import Reader
from bot.services.access.limits import TooOften
from bot.services.calendars import entries, feeds
from bot.services.calendars.feeds import Shown
from bot.services.courses import class_changes, reschedule
from bot.services.courses.courses import Registered
from bot.services.courses.reschedule import Slot
from bot.storage.tables.calendars import CalendarFeed
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person, Role
from tests import scene
from tests.town import Town

VI = Reader("vi")


async def _class(town: Town, db: AsyncSession) -> tuple[Person, Registered]:
    home = await scene.group(db)
    lan = await scene.leader(db, town.phone("Chị Lan"), home)
    return lan, await scene.course(db, lan, weeks=2)


async def _leads(db: AsyncSession, person: Person) -> tuple[Shown, Shown]:
    own, of_group = await feeds.may_have(db, person)
    return own, of_group


async def _read(db: AsyncSession, shown: Shown) -> list[Event]:
    file = (await entries.calendar(db, shown, VI)).decode()
    return IcsCalendarStream.calendar_from_ics(file).events


async def test_each_change_is_a_new_version_of_the_same_entry(town: Town) -> None:
    async with town.begin() as db:
        lan, made = await _class(town, db)
        own, of_group = await _leads(db, lan)
        first, _second = await _read(db, own)
        assert (first.summary, first.sequence, first.status) == ("Chống lừa đảo", 0, EventStatus.CONFIRMED)

        to = made.sessions[0].starts_at + timedelta(hours=2)
        moved = await reschedule.move(db, lan, made.sessions[0].id, Slot(to, made.venue.id))
        later, _second = await _read(db, own)
        assert (later.uid, later.dtstart, later.sequence) == (first.uid, clock.local(to), 1)

        assert moved is not None
        assert await reschedule.undo_move(db, moved.act) is not None
        back, _second = await _read(db, own)
        assert (back.uid, back.dtstart, back.sequence) == (first.uid, first.dtstart, 2)

        await class_changes.change_topic(db, lan, made.sessions[0].id, Topic.T03, Extent.ONE)
        other, same = await _read(db, of_group)
        assert (other.summary, other.sequence, same.sequence) == ("VNeID", 3, 0)

        await reschedule.call_off(db, lan, made.sessions[0].id, "mưa")
        gone, stays = await _read(db, of_group)
        assert (gone.uid, gone.status, gone.sequence) == (first.uid, EventStatus.CANCELLED, 4)
        assert gone.summary == "Nghỉ: VNeID"
        assert (stays.status, stays.sequence) == (EventStatus.CONFIRMED, 0)


async def test_a_volunteer_sees_shifts_and_of_a_lesson_the_hour_alone(town: Town) -> None:
    async with town.begin() as db:
        lan, made = await _class(town, db)
        home = await scene.home(db, lan)
        minh = await scene.volunteer(db, town.phone("Minh"), home)
        tu = await scene.resident(db, town.phone("Bà Tư"), home, "Nguyễn Thị Tư", "ba")
        await scene.accepted(db, minh, made.sessions[1].id)
        at = clock.now() + timedelta(days=1)
        db.add(
            Appointment(
                resident_id=tu.id,
                volunteer_id=minh.id,
                starts_at=at,
                place=LessonPlace.HOME,
                topic=Topic.T01,
                status=AppointmentStatus.CONFIRMED,
                meeting_code="SEN-42",
                reason={},
            )
        )
        (own,) = await feeds.may_have(db, minh)
        file = (await entries.calendar(db, own, VI)).decode()
        shift, lesson = IcsCalendarStream.calendar_from_ics(file).events
    assert shift.dtstart == clock.local(made.sessions[1].starts_at)
    assert (lesson.summary, lesson.location, lesson.dtstart) == ("Kèm riêng", None, clock.local(at))
    for secret in ("Tư", "Nguyễn", "Lan", "SEN-42", made.course.code):
        assert secret not in file


async def test_an_address_is_kept_as_a_hash_and_ends_with_the_next_one_or_the_role(town: Town) -> None:
    async with town.begin() as db:
        lan, _made = await _class(town, db)
        own, of_group = await _leads(db, lan)
        first, public = await feeds.make(db, lan, own), await feeds.make(db, lan, of_group)
        kept = (await db.scalars(select(CalendarFeed.hash))).all()
        assert {first, public}.isdisjoint(kept)
        assert await feeds.behind(db, first) == own
        assert await feeds.behind(db, first[:-1]) is await feeds.behind(db, "") is None

        second = await feeds.make(db, lan, own)
        assert await feeds.behind(db, first) is None
        (role,) = await db.scalars(select(Role).where(Role.person_id == lan.id))
        role.status = RoleStatus.ENDED
        await db.flush()
        assert await feeds.behind(db, second) is None
        assert await feeds.behind(db, public) == of_group
        assert await feeds.end(db, of_group) == 1
        assert await feeds.behind(db, public) is None


async def test_nobody_makes_one_of_another_or_too_many(town: Town) -> None:
    async with town.begin() as db:
        lan, _made = await _class(town, db)
        an = await scene.resident(db, town.phone("Bác An"), await scene.home(db, lan))
        own, of_group = await _leads(db, lan)
        assert await feeds.may_have(db, an) == []
        for shown in (own, of_group):
            with pytest.raises(NotAllowed):
                await feeds.make(db, an, shown)
        for _address in range(6):
            await feeds.make(db, lan, own)
        with pytest.raises(TooOften):
            await feeds.make(db, lan, own)
