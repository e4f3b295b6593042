"""Leaders and volunteers of a ward, found by whoever coordinates it, and a group handed over for its leader."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.calls import CallReason
from bot.domain.people.person import RoleKind
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.services.calls import untaken
from bot.services.roles import directory, stand_ins
from bot.services.roles.directory import Wanted
from bot.services.roles.stand_ins import Term
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person, Role
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.town import Talker, Town

WEDNESDAY = 2


async def _ward(town: Town) -> tuple[Talker, Talker, Talker]:
    """Mai coordinates the ward; Lan leads khu phố 3; Huy helps there on Wednesdays, Nam in khu phố 4 on Saturdays."""
    mai, lan, huy, nam = (town.phone(name) for name in ("Chị Mai", "Chị Lan", "Huy", "Nam"))
    async with town.begin() as db:
        third, fourth = await scene.group(db), await scene.group(db, "4")
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", third)
        (await scene.role(db, coordinator, RoleKind.COORDINATOR, third)).group_id = None
        await scene.course(db, await scene.leader(db, lan, third))
        await scene.free_only(db, await scene.volunteer(db, huy, third, "Lê Quang Huy"), WEDNESDAY)
        other = await scene.volunteer(db, nam, fourth, "Trần Hoài Nam")
        await scene.free_only(db, other, 5)
        (await db.get_one(Volunteer, other.id)).topics = [Topic.T03.value]
    return mai, lan, huy


async def test_volunteers_are_found_by_free_time_and_a_group_is_handed_over(town: Town) -> None:
    mai, lan, huy = await _ward(town)
    await mai.says("menu")
    await mai.taps("Lớp của phường")
    await mai.taps("Người của phường")
    await mai.taps("Tình nguyện viên của phường (2)")
    mai.sees("2 tình nguyện viên")
    await mai.taps("Theo chủ đề")
    await mai.taps("VNeID")
    mai.sees("VNeID", "2 tình nguyện viên")
    await mai.says("bạn nào rảnh tối thứ tư")
    mai.sees("tối thứ Tư", "1 tình nguyện viên")
    await mai.taps("Lê Quang Huy · Khu phố 3")
    mai.sees("Lê Quang Huy", "thứ Tư")
    await mai.says("/leaders")
    await mai.taps("Trần Thị Lan · Khu phố 3")
    await mai.taps("Bàn giao cho người khác")
    await mai.says("hôm nay")
    await mai.taps("bạn Huy")
    lan.sees("chị Mai bên phường đang tìm người nhận Khu phố 3")
    await huy.taps("Tôi nhận")
    lan.sees("bạn Huy đã nhận lời")
    async with town.begin() as db:
        now = await directory.leaders(db, await scene.person(db, mai))
        assert [one.person.name for one in now] == ["Lê Quang Huy"]


async def test_the_lists_are_the_wards_own(town: Town) -> None:
    mai, lan, huy = await _ward(town)
    async with town.begin() as db:
        ward, leader = await scene.person(db, mai), await scene.person(db, lan)
        on_wednesdays = Wanted(free=frozenset({(WEDNESDAY, DayPart.EVENING)}))
        found = await directory.volunteers(db, ward, on_wednesdays)
        assert [one.person.name for one in found] == ["Lê Quang Huy"]
        assert await directory.volunteers(db, leader) == []
        role = await db.scalar(select(Role).where(Role.kind == RoleKind.COORDINATOR))
        assert role is not None
        role.ward_code = "25966"
        assert await directory.volunteers(db, ward) == await directory.leaders(db, ward) == []
        role.ward_code = None
        assert await directory.leaders(db, ward) == [], "above a ward there are numbers only"
        role.ward_code = "25966"
        with pytest.raises(NotAllowed):
            await stand_ins.ask(db, ward, await scene.home(db, leader), Term(), await scene.person(db, huy))


async def test_names_that_nobody_takes_come_to_the_ward(town: Town) -> None:
    mai, _lan, huy = await _ward(town)
    async with town.begin() as db:
        session, who = (await db.scalars(select(ClassSession.id))).one(), await scene.person(db, huy)
        ward = await scene.person(db, mai)
        call = Call(person_id=who.id, session_id=session, reason=CallReason.NO_ANSWER, since=clock.now())
        db.add(call)
        await db.flush()
        assert await untaken.by_session(db, ward) == []
        call.since = clock.now() - timedelta(hours=4)
        await db.flush()
        ((details, n),) = await untaken.by_session(db, ward)
        assert (details.session.id, n) == (session, 1)
        call.taken_by_id = (await db.scalars(select(Person.id))).first()
        await db.flush()
        assert await untaken.by_session(db, ward) == []
