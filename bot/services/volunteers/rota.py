"""The shifts a volunteer has taken, and those open to them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import SessionStatus, clash
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.services.people import identity
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, hours
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

_AHEAD = timedelta(days=14)


async def of_volunteer(db: AsyncSession, person: Person) -> list[SessionDetails]:
    query = (
        session_queries.all_details()
        .join(Shift, Shift.session_id == ClassSession.id)
        .join(Assignment, Assignment.shift_id == Shift.id)
        .where(Assignment.person_id == person.id, Assignment.status == AssignmentStatus.ACCEPTED)
        .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    )
    return await session_queries.found(db, query)


async def wards_of(db: AsyncSession, person: Person) -> set[str]:
    held = await _roles(db, person)
    in_wards = select(ResidentialGroup.ward_code).where(ResidentialGroup.id.in_(_groups(held)))
    served = {*await db.scalars(in_wards), *(role.ward_code for role in held if role.ward_code is not None)}
    ours = {role.organisation_id for role in held if role.organisation_id is not None}
    # Members of one that serves the whole area help where they live.
    of_organisations = await db.scalars(select(Organisation.ward_code).where(Organisation.id.in_(ours))) if ours else ()
    return served | {ward for ward in (code or person.ward_code for code in of_organisations) if ward is not None}


async def _roles(db: AsyncSession, person: Person) -> list[Role]:
    return [role for role in await identity.roles_of(db, person) if role.kind is RoleKind.VOLUNTEER]


def _groups(held: Sequence[Role]) -> list[int]:
    return [role.group_id for role in held if role.group_id is not None]


async def open_to(db: AsyncSession, person: Person, limit: int = 5) -> list[SessionDetails]:
    """Return sessions of the next two weeks that need the volunteer's topics, those of their own groups first."""
    profile = await db.get(Volunteer, person.id)
    groups, wards = _groups(await _roles(db, person)), await wards_of(db, person)
    if profile is None or not wards:
        return []
    query = (
        session_queries.all_details()
        .join(Shift, Shift.session_id == ClassSession.id)
        .where(ClassSession.status == SessionStatus.PLANNED, Shift.filled < Shift.needed)
        .where(~session_queries.on_closed_day())
        .where(ClassSession.starts_at.between(clock.now(), clock.now() + _AHEAD))
        .where(ResidentialGroup.ward_code.in_(wards), session_queries.topic_taught().in_(profile.topics))
        .limit(10 * limit)
    )
    mine = await of_volunteer(db, person)
    found = [
        details
        for details in await session_queries.found(db, query)
        if not any(clash(hours(details.session), hours(other.session)) for other in mine)
    ]
    return sorted(found, key=lambda details: (details.group.id not in groups, details.session.starts_at))[:limit]
