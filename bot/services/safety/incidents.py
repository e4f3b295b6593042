"""Incidents: reported in three taps, handled by ward and area, never by the team they are about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place, Right, holders
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.safety.incidents import TEAM, IncidentKind, IncidentStatus, Suspect, concerns_team
from bot.domain.safety.rate_limit import Limited
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, limits, permissions
from bot.services.access.limits import TooOften
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.safety import incident_texts
from bot.storage import session_queries
from bot.storage.base import from_now
from bot.storage.database import changed
from bot.storage.piecewise import each, legible_rows
from bot.storage.tables.messaging import Act, Priority
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.safety import Incident

TELL_INCIDENT = acts.ActKind("tell_incident")
TAKE_INCIDENT = acts.ActKind("take_incident")
CLOSE_INCIDENT = acts.ActKind("close_incident")
_LIVES, _AGAIN_AFTER = timedelta(days=7), timedelta(minutes=30)
_SHOWN = 5


async def tell(
    db: AsyncSession, by: Person, kind: IncidentKind, about: Suspect, *, call: bool
) -> tuple[Act, list[Person]]:
    """Raises TooOften: the first ones are being seen to, and each is an alarm by day and night."""
    if await are_too_many(db, by):
        raise TooOften(by.id)
    incident = Incident(
        by_id=by.id,
        kind=kind,
        about=about,
        group_id=by.group_id,
        ward_code=by.ward_code,
        wants_call=call,
        status=IncidentStatus.OPEN,
        at=clock.now(),
    )
    db.add(incident)
    await db.flush()
    act = await acts.record(db, by, TELL_INCIDENT, incident=incident.id)
    told = await _alert(db, incident, await in_charge(db, incident))
    if not concerns_team(about) and by.group_id is not None:
        leaders = [one for one in await session_queries.leaders(db, by.group_id) if one.id != by.id]
        await _alert(db, incident, [one for one in leaders if one not in told], sees_to=False)
    return act, told


async def are_too_many(db: AsyncSession, by: Person) -> bool:
    return await limits.is_met(db, Limited.INCIDENTS, Incident.at, Incident.by_id == by.id)


_UNTAKEN = (Incident.status == IncidentStatus.OPEN, Incident.at > from_now(-_LIVES))
DUE = exists().where(*_UNTAKEN, Incident.at <= from_now(-_AGAIN_AFTER))


async def repeat_untaken(db: AsyncSession) -> int:
    return await each(db, "incident", [one.id for one in await _untaken(db, clock.now() - _AGAIN_AFTER)], _repeat)


async def _repeat(db: AsyncSession, incident_id: int) -> int:
    incident = await db.get_one(Incident, incident_id)
    words = await incident_texts.alert(db, incident, sees_to=True, again=True)
    plans = [(one, _urgent(f"{incident.id}:again:{one.id}")) for one in await in_charge(db, incident)]
    return sum([await outbox.tell(db, one, words, plan) is not None for one, plan in plans])


PLANNED = exists().where(*_UNTAKEN)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    waiting = [one for one in await _untaken(db, clock.now()) if one.at > clock.now() - _AGAIN_AFTER]
    return [(one.at + _AGAIN_AFTER, _("an incident that nobody has taken is told again")) for one in waiting]


async def _untaken(db: AsyncSession, before: datetime) -> Sequence[Incident]:
    found = select(Incident).where(*_UNTAKEN, Incident.at <= before)
    return (await db.scalars(found.order_by(Incident.id))).all()


async def in_charge(db: AsyncSession, incident: Incident) -> list[Person]:
    found = await legible_rows(
        db,
        select(Person, Role.kind)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(holders(Right.SEE_TO_INCIDENTS)), in_force(), Person.id != incident.by_id)
        .order_by(Role.id),
    )
    # The nearest come first: the first is named to the person who reported.
    nearest = sorted(found, key=lambda row: row.kind is RoleKind.ADMINISTRATOR)
    people = list(dict.fromkeys(person for person, _kind in nearest))
    return [person for person in people if await sees_to(db, person, incident)]


async def sees_to(db: AsyncSession, person: Person, incident: Incident) -> bool:
    """Return False for the person who reported it and for everybody on the team it is about, whatever their rights."""
    if person.id == incident.by_id or await _is_on_team(db, person, incident):
        return False
    asked = Place(incident.ward_code, incident.group_id)
    return await permissions.may_at(db, person, Right.SEE_TO_INCIDENTS, asked)


async def open_for(db: AsyncSession, person: Person) -> list[Incident]:
    waits = (Incident.status == IncidentStatus.OPEN) | (
        (Incident.status == IncidentStatus.TAKEN) & (Incident.taken_by_id == person.id)
    )
    found = await db.scalars(select(Incident).where(waits).order_by(Incident.id))
    return [one for one in found if await sees_to(db, person, one)][:_SHOWN]


async def take(db: AsyncSession, by: Person, incident_id: int) -> tuple[Incident, Act | None]:
    """Return no act if somebody took it before. Raise NotAllowed."""
    incident = await _seen_to(db, by, incident_id)
    free = (Incident.id == incident.id, Incident.status == IncidentStatus.OPEN)
    taken = {"status": IncidentStatus.TAKEN, "taken_by_id": by.id, "taken_at": clock.now()}
    if not await _settle(db, incident, free, taken):
        return incident, None
    teller = await db.get_one(Person, incident.by_id)
    await outbox.tell(db, teller, incident_texts.to_teller_taken(by, incident), _urgent(f"{incident.id}:taken:{by.id}"))
    return incident, await acts.record(db, by, TAKE_INCIDENT, incident=incident.id)


async def close(db: AsyncSession, by: Person, incident_id: int) -> tuple[Incident, Act | None]:
    incident = await _seen_to(db, by, incident_id)
    mine = (Incident.id == incident.id, Incident.status == IncidentStatus.TAKEN, Incident.taken_by_id == by.id)
    if not await _settle(db, incident, mine, {"status": IncidentStatus.CLOSED, "closed_at": clock.now()}):
        return incident, None
    return incident, await acts.record(db, by, CLOSE_INCIDENT, incident=incident.id)


async def undo_tell(db: AsyncSession, act: Act) -> Text | None:
    incident = await db.get_one(Incident, act.facts["incident"])
    free = (Incident.id == incident.id, Incident.status == IncidentStatus.OPEN)
    if not await _settle(db, incident, free, {"status": IncidentStatus.WITHDRAWN}):
        return None
    for person in await in_charge(db, incident):
        await outbox.tell(db, person, incident_texts.withdrawn(incident), _urgent(f"{incident.id}:back:{person.id}"))
    return _("All right, I have taken it back.")


async def undo_take(db: AsyncSession, act: Act) -> Text | None:
    incident = await db.get_one(Incident, act.facts["incident"])
    mine = (Incident.id == incident.id, Incident.status == IncidentStatus.TAKEN, Incident.taken_by_id == act.by_id)
    values = {"status": IncidentStatus.OPEN, "taken_by_id": None, "taken_at": None}
    return _("All right, it is open again.") if await _settle(db, incident, mine, values) else None


async def undo_close(db: AsyncSession, act: Act) -> Text | None:
    incident = await db.get_one(Incident, act.facts["incident"])
    mine = (Incident.id == incident.id, Incident.status == IncidentStatus.CLOSED, Incident.taken_by_id == act.by_id)
    values = {"status": IncidentStatus.TAKEN, "closed_at": None}
    return _("All right, it is open again.") if await _settle(db, incident, mine, values) else None


async def _seen_to(db: AsyncSession, by: Person, incident_id: int) -> Incident:
    incident = await db.get(Incident, incident_id)
    if incident is None or not await sees_to(db, by, incident):
        raise NotAllowed(Right.SEE_TO_INCIDENTS)
    return incident


async def _settle(
    db: AsyncSession, incident: Incident, where: Sequence[ColumnElement[bool]], values: Mapping[str, object]
) -> bool:
    settled = await changed(db, update(Incident).where(*where).values(**values))
    await db.refresh(incident)
    return settled


async def _alert(db: AsyncSession, incident: Incident, to: Sequence[Person], *, sees_to: bool = True) -> list[Person]:
    words = await incident_texts.alert(db, incident, sees_to=sees_to)
    return [person for person in to if await outbox.tell(db, person, words, _urgent(f"{incident.id}:{person.id}"))]


def _urgent(key: str) -> Plan:
    return Plan(key=f"incident:{key}", priority=Priority.REPLY, through_quiet=True, expires=clock.now() + _LIVES)


async def _is_on_team(db: AsyncSession, person: Person, incident: Incident) -> bool:
    if not concerns_team(incident.about) or incident.group_id is None:
        return False
    on_team = select(Role.id).where(
        Role.person_id == person.id,
        Role.kind.in_(TEAM),
        Role.status == RoleStatus.ACTIVE,
        Role.group_id == incident.group_id,
    )
    return await db.scalar(on_team.limit(1)) is not None
