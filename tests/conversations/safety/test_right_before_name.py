"""An old card, or a right one had once, tells nobody's name: each flow asks for the right before it says one."""

import re
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from inspect import getsource

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.domain.calls import CallReason
from bot.domain.coaching import AppointmentStatus, LessonPlace, RequestStatus
from bot.domain.people.person import RoleKind
from bot.domain.safety.incidents import IncidentKind, IncidentStatus, Suspect
from bot.domain.topics import Topic
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from bot.storage.tables.safety import Incident
from tests import scene, walk
from tests.blank import BlankFile
from tests.town import Talker, Town

LEARNER, HELPER = "Huỳnh Thị Đậu", "Quách Công Nghệ"
# What tells of one of them, in any message to somebody who has nothing to do with them.
TELLS = ("Đậu", "Nghệ", "0912", "912 345")
# Whose name a card may carry; every other number that one carries is 1, as is the only row of its table here.
OF_SOMEBODY = {
    "person",
    "for",
    "resident",
    "volunteer",
    "helper",
    "relative",
    "who",
    "by",
    "other",
    "old",
    "new",
    "told",
}


@pytest.fixture
async def place(blank_town: BlankFile) -> AsyncIterator[Town]:
    place = Town(await blank_town.restored(), "buttons")
    yield place
    await place.close()


def _carried(flow: str) -> set[str]:
    """What a card that starts it may carry."""
    return set(re.findall(r"""given\(\s*"(\w+)\"""", getsource(sys.modules[flows.FLOWS[flow].run.__module__])))


async def _also(db: AsyncSession, learner: Person, helper: Person) -> None:
    """They meet alone, the learner is to be called, and told of something: all number 1."""
    now = clock.now()
    asked = CoachingRequest(resident_id=learner.id, entered_by_id=learner.id, topic=Topic.T06, place=LessonPlace.HALL)
    asked.slots, asked.status, asked.since = 1, RequestStatus.SERVED, now
    meeting = Appointment(resident_id=learner.id, volunteer_id=helper.id, starts_at=now + timedelta(days=2))
    meeting.place, meeting.topic, meeting.status = LessonPlace.HALL, Topic.T06, AppointmentStatus.CONFIRMED
    meeting.meeting_code, meeting.reason = "BẠN-1", {}
    incident = Incident(by_id=learner.id, kind=next(iter(IncidentKind)), about=next(iter(Suspect)), wants_call=True)
    incident.group_id, incident.ward_code, incident.at = learner.group_id, learner.ward_code, now
    incident.status = next(iter(IncidentStatus))
    db.add_all((asked, meeting, incident, Call(person_id=learner.id, session_id=1, reason=CallReason.ASKED, since=now)))
    await db.flush()


async def _two_who_meet(place: Town, nosy: Talker, who: str, whose: str) -> int:
    """In khu phố 3, while somebody is curious who leads elsewhere, or does not; returns the number of one of them."""
    async with place.begin() as db:
        home, away = await scene.group(db), await scene.group(db, "5", ward="25747")
        lan = await scene.leader(db, place.phone("Chị Lan"), home)
        learner = await scene.resident(db, place.phone("Đậu"), home, LEARNER, "ba")
        learner.phone = "+84912345678"
        helper = await scene.volunteer(db, place.phone("Nghệ"), home, HELPER)
        made = await scene.course(db, lan)
        await scene.seat(db, learner, made)
        await scene.accepted(db, helper, made.sessions[0].id)
        await _also(db, learner, helper)
        about = {LEARNER: learner, HELPER: helper}[whose].id
        curious = await getattr(scene, who)(db, nosy, away)
        if who == "leader":
            await scene.role(db, curious, RoleKind.VOLUNTEER, away)
    return about


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        pytest.param("leader", LEARNER, marks=pytest.mark.slow),
        pytest.param("leader", HELPER, marks=pytest.mark.lane),
        pytest.param("resident", LEARNER, marks=pytest.mark.lane),
        pytest.param("resident", HELPER, marks=pytest.mark.lane),
    ],
    ids=["a_leader_a_learner", "a_leader_a_helper", "a_resident_a_learner", "a_resident_a_helper"],
)
async def test_an_old_card_about_others_names_nobody(place: Town, who: str, whose: str) -> None:
    nosy = place.phone("Ai đó")
    about = await _two_who_meet(place, nosy, who, whose)
    told: list[str] = []
    for flow in sorted(set(flows.FLOWS) - {"erase"}):
        if carried := {name: about if name in OF_SOMEBODY else 1 for name in _carried(flow)}:
            await walk.begin(place, nosy, flow, **carried)
            told += [f"{flow}: {said}" for said in nosy.new if any(words in said for words in TELLS)]
    assert told == []
