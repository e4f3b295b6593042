"""Organisations: who speaks for one, and who its members are; both join by a code that a human gives."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place, Right
from bot.domain.people.person import MEMBERS, MEMBERS_LEARN, OrganisationKind, RoleKind, RoleStatus
from bot.domain.vietnamese import fold
from bot.errors import NotAllowed
from bot.i18n import Text, _, verbatim
from bot.services.access import acts, codes, permissions
from bot.services.volunteers import shifts
from bot.storage.database import changed
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, in_force
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

INVITE_ORGANISER = acts.ActKind("invite_organiser")
INVITE_MEMBERS = acts.ActKind("invite_members")
DISMISS_MEMBER = acts.ActKind("dismiss_member")
# The choices of how many may join by one code.
USES = (5, 10, 30)


@dataclass(frozen=True)
class NamedOrganisation:
    """An organisation as somebody names it; without a ward it serves the whole area."""

    kind: OrganisationKind
    name: str
    ward_code: str | None


async def invite_organiser(db: AsyncSession, by: Person, named: NamedOrganisation) -> tuple[Code, Act]:
    if not await permissions.may_at(db, by, Right.INVITE_ORGANISERS, Place(named.ward_code)):
        raise NotAllowed(Right.INVITE_ORGANISERS)
    organisation = await found_or_made(db, named)
    code = await codes.invite(db, by, RoleKind.ORGANISER, organisation_id=organisation.id)
    return code, await acts.record(db, by, INVITE_ORGANISER, code=code.text, organisation=organisation.id)


async def invite_members(db: AsyncSession, by: Person, organisation_id: int, uses: int) -> tuple[Code, Act]:
    await must(db, by, Right.INVITE_MEMBERS, organisation_id)
    kind = member_kind(await db.get_one(Organisation, organisation_id))
    code = await codes.invite(db, by, kind, min(uses, max(USES)), organisation_id=organisation_id)
    return code, await acts.record(db, by, INVITE_MEMBERS, code=code.text, organisation=organisation_id)


def member_kind(organisation: Organisation) -> RoleKind:
    return RoleKind.RESIDENT if organisation.kind in MEMBERS_LEARN else RoleKind.VOLUNTEER


async def members(db: AsyncSession, by: Person, organisation_id: int) -> list[tuple[Role, Person]]:
    await must(db, by, Right.SEND_MEMBERS, organisation_id)
    rows = await db.execute(
        select(Role, Person)
        .join(Person, Person.id == Role.person_id)
        .where(Role.kind.in_(MEMBERS), Role.organisation_id == organisation_id, in_force())
        .order_by(Role.kind.desc(), Role.id.desc())
    )
    # Who learns and helps is one member: the helper's role ends first.
    return list({person.id: (role, person) for role, person in reversed(rows.all())}.values())[::-1]


async def member(db: AsyncSession, by: Person, role_id: int) -> Person | None:
    """Return the member who holds this role in force; raise NotAllowed if it is not of an organisation of theirs."""
    role = await db.scalar(select(Role).where(Role.id == role_id, Role.kind.in_(MEMBERS), in_force()))
    if role is None or role.organisation_id is None:
        return None
    await must(db, by, Right.INVITE_MEMBERS, role.organisation_id)
    return await db.get_one(Person, role.person_id)


async def dismiss(db: AsyncSession, by: Person, role_id: int) -> tuple[Person, Act] | None:
    """End the membership and release the sessions the organisation sent them to; return None if it had ended.

    Raise NotAllowed.
    """
    role = await db.get(Role, role_id)
    if role is None or role.organisation_id is None or role.kind not in MEMBERS:
        raise NotAllowed(Right.INVITE_MEMBERS)
    await must(db, by, Right.INVITE_MEMBERS, role.organisation_id)
    ended = await changed(
        db,
        update(Role)
        .where(Role.id == role_id, Role.status == RoleStatus.ACTIVE)
        .values(status=RoleStatus.ENDED, ends_at=clock.now()),
    )
    if not ended:
        return None
    person = await db.get_one(Person, role.person_id)
    for session_id in await _sent_to(db, person, role.organisation_id):
        await shifts.release(db, person, session_id)
    await _belongs_to(db, person, None)
    facts = {"role": role.id, "organisation": role.organisation_id, "of": person.id}
    return person, await acts.record(db, by, DISMISS_MEMBER, **facts)


async def undo_dismiss(db: AsyncSession, act: Act) -> Text | None:
    again = await changed(
        db,
        update(Role)
        .where(Role.id == act.facts["role"], Role.status == RoleStatus.ENDED)
        .values(status=RoleStatus.ACTIVE, ends_at=None),
    )
    if not again:
        return None
    person = await db.get_one(Person, act.facts["of"])
    await _belongs_to(db, person, act.facts["organisation"])
    return _("{name} is a member again.", name=verbatim(person.name or "…"))


async def must(db: AsyncSession, by: Person, right: Right, organisation_id: int) -> None:
    if not await permissions.may_at(db, by, right, Place(organisation=organisation_id)):
        raise NotAllowed(right)


async def found_or_made(db: AsyncSession, named: NamedOrganisation) -> Organisation:
    here = Organisation.ward_code.is_(None) if named.ward_code is None else Organisation.ward_code == named.ward_code
    known = await db.scalars(select(Organisation).where(here, Organisation.kind == named.kind, Organisation.active))
    found = next((one for one in known if fold(one.name) == fold(named.name)), None)
    if found is None:
        found = Organisation(kind=named.kind, name=named.name, ward_code=named.ward_code)
        db.add(found)
        await db.flush()
    return found


async def _sent_to(db: AsyncSession, person: Person, organisation_id: int) -> list[int]:
    rows = await db.scalars(
        select(Shift.session_id)
        .join(Assignment, Assignment.shift_id == Shift.id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .where(Assignment.person_id == person.id, Assignment.organisation_id == organisation_id)
        .where(ClassSession.starts_at > clock.now())
    )
    return list(rows)


async def _belongs_to(db: AsyncSession, person: Person, organisation_id: int | None) -> None:
    await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(organisation_id=organisation_id))
