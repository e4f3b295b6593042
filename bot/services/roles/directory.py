"""Who leads and who helps in the wards that somebody coordinates: found by group, topic and free time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access import rights
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.i18n import Text, verbatim
from bot.services.people import identity
from bot.storage.piecewise import legible_rows
from bot.storage.tables.people import Person, Role, in_force, leads
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Availability, Volunteer, still

_MOST = 500


@dataclass(frozen=True)
class Wanted:
    """Which volunteers are looked for: of a group, who teach a topic, who are free in any of these half-days."""

    group: int | None = None
    topic: Topic | None = None
    free: frozenset[tuple[int, DayPart]] = frozenset()


@dataclass(frozen=True)
class Listed:
    """Somebody with a role in the ward, the group or organisation where they hold it, and what they teach."""

    role: Role
    person: Person
    group: ResidentialGroup | None
    organisation: Organisation | None
    profile: Volunteer | None

    @property
    def topics(self) -> list[Topic]:
        return [] if self.profile is None else [Topic(topic) for topic in self.profile.topics]

    @property
    def where(self) -> Text:
        if self.group is not None:
            return labels.group(self.group)
        return verbatim(self.organisation.name if self.organisation is not None else "…")


async def leaders(db: AsyncSession, by: Person) -> Sequence[Listed]:
    here = await _wards(db, by)
    return await _listed(db, leads(), Role.ward_code.in_(here)) if here else []


async def volunteers(db: AsyncSession, by: Person, wanted: Wanted = Wanted()) -> Sequence[Listed]:
    """Return each once, those of groups before the members of organisations."""
    here = await _wards(db, by)
    if not here:
        return []
    places = or_(Role.ward_code.in_(here), Organisation.ward_code.in_(here), Person.ward_code.in_(here))
    found = await _listed(db, Role.kind == RoleKind.VOLUNTEER, in_force(), places, *_which(wanted))
    once = list({one.person.id: one for one in reversed(found)}.values())[::-1]
    return [one for one in once if wanted.topic is None or wanted.topic in one.topics]


async def one_of(db: AsyncSession, by: Person, role_id: int) -> Listed | None:
    """Return the leader or volunteer who holds this role; None if it has ended, or is held in no ward of theirs."""
    everybody = [*await leaders(db, by), *await volunteers(db, by)]
    return next((one for one in everybody if one.role.id == role_id), None)


async def _wards(db: AsyncSession, by: Person) -> set[str]:
    """Return the wards of which they see names: above a ward there are numbers only."""
    roles = [role for role in await identity.roles_of(db, by) if role.kind is RoleKind.COORDINATOR]
    places = [rights.reach(role.kind, Right.SEE_NAMES, identity.place_of(role)) for role in roles]
    return {place.ward for place in places if place is not None and place.ward is not None}


def _which(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = [] if wanted.group is None else [Role.group_id == wanted.group]
    if wanted.free:
        times = or_(*((Availability.weekday == day) & (Availability.part == part) for day, part in wanted.free))
        asked.append(Person.id.in_(select(Availability.person_id).where(times, still())))
    return asked


async def _listed(db: AsyncSession, *which: ColumnElement[bool]) -> list[Listed]:
    query = (
        select(Role, Person, ResidentialGroup, Organisation, Volunteer)
        .join(Person, Person.id == Role.person_id)
        .outerjoin(ResidentialGroup, ResidentialGroup.id == Role.group_id)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .outerjoin(Volunteer, Volunteer.person_id == Person.id)
        .where(Person.name.is_not(None), Person.erased_at.is_(None), *which)
        .order_by(Role.group_id.is_(None), Role.group_id, Role.id)
    )
    return [Listed(*row) for row in await legible_rows(db, query.limit(_MOST))]
