"""Weeks of a made-up residential group: what its people were promised, what came of it, and how much each is written.

Everything runs as in earnest (ticks, outbox, sender) on a clock that is moved; the platform is answered from memory.
"""

import argparse
import asyncio
import logging
import random
import secrets
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, logs
from bot.app import App
from bot.channels.channel import SendResult, Sent, Unreachable
from bot.chat.message import Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.domain.attendance import Mark
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.courses import SessionStatus, weekly
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.reminders import Reminded, ReminderKind, is_quiet, recipients, reminder_times
from bot.domain.people.person import PhoneType, RoleKind, RoleStatus, ToldVia
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.i18n import verbatim
from bot.services.courses import courses, reschedule
from bot.services.courses.courses import NewCourse
from bot.services.courses.reschedule import Slot
from bot.services.enrolment import enrolment, offers
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.register import class_places
from bot.services.roles import handover
from bot.services.volunteers import shifts
from bot.storage import encryption, session_queries, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus, Reminder
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Availability, Shift, Volunteer

MONDAY = datetime(2026, 11, 23, 8, tzinfo=clock.LOCAL)
_WARD = "25750"
_VOLUNTEERS = 4
_CODE = "SEN-22"


@dataclass(frozen=True)
class Size:
    """How many live in the group, how many of them have no phone, and in which week its leader changes (from 1)."""

    people: int = 40
    without_phone: int = 12
    weeks: int = 10
    new_leader: int = 5


class Phones:
    """A channel that keeps what it is given: when, to which account, in which words."""

    name = "web"

    def __init__(self) -> None:
        self.sent: list[tuple[datetime, str, str]] = []
        self.blocked: set[str] = set()

    def can(self, external_id: str) -> Capabilities:  # noqa: ARG002 they are all alike
        return Capabilities(buttons=10, edits=True)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        if external_id in self.blocked:
            return Unreachable("blocked")
        if message.text and edits is None:
            self.sent.append((clock.now(), external_id, message.text))
        return Sent(str(len(self.sent)))


@dataclass
class Kept:
    """What was promised: reminded of in time, on a list with its reason, or wanted by nobody; and what was lost."""

    reminded: int = 0
    listed: Counter[str] = field(default_factory=Counter)
    unwanted: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def promised(self) -> int:
        return self.reminded + self.listed.total() + len(self.lost)


class Village:
    """A group with its leader, a coordinator, volunteers, and residents of all kinds of reach."""

    def __init__(self, database: Database, size: Size, seed: int) -> None:
        self.database, self.size = database, size
        self.rng = random.Random(seed)  # noqa: S311 a made-up village
        self.phones = Phones()
        self.app = App(database, {Phones.name: self.phones})
        self.residents: list[int] = []
        self.volunteers: list[int] = []
        self.leader = self.next_leader = self.coordinator = self.group = 0

    async def settle(self) -> None:
        clock.stop_at(MONDAY)
        async with self.database.begin() as db:
            group = ResidentialGroup(ward_code=_WARD, kind="khu_pho", name="3", search_name="3", active=True)
            db.add(group)
            await db.flush()
            self.group = group.id
            self.leader = await self._somebody(db, "Trần Thị Lan", RoleKind.LEADER)
            self.coordinator = await self._somebody(db, "Lê Minh", RoleKind.COORDINATOR)
            for n in range(_VOLUNTEERS):
                self.volunteers.append(await self._volunteer(db, f"Phạm Thu {n}"))
            for n in range(self.size.people - self.size.without_phone):
                self.residents.append(await self._somebody(db, f"Nguyễn Văn {n}"))
            self.next_leader = self.residents[0]
            for n in range(self.size.without_phone):
                # Two of three are told through the leader, the others through somebody of the family.
                through = self.leader if n % 3 else self.residents[1 + n]
                self.residents.append(await self._without_phone(db, f"Bùi Thị {n}", through))

    async def _somebody(self, db: AsyncSession, name: str, kind: RoleKind | None = None) -> int:
        now = clock.now()
        person = Person(
            name=name,
            search_name=fold(name),
            address_form="bac",
            group_id=self.group,
            ward_code=_WARD,
            phone_type=PhoneType.ANDROID,
            created_at=now,
        )
        db.add(person)
        await db.flush()
        db.add(Address(person_id=person.id, channel=Phones.name, external_id=str(person.id), last_used_at=now))
        if kind is not None:
            await self._role(db, person.id, kind)
        return person.id

    async def _role(self, db: AsyncSession, person_id: int, kind: RoleKind) -> None:
        group_id = None if kind is RoleKind.COORDINATOR else self.group
        now = clock.now()
        role = Role(person_id=person_id, kind=kind, status=RoleStatus.ACTIVE, group_id=group_id, ward_code=_WARD)
        role.requested_at = role.decided_at = now
        db.add(role)
        await db.flush()

    async def _volunteer(self, db: AsyncSession, name: str) -> int:
        person_id = await self._somebody(db, name, RoleKind.VOLUNTEER)
        kinds = [PhoneType.ANDROID, PhoneType.IPHONE]
        db.add(Volunteer(person_id=person_id, topics=list(Topic), phones=kinds, pledged_at=clock.now()))
        db.add_all(Availability(person_id=person_id, weekday=day, part=part) for day in range(7) for part in DayPart)
        await db.flush()
        return person_id

    async def _without_phone(self, db: AsyncSession, name: str, through: int) -> int:
        way = ToldVia.LEADER if through == self.leader else ToldVia.RELATIVE
        person = Person(name=name, search_name=fold(name), address_form="ba", group_id=self.group, ward_code=_WARD)
        person.told_via, person.told_via_person_id, person.created_at = way, through, clock.now()
        db.add(person)
        await db.flush()
        return person.id

    async def class_on(self, *days_and_hours: tuple[int, int], seats: int, weeks: int = 1) -> list[int]:
        """Register classes this many days from today at this hour; return the ids of their courses."""
        made = []
        async with self.database.begin() as db:
            for days, hour in days_and_hours:
                by = (await session_queries.in_charge(db, self.group))[0]
                home = await db.get_one(ResidentialGroup, self.group)
                day = clock.today() + timedelta(days=days)
                first = datetime.combine(day, datetime.min.time(), clock.LOCAL).replace(hour=hour)
                wanted = NewCourse(
                    home, self.rng.choice(list(Topic)), "Nhà văn hóa", tuple(weekly(first, weeks)), seats
                )
                made.append((await courses.register(db, by, wanted)).course.id)
        return made

    async def enrol(self, course_id: int, people: Sequence[int]) -> None:
        async with self.database.begin() as db:
            course = await db.get_one(Course, course_id)
            for one in people:
                person = await db.get_one(Person, one)
                await enrolment.enrol(db, person, course, person)

    async def enrol_by_leader(self, course_id: int, people: Sequence[int]) -> None:
        async with self.database.begin() as db:
            by, course = await db.get_one(Person, self.leader), await db.get_one(Course, course_id)
            for one in people:
                await class_places.enrol(db, by, await db.get_one(Person, one), course)

    async def lesson(self, resident: int, volunteer: int, starts: datetime) -> None:
        async with self.database.begin() as db:
            db.add(
                Appointment(
                    resident_id=resident,
                    volunteer_id=volunteer,
                    starts_at=starts,
                    place=LessonPlace.HALL,
                    topic=Topic.T03,
                    status=AppointmentStatus.CONFIRMED,
                    meeting_code=_CODE,
                    reason={},
                    seconds=[],
                )
            )

    async def noise(self) -> None:
        """Two notes that nobody asked for, to everybody with a phone, so that the day is full."""
        async with self.database.begin() as db:
            for one in self.residents:
                person = await db.get_one(Person, one)
                for _n in range(2):
                    await outbox.tell(db, person, _NOTE, Plan(unasked=True))

    async def answer(self) -> None:
        """Volunteers take shifts, people take offered places, answer about tomorrow, and the leader passes on."""
        now = clock.now()
        async with self.database.begin() as db:
            offered = select(Assignment).where(Assignment.status == AssignmentStatus.OFFERED).order_by(Assignment.id)
            for assignment in (await db.scalars(offered)).all():
                if self.rng.random() < 0.7:
                    await shifts.accept(db, await db.get_one(Person, assignment.person_id), assignment.id)
            places = select(Enrolment).where(Enrolment.offered_until > now).order_by(Enrolment.id)
            for mine in (await db.scalars(places)).all():
                if self.rng.random() < 0.5:
                    person = await db.get_one(Person, mine.person_id)
                    await offers.accept_place(db, person, mine.course_id, person)
            soon = (ClassSession.starts_at > now, ClassSession.starts_at < now + timedelta(days=1))
            rows = select(Seat, ClassSession).join(ClassSession, ClassSession.id == Seat.session_id).order_by(Seat.id)
            for seat, session in (await db.execute(rows.where(*soon, Seat.status == SeatStatus.HELD))).all():
                await self._answer_about(db, seat, session)

    async def _answer_about(self, db: AsyncSession, seat: Seat, session: ClassSession) -> None:
        person, chance = await db.get_one(Person, seat.person_id), self.rng.random()
        if person.told_via is ToldVia.LEADER and chance < 0.8:
            by = await db.get_one(Person, person.told_via_person_id)
            await enrolment.pass_on(db, person, session, by)
        elif chance < 0.6:
            await enrolment.come(db, person, session, person)
        elif chance < 0.75:
            await enrolment.excuse(db, person, session, person)

    async def close_rolls(self) -> None:
        """What is over is marked."""
        async with self.database.begin() as db:
            over = select(ClassSession).where(ClassSession.starts_at < clock.now() - timedelta(hours=1))
            for session in (await db.scalars(over.where(ClassSession.status == SessionStatus.PLANNED))).all():
                for person in await session_queries.seated(db, session.id):
                    mark = Mark.PRESENT if self.rng.random() < 0.85 else Mark.NO_SHOW
                    db.add(
                        Attendance(
                            session_id=session.id,
                            person_id=person.id,
                            mark=mark,
                            marked_by_id=self.coordinator,
                            marked_at=clock.now(),
                        )
                    )
                session.status, session.next_reminder_at = SessionStatus.HELD, None

    async def leader_goes(self) -> None:
        async with self.database.begin() as db:
            mine = (Role.person_id == self.leader, Role.kind == RoleKind.LEADER)
            await handover.finish(db, (await db.scalars(select(Role).where(*mine))).one())

    async def leader_comes(self) -> None:
        async with self.database.begin() as db:
            await self._role(db, self.next_leader, RoleKind.LEADER)

    async def move(self, session_id: int, days: int) -> None:
        async with self.database.begin() as db:
            by = (await session_queries.in_charge(db, self.group))[0]
            session = await db.get_one(ClassSession, session_id)
            await reschedule.move(db, by, session_id, Slot(session.starts_at + timedelta(days=days), session.venue_id))

    async def stop_reminding(self, person_id: int) -> None:
        async with self.database.begin() as db:
            await db.execute(update(Person).where(Person.id == person_id).values(reminders_stopped_at=clock.now()))

    async def until(self, moment: datetime) -> None:
        await self.app.advance(moment)

    async def judge(self) -> Kept:
        """Look at every seat, shift and lesson whose time has come."""
        kept = Kept()
        async with self.database.begin() as db:
            past = select(ClassSession).where(ClassSession.starts_at <= clock.now()).order_by(ClassSession.id)
            for session in (await db.scalars(past.where(ClassSession.status != SessionStatus.CALLED_OFF))).all():
                held = (Seat.session_id == session.id, Seat.status == SeatStatus.HELD)
                for person_id in (await db.scalars(select(Seat.person_id).where(*held))).all():
                    await self._judge(db, kept, session, person_id, helps=False)
                helps = (Shift.session_id == session.id, Assignment.status == AssignmentStatus.ACCEPTED)
                joined = select(Assignment.person_id).join(Shift, Shift.id == Assignment.shift_id)
                for person_id in (await db.scalars(joined.where(*helps))).all():
                    await self._judge(db, kept, session, person_id, helps=True)
            await self._judge_lessons(db, kept)
        return kept

    async def _judge(self, db: AsyncSession, kept: Kept, session: ClassSession, person_id: int, *, helps: bool) -> None:
        person = await db.get_one(Person, person_id)
        if person.reminders_stopped_at is not None:
            kept.unwanted += 1
            return
        told = await db.scalar(
            select(Outbox.sent_at)
            .join(Reminder, Reminder.outbox_id == Outbox.id)
            .where(Reminder.session_id == session.id, Reminder.starts_at == session.starts_at)
            .where(Reminder.person_id == person_id, Reminder.kind != ReminderKind.THREE_DAYS)
            .where(Outbox.status == OutboxStatus.SENT, Outbox.sent_at < session.starts_at)
            .limit(1)
        )
        answered = await (_took_it_last if helps else _answered)(db, session, person_id)
        call = await db.scalar(select(Call).where(Call.session_id == session.id, Call.person_id == person_id).limit(1))
        if told is not None:
            kept.reminded += 1
            assert not is_quiet(clock.local(told)), "in the quiet hours"  # noqa: S101 what is measured
        elif answered:
            kept.listed["answered"] += 1
        elif call is not None and call.since < session.starts_at:
            kept.listed[call.reason.value] += 1
        else:
            kept.lost.append(f"{'shift' if helps else 'seat'} of {person_id} at {session.id}, {session.starts_at}")

    async def _judge_lessons(self, db: AsyncSession, kept: Kept) -> None:
        lessons = select(Appointment).where(Appointment.starts_at <= clock.now()).order_by(Appointment.id)
        for lesson in (await db.scalars(lessons)).all():
            evening = reminder_times(clock.local(lesson.starts_at))[ReminderKind.DAY_BEFORE]
            for person_id in (lesson.resident_id, lesson.volunteer_id):
                person = await db.get_one(Person, person_id)
                if person.reminders_stopped_at is not None:
                    kept.unwanted += 1
                elif await self._heard_of_lesson(db, person, lesson, evening):
                    kept.reminded += 1
                else:
                    kept.lost.append(f"lesson of {person_id}, {lesson.starts_at}")

    async def _heard_of_lesson(self, db: AsyncSession, person: Person, lesson: Appointment, since: datetime) -> bool:
        """Was it sent to them, or to somebody who passes it on?"""
        until = lesson.starts_at
        told = {account for at, account, words in self.phones.sent if since <= at < until and _CODE in words}
        own = set(await db.scalars(select(Address.external_id).where(Address.person_id == person.id)))
        if not told.isdisjoint(own):
            return True
        listed = select(Call.id).where(Call.person_id == person.id, Call.since < until)
        if await db.scalar(listed.where(Call.closed_at.is_(None) | (Call.closed_at >= since)).limit(1)) is not None:
            return True
        # Whoever was in charge then passes it on, also if they have gone since: not the other of the two.
        both = Address.person_id.in_((lesson.resident_id, lesson.volunteer_id))
        return bool(told - set(await db.scalars(select(Address.external_id).where(both))))


async def _answered(db: AsyncSession, session: ClassSession, person_id: int) -> bool:
    mine = (Seat.session_id == session.id, Seat.person_id == person_id)
    return await db.scalar(select(Seat.answered_at).where(*mine)) is not None


async def _took_it_last(db: AsyncSession, session: ClassSession, person_id: int) -> bool:
    """Did they take the shift when no reminder of it was ahead any more?"""
    mine = (Shift.session_id == session.id, Assignment.person_id == person_id)
    said = await db.scalar(select(Assignment.answered_at).join(Shift, Shift.id == Assignment.shift_id).where(*mine))
    start = clock.local(session.starts_at)
    theirs = [at for wave, at in reminder_times(start).items() if Reminded.HELPERS in recipients(wave, start)]
    return said is not None and said >= max(theirs)


_NOTE = say(verbatim("Tin của khu phố."))


async def a_week(village: Village, week: int) -> None:
    """Play seven days: two classes and a lesson alone, answers every evening, rolls closed; a leader may change."""
    monday = MONDAY + timedelta(weeks=week)
    await village.until(monday)
    saturday, wednesday = await village.class_on((5, 8), (2, 19), seats=12)
    people = village.rng.sample(village.residents, min(14, len(village.residents)))
    await village.enrol(saturday, people)
    await village.enrol(wednesday, village.rng.sample(village.residents, min(8, len(village.residents))))
    learner = village.rng.choice(village.residents)
    await village.lesson(learner, village.rng.choice(village.volunteers), monday + timedelta(days=3, hours=6))
    for day in range(7):
        midnight = monday + timedelta(days=day, hours=-8)
        if (week + 1, day) == (village.size.new_leader, 2):
            await village.leader_goes()
        if (week + 1, day) == (village.size.new_leader, 4):
            await village.leader_comes()
        await village.until(midnight + timedelta(hours=18, minutes=10))
        await village.answer()
        await village.until(midnight + timedelta(hours=22))
        await village.close_rolls()


@dataclass(frozen=True)
class Week:
    """Messages of one week: to the leader, or whoever stands in, to the busiest resident, and to one on average."""

    to_leader: int
    most: int
    mean: float


async def play(database: Database, size: Size, seed: int) -> tuple[list[Week], Kept]:
    village = Village(database, size, seed)
    await village.settle()
    weeks = []
    for week in range(size.weeks):
        before = len(village.phones.sent)
        await a_week(village, week)
        weeks.append(_counted(village, week, Counter(account for _at, account, _ in village.phones.sent[before:])))
    await village.until(MONDAY + timedelta(weeks=size.weeks))
    return weeks, await village.judge()


def _counted(village: Village, week: int, to: Counter[str]) -> Week:
    changed = week + 1 >= village.size.new_leader
    leader = str(village.next_leader if changed else village.leader)
    phones = [str(one) for one in village.residents[: village.size.people - village.size.without_phone]]
    others = [to[one] for one in phones if one != str(village.next_leader)]
    return Week(to[leader], max(others), sum(others) / len(others))


def table(weeks: Sequence[Week], kept: Kept) -> str:
    rows = [f"| {n} | {one.to_leader} | {one.mean:.1f} | {one.most} |" for n, one in enumerate(weeks, 1)]
    listed = ", ".join(f"{why} {n}" for why, n in sorted(kept.listed.items())) or "nobody"
    head = ("| week | to the leader | to a resident, mean | most |", "|---|---|---|---|")
    sums = (
        f"Promised {kept.promised}: reminded in time {kept.reminded}",
        f"on the list of calls {kept.listed.total()} ({listed})",
        f"lost {len(kept.lost)}; {kept.unwanted} wanted by nobody.",
    )
    return "\n".join((*head, *rows, "", ", ".join(sums)))


async def _run(size: Size, seed: int) -> None:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder)}/village.db")
        clock.stop_at(MONDAY)
        await migrate(database)
        async with database.begin() as db:
            await wards.seed(db)
        weeks, kept = await play(database, size, seed)
        print(table(weeks, kept), *kept.lost, sep="\n")
        await database.close()


def main() -> None:
    """Play it and print the table."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--weeks", type=int, default=10)
    given.add_argument("--people", type=int, default=40)
    given.add_argument("--without-phone", type=int, default=12)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    logs.set_up()
    logging.disable(logging.CRITICAL)
    secrets.choice = random.Random(asked.seed).choice  # noqa: S311 the same codes each time
    asyncio.run(_run(Size(asked.people, asked.without_phone, asked.weeks), asked.seed))


if __name__ == "__main__":
    main()
