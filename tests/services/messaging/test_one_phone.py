"""Ten neighbours told through one phone are one message, with ten names; counts are of people."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place
from bot.domain.messaging.announcements import Segment
from bot.domain.messaging.kinds import MessageKind
from bot.domain.people.person import RoleKind, ToldVia
from bot.services.announcements import announcements
from bot.services.announcements.audience import To
from bot.services.calls import call_list
from bot.services.courses import change_notices, reschedule
from bot.services.courses.courses import Registered
from bot.services.courses.reschedule import Slot
from bot.storage.database import Database
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person
from tests import scene

NAMES = ("Tư", "Năm", "Sáu")


async def _class(db: AsyncSession) -> tuple[Person, Person, list[Person], Registered]:
    """The leader, An with a phone of their own, three who are told through the leader, and a class with all but her."""
    group = await scene.group(db)
    leader, an = [await scene.without_phone(db, group, name, "chi") for name in ("Trần Thị Lan", "Lê Thị An")]
    for person in (leader, an):
        db.add(Address(person_id=person.id, channel="web", external_id=str(person.id), last_used_at=clock.now()))
    await scene.role(db, leader, RoleKind.LEADER, group)
    made = await scene.course(db, leader, "2026-11-28 19:00", seats=8)
    neighbours = [await scene.without_phone(db, group, f"Nguyễn Thị {name}", "ba") for name in NAMES]
    for one in neighbours:
        one.told_via, one.told_via_person_id = ToldVia.LEADER, leader.id
    for one in (an, *neighbours):
        await scene.seat(db, one, made)
    await db.flush()
    return leader, an, neighbours, made


async def test_a_change_is_passed_on_by_one_message_and_known_by_one_answer(file_database: Database) -> None:
    async with file_database.begin() as db:
        leader, an, neighbours, made = await _class(db)
        moved = await reschedule.move(
            db, leader, made.sessions[0].id, Slot(scene.local("2026-11-29 19:00"), made.venue.id)
        )
        assert moved is not None
        assert moved.notice is not None
        rows = (await db.scalars(select(Outbox).where(Outbox.kind == MessageKind.NOTICE).order_by(Outbox.id))).all()
        assert [(row.person_id, row.people) for row in rows] == [(an.id, 1), (leader.id, 3)]
        assert all(f"• bà {name}" in rows[1].message["text"] for name in NAMES)
        for one in neighbours[:2]:
            assert await change_notices.acknowledge(db, leader, moved.notice.id, one.id) is not None
        clock.stop_at(scene.local("2026-11-28 17:00"))
        await call_list.list_unheard(db)
        to_call = set(await db.scalars(select(Call.person_id)))
        assert to_call == {an.id, neighbours[2].id}, "whoever has not been told is called"


async def test_an_announcement_names_all_to_pass_it_on_to_and_counts_people(file_database: Database) -> None:
    async with file_database.begin() as db:
        leader, _an, _neighbours, made = await _class(db)
        group = await scene.home(db, leader)
        to = To(Place(group.ward_code, group.id), Segment.EVERYBODY)
        told, _act = await announcements.announce(db, leader, to, "Mai mất điện", clock.now())
        clock.stop_at(told.due_at)
        await announcements.make_some(db, told.id)
        rows = (await db.scalars(select(Outbox).where(Outbox.announcement_id == told.id).order_by(Outbox.id))).all()
        assert [row.people for row in rows] == [1, 3]
        assert "bà Tư, bà Năm, bà Sáu" in rows[1].message["text"]
        for row in rows:
            row.status = OutboxStatus.SENT
        await db.flush()
        done = await announcements.progress(db, leader, told.id)
        assert done is not None
        assert (done.sent, done.waiting, done.unreached) == (4, 0, 0)
        assert made.course.enrolled == 4
