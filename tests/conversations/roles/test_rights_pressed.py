"""The table of rights, pressed: each cell it grants opens by a button or by words, each it denies is refused there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import RIGHTS, Right, Scope
from bot.domain.people.person import OrganisationKind, RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Coach
from tests import scene
from tests.town import Talker, Town

FAR = "25966"
STARTS = scene.local("2026-11-25 19:00")
REFUSED, GONE, BROKEN = "cần gì khác", "tin cũ", "trục trặc"


@dataclass(frozen=True)
class Spot:
    """What can be pressed about one place: its group, a session, somebody in the book, and who asks for what."""

    group: int
    session: int
    learner: int
    asks_to_lead: int
    asks_to_help: int
    waits_for_vouching: int


# What is pressed: a command or a button where any place will do, else a button that names the place.
Pressed: TypeAlias = str | tuple[str, Callable[[Spot], Mapping[str, object]] | None]
PRESSED: Mapping[Right, Pressed] = {
    Right.REGISTER_COURSE: "/lop",
    Right.CHANGE_SESSION: ("call_off", lambda at: {"session": at.session}),
    Right.TAKE_ROLL: ("roll_call", lambda at: {"session": at.session}),
    Right.CORRECT_ROLL: "/diemdanhtre",
    Right.SEE_NAMES: ("roster", lambda at: {"session": at.session}),
    Right.APPROVE_VOLUNTEERS: ("decide", lambda at: {"role": at.asks_to_help, "approve": False}),
    Right.VOUCH_FOR_VOLUNTEERS: ("vouch", lambda at: {"person": at.waits_for_vouching}),
    Right.MATCH: "/ghep",
    Right.INVITE_LEADERS: "/moi",
    Right.APPROVE_LEADERS: ("decide", lambda at: {"role": at.asks_to_lead, "approve": False}),
    Right.SEE_NUMBERS: "/tuan",
    Right.SEND_REPORT: ("send_week", lambda at: {"group": at.group, "note": None}),
    Right.TELL_PUPILS: "/hocsinh",
    Right.ANSWER_PROPOSALS: "/kiennghi",
    Right.SET_TARGETS: ("target", None),
    Right.LINK_CHAT: "/nhom",
    Right.KEEP_BOOK: ("book_person", lambda at: {"person": at.learner}),
    Right.PLACE_PEOPLE: "/chuaro",
    Right.LINK_PHONES: ("phones", lambda at: {"of": at.learner}),
    Right.SEE_TO_INCIDENTS: "/vuviec",
    Right.CALL: "/goi",
    Right.READ_LOG: "/nhatky",
    Right.SEE_TO_SENDING: "/hopthu",
    Right.CHANGE_GROUPS: "/khupho",
    Right.ANNOUNCE: "/nhan",
    Right.ASK_ORGANISATIONS: ("who_comes", lambda at: {"session": at.session}),
    Right.INVITE_COORDINATORS: "/dieuphoi",
    Right.INVITE_ADMINISTRATORS: "/quantri",
    Right.INVITE_ORGANISERS: "/tochuc",
    Right.INVITE_MEMBERS: "/thanhvien",
    Right.SEND_MEMBERS: "/giothanhvien",
    Right.SEE_ORGANISATION_REQUESTS: "/canguoi",
    Right.LEAD_GROUP: "/trongto",
    Right.TAKE_SHIFTS: "/ca",
    Right.COACH: "/coach",
    Right.GIVE_ROLES: "/thuhoi",
    Right.SEE_AS: "/xemnhu",
    Right.CHANGE_SETTINGS: "/caidatphuong",
    Right.NAME_CONTROLLER: "/donviquanly",
    Right.ADD_BOTS: "/botzalo",
    Right.ACT_FOR_LEADERS: ("act_for_leader", lambda at: {"group": at.group, "session": at.session}),
}


def test_every_right_is_pressed() -> None:
    assert set(PRESSED) == set(Right)


class Ward:
    """A led and an unled group of one ward, an unled one of a ward without coordinator, two organisations."""

    def __init__(self, town: Town, db: AsyncSession) -> None:
        self._town, self._db = town, db
        self.who: Talker
        self.at: dict[str, Spot] = {}

    async def settle(self, kind: RoleKind) -> None:
        db = self._db
        groups = {
            "led": await scene.group(db),
            "unled": await scene.group(db, "4"),
            "far": await scene.group(db, "9", ward=FAR),
        }
        unions = {name: await self._organisation(name) for name in ("ours", "theirs")}
        for name, group in groups.items():
            self.at[name] = await self._spot(group, None)
        for name, union in unions.items():
            self.at[name] = await self._spot(groups["led"], union)
        await scene.leader(db, self._town.phone("Cô Năm"), groups["led"], "Lý Thị Năm", "co")
        other = await scene.somebody(db, self._town.phone("Chị Mai"), "Lê Thị Mai", "chi", groups["led"])
        (await scene.role(db, other, RoleKind.COORDINATOR, groups["led"])).group_id = None
        self.who = self._town.phone("Chị Lan")
        await self._holds(kind, groups["led"], unions["ours"])

    async def _organisation(self, name: str) -> Organisation:
        made = Organisation(kind=OrganisationKind.YOUTH_UNION, name=f"Đoàn {name}", ward_code=scene.PHU_LOI)
        self._db.add(made)
        await self._db.flush()
        return made

    async def _spot(self, group: ResidentialGroup, union: Organisation | None) -> Spot:
        db, town = self._db, self._town
        by = await scene.somebody(db, town.phone("Người mở"), "Trần Văn Mở", "anh", group)
        runs = await self._role(by, RoleKind.ORGANISER if union else RoleKind.LEADER, group, union)
        made = await courses.register(
            db, by, NewCourse(group, Topic.T06, "Nhà văn hóa", (STARTS,), 5, organisation=union)
        )
        runs.status = RoleStatus.ENDED
        waits = await scene.volunteer(db, town.phone("Bạn Huy"), group, "Lê Quang Huy")
        if union is not None:
            await self._role(waits, RoleKind.VOLUNTEER, group, union)
        db.add(Coach(person_id=waits.id, languages=[]))
        asks = await scene.somebody(db, town.phone("Anh Bảy"), "Võ Văn Bảy", "anh", group)
        leads, helps = [await self._role(asks, one, group, None) for one in (RoleKind.LEADER, RoleKind.VOLUNTEER)]
        leads.status = helps.status = RoleStatus.REQUESTED
        learner = await scene.without_phone(db, group, "Nguyễn Thị Tư", "ba")
        if union is not None:
            await self._role(learner, RoleKind.RESIDENT, group, union)
        await db.flush()
        return Spot(group.id, made.sessions[0].id, learner.id, leads.id, helps.id, waits.id)

    async def _role(self, person: Person, kind: RoleKind, group: ResidentialGroup, union: Organisation | None) -> Role:
        made = await scene.role(self._db, person, kind, group)
        if union is not None:
            made.group_id, made.ward_code, made.organisation_id = None, None, union.id
        await self._db.flush()
        return made

    async def _holds(self, kind: RoleKind, home: ResidentialGroup, ours: Organisation) -> None:
        db = self._db
        if kind is RoleKind.VOLUNTEER:
            person = await scene.volunteer(db, self.who, home)
            return await scene.accepted(db, person, self.at["led"].session)
        person = await scene.somebody(db, self.who, "Trần Thị Lan", "chi", home)
        if kind is RoleKind.RESIDENT:
            return None
        made = await self._role(person, kind, home, ours if kind is RoleKind.ORGANISER else None)
        if kind in {RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR}:
            made.group_id = None
        if kind is RoleKind.ADMINISTRATOR:
            made.ward_code = None
        return None


# What an organisation runs in a led group is not the leader's, though its people may stand in the group's book.
_OF_A_CLASS = {Right.CHANGE_SESSION, Right.TAKE_ROLL, Right.SEE_NAMES, Right.ASK_ORGANISATIONS}

# Where a right of this scope holds, and where it does not; «far» is the administrator's own, as nobody coordinates it.
_WHERE: Mapping[Scope | None, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Scope.GROUP: (("led",), ("unled", "far", "ours")),
    Scope.WARD: (("led", "unled"), ("far",)),
    Scope.ORGANISATION: (("ours",), ("led", "theirs")),
    Scope.OWN_SESSIONS: (("led",), ("unled", "far")),
    Scope.AREA: (("led", "far"), ()),
    Scope.EVERYWHERE: (("led",), ()),
    None: ((), ("led", "unled", "far", "ours")),
}
_UNLED = {RoleKind.COORDINATOR: (("unled",), ("led", "far")), RoleKind.ADMINISTRATOR: (("far",), ("led", "unled"))}


@pytest.mark.parametrize("kind", RoleKind)
async def test_each_cell_opens_or_is_refused(town: Town, kind: RoleKind) -> None:
    async with town.begin() as db:
        ward = Ward(town, db)
        await ward.settle(kind)
    # The hour of the classes, without what would be said on the way there.
    clock.stop_at(STARTS)
    wrong: list[tuple[str, str, str]] = []
    table = ["| quyền | nơi | bấm hay gõ | |\n|---|---|---|---|"]
    for right, pressed in PRESSED.items():
        scope = RIGHTS[kind].get(right)
        opens, refuses = _UNLED[kind] if scope is Scope.UNLED else _WHERE[scope]
        if isinstance(pressed, str) or pressed[1] is None:
            # No place is asked yet: it opens for whoever holds the right anywhere.
            opens, refuses = (opens[:1], ()) if opens else ((), refuses[:1])
        for at in (*opens, *refuses):
            if at == "ours" and scope is Scope.GROUP and right not in _OF_A_CLASS:
                continue
            said = await _press(town, ward, pressed, at)
            if (REFUSED in said) != (at in refuses) or GONE in said or BROKEN in said or not said:
                wrong.append((right.value, at, said))
            what = pressed if isinstance(pressed, str) else f"[{pressed[0]}]"
            where = "" if isinstance(pressed, str) or pressed[1] is None else at
            table.append(f"| {right.value} | {where} | {what} | {'từ chối' if REFUSED in said else 'mở'} |")
    # What is kept of the talk is the table: what was pressed for each cell, and what came of it.
    town.talk[:] = ["\n".join(table)]
    assert wrong == []


async def _press(town: Town, ward: Ward, pressed: Pressed, at: str) -> str:
    if isinstance(pressed, str):
        await ward.who.says(pressed)
    else:
        flow, named = pressed
        given = named(ward.at[at]) if named is not None else {}
        async with town.begin() as db:
            data = await scene.button(db, ward.who, flow, **given)
        await ward.who.taps_again(data)
    return "\n".join(ward.who.new)
