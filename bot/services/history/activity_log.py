"""«Nhật ký»: what people in charge did lately, where, and for how many; it never says to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Place, Right, reach
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.i18n import Text, _, n_, verbatim
from bot.services.delivery import emergency_stop
from bot.services.history import registry
from bot.services.people import identity
from bot.services.safety import incidents
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.operation import SendingStop, Viewing
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

A_PAGE, TO_SEARCH = 12, 300
_READ_AT_ONCE, _ROUNDS = 60, 10
_WORDS: Mapping[str, Text] = {row.kind: row.logged for row in registry.ROWS if row.logged is not None}
# A report may be about the very team of a group: who sees to it is read above the group only.
_ABOVE_GROUPS = frozenset({incidents.TAKE_INCIDENT, incidents.CLOSE_INCIDENT})
# Facts that hold one person, several, or how many.
_ONE, _SEVERAL, _NUMBERS = ("person", "resident", "of"), ("persons", "entered", "acts"), ("messages",)


@dataclass(frozen=True)
class LogQuery:
    """What of the log is wanted: all, or only what somebody did, in a group, of one kind, on a day."""

    person: int | None = None
    group: int | None = None
    kind: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class LoggedAct:
    """An act with group, class and number of people as far as they are on record, and the reason if one was given.

    Without `by` it was done by a command.
    """

    act: Act
    by: Person | None
    group: ResidentialGroup | None = None
    course: Course | None = None
    session: SessionDetails | None = None
    people: int = 0
    why: str | None = None


async def last(
    db: AsyncSession, by: Person, before: int | None = None, asked: LogQuery = LogQuery(), at_most: int = A_PAGE
) -> list[LoggedAct]:
    """Return what was done in places this person answers for, before act `before`, newest first. Raise NotAllowed."""
    places, first = await _places(db, by), before
    found: list[LoggedAct] = []
    for _round in range(_ROUNDS):
        rows = await _read(db, places, before, asked)
        found += [one for one in await _explained(db, rows) if _is_wanted(one, places, asked)]
        if len(found) >= at_most or len(rows) < _READ_AT_ONCE:
            break
        before = rows[-1][0].id
    page = found[:at_most]
    since = page[-1].act.at if len(page) == at_most else None
    until = (await db.get_one(Act, first)).at if first is not None else None
    return sorted(page + await _by_command(db, places, asked, (since, until)), key=_at, reverse=True)


def _at(one: LoggedAct) -> datetime:
    return one.act.at


async def _by_command(
    db: AsyncSession, places: Sequence[Place], asked: LogQuery, between: tuple[datetime | None, datetime | None]
) -> list[LoggedAct]:
    """Return what was stopped and resumed on the machine between these moments; it is nobody's act."""
    if not any(place.ward is None and place.group is None for place in places) or asked.person or asked.group:
        return []
    since, until = between
    acts = [
        Act(kind=kind, at=at, facts={"stop": stop.id})
        for stop in await db.scalars(select(SendingStop).order_by(SendingStop.id.desc()).limit(TO_SEARCH))
        for kind, at, by in (
            (emergency_stop.STOP, stop.at, stop.by_id),
            (emergency_stop.RESUME, stop.ended_at, stop.ended_by_id),
        )
        if at is not None and by is None and (until is None or at < until) and (since is None or at >= since)
    ]
    return [
        LoggedAct(act, None, why=await _why(db, act.facts))
        for act in acts
        if asked.kind in (None, act.kind) and asked.day in (None, clock.local(act.at).date())
    ]


async def _places(db: AsyncSession, by: Person) -> list[Place]:
    roles = await identity.roles_of(db, by)
    places = [reach(role.kind, Right.READ_LOG, identity.place_of(role)) for role in roles]
    if not any(place is not None for place in places):
        raise NotAllowed(Right.READ_LOG)
    return [place for place in places if place is not None]


async def _read(
    db: AsyncSession, places: Sequence[Place], before: int | None, asked: LogQuery
) -> Sequence[tuple[Act, Person]]:
    rows = await db.execute(
        select(Act, Person)
        .join(Person, Person.id == Act.by_id)
        .where(Act.kind.in_(_WORDS if asked.kind is None else (asked.kind,)), Act.by_id.in_(_in_charge(places)))
        .where(Act.id < before if before is not None else true())
        .where(Act.by_id == asked.person if asked.person is not None else true())
        .where(_on(asked.day) if asked.day is not None else true())
        .order_by(Act.id.desc())
        .limit(_READ_AT_ONCE)
    )
    return [(act, person) for act, person in rows]


def _on(day: date) -> ColumnElement[bool]:
    begins, ends = clock.days(day, day)
    return (Act.at >= begins) & (Act.at < ends)


def _is_wanted(one: LoggedAct, places: Sequence[Place], asked: LogQuery) -> bool:
    facts = one.act.facts
    if one.act.by_id in (facts.get("person"), facts.get("resident")):
        return False
    group = one.group.id if one.group is not None else None
    if asked.group is not None and group != asked.group:
        return False
    return any(_reaches(place, one, group) for place in places)


def _reaches(place: Place, one: LoggedAct, group: int | None) -> bool:
    return place.group is None or (place.group == group and one.act.kind not in _ABOVE_GROUPS)


def _in_charge(places: Sequence[Place]) -> Select[int]:
    # Former roles count, too.
    return select(Role.person_id).where(Role.kind != RoleKind.RESIDENT, or_(*map(_there, places)))


def _there(place: Place) -> ColumnElement[bool]:
    if place.group is not None:
        # Whoever coordinates the ward or runs the assistant does things in its groups.
        above = Role.group_id.is_(None) & ((Role.ward_code == place.ward) | (Role.kind == RoleKind.ADMINISTRATOR))
        return (Role.group_id == place.group) | above
    return true() if place.ward is None else Role.ward_code == place.ward


async def _explained(db: AsyncSession, rows: Sequence[tuple[Act, Person]]) -> list[LoggedAct]:
    sessions = await _sessions(db, [act.facts for act, _by in rows])
    courses = await _courses(db, [act.facts for act, _by in rows])
    homes = await _homes(db, {by.id for _act, by in rows})
    found = []
    for act, by in rows:
        session, course = sessions.get(act.facts.get("session")), courses.get(act.facts.get("course"))
        course = session.course if session is not None else course
        at = act.facts.get("group", act.facts.get("into", course.group_id if course else homes.get(by.id)))
        group = await db.get(ResidentialGroup, at) if at is not None else None
        found.append(LoggedAct(act, by, group, course, session, _people(act.facts), await _why(db, act.facts)))
    return found


async def _sessions(db: AsyncSession, facts: Iterable[Mapping[str, Any]]) -> dict[Any, SessionDetails]:
    ids = {one["session"] for one in facts if "session" in one}
    query = session_queries.all_details().where(ClassSession.id.in_(ids))
    return {details.session.id: details for details in await session_queries.found(db, query)} if ids else {}


async def _courses(db: AsyncSession, facts: Iterable[Mapping[str, Any]]) -> dict[Any, Course]:
    ids = {one["course"] for one in facts if "course" in one}
    found = await db.scalars(select(Course).where(Course.id.in_(ids))) if ids else ()
    return {course.id: course for course in found}


async def _homes(db: AsyncSession, people: set[int]) -> dict[int, int | None]:
    rows = await db.execute(
        select(Role.person_id, Role.group_id).where(Role.person_id.in_(people), Role.kind != RoleKind.RESIDENT)
    )
    return {person: group for person, group in rows if group is not None}


def _people(facts: Mapping[str, Any]) -> int:
    several = [len(facts[name]) for name in _SEVERAL if isinstance(facts.get(name), list)]
    numbers = [facts[name] for name in _NUMBERS if isinstance(facts.get(name), int)]
    return sum((*several, *numbers)) or int(any(name in facts for name in _ONE))


async def _why(db: AsyncSession, facts: Mapping[str, Any]) -> str | None:
    if "stop" in facts:
        return (await db.get_one(SendingStop, facts["stop"])).why
    return (await db.get_one(Viewing, facts["viewing"])).why if "viewing" in facts else None


def line(entry: LoggedAct) -> Text:
    who = labels.person(entry.by) if entry.by is not None else _("somebody at the machine")
    words = _("{when}: {name} {did}", when=entry.act.at, name=who, did=_WORDS[entry.act.kind])
    for more in (_class(entry), _where(entry), _many(entry)):
        words = _("{line} · {more}", line=words, more=more) if more is not None else words
    if entry.why is not None:
        words = _("{line}, because: «{why}»", line=words, why=verbatim(entry.why))
    return _("{line} (taken back)", line=words) if entry.act.undone_at is not None else words


def _class(entry: LoggedAct) -> Text | None:
    if entry.session is not None:
        return labels.session_line(entry.session)
    return labels.topic(entry.course.topic) if entry.course is not None else None


def _where(entry: LoggedAct) -> Text | None:
    return labels.group(entry.group) if entry.group is not None else None


def _many(entry: LoggedAct) -> Text | None:
    return n_("{n} person", "{n} people", entry.people) if entry.people else None


def did(kind: str) -> Text:
    return _WORDS[kind]
