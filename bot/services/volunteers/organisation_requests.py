"""A residential group asks the organisations of its area for helpers, and sees who comes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.access.rights import Right, reach
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind
from bot.domain.shifts import IN_FORCE, AssignmentStatus
from bot.errors import NotFound
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

ASK_ORGANISATIONS = acts.ActKind("ask_organisations")
_MOST = 300


@dataclass(frozen=True)
class OrganisationRequest:
    """A session for which organisations are asked, its shift, and for how many `later` ones of its class they are."""

    details: SessionDetails
    shift: Shift
    later: int = 0

    @property
    def missing(self) -> int:
        """Return how many are still wanted of the organisations: the class may need more."""
        return max(min(self.shift.needed, self.shift.asked_up_to or 0) - self.shift.filled, 0)


@dataclass(frozen=True)
class AskedMember:
    """Somebody asked for a session, and the organisation they belong to."""

    person: Person
    organisation: str | None
    comes: bool


async def ahead(db: AsyncSession, by: Person) -> list[SessionDetails]:
    places = await permissions.reach(db, by, Right.ASK_ORGANISATIONS)
    mine = or_(await permissions.classes_seen_to(db, by), *map(session_queries.within, places))
    to_come = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    return await session_queries.found(db, session_queries.all_details().where(*to_come, mine).limit(_MOST))


async def organisations_near(db: AsyncSession, ward_code: str) -> Sequence[Organisation]:
    spoken = select(Role.organisation_id).where(Role.kind == RoleKind.ORGANISER, in_force())
    near = or_(Organisation.ward_code.is_(None), Organisation.ward_code == ward_code)
    found = select(Organisation).where(near, Organisation.active, Organisation.id.in_(spoken))
    return (await db.scalars(found.order_by(Organisation.id))).all()


async def later(db: AsyncSession, details: SessionDetails) -> list[SessionDetails]:
    planned = session_queries.all_details().where(
        ClassSession.course_id == details.course.id,
        ClassSession.status == SessionStatus.PLANNED,
        ClassSession.starts_at > details.session.starts_at,
    )
    return await session_queries.found(db, planned)


async def ask(
    db: AsyncSession, by: Person, session_id: int, n: int, *, whole: bool = False
) -> tuple[OrganisationRequest, Act]:
    """Ask for `n` people more, at one session or at all of its class from it on. Raise NotAllowed and NotFound."""
    wanted = await locked(db, session_id)
    await permissions.must_at_session(db, by, Right.ASK_ORGANISATIONS, wanted.details)
    rest = [await locked(db, one.session.id) for one in await later(db, wanted.details)] if whole else []
    asked = [_raise(one, n) for one in (wanted, *rest)]
    await db.flush()
    act = await acts.record(db, by, ASK_ORGANISATIONS, session=session_id, asked=asked)
    for organisation in await organisations_near(db, wanted.details.group.ward_code):
        key = f"wanted:{act.id}:{organisation.id}"
        await tell_organisers(db, organisation.id, await _call(db, wanted, rest), key, wanted.details)
    return wanted, act


def _raise(wanted: OrganisationRequest, n: int) -> dict[str, Any]:
    shift = wanted.shift
    before = {"needed": shift.needed, "asked": _iso(shift.asked_at), "up_to": shift.asked_up_to}
    shift.asked_at, shift.asked_up_to = clock.now(), shift.filled + n
    shift.needed = max(shift.needed, shift.asked_up_to)
    return {"session": wanted.details.session.id, "wanted": shift.needed, "before": before}


async def undo_ask(db: AsyncSession, act: Act) -> Text | None:
    asked = [(one, await locked(db, one["session"])) for one in act.facts.get("asked", [act.facts])]
    for _one, wanted in asked:
        if any(helper.organisation is not None for helper in await helpers_of(db, wanted.shift)):
            return _("Somebody has been sent already, so I leave it as it is.")
    if any(now.shift.needed != one["wanted"] or now.shift.filled > one["before"]["needed"] for one, now in asked):
        return None
    for one, wanted in asked:
        before, shift = one["before"], wanted.shift
        shift.needed, shift.asked_up_to = before["needed"], before["up_to"]
        shift.asked_at = datetime.fromisoformat(before["asked"]) if before["asked"] else None
    await db.flush()
    return _("Taken back: the organisations no longer see it.")


async def open_for(db: AsyncSession, person: Person) -> list[OrganisationRequest]:
    """Return the requests the person's organisations may answer and those in wards they coordinate, soonest first.

    A class stands there once, with its first session that wants people.
    """
    wards = await _wards(db, person)
    if not wards:
        return []
    here = () if None in wards else (ResidentialGroup.ward_code.in_(wards),)
    rows = await db.execute(
        session_queries.all_details()
        .add_columns(Shift)
        .join(Shift, Shift.session_id == ClassSession.id)
        .where(*_is_open(), *here)
        .limit(_MOST)
    )
    by_class: dict[int, list[OrganisationRequest]] = defaultdict(list)
    for row in rows:
        by_class[row[1].id].append(OrganisationRequest(SessionDetails(*row[:4]), row[4]))
    return [replace(first, later=len(rest)) for first, *rest in by_class.values()]


async def with_later(db: AsyncSession, wanted: OrganisationRequest) -> OrganisationRequest:
    after = (
        ClassSession.course_id == wanted.details.course.id,
        ClassSession.starts_at > wanted.details.session.starts_at,
    )
    counted = select(func.count(Shift.id)).join(ClassSession, ClassSession.id == Shift.session_id)
    return replace(wanted, later=await db.scalar(counted.where(*_is_open(), *after)) or 0)


async def who_comes(db: AsyncSession, by: Person, session_id: int) -> tuple[OrganisationRequest, list[AskedMember]]:
    wanted = await locked(db, session_id)
    await permissions.must_at_session(db, by, Right.ASK_ORGANISATIONS, wanted.details)
    return wanted, await helpers_of(db, wanted.shift)


async def tell_leaders(db: AsyncSession, details: SessionDetails, words: Say, key: str) -> None:
    for leader in await session_queries.in_charge_of_class(db, details.course):
        await outbox.tell(db, leader, words, Plan(key=f"{key}:{leader.id}", expires=details.session.starts_at))


async def tell_organisers(
    db: AsyncSession, organisation_id: int, words: Say, key: str, details: SessionDetails
) -> None:
    speaks = (Role.kind == RoleKind.ORGANISER, Role.organisation_id == organisation_id, in_force())
    for person in await db.scalars(select(Person).where(Person.id.in_(select(Role.person_id).where(*speaks)))):
        plan = Plan(key=f"{key}:{person.id}", expires=details.session.starts_at, unasked=True)
        await outbox.tell(db, person, words, plan)


async def locked(db: AsyncSession, session_id: int) -> OrganisationRequest:
    details = await session_queries.details(db, session_id)
    if details is None:
        raise NotFound(session_id)
    mine = select(Shift).where(Shift.session_id == session_id).with_for_update(key_share=True)
    shift = (await db.scalars(mine.execution_options(populate_existing=True))).one()
    return OrganisationRequest(details, shift)


async def is_open_to(db: AsyncSession, wanted: OrganisationRequest, organisation_id: int) -> bool:
    near = await organisations_near(db, wanted.details.group.ward_code)
    session = wanted.details.session
    ahead = session.status is SessionStatus.PLANNED and session.starts_at > clock.now()
    return ahead and wanted.shift.asked_at is not None and organisation_id in {one.id for one in near}


def line(of: AskedMember) -> Text:
    shown = labels.person(of.person)
    if of.organisation is not None:
        shown = _("{name} ({organisation})", name=shown, organisation=verbatim(of.organisation))
    return _("✅ {name}", name=shown) if of.comes else _("⏳ {name}: asked, no answer yet", name=shown)


async def _call(db: AsyncSession, wanted: OrganisationRequest, rest: Sequence[OrganisationRequest]) -> Say:
    place = await permissions.full_name(db, wanted.details.group)
    return say(
        lines(
            n_("🙋 {place} needs one more person:", "🙋 {place} needs {n} more people:", wanted.missing, place=place),
            labels.session(wanted.details),
            and_later(len(rest)),
            _("Could some of your members help?"),
        ),
        option(_("👥 Send members"), "send_members", session=wanted.details.session.id),
        option(_("📋 Who needs people"), "wanted"),
    )


def and_later(n: int) -> Text | None:
    return n_("🔁 And one later session of this class", "🔁 And {n} later sessions of this class", n) if n else None


async def helpers_of(db: AsyncSession, shift: Shift) -> list[AskedMember]:
    rows = await db.execute(
        select(Assignment, Person, Organisation.name)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Volunteer, Volunteer.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Volunteer.organisation_id)
        .where(Assignment.shift_id == shift.id)
        .where(Assignment.status.in_(IN_FORCE))
        .order_by(Assignment.status, Assignment.id)
    )
    return [AskedMember(who, name, made.status is AssignmentStatus.ACCEPTED) for made, who, name in rows]


async def _wards(db: AsyncSession, person: Person) -> set[str | None]:
    """Return the wards of their organisations and those they coordinate; None among them means the whole area."""
    wards: set[str | None] = set()
    for role in await identity.roles_of(db, person):
        if role.kind is RoleKind.ORGANISER and role.organisation_id is not None:
            wards.add((await db.get_one(Organisation, role.organisation_id)).ward_code)
        elif role.group_id is None and (place := reach(role.kind, Right.ASK_ORGANISATIONS, identity.place_of(role))):
            wards.add(place.ward)
    return wards


def _is_open() -> tuple[ColumnElement[bool], ...]:
    to_come = (ClassSession.status == SessionStatus.PLANNED) & (ClassSession.starts_at > clock.now())
    return to_come, Shift.asked_at.is_not(None), Shift.filled < Shift.needed, Shift.filled < Shift.asked_up_to


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
