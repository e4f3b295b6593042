"""Signing up as a volunteer: topics, phones and free times, the pledge, and the approval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.person import PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.i18n import Text, _
from bot.services.access import acts, codes, permissions
from bot.services.roles import invitations, requests, slips
from bot.services.volunteers import rota, safety_pledge, shifts
from bot.storage.database import changed, insert_new
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Availability, Coach, Volunteer

VOLUNTEER = acts.ActKind("volunteer")
# The usual hours of classes, as people say them; each is one or more half-days of the week (0 is Monday).
USUAL: dict[str, frozenset[tuple[int, DayPart]]] = {
    "saturday_morning": frozenset({(5, DayPart.MORNING)}),
    "sunday_morning": frozenset({(6, DayPart.MORNING)}),
    "weekend_later": frozenset((day, part) for day in (5, 6) for part in (DayPart.AFTERNOON, DayPart.EVENING)),
    "evenings_2_4_6": frozenset((day, DayPart.EVENING) for day in (0, 2, 4)),
    "evenings_3_5": frozenset((day, DayPart.EVENING) for day in (1, 3)),
    "weekdays": frozenset((day, part) for day in range(5) for part in (DayPart.MORNING, DayPart.AFTERNOON)),
}


@dataclass(frozen=True)
class SignUpForm:
    """What a new volunteer says; `times` are keys of USUAL."""

    topics: Sequence[Topic]
    phones: Sequence[PhoneType]
    times: Sequence[str]


@dataclass(frozen=True)
class Joined:
    """The role, active or requested, and what can be undone."""

    role: Role
    act: Act


async def join(
    db: AsyncSession, person: Person, group: ResidentialGroup | None, form: SignUpForm, invitation: str | None = None
) -> Joined | None:
    """Store the form and ask for the role; an invitation is a human's approval in advance.

    Return None if an organisation's invitation has just had its last use: then there is no `group` to ask.
    """
    await safety_pledge.must_be_given(db, person)
    await _write_down(db, person, form)
    role = await invited(db, person, invitation)
    if role is None and group is not None:
        role = await _request(db, person, group)
    if role is None:
        return None
    return Joined(role, await acts.record(db, person, VOLUNTEER, role=role.id))


async def undo_volunteer(db: AsyncSession, act: Act) -> Text | None:
    ended = await changed(
        db,
        update(Role)
        .where(Role.id == act.facts["role"], Role.person_id == act.by_id, Role.status == RoleStatus.REQUESTED)
        .values(status=RoleStatus.ENDED),
    )
    if not ended:
        return None
    return _("All right, you are not on the list of volunteers.")


async def forget(db: AsyncSession, person: Person) -> None:
    for details in await rota.of_volunteer(db, person):
        await shifts.release(db, person, details.session.id)
    await db.execute(delete(Availability).where(Availability.person_id == person.id))
    await db.execute(delete(Coach).where(Coach.person_id == person.id))
    await db.execute(delete(Volunteer).where(Volunteer.person_id == person.id))


async def invited_to(db: AsyncSession, invitation: str | None) -> ResidentialGroup | None:
    code = await codes.look_up(db, invitation) if invitation else None
    if code is None or code.role_kind is not RoleKind.VOLUNTEER or code.group_id is None:
        return None
    return await db.get(ResidentialGroup, code.group_id)


async def organisation_inviting(db: AsyncSession, invitation: str | None) -> Organisation | None:
    code = await codes.look_up(db, invitation) if invitation else None
    if code is None or code.role_kind is not RoleKind.VOLUNTEER or code.organisation_id is None:
        return None
    return await db.get(Organisation, code.organisation_id)


def times_said(half_days: Iterable[tuple[int, DayPart]]) -> list[str]:
    known = set(half_days)
    return [name for name, parts in USUAL.items() if parts <= known]


async def _write_down(db: AsyncSession, person: Person, form: SignUpForm) -> None:
    await insert_new(db, Volunteer, person_id=person.id, topics=[], phones=[])
    await db.execute(
        update(Volunteer)
        .where(Volunteer.person_id == person.id)
        .values(
            topics=[topic.value for topic in form.topics],
            phones=[phone.value for phone in form.phones],
        )
    )
    await db.execute(delete(Availability).where(Availability.person_id == person.id))
    for weekday, part in sorted(set().union(*(USUAL[time] for time in form.times))):
        await insert_new(db, Availability, person_id=person.id, weekday=weekday, part=part)


async def invited(db: AsyncSession, person: Person, invitation: str | None) -> Role | None:
    code = await codes.look_up(db, invitation) if invitation else None
    if code is None or code.role_kind is not RoleKind.VOLUNTEER:
        return None
    slip = await slips.of_code(db, code)
    return await (invitations.accept(db, person, code) if slip is None else slips.ask(db, person, code, slip))


async def _request(db: AsyncSession, person: Person, group: ResidentialGroup) -> Role:
    role = await permissions.volunteer_role(db, person)
    return await requests.request(db, person, RoleKind.VOLUNTEER, group) if role is None else role
