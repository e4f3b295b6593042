"""No alarm is for nobody: whoever leads hears it, else the coordinator, else the administrator, and may see to it."""

import ast
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot import clock
from bot.chat.say import say
from bot.domain.access.rights import Place, Right
from bot.domain.calls import CallReason
from bot.domain.courses import NoticeKind
from bot.domain.matching.repair.augmenting import Rescue
from bot.domain.messaging.announcements import Segment
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.people.person import RoleKind, RoleStatus
from bot.i18n import verbatim
from bot.services.access import permissions
from bot.services.announcements import announcements, unreached
from bot.services.announcements.audience import To
from bot.services.attendance import open_roll_reminders
from bot.services.calls import call_list, callback, calls
from bot.services.coaching import replacement
from bot.services.roles import handover
from bot.services.volunteers import organisation_requests, shift_offers, shifts, staffing_alerts
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.tables.courses import Acknowledgement, Notice
from bot.storage.tables.messaging import Call, Outbox
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup
from tests import scene

STARTS = "2026-11-24 19:00"


class _TakenBackError(Exception):
    """The next begins as if nothing had been."""


class Ward(SimpleNamespace):
    """A group with its leader, a coordinator of its ward, an administrator, a learner and a helper, and a class."""

    group: ResidentialGroup
    leader: Person
    coordinator: Person
    administrator: Person
    learner: Person
    helper: Person
    session_id: int


async def _somebody(db: AsyncSession, group: ResidentialGroup, name: str) -> Person:
    person = await scene.without_phone(db, group, name, "chi")
    person.search_name = None
    db.add(Address(person_id=person.id, channel="web", external_id=name, last_used_at=clock.now()))
    await db.flush()
    return person


async def _ward(db: AsyncSession) -> Ward:
    group = await scene.group(db)
    names = ("leader", "coordinator", "administrator", "learner", "helper")
    people = {name: await _somebody(db, group, name) for name in names}
    await scene.role(db, people["leader"], RoleKind.LEADER, group)
    await scene.role(db, people["helper"], RoleKind.VOLUNTEER, group)
    for name, kind, ward in (
        ("coordinator", RoleKind.COORDINATOR, group.ward_code),
        ("administrator", RoleKind.ADMINISTRATOR, None),
    ):
        role = Role(person_id=people[name].id, kind=kind, status=RoleStatus.ACTIVE, ward_code=ward)
        role.requested_at = clock.now()
        db.add(role)
    made = await scene.course(db, people["leader"], STARTS)
    await scene.seat(db, people["learner"], made)
    return Ward(group=group, session_id=made.sessions[0].id, **people)


async def _silent(db: AsyncSession, ward: Ward) -> None:
    details = await session_queries.details(db, ward.session_id)
    assert details is not None
    await call_list.list_silent(db, details, ReminderKind.DAY_BEFORE)


async def _unheard(db: AsyncSession, ward: Ward) -> None:
    now = clock.now()
    notice = Notice(session_id=ward.session_id, kind=NoticeKind.MOVED, by_id=ward.learner.id, at=now, call_at=now)
    db.add(notice)
    await db.flush()
    db.add(Acknowledgement(notice_id=notice.id, person_id=ward.learner.id))
    await db.flush()
    await call_list.list_unheard(db)


async def _unreached(db: AsyncSession, ward: Ward) -> None:
    to = To(Place(ward.group.ward_code, ward.group.id), Segment.EVERYBODY)
    by = (await session_queries.in_charge(db, ward.group.id))[0]
    made, _act = await announcements.announce(db, by, to, "Mai mất điện", clock.now())
    await unreached.put_on_list(db, made, ward.learner)
    await unreached.tell_leaders(db, made)


async def _person_wanted(db: AsyncSession, ward: Ward) -> None:
    await callback.call_back(db, ward.learner)


async def _open_roll(db: AsyncSession, _ward: Ward) -> None:
    clock.stop_at(scene.local("2026-11-25 09:00"))
    await open_roll_reminders.nudge_roll_calls(db)


async def _nobody_suits(db: AsyncSession, _ward: Ward) -> None:
    await shift_offers.offer_shifts(db)


async def _hands_full(db: AsyncSession, _ward: Ward) -> None:
    await staffing_alerts.tell_leaders(db)


async def _helper_gone(db: AsyncSession, ward: Ward) -> None:
    await scene.accepted(db, ward.helper, ward.session_id)
    await shifts.release(db, ward.helper, ward.session_id)


async def _organisations_answer(db: AsyncSession, ward: Ward) -> None:
    details = await session_queries.details(db, ward.session_id)
    assert details is not None
    await organisation_requests.tell_leaders(db, details, say(verbatim("…")), "x")


async def _lesson_lost(db: AsyncSession, ward: Ward) -> None:
    await replacement._tell_leaders(db, ward.learner, Rescue(ward.learner.id, ()))


ALARMS = (
    _silent,
    _unheard,
    _unreached,
    _person_wanted,
    _open_roll,
    _nobody_suits,
    _hands_full,
    _helper_gone,
    _organisations_answer,
    _lesson_lost,
)


async def _gone(db: AsyncSession, *people: Person) -> None:
    for person in people:
        await db.execute(update(Role).where(Role.person_id == person.id).values(status=RoleStatus.ENDED))


@pytest.mark.parametrize("alarm", ALARMS)
async def test_every_alarm_is_for_somebody(
    file_database: Database, alarm: Callable[[AsyncSession, Ward], Awaitable[None]]
) -> None:
    for gone, heard_by in ((), "leader"), (("leader",), "coordinator"), (("leader", "coordinator"), "administrator"):
        clock.stop_at(scene.local("2026-11-23 09:00"))
        with suppress(_TakenBackError):
            async with file_database.begin() as db:
                ward = await _ward(db)
                await _gone(db, *(getattr(ward, name) for name in gone))
                await alarm(db, ward)
                told = set(await db.scalars(select(Outbox.person_id)))
                in_charge = getattr(ward, heard_by)
                assert in_charge.id in told, heard_by
                assert not told & {getattr(ward, name).id for name in gone}
                assert await permissions.may(db, in_charge, Right.TAKE_ROLL, ward.group)
                assert await permissions.may(db, in_charge, Right.CALL, ward.group)
                assert await permissions.may(db, in_charge, Right.CHANGE_SESSION, ward.group)
                assert await permissions.may(db, in_charge, Right.APPROVE_VOLUNTEERS, ward.group)
                raise _TakenBackError


async def test_a_leader_whose_account_takes_nothing_leads_nobody(file_database: Database) -> None:
    async with file_database.begin() as db:
        ward = await _ward(db)
        await db.execute(update(Address).where(Address.person_id == ward.leader.id).values(unreachable_at=clock.now()))
        assert await session_queries.in_charge(db, ward.group.id) == [ward.coordinator]


async def test_what_falls_to_the_coordinator_is_on_their_lists_and_on_nobody_elses(file_database: Database) -> None:
    async with file_database.begin() as db:
        ward = await _ward(db)
        reason = CallReason.NO_ANSWER
        db.add(Call(person_id=ward.learner.id, session_id=ward.session_id, reason=reason, since=clock.now()))
        await db.flush()
        people = (ward.leader, ward.coordinator, ward.administrator)
        assert [await calls.waiting(db, person) for person in people] == [1, 0, 0]
        assert not await permissions.may(db, ward.coordinator, Right.CALL, ward.group)
    async with file_database.begin() as db:
        role = (await db.scalars(select(Role).where(Role.kind == RoleKind.LEADER))).one()
        await handover.finish(db, role)
        told = (await db.scalars(select(Outbox).order_by(Outbox.id.desc()))).first()
        assert told is not None
        assert told.person_id == ward.coordinator.id, "at once"
        assert "1 buổi" in told.message["text"]
        assert [await calls.waiting(db, await db.get_one(Person, one.id)) for one in people] == [0, 1, 0]


# What asks for the leaders of a group themselves, because it is no alarm, or has its own way upwards.
_NO_ALARMS = {
    "acting.py": "in whose place somebody acts",
    "ward_digest.py": "who has not sent the week",
    "class_proposals.py": "a class is proposed to whoever would open it, or to nobody",
    "incidents.py": "they hear of it besides those who see to it",
    "printed_documents.py": "whose number is printed",
    "handover.py": "whether there is one",
    "welcome.py": "whether there is one",
    "visitor_check.py": "who is known by name at a door",
    "common_questions.py": "whom a resident may ask",
}


def test_alarms_ask_who_is_in_charge() -> None:
    root = Path(bot.__file__).parent
    asking = {
        file.name
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "leaders" and ast.unparse(node.value) == "session_queries"
    }
    assert asking == set(_NO_ALARMS)
